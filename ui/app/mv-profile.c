/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-profile.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define NAME_MAX_LENGTH 32

/* A name becomes part of a folder's and of a bus name, so only what both allow. */
static gboolean
is_valid_name (const char *name)
{
  size_t length = strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-");

  return g_ascii_islower (name[0]) && length <= NAME_MAX_LENGTH && name[length] == '\0';
}

static gboolean
make_folder (const MvProfile *self, GError **error)
{
  int code;

  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    return TRUE;
  code = errno;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               _ ("The folder %s for your texts could not be made: %s"), self->folder,
               g_strerror (code));
  return FALSE;
}

/**
 * mv_profile_new:
 * @name: (nullable): lower-case letters, digits and hyphens after a letter, at most 32; %NULL for
 * the ordinary profile
 * @error: return location
 *
 * Finds the places of a profile and makes its data folder, readable by its owner alone.
 *
 * Fails with %G_IO_ERROR_INVALID_ARGUMENT if the name is not valid, else with an error of the
 * domain %G_FILE_ERROR if the folder cannot be made; nothing has been made then.
 *
 * Returns: (transfer full): the profile, or %NULL on error
 */
MvProfile *
mv_profile_new (const char *name, GError **error)
{
  g_autoptr (MvProfile) self = g_new0 (MvProfile, 1);

  if (name == NULL)
    {
      self->application_id = g_strdup (MV_APPLICATION_ID);
      self->folder = g_build_filename (g_get_user_data_dir (), "medvirk", NULL);
      self->secret_label = g_strdup ("Medvirk");
    }
  else if (!is_valid_name (name))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” cannot be the name of a profile. Start with a small letter a–z; use "
                      "letters, digits and hyphens, at most %d."),
                   name, NAME_MAX_LENGTH);
      return NULL;
    }
  else
    {
      self->name = g_strdup (name);
      self->application_id = g_strdup_printf ("%s.%s", MV_APPLICATION_ID, name);
      self->folder = g_build_filename (g_get_user_data_dir (), "medvirk", "profiles", name, NULL);
      self->secret_label = g_strdup_printf ("Medvirk (%s)", name);
    }

  return make_folder (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * mv_profile_new_example:
 * @of: a profile
 * @error: return location
 *
 * Finds the place of the example in a profile: a folder of its own, and no place for secrets.
 *
 * Fails as mv_profile_new().
 *
 * Returns: (transfer full): the example's profile, or %NULL on error
 */
MvProfile *
mv_profile_new_example (const MvProfile *of, GError **error)
{
  g_autoptr (MvProfile) self = g_new0 (MvProfile, 1);

  self->name = g_strdup (of->name);
  self->application_id = g_strdup (of->application_id);
  self->folder = g_build_filename (of->folder, "example", NULL);
  return make_folder (self, error) ? g_steal_pointer (&self) : NULL;
}

void
mv_profile_free (MvProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->application_id);
  g_free (self->folder);
  g_free (self->secret_label);
  g_free (self);
}

char *
mv_profile_dup_path (const MvProfile *self, const char *file)
{
  return g_build_filename (self->folder, file, NULL);
}

/**
 * mv_profile_open_settings:
 * @self: a profile
 *
 * Returns: (transfer full) (nullable): the profile's settings, or %NULL where the schema is not
 *   installed; the program then runs with what is in force at first
 */
GSettings *
mv_profile_open_settings (const MvProfile *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *path = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, MV_APPLICATION_ID, TRUE);
  if (schema == NULL)
    return NULL;
  path = self->name != NULL ? g_strdup_printf ("/no/medvirk/Medvirk/%s/", self->name)
                            : g_strdup ("/no/medvirk/Medvirk/");
  return g_settings_new_full (schema, NULL, path);
}
