/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-invitation-code.h"

#include <gio/gio.h>
#include <string.h>

#define DATA_PER_GROUP 4
#define CHARS_PER_GROUP (DATA_PER_GROUP + 1)
#define N_CHARS (MV_INVITATION_GROUPS * CHARS_PER_GROUP)
#define BITS_PER_CHAR 5
#define CHECK_MODULUS 31

#define LINK_PREFIX "medvirk:invitation?"
#define FILE_PREFIX "Medvirk-Invitation:"
#define FILE_VERSION "1"

/* Crockford's base32: no I, L, O and U. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The check character of a group. A wrong character and two neighbours that changed places always
 * show, but for 0 written as Z and the other way round, which are alike modulo 31. */
static char
compute_check (const guint values[DATA_PER_GROUP], guint group)
{
  guint sum = group;

  for (guint i = 0; i < DATA_PER_GROUP; i++)
    sum += (i + 1) * values[i];

  return alphabet[sum % CHECK_MODULUS];
}

/**
 * mv_invitation_code_from_bits:
 * @bits: random bits from a generator fit for secrets; the lowest 60 are used
 *
 * Returns: (transfer full): the code in its written form, 17 characters with hyphens
 */
char *
mv_invitation_code_from_bits (guint64 bits)
{
  GString *code = g_string_sized_new (MV_INVITATION_CODE_LENGTH);
  guint shift = MV_INVITATION_GROUPS * DATA_PER_GROUP * BITS_PER_CHAR;

  for (guint group = 1; group <= MV_INVITATION_GROUPS; group++)
    {
      guint values[DATA_PER_GROUP];

      if (group > 1)
        g_string_append_c (code, '-');
      for (guint i = 0; i < DATA_PER_GROUP; i++)
        {
          shift -= BITS_PER_CHAR;
          values[i] = (bits >> shift) & 31;
          g_string_append_c (code, alphabet[values[i]]);
        }
      g_string_append_c (code, compute_check (values, group));
    }

  return g_string_free (code, FALSE);
}

/**
 * mv_invitation_code_hash:
 * @code: a code in its written form
 *
 * What a server keeps of a code: it can tell the code when it comes, and nobody who reads the table
 * can use it. Whoever invites from the program sends this and keeps the code.
 *
 * Returns: (transfer full): SHA-256 of the fifteen characters, in hexadecimal
 */
char *
mv_invitation_code_hash (const char *code)
{
  g_auto (GStrv) groups = g_strsplit (code, "-", -1);
  g_autofree char *bare = g_strjoinv (NULL, groups);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, bare, -1);
}

/* Blanks and hyphens of every sort: text programs like to make them longer or unbreakable. */
static gboolean
is_filler (gunichar character)
{
  return g_unichar_isspace (character) || character == 0xfeff || character == 0x200b ||
         g_unichar_type (character) == G_UNICODE_DASH_PUNCTUATION || character == 0x2212;
}

static char
forgive (gunichar character)
{
  char letter;

  if (character >= 0x80)
    return '?';

  letter = g_ascii_toupper ((char) character);
  if (letter == 'I' || letter == 'L')
    return '1';
  if (letter == 'O')
    return '0';

  return letter;
}

static gboolean
check_group (const char *chars, guint group)
{
  guint values[DATA_PER_GROUP];

  for (guint i = 0; i < DATA_PER_GROUP; i++)
    {
      const char *at = chars[i] != '\0' ? strchr (alphabet, chars[i]) : NULL;

      if (at == NULL)
        return FALSE;
      values[i] = (guint) (at - alphabet);
    }

  return chars[DATA_PER_GROUP] == compute_check (values, group);
}

/* The characters of @typed without fillers. FALSE if there are more than a code has, or it is no
 * text. */
static gboolean
read_chars (const char *typed, char chars[N_CHARS + 1], guint *out_n_chars)
{
  guint n_chars = 0;

  memset (chars, 0, N_CHARS + 1);
  *out_n_chars = 0;
  if (!g_utf8_validate (typed, -1, NULL))
    return FALSE;

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (is_filler (character))
        continue;
      if (n_chars == N_CHARS)
        return FALSE;
      chars[n_chars++] = forgive (character);
      *out_n_chars = n_chars;
    }
  return TRUE;
}

/**
 * mv_invitation_normalise:
 * @typed: what a person typed or pasted
 * @out_group: (out) (nullable): if the code is wrong, the first wrong group from 1; 0 if there are
 *   not fifteen characters. 0 also when the code is right
 *
 * Checks a code group by group without asking anybody. Blanks, hyphens and lower case do not
 * matter, and I, L and O are read as 1, 1 and 0.
 *
 * Returns: (transfer full) (nullable): the code in its written form, or %NULL if it is wrong
 */
char *
mv_invitation_normalise (const char *typed, guint *out_group)
{
  char chars[N_CHARS + 1];
  guint n_chars;
  GString *code;

  g_return_val_if_fail (typed != NULL, NULL);

  if (out_group != NULL)
    *out_group = 0;
  if (!read_chars (typed, chars, &n_chars) || n_chars != N_CHARS)
    return NULL;

  for (guint group = 1; group <= MV_INVITATION_GROUPS; group++)
    {
      if (check_group (chars + (group - 1) * CHARS_PER_GROUP, group))
        continue;
      if (out_group != NULL)
        *out_group = group;
      return NULL;
    }

  code = g_string_new (chars);
  g_string_insert_c (code, 2 * CHARS_PER_GROUP, '-');
  g_string_insert_c (code, CHARS_PER_GROUP, '-');
  return g_string_free (code, FALSE);
}

/**
 * mv_invitation_check_typed:
 * @typed: as much of a code as has been typed
 * @out_groups: (out) (array fixed-size=3): what can be said of each group
 *
 * Checks a code while it is typed, so that a slip shows when its group is full.
 *
 * Returns: whether it may still become a code; %FALSE if there are more than fifteen characters
 */
gboolean
mv_invitation_check_typed (const char *typed, MvInvitationGroup out_groups[MV_INVITATION_GROUPS])
{
  char chars[N_CHARS + 1];
  guint n_chars;
  gboolean fits;

  g_return_val_if_fail (typed != NULL, FALSE);

  fits = read_chars (typed, chars, &n_chars);
  for (guint i = 0; i < MV_INVITATION_GROUPS; i++)
    {
      if (n_chars < (i + 1) * CHARS_PER_GROUP)
        out_groups[i] = MV_INVITATION_GROUP_OPEN;
      else if (check_group (chars + i * CHARS_PER_GROUP, i + 1))
        out_groups[i] = MV_INVITATION_GROUP_RIGHT;
      else
        out_groups[i] = MV_INVITATION_GROUP_WRONG;
    }
  return fits;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* What a typing person may have meant as a name: letters of any language, digits, dots, hyphens,
 * and the colons of an address in figures. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;
  for (const char *p = host; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_isalnum (character) &&
          (character >= 0x80 || strchr (".-:", (char) character) == NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_address (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (!is_host (host))
    mv_problem_set (error, MV_PROBLEM_INVALID, "server", "the address has no host");
  else if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
           g_uri_get_fragment (uri) != NULL)
    mv_problem_set (error, MV_PROBLEM_INVALID, "server", "the address has more than host and path");
  else if (g_strcmp0 (scheme, "https") != 0 &&
           !(g_strcmp0 (scheme, "http") == 0 && is_loopback (host)))
    mv_problem_set (error, MV_PROBLEM_INVALID, "server", "the address is not https");
  else
    return TRUE;

  return FALSE;
}

/**
 * mv_server_address_normalise:
 * @typed: a server's address; `https://` may be left out
 * @error: return location for an error
 *
 * Checks a server's address: https, or http for this machine only; a host, perhaps a port and a
 * path; no name, password, query or fragment. Blanks around it and slashes at its end are taken
 * away.
 *
 * Fails with %MV_PROBLEM_INVALID and the field `server`.
 *
 * Returns: (transfer full): the address as it is stored and compared
 */
char *
mv_server_address_normalise (const char *typed, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *path = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GUri) plain = NULL;
  int port;

  g_return_val_if_fail (typed != NULL, NULL);

  trimmed = g_strstrip (g_strdup (typed));
  if (strlen (trimmed) > MV_INVITATION_MAX_TEXT)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "server", "the address is too long");
      return NULL;
    }
  if (strstr (trimmed, "://") == NULL)
    {
      g_autofree char *bare = g_steal_pointer (&trimmed);

      trimmed = g_strconcat ("https://", bare, NULL);
    }

  uri = g_uri_parse (trimmed, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "server", "this is not an address");
      return NULL;
    }
  if (!check_address (uri, error))
    return NULL;

  path = g_strdup (g_uri_get_path (uri));
  for (size_t length = strlen (path); length > 0 && path[length - 1] == '/'; length--)
    path[length - 1] = '\0';
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  port = g_uri_get_port (uri);
  if (port == (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80))
    port = -1;
  plain =
      g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, port, path, NULL, NULL);
  return g_uri_to_string (plain);
}

/**
 * mv_invitation_to_link:
 * @server: the server's address
 * @code: a code in its written form
 *
 * Returns: (transfer full): the `medvirk:` link that opens the program with both filled in
 */
char *
mv_invitation_to_link (const char *server, const char *code)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (server != NULL && code != NULL, NULL);

  escaped = g_uri_escape_string (server, NULL, FALSE);
  return g_strconcat (LINK_PREFIX "server=", escaped, "&code=", code, NULL);
}

/**
 * mv_invitation_to_file:
 * @server: the server's address
 * @code: a code in its written form
 *
 * Returns: (transfer full): the text of a `.medvirk` file
 */
char *
mv_invitation_to_file (const char *server, const char *code)
{
  g_return_val_if_fail (server != NULL && code != NULL, NULL);

  return g_strdup_printf (FILE_PREFIX " " FILE_VERSION "\nServer: %s\nCode: %s\n", server, code);
}

static gboolean
refuse_form (GError **error)
{
  mv_problem_set (error, MV_PROBLEM_INVALID, "invitation", "this is not a well-formed invitation");
  return FALSE;
}

/* Takes one value; a second one of the same name is as wrong as an unreadable one. */
static gboolean
take_value (char **slot, char *value, GError **error)
{
  if (*slot != NULL || value == NULL)
    {
      g_free (value);
      return refuse_form (error);
    }

  *slot = value;
  return TRUE;
}

static gboolean
parse_link (const char *text, char **server, char **code, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text + strlen (LINK_PREFIX), "&", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      char **slot = NULL;
      const char *value = strchr (*part, '=');

      if (g_str_has_prefix (*part, "server="))
        slot = server;
      else if (g_str_has_prefix (*part, "code="))
        slot = code;

      if (slot == NULL || value == NULL)
        return refuse_form (error);
      if (!take_value (slot, g_uri_unescape_string (value + 1, NULL), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_file (const char *text, char **server, char **code, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *version = NULL;

  for (char **line = lines; *line != NULL; line++)
    {
      char **slot = NULL;
      const char *value = strchr (*line, ':');

      g_strchomp (*line);
      if (**line == '\0')
        continue;
      if (g_str_has_prefix (*line, FILE_PREFIX))
        slot = &version;
      else if (g_str_has_prefix (*line, "Server:"))
        slot = server;
      else if (g_str_has_prefix (*line, "Code:"))
        slot = code;

      if (slot == NULL)
        return refuse_form (error);
      if (!take_value (slot, g_strstrip (g_strdup (value + 1)), error))
        return FALSE;
    }

  if (g_strcmp0 (version, FILE_VERSION) == 0)
    return TRUE;

  mv_problem_set (error, MV_PROBLEM_INVALID, "invitation", "the invitation is of another version");
  return FALSE;
}

/**
 * mv_invitation_parse:
 * @text: a `medvirk:` link or the text of a `.medvirk` file
 * @out_server: (out) (transfer full): the server's address in its stored form
 * @out_code: (out) (transfer full): the code in its written form
 * @error: return location for an error
 *
 * Reads an invitation strictly: each part once, nothing else, an address that
 * mv_server_address_normalise() accepts and a code whose check characters agree. Line ends of
 * Windows and a byte order mark are forgiven, since mail programs add them.
 *
 * Fails with %MV_PROBLEM_INVALID and the field `server`, `code` or `invitation`; the outputs are
 * untouched.
 *
 * Returns: whether it was an invitation
 */
gboolean
mv_invitation_parse (const char *text, char **out_server, char **out_code, GError **error)
{
  g_autofree char *server = NULL;
  g_autofree char *code = NULL;
  g_autofree char *address = NULL;
  g_autofree char *written = NULL;
  g_autofree char *trimmed = NULL;
  gboolean is_read;

  g_return_val_if_fail (text != NULL && out_server != NULL && out_code != NULL, FALSE);

  if (strlen (text) > MV_INVITATION_MAX_TEXT || !g_utf8_validate (text, -1, NULL))
    return refuse_form (error);

  trimmed = g_strstrip (g_strdup (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text));
  if (g_str_has_prefix (trimmed, LINK_PREFIX))
    is_read = parse_link (trimmed, &server, &code, error);
  else if (g_str_has_prefix (trimmed, FILE_PREFIX))
    is_read = parse_file (trimmed, &server, &code, error);
  else
    is_read = refuse_form (error);
  if (!is_read)
    return FALSE;

  if (server == NULL || code == NULL)
    return refuse_form (error);

  written = mv_invitation_normalise (code, NULL);
  if (written == NULL)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "code", "the code is mistyped");
      return FALSE;
    }
  address = mv_server_address_normalise (server, error);
  if (address == NULL)
    return FALSE;

  *out_server = g_steal_pointer (&address);
  *out_code = g_steal_pointer (&written);
  return TRUE;
}
