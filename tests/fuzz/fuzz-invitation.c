/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"
#include "mv-invitation-code.h"

#include <string.h>

/* What was found is written as a link and as a file, and both are the same invitation. */
static void
assert_same (const char *text, const char *server, const char *code)
{
  g_autofree char *server_again = NULL;
  g_autofree char *code_again = NULL;
  g_autoptr (GError) error = NULL;

  if (strlen (text) > MV_INVITATION_MAX_TEXT)
    return;

  mv_invitation_parse (text, &server_again, &code_again, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server_again, ==, server);
  g_assert_cmpstr (code_again, ==, code);
}

/* Links, small files, and letters with either in them, as a person pastes them. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *server = NULL;
  g_autofree char *code = NULL;
  g_autofree char *normal = NULL;
  g_autoptr (GError) error = NULL;

  if (!mv_invitation_find (text, &server, &code, &error))
    {
      mv_fuzz_assert_refused (error);
      g_assert_null (server);
      g_assert_null (code);
      return 0;
    }

  g_assert_no_error (error);
  normal = mv_invitation_normalise (code, NULL);
  g_assert_cmpstr (normal, ==, code);
  if (server != NULL)
    {
      g_autofree char *link = mv_invitation_to_link (server, code);
      g_autofree char *file = mv_invitation_to_file (server, code);

      assert_same (link, server, code);
      assert_same (file, server, code);
    }
  return 0;
}
