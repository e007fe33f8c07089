/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"
#include "mv-json-slice.h"
#include "mv-json.h"

#include <string.h>

static void
assert_canonical (JsonNode *node)
{
  g_autofree char *text = mv_json_to_text (node);
  g_autoptr (JsonNode) again = mv_json_parse (text, -1, 0, NULL);
  g_autofree char *text_again = NULL;

  g_assert_nonnull (again);
  text_again = mv_json_to_text (again);
  g_assert_cmpstr (text_again, ==, text);
}

/* The scan and the reader take the same texts. What they take is written canonically, and reading
 * that gives the same once more; what passes for canonical is written byte for byte. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) scan_error = NULL;
  g_autoptr (JsonNode) node = mv_json_parse (text, (gssize) size, 0, &error);
  gboolean is_canonical = mv_json_is_canonical (text, size, MV_JSON_MAX_DEPTH);

  g_assert_true (mv_json_scan (text, size, 0, &scan_error) == (node != NULL));
  if (node != NULL)
    {
      g_autofree char *again = mv_json_to_text (node);

      assert_canonical (node);
      if (is_canonical)
        g_assert_cmpmem (again, strlen (again), text, size);
    }
  else
    {
      mv_fuzz_assert_refused (error);
      mv_fuzz_assert_refused (scan_error);
      g_assert_cmpint (error->code, ==, scan_error->code);
      g_assert_false (is_canonical);
    }
  return 0;
}
