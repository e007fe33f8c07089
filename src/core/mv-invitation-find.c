/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-invitation-code.h"

#include <string.h>

/* An invitation is often in the middle of a letter. */

#define FILE_MARK "Medvirk-Invitation:"
#define LINK "medvirk:invitation\\?[^\\s<>\"']+"
#define ADDRESS "https?://[^\\s<>\"']+"
#define GROUP "([0-9A-Za-z]{5})"
#define BETWEEN "[\\s\\p{Pd}]{0,3}"
#define CODE "(?<![0-9A-Za-z])" GROUP BETWEEN GROUP BETWEEN GROUP "(?![0-9A-Za-z])"

/* What closes a sentence is no part of the link or address in it. */
static char *
dup_without_tail (const char *found)
{
  size_t length = strlen (found);

  while (length > 0 && strchr (".,;:!?)]}", found[length - 1]) != NULL)
    length--;
  return g_strndup (found, length);
}

static GMatchInfo *
match (const char *pattern, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
  GMatchInfo *info = NULL;

  g_regex_match (regex, text, 0, &info);
  return info;
}

static char *
find_link (const char *text)
{
  g_autoptr (GMatchInfo) info = match (LINK, text);
  g_autofree char *found = g_match_info_matches (info) ? g_match_info_fetch (info, 0) : NULL;

  return found != NULL ? dup_without_tail (found) : NULL;
}

/* The first that is a code by its check characters; words of five letters look like groups too. */
static char *
find_code (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (CODE, G_REGEX_OPTIMIZE, 0, NULL);
  int start = 0;

  while (TRUE)
    {
      g_autoptr (GMatchInfo) info = NULL;
      g_autofree char *found = NULL;
      char *code;
      int end = 0;

      if (!g_regex_match_full (regex, text, -1, start, 0, &info, NULL))
        return NULL;
      found = g_match_info_fetch (info, 0);
      code = mv_invitation_normalise (found, NULL);
      if (code != NULL)
        return code;
      /* The next may begin with the second group of this one. */
      g_match_info_fetch_pos (info, 1, NULL, &end);
      start = end;
    }
}

/* Whether something is written the way a code is, though its check characters do not agree. */
static gboolean
has_mistyped_code (const char *text)
{
  g_autoptr (GMatchInfo) info =
      match ("(?<![0-9A-Za-z])" GROUP "-" GROUP "-" GROUP "(?![0-9A-Za-z])", text);

  return g_match_info_matches (info);
}

/* The only address in @text; %NULL if there is none, or it could be either of several. */
static char *
find_address (const char *text)
{
  g_autoptr (GMatchInfo) info = match (ADDRESS, text);
  g_autofree char *address = NULL;

  while (g_match_info_matches (info))
    {
      g_autofree char *found = g_match_info_fetch (info, 0);
      g_autofree char *bare = dup_without_tail (found);
      g_autofree char *normal = mv_server_address_normalise (bare, NULL);

      if (normal != NULL && address != NULL && strcmp (normal, address) != 0)
        return NULL;
      if (normal != NULL && address == NULL)
        address = g_steal_pointer (&normal);
      g_match_info_next (info, NULL);
    }
  return g_steal_pointer (&address);
}

/**
 * mv_invitation_find:
 * @text: what a person pasted or dropped: a link, the text of a file, or a letter with a link or a
 *   code in it; at most %MV_INVITATION_MAX_LETTER bytes
 * @out_server: (out) (transfer full) (nullable): the server's address, or %NULL if the text names
 *   none or several
 * @out_code: (out) (transfer full): the code in its written form
 * @error: return location for an error
 *
 * Finds the invitation in a text. A link, or the text of a file, is read as strictly as
 * mv_invitation_parse() does.
 *
 * Fails with %MV_PROBLEM_INVALID and the field `server`, `code` or `invitation` (none in it); the
 * outputs are untouched.
 *
 * Returns: whether there was one
 */
gboolean
mv_invitation_find (const char *text, char **out_server, char **out_code, GError **error)
{
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;

  g_return_val_if_fail (text != NULL && out_server != NULL && out_code != NULL, FALSE);

  if (strlen (text) > MV_INVITATION_MAX_LETTER || !g_utf8_validate (text, -1, NULL))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "invitation", "this is too long, or not a text");
      return FALSE;
    }

  if (strstr (text, FILE_MARK) != NULL)
    return mv_invitation_parse (text, out_server, out_code, error);
  link = find_link (text);
  if (link != NULL)
    return mv_invitation_parse (link, out_server, out_code, error);

  code = find_code (text);
  if (code == NULL && has_mistyped_code (text))
    mv_problem_set (error, MV_PROBLEM_INVALID, "code", "the code is mistyped");
  else if (code == NULL)
    mv_problem_set (error, MV_PROBLEM_INVALID, "invitation", "there is no invitation in the text");
  if (code == NULL)
    return FALSE;

  *out_server = find_address (text);
  *out_code = g_steal_pointer (&code);
  return TRUE;
}
