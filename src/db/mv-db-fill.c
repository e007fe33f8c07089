/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-db"

#include "config.h"

#include "mv-db-private.h"

#include <string.h>

/* Length of the quoted text or comment that begins at @sql, 0 if none does. What has no end goes to
 * the end of the text, where the database complains about it. */
static size_t
measure_verbatim (const char *sql)
{
  const char *end;

  if (*sql == '\'' || *sql == '"')
    end = strchr (sql + 1, *sql);
  else if (g_str_has_prefix (sql, "--"))
    end = strchr (sql, '\n');
  else if (g_str_has_prefix (sql, "/*"))
    end = strstr (sql + 2, "*/");
  else
    return 0;

  return end != NULL ? (size_t) (end - sql) + 1 : strlen (sql);
}

/* @at stands on the opening brace. Returns the character after the closing one, %NULL on error. */
static const char *
append_token (MvDb *self, GString *filled, const char *at, GError **error)
{
  size_t length = strcspn (at + 1, "}");
  g_autofree char *name = g_strndup (at + 1, length);
  const char *value = MV_DB_GET_CLASS (self)->get_token (self, name);

  if (at[1 + length] == '\0' || value == NULL)
    {
      g_set_error (error, MV_DB_ERROR, MV_DB_ERROR_FAILED, "There is no SQL token {%s}", name);
      return NULL;
    }

  g_string_append (filled, value);
  return at + 1 + length + 1;
}

/*
 * mv_db_fill:
 * @self: a connection
 * @sql: SQL as the project writes it
 *
 * Fills in tokens and marks parameters the back end's way. Quoted text and comments stay as they
 * are.
 *
 * Fails with %MV_DB_ERROR_FAILED for an unknown token.
 *
 * Returns: (transfer full): SQL for this database, or %NULL on error
 */
char *
mv_db_fill (MvDb *self, const char *sql, GError **error)
{
  g_autoptr (GString) filled = g_string_sized_new (strlen (sql) + 32);
  char mark = MV_DB_GET_CLASS (self)->parameter_mark;
  const char *at = sql;

  while (*at != '\0')
    {
      size_t verbatim = measure_verbatim (at);

      if (verbatim > 0)
        {
          g_string_append_len (filled, at, (gssize) verbatim);
          at += verbatim;
        }
      else if (*at == '{')
        {
          at = append_token (self, filled, at, error);
          if (at == NULL)
            return NULL;
        }
      else
        {
          gboolean is_parameter = *at == '$' && g_ascii_isdigit (at[1]);

          g_string_append_c (filled, is_parameter ? mark : *at);
          at++;
        }
    }

  return g_string_free (g_steal_pointer (&filled), FALSE);
}
