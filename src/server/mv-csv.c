/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-csv.h"

#include "mv-problem.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

void
mv_csv_free (MvCsv *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->headings);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->lines);
  g_free (self);
}

/* Where a parse stands. */
typedef struct
{
  const char *at;
  guint line; /* from 1 */
  char separator;
} Reader;

static char
find_separator (const char *text)
{
  size_t length = strcspn (text, "\r\n");

  if (memchr (text, ';', length) != NULL)
    return ';';
  return memchr (text, '\t', length) != NULL ? '\t' : ',';
}

static gboolean
fail (const Reader *self, const char *what, GError **error)
{
  mv_problem_set (error, MV_PROBLEM_INVALID, NULL, "line %u: %s", self->line, what);
  return FALSE;
}

/* A cell in quotes may hold anything; two quotes are one. */
static gboolean
read_quoted (Reader *self, GString *cell, GError **error)
{
  for (self->at++;; self->at++)
    {
      if (*self->at == '\0')
        return fail (self, "a quote is not closed", error);
      if (*self->at == '"' && *++self->at != '"')
        break;
      self->line += *self->at == '\n' ? 1 : 0;
      g_string_append_c (cell, *self->at);
    }

  if (*self->at != self->separator && strchr ("\r\n", *self->at) == NULL)
    return fail (self, "something follows a closed quote", error);
  return TRUE;
}

static char *
read_cell (Reader *self, GError **error)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char ends[] = { self->separator, '\r', '\n', '\0' };
  size_t length;

  if (*self->at == '"')
    return read_quoted (self, cell, error) ? g_string_free (g_steal_pointer (&cell), FALSE) : NULL;

  length = strcspn (self->at, ends);
  g_string_append_len (cell, self->at, (gssize) length);
  self->at += length;
  return g_strstrip (g_string_free (g_steal_pointer (&cell), FALSE));
}

static GStrv
read_row (Reader *self, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (;;)
    {
      char *cell = read_cell (self, error);

      if (cell == NULL)
        return NULL;
      g_ptr_array_add (cells, cell);
      if (*self->at != self->separator)
        break;
      self->at++;
    }

  if (*self->at == '\r')
    self->at++;
  if (*self->at == '\n')
    {
      self->at++;
      self->line++;
    }
  g_ptr_array_add (cells, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&cells), FALSE);
}

static gboolean
is_empty (char **cells)
{
  for (; *cells != NULL; cells++)
    {
      if (**cells != '\0')
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_rows (Reader *reader, MvCsv *csv, GError **error)
{
  while (*reader->at != '\0')
    {
      guint line = reader->line;
      g_auto (GStrv) cells = read_row (reader, error);

      if (cells == NULL)
        return FALSE;
      if (is_empty (cells))
        continue;
      if (g_strv_length (cells) != g_strv_length (csv->headings))
        {
          reader->line = line;
          return fail (reader, "another number of cells than in the first line", error);
        }
      g_ptr_array_add (csv->rows, g_steal_pointer (&cells));
      g_array_append_val (csv->lines, line);
    }
  return TRUE;
}

/**
 * mv_csv_parse:
 * @text: a table
 * @error: return location for an error
 *
 * Fails with %MV_PROBLEM_INVALID for text that is not UTF-8, a quote without an end, and a row that
 * is longer or shorter than the first, naming the line.
 *
 * Returns: (transfer full): the table, or %NULL on error
 */
MvCsv *
mv_csv_parse (const char *text, GError **error)
{
  g_autoptr (MvCsv) csv = g_new0 (MvCsv, 1);
  Reader reader = { text, 1, ',' };

  csv->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  csv->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!g_utf8_validate (text, -1, NULL))
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, NULL, "the file is not UTF-8");
      return NULL;
    }

  if (g_str_has_prefix (text, BYTE_ORDER_MARK))
    reader.at += strlen (BYTE_ORDER_MARK);
  reader.separator = find_separator (reader.at);
  csv->headings = read_row (&reader, error);
  return csv->headings != NULL && read_rows (&reader, csv, error) ? g_steal_pointer (&csv) : NULL;
}

/**
 * mv_csv_get:
 * @self: a table
 * @row: number of a row, from 0
 * @heading: of a column; capitals do not matter
 *
 * Returns: (transfer none) (nullable): the cell, %NULL if it is empty or there is no such column
 */
const char *
mv_csv_get (const MvCsv *self, guint row, const char *heading)
{
  char **cells = self->rows->pdata[row];

  for (guint i = 0; self->headings[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (self->headings[i], heading) == 0)
        return *cells[i] != '\0' ? cells[i] : NULL;
    }
  return NULL;
}
