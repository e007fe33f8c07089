/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"
#include "mv-import.h"
#include "mv-record.h"

static void
assert_study (MvRecord *study)
{
  g_autofree char *body = mv_record_dup_body_text (study);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvRecord) again =
      mv_record_new_from_text ("study", mv_record_get_id (study), body, &error);
  g_autofree char *body_again = NULL;

  g_assert_no_error (error);
  body_again = mv_record_dup_body_text (again);
  g_assert_cmpstr (body_again, ==, body);
}

/* The hospitals' feed: each study is a valid record that is the same when read again, and what is
 * wrong with the others names its place. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvImport) import =
      mv_import_fnsp ((const char *) data, (gssize) size, "2026-11-22", &error);

  if (import == NULL)
    {
      mv_fuzz_assert_refused (error);
      return 0;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (import->studies->len, <=, import->n_seen);
  g_assert_cmpuint (import->sources->len, ==, import->studies->len);
  g_assert_true (import->studies->len > 0 || import->problems->len > 0);
  for (guint i = 0; i < import->studies->len; i++)
    assert_study (g_ptr_array_index (import->studies, i));
  for (guint i = 0; i < import->problems->len; i++)
    {
      const MvImportProblem *problem = g_ptr_array_index (import->problems, i);

      g_assert_cmpuint (problem->item, <=, import->n_seen);
      g_assert_true ((problem->item > 0) == (problem->line > 0));
      g_assert_true (g_utf8_validate (problem->message, -1, NULL));
    }
  return 0;
}
