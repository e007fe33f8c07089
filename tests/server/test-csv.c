/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-csv.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *title; /* of the second row */
  guint line;        /* where it begins */
} GoodRow;

static const GoodRow good_rows[] = {
  /* plain */
  { "title,number\nA,1\nB,2\n", "B", 3 },
  /* as a Norwegian spreadsheet writes it, with a mark, and without an end to the last line */
  { "\xef\xbb\xbf"
    "title;number\r\nA;1\r\nB, c;2",
    "B, c", 3 },
  /* copied from a table */
  { "title\tnumber\nA\t1\nB; c\t2\n", "B; c", 3 },
  /* quotes, with a separator, a quote and a line end in them; an empty line; another order */
  { "number,title\n1,\"A\nA\"\n\n2,\"B \"\"b\"\", c\"\n", "B \"b\", c", 5 },
  /* capitals and blanks around */
  { " Title ,number\nA,1\n B ,2\n", "B", 3 },
};

/* What spreadsheets write is read, each cell as it stands there. */
static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MvCsv) table = mv_csv_parse (good_rows[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (table->rows->len, ==, 2);
      g_assert_cmpstr (mv_csv_get (table, 1, "title"), ==, good_rows[i].title);
      g_assert_cmpstr (mv_csv_get (table, 1, "number"), ==, "2");
      g_assert_null (mv_csv_get (table, 1, "other"));
      g_assert_cmpuint (g_array_index (table->lines, guint, 1), ==, good_rows[i].line);
    }
}

static const struct
{
  const char *text;
  const char *line;
} bad_rows[] = {
  /* a quote without an end */
  { "a,b\n1,\"2\n", "line 3" },
  /* something after a quote */
  { "a,b\n\"1\"x,2\n", "line 2" },
  /* a cell too few, and one too many */
  { "a,b\n1,2\n3\n", "line 3" },
  { "a,b\n1,2,3\n", "line 2" },
  /* not UTF-8 */
  { "a,b\n\xe5,2\n", "UTF-8" },
};

/* What is broken is refused, with the line. */
static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_csv_parse (bad_rows[i].text, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, bad_rows[i].line));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/csv/good", test_good);
  g_test_add_func ("/csv/bad", test_bad);

  return g_test_run ();
}
