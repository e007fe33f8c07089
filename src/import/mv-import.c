/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-import.h"

#include "mv-import-private.h"

/* What every format shares: the result, its problems, and where in a file a record stands. */

MvImport *
mv_import_new (void)
{
  MvImport *self = g_new0 (MvImport, 1);

  self->studies = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_ptr_array_new_with_free_func (g_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_import_problem_free);

  return self;
}

void
mv_import_free (MvImport *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->studies, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

void
mv_import_problem_free (MvImportProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

/* Adds a problem and returns it, so that the caller can make it a note. */
MvImportProblem *
mv_import_add_problem (MvImport *self,
                       const MvImportPlace *place,
                       const char *field,
                       const char *code,
                       const char *format,
                       ...)
{
  MvImportProblem *problem = g_new0 (MvImportProblem, 1);
  va_list arguments;

  problem->line = place->line;
  problem->item = place->item;
  problem->field = g_strdup (field);
  problem->code = code;

  va_start (arguments, format);
  problem->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_ptr_array_add (self->problems, problem);
  return problem;
}

/* In which lines the elements of a list begin. @text has been parsed, so that it is known to be a
 * JSON list; this only counts brackets outside texts, which the parser does not tell the places of.
 */
GArray *
mv_import_find_lines (const char *text, size_t length)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean is_in_text = FALSE;
  guint depth = 0;
  guint line = 1;
  gboolean is_awaited = FALSE;

  for (size_t i = 0; i < length; i++)
    {
      char c = text[i];

      if (is_awaited && !g_ascii_isspace (c) && c != ']')
        {
          g_array_append_val (lines, line);
          is_awaited = FALSE;
        }

      if (is_in_text)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            is_in_text = FALSE;
          continue;
        }

      is_in_text = c == '"';
      line += c == '\n' ? 1 : 0;
      if (c == '[' || c == '{')
        is_awaited = ++depth == 1;
      else if (c == ']' || c == '}')
        depth--;
      else if (c == ',' && depth == 1)
        is_awaited = TRUE;
    }

  return lines;
}
