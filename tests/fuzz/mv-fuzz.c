/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"

#include <stdlib.h>
#include <string.h>

/* GLib would end the program with a signal for which libFuzzer does not keep the input. */
static GLogWriterOutput
write_or_abort (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  GLogWriterOutput output = g_log_writer_default (level, fields, n_fields, NULL);

  if ((level & (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    abort ();
  return output;
}

/* Both libFuzzer and the tests begin with this: nothing that people send may cause a warning. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_writer_func (write_or_abort, NULL, NULL);
  return 0;
}

/**
 * mv_fuzz_assert_refused:
 * @error: what a reader said of bytes that it did not take
 *
 * Refused is only what comes with a sentence that can be shown.
 */
void
mv_fuzz_assert_refused (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_nonnull (error->message);
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/**
 * mv_fuzz_split:
 * @n_parts: how many there are to be
 *
 * Several texts from one input, which a line with nothing but `%%` parts.
 *
 * Returns: (transfer full): @n_parts texts; those that are not there are empty
 */
GStrv
mv_fuzz_split (const uint8_t *data, size_t size, guint n_parts)
{
  g_autofree char *whole = g_strndup ((const char *) data, size);
  g_auto (GStrv) found = g_strsplit (whole, "\n%%\n", (int) n_parts);
  GStrv parts = g_new0 (char *, n_parts + 1);
  guint n_found = g_strv_length (found);

  for (guint i = 0; i < n_parts; i++)
    parts[i] = g_strdup (i < n_found ? found[i] : "");
  return parts;
}
