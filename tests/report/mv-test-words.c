/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-words.h"

#include <string.h>

MvCatalogue *
mv_test_words (const char *language)
{
  g_autofree char *path = g_build_filename (g_getenv ("MV_BUILD_ROOT"), "po", language,
                                            "LC_MESSAGES", "medvirk.mo", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  MvCatalogue *words;
  char *data;
  gsize length;

  if (strcmp (language, "en") == 0)
    return NULL;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (data, length);
  words = mv_catalogue_new (language, bytes);
  g_assert_nonnull (words);
  return words;
}

MvRecord *
mv_test_record (const char *kind, const char *id, const char *body)
{
  g_autofree char *json = g_strdelimit (g_strdup (body), "'", '"');
  g_autoptr (GError) error = NULL;
  MvRecord *record = mv_record_new_from_text (kind, id, json, &error);

  g_assert_no_error (error);
  return record;
}

GPtrArray *
mv_test_list (MvRecord *first, ...)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  va_list arguments;

  va_start (arguments, first);
  for (MvRecord *record = first; record != NULL; record = va_arg (arguments, MvRecord *))
    g_ptr_array_add (list, record);
  va_end (arguments);
  return list;
}
