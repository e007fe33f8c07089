/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-conflict.h"

#include "mv-json.h"

#include <string.h>

static const char *const text_fields[] = { "text",    "hoped", "went_well", "could_be_better",
                                           "learned", NULL };

/**
 * mv_conflict_use_other:
 * @here: a contribution as it stands here
 * @other: the same as it was written on another machine
 *
 * Returns: (transfer full): @here with the body of @other
 */
MvRecord *
mv_conflict_use_other (MvRecord *here, MvRecord *other)
{
  g_autoptr (JsonObject) body = mv_json_object_copy (mv_record_get_body (other));
  MvRecord *kept =
      mv_record_new_from_body (mv_record_get_kind_name (here), mv_record_get_id (here), body);

  mv_record_set_scope (kept, mv_record_get_scope (here));
  mv_record_set_by (kept, mv_record_get_by (here));
  mv_record_set_position (kept, mv_record_get_rev (here), mv_record_get_seq (here));
  return kept;
}

static void
join_text (MvRecord *kept, MvRecord *other, const char *field)
{
  const char *mine = mv_record_get_text (kept, field);
  const char *theirs = mv_record_get_text (other, field);
  g_autofree char *both = NULL;

  if (theirs == NULL || *theirs == '\0' || g_strcmp0 (mine, theirs) == 0)
    return;
  both = mine == NULL || *mine == '\0' ? g_strdup (theirs)
                                       : g_strdup_printf ("%s\n\n%s", mine, theirs);
  mv_record_set_text (kept, field, both);
}

static const char *
find_suggestion (JsonArray *list, const char *id)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);

      if (g_strcmp0 (mv_json_get_text (object, "id"), id) == 0)
        return mv_json_get_text (object, "text");
    }
  return NULL;
}

/* Those of the other machine that are not here go last; one that was worded otherwise there comes
 * as a suggestion of its own, since an id is answered once. */
static void
join_suggestions (MvRecord *kept, MvRecord *other, MvClock *clock, MvRandom *random)
{
  JsonArray *mine = mv_record_get_list (kept, "suggestions");
  JsonArray *theirs = mv_record_get_list (other, "suggestions");
  JsonArray *both = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), both);

  json_array_unref (both);
  for (guint i = 0; mine != NULL && i < json_array_get_length (mine); i++)
    json_array_add_object_element (both,
                                   mv_json_object_copy (json_array_get_object_element (mine, i)));
  for (guint i = 0; theirs != NULL && i < json_array_get_length (theirs); i++)
    {
      JsonObject *object = json_array_get_object_element (theirs, i);
      const char *here = find_suggestion (both, mv_json_get_text (object, "id"));
      JsonObject *added;

      if (here != NULL && g_strcmp0 (here, mv_json_get_text (object, "text")) == 0)
        continue;
      added = mv_json_object_copy (object);
      if (here != NULL)
        {
          g_autofree char *id = mv_uuid_new_v7 (clock, random);

          json_object_set_string_member (added, "id", id);
        }
      json_array_add_object_element (both, added);
    }
  mv_record_set_node (kept, "suggestions", node);
}

/**
 * mv_conflict_keep_both:
 * @here: a contribution as it stands here
 * @other: the same as it was written on another machine
 * @clock: for ids of suggestions
 * @random: for ids of suggestions
 *
 * Where both have a text, they stand after one another; what only one has is taken from there.
 * Project, date and choices are those of @here.
 *
 * Returns: (transfer full): a contribution with all that was written
 */
MvRecord *
mv_conflict_keep_both (MvRecord *here, MvRecord *other, MvClock *clock, MvRandom *random)
{
  MvRecord *kept = mv_record_copy (here);

  for (int i = 0; text_fields[i] != NULL; i++)
    join_text (kept, other, text_fields[i]);
  join_suggestions (kept, other, clock, random);
  return kept;
}
