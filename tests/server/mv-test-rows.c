/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-rows.h"

#include "mv-json.h"

#include <string.h>

/* So many who may do the same are one row. */
#define MANY 4

/* Outcomes */

const char *
mv_test_describe_result (const MvResult *result)
{
  if (result->status != MV_RESULT_REFUSED)
    return "yes";

  switch (result->problem)
    {
    case MV_PROBLEM_NOT_FOUND:
      return "-";
    case MV_PROBLEM_NOT_ALLOWED:
      return "no";
    default:
      return mv_problem_get_name (result->problem);
    }
}

void
mv_test_begin_case (MvTestMatrix *m)
{
  g_autoptr (GError) error = NULL;

  mv_db_savepoint (m->t->db, "matrix", &error);
  g_assert_no_error (error);
}

void
mv_test_end_case (MvTestMatrix *m)
{
  g_autoptr (GError) error = NULL;

  mv_db_roll_back_to (m->t->db, "matrix", &error);
  g_assert_no_error (error);
  mv_db_release (m->t->db, "matrix", &error);
  g_assert_no_error (error);
}

void
mv_test_append_heading (GString *to, const char *first)
{
  g_string_append_printf (to, "  %-22s", first);
  for (int place = 0; place < MV_N_PLACES; place++)
    g_string_append_printf (to, "  %-21s", mv_test_place_get_name ((MvTestPlace) place));
  while (to->str[to->len - 1] == ' ')
    g_string_truncate (to, to->len - 1);
  g_string_append_c (to, '\n');
}

/* One row: a cell for each place, without blanks at its end. */
static void
append_row (GString *to, const char *first, char *const cells[MV_N_PLACES])
{
  g_string_append_printf (to, "  %-22s", first);
  for (int place = 0; place < MV_N_PLACES; place++)
    g_string_append_printf (to, "  %-21s", cells[place]);
  while (to->str[to->len - 1] == ' ')
    g_string_truncate (to, to->len - 1);
  g_string_append_c (to, '\n');
}

/* Rows of the same cells */

void
mv_test_row_free (MvTestRow *self)
{
  g_string_free (self->names, TRUE);
  for (int place = 0; place < MV_N_PLACES; place++)
    g_free (self->cells[place]);
  g_free (self);
}

static gboolean
has_same_cells (const MvTestRow *row, char *const cells[MV_N_PLACES])
{
  for (int place = 0; place < MV_N_PLACES; place++)
    {
      if (strcmp (row->cells[place], cells[place]) != 0)
        return FALSE;
    }
  return TRUE;
}

/* @cells: (transfer full) */
void
mv_test_add_to_rows (GPtrArray *rows, const char *name, char *cells[MV_N_PLACES])
{
  MvTestRow *row;

  for (guint i = 0; i < rows->len; i++)
    {
      row = rows->pdata[i];
      if (!has_same_cells (row, cells))
        continue;
      g_string_append_printf (row->names, "\n%s", name);
      for (int place = 0; place < MV_N_PLACES; place++)
        g_free (cells[place]);
      return;
    }

  row = g_new0 (MvTestRow, 1);
  row->names = g_string_new (name);
  memcpy (row->cells, cells, sizeof row->cells);
  g_ptr_array_add (rows, row);
}

static guint
count_names (const MvTestRow *row)
{
  g_auto (GStrv) names = g_strsplit (row->names->str, "\n", -1);

  return g_strv_length (names);
}

static void
append_names (GString *to, const MvTestRow *row)
{
  g_auto (GStrv) names = g_strsplit (row->names->str, "\n", -1);

  for (guint i = 0; names[i] != NULL; i++)
    append_row (to, names[i], row->cells);
}

/* Those of whom most can be said in one line come last. */
void
mv_test_append_rows (GString *to, GPtrArray *rows)
{
  const MvTestRow *most = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const MvTestRow *row = rows->pdata[i];

      if (count_names (row) >= MANY && (most == NULL || count_names (row) > count_names (most)))
        most = row;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      if (rows->pdata[i] != most)
        append_names (to, rows->pdata[i]);
    }
  if (most != NULL)
    append_row (to, rows->len == 1 ? "everybody" : "everybody else", most->cells);
}

/* Records to try with */

/* A record that is there: the one that everybody meets, or, in a place of one's own, a new one. */
char *
mv_test_add_one (MvTestMatrix *m,
                 const MvRight *right,
                 MvTestPlace place,
                 MvTestActor actor,
                 const char *author,
                 char **out_body)
{
  g_autofree char *scope = mv_test_matrix_dup_scope (m, right->scope, place, actor);
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  if (g_str_equal (right->kind, "project"))
    id = g_strdup (m->projects[place]);
  else if (g_str_equal (right->kind, "organisation"))
    id = g_strdup (m->organisations[place]);
  if (id != NULL)
    {
      g_autoptr (MvFeedItem) item = NULL;

      mv_feed_read (m->t->feed, id, &item, &error);
      *out_body = g_strdup (item->body);
      mv_db_run (m->t->db, &error, "UPDATE item SET author = $1 WHERE id = $2", "tt", author, id);
      g_assert_no_error (error);
      return id;
    }

  id = mv_test_matrix_add (m, scope, right->kind, place, author, out_body);
  mv_db_run (m->t->db, &error, "UPDATE item SET author = $1, rev = 1 WHERE id = $2", "tt", author,
             id);
  g_assert_no_error (error);
  return id;
}

gint64
mv_test_read_rev (MvTestMatrix *m, const char *id)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (m->t, id);

  return item != NULL ? item->rev : 1;
}
