/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-release.h"

#include "mv-json.h"

/**
 * mv_release_set:
 * @profile: body of a profile, which is changed
 * @args: arguments of the command profile.release: `project` or `committee`, and `fields`
 *
 * Makes the profile say which of its fields are seen in the place that is named, instead of what it
 * said about that place before.
 */
void
mv_release_set (JsonObject *profile, JsonObject *args)
{
  const char *place = mv_json_get_text (args, "project") != NULL ? "project" : "committee";
  const char *id = mv_json_get_text (args, place);
  JsonArray *old;
  JsonArray *released;
  JsonObject *release;

  g_return_if_fail (profile != NULL && id != NULL);

  old = mv_json_get_array (profile, "released");
  released = json_array_new ();
  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      JsonObject *other = json_array_get_object_element (old, i);

      if (g_strcmp0 (mv_json_get_text (other, place), id) != 0)
        json_array_add_object_element (released, mv_json_object_copy (other));
    }

  release = json_object_new ();
  json_object_set_string_member (release, place, id);
  if (json_object_has_member (args, "fields"))
    json_object_set_member (release, "fields", json_object_dup_member (args, "fields"));
  json_array_add_object_element (released, release);
  json_object_set_array_member (profile, "released", released);
}
