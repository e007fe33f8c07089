/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-profile.h"

#include <glib/gstdio.h>
#include <string.h>

/* Two profiles share nothing: neither folder nor bus name nor label. */
static void
test_profiles_are_apart (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) ordinary = mv_profile_new (NULL, &error);
  g_autoptr (MvProfile) other = mv_profile_new ("second-pc", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ordinary->application_id, ==, MV_APPLICATION_ID);
  g_assert_cmpstr (other->application_id, ==, MV_APPLICATION_ID ".second-pc");
  g_assert_true (g_application_id_is_valid (other->application_id));
  g_assert_cmpstr (ordinary->folder, !=, other->folder);
  g_assert_cmpstr (ordinary->secret_label, !=, other->secret_label);
}

/* The folder with a person's texts is made for its owner alone. */
static void
test_folder_is_private (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("private", &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_cmpint (g_stat (profile->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

/* A name that would not do in a folder's or a bus name is refused with a sentence. */
static void
test_bad_names (void)
{
  static const char *const names[] = {
    "",                                  /* nothing */
    "../other",                          /* another folder */
    "a/b",                               /* a folder in a folder */
    "Inger",                             /* capital letters */
    "1st",                               /* a digit first, which a bus name does not allow */
    "-a",                                /* reads as an option */
    "ærleg",                             /* beyond a–z */
    "a b",                               /* a blank */
    "a.b",                               /* a part of its own in a bus name */
    "abcdefghijklmnopqrstuvwxyz0123456", /* 33 letters: one too many */
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_profile_new (names[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

/* The longest name is allowed. */
static void
test_longest_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("abcdefghijklmnopqrstuvwxyz012345", &error);

  g_assert_no_error (error);
  g_assert_nonnull (profile);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/profile/are-apart", test_profiles_are_apart);
  g_test_add_func ("/profile/folder-is-private", test_folder_is_private);
  g_test_add_func ("/profile/bad-names", test_bad_names);
  g_test_add_func ("/profile/longest-name", test_longest_name);
  return g_test_run ();
}
