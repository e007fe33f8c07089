/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"
#include "mv-wire.h"

/* What a server reads of a device that asks for news: written again it is the same request. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPull) pull = mv_pull_decode ((const char *) data, (gssize) size, &error);
  g_autoptr (MvPull) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (pull == NULL)
    {
      mv_fuzz_assert_refused (error);
      return 0;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (pull->limit, >=, 1);
  g_assert_cmpuint (pull->limit, <=, MV_WIRE_MAX_ROWS);
  text = mv_pull_encode (pull);
  again = mv_pull_decode (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->epoch, ==, pull->epoch);
  g_assert_cmpuint (again->limit, ==, pull->limit);
  text_again = mv_pull_encode (again);
  g_assert_cmpstr (text_again, ==, text);
  return 0;
}
