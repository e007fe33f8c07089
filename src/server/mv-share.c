/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-share.h"

#include "mv-identity-number.h"
#include "mv-problem.h"
#include "mv-random.h"

static gboolean check_node (JsonNode *node);

static gboolean
check_array (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!check_node (json_array_get_element (array, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_object (JsonObject *object, const char **out_name)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (check_node (node))
        continue;
      if (out_name != NULL)
        *out_name = name;
      return FALSE;
    }

  return TRUE;
}

/* However deep it stands; the strict scan has bounded the depth. Ids hold digits too, but no text.
 */
static gboolean
check_node (JsonNode *node)
{
  const char *text;
  size_t start, length;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return check_object (json_node_get_object (node), NULL);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return check_array (json_node_get_array (node));
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return TRUE;

  text = json_node_get_string (node);
  return mv_uuid_is_valid (text) || !mv_identity_number_find (text, &start, &length);
}

/**
 * mv_share_check_text:
 * @body: a record's body
 * @error: %MV_PROBLEM_INVALID with the member in which a number was found
 *
 * Refuses text with a national identity number, in any member and however deep.
 *
 * Returns: whether none was found
 */
gboolean
mv_share_check_text (JsonObject *body, GError **error)
{
  const char *name = NULL;

  if (check_object (body, &name))
    return TRUE;

  mv_problem_set (error, MV_PROBLEM_INVALID, name, "the text holds a national identity number");
  return FALSE;
}
