/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-clean.h"

#include <string.h>

static gboolean
is_allowed (gunichar c)
{
  return c == '\n' || c == '\t' || !g_unichar_iscntrl (c);
}

/**
 * mv_text_is_clean:
 * @text: UTF-8
 *
 * Returns: whether @text has no control characters other than newline and tab
 */
gboolean
mv_text_is_clean (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!is_allowed (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

/**
 * mv_text_clean:
 * @text: what a person typed or pasted, or a file said; need not be UTF-8
 *
 * Makes a text fit for a record, so that nothing pasted is ever refused for its invisible parts:
 * the line ends of other systems become newlines, a form feed or vertical tab too; other control
 * characters go; bytes that are not UTF-8 become U+FFFD.
 *
 * Returns: (transfer full): the text, for which mv_text_is_clean() holds
 */
char *
mv_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\r' && at[1] == '\n')
        continue;
      if (c == '\r' || c == '\v' || c == '\f' || c == 0x85)
        c = '\n';
      if (is_allowed (c))
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

/**
 * mv_clean_node:
 * @node: a value of one's own
 *
 * Does what mv_text_clean() does to every text in @node, at any depth. Names are left alone.
 */
void
mv_clean_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *list = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (list); i++)
        mv_clean_node (json_array_get_element (list, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *value;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &value))
        mv_clean_node (value);
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);

      if (!g_utf8_validate (text, -1, NULL) || !mv_text_is_clean (text))
        {
          g_autofree char *clean = mv_text_clean (text);

          json_node_set_string (node, clean);
        }
    }
}
