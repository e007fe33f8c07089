/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include "mv-db.h"

#include <glib/gstdio.h>
#include <string.h>

/* A first download: many rows at once, written in another way than rows that come alone, and the
 * same in the end. */

#define BY_A "project/" PROJECT "/by/" PERSON_A
#define BY_B "project/" PROJECT "/by/" PERSON_B
#define SCOPES                                                                                     \
  "{\"s\":\"user/me\",\"role\":\"person\",\"head\":0},"                                            \
  "{\"s\":\"" BY_A "\",\"role\":\"person\",\"head\":100000},"                                      \
  "{\"s\":\"" BY_B "\",\"role\":\"representative\",\"head\":100000}"

static MvDb *
open_database (const char *path)
{
  g_autofree char *url = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (GError) error = NULL;
  MvDb *db = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);

  g_assert_no_error (error);
  return db;
}

/* Every column of every row that @sql finds, as text. */
static char *
dump (const char *path, const char *sql)
{
  g_autoptr (MvDb) db = open_database (path);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvStatement) statement = mv_db_query (db, &error, sql, "");
  gboolean has_row = TRUE;

  g_assert_no_error (error);
  while (TRUE)
    {
      mv_statement_step (statement, &has_row, &error);
      g_assert_no_error (error);
      if (!has_row)
        return g_string_free (g_steal_pointer (&text), FALSE);
      for (guint i = 0; i < mv_statement_get_n_columns (statement); i++)
        g_string_append_printf (
            text, "%s|",
            mv_statement_is_null (statement, i) ? "-" : mv_statement_get_text (statement, i));
      g_string_append_c (text, '\n');
    }
}

#define ALL_ITEMS                                                                                  \
  "SELECT account, id, scope, kind, rev, seq, written_by, body, conflict_of, pending, "            \
  "is_device_only, project, target, sort_key, facets, is_own, state, n_open FROM item ORDER BY id"
#define ALL_WORDS "SELECT account, id, words FROM words ORDER BY id"

static gint64
count (const char *path, const char *sql)
{
  g_autofree char *text = dump (path, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

static char *
put_contribution (int seq, int number, int rev, const char *more)
{
  g_autofree char *id = world_id (number);
  g_autofree char *suggestion = world_id (number + 500);
  g_autofree char *body = g_strdup_printf (
      "{\"date\":\"2026-10-%02d\",\"phases\":[\"P1\",\"P2\"],\"project\":\"" PROJECT
      "\",\"suggestions\":[{\"id\":\"%s\",\"text\":\"A shorter way %d.\"}],\"text\":\"Far %d.\"%s}",
      1 + number % 28, suggestion, rev, number, more);

  return world_put (number % 2 == 0 ? BY_A : BY_B, seq, id, rev, "contribution",
                    number % 2 == 0 ? PERSON_A : PERSON_B, body);
}

static char *
put_reply (int seq, int number, int rev, const char *outcome)
{
  g_autofree char *id = world_id (number + 1000);
  g_autofree char *contribution = world_id (number);
  g_autofree char *suggestion = world_id (number + 500);
  g_autofree char *body = g_strdup_printf ("{\"contribution\":\"%s\",\"date\":\"2026-11-01\","
                                           "\"of_rev\":1,\"outcome\":\"%s\",\"suggestion\":\"%s\"}",
                                           contribution, outcome, suggestion);

  return world_put (number % 2 == 0 ? BY_A : BY_B, seq, id, rev, "reply", RESEARCHER, body);
}

static char *
put_followup (int seq, int number, int rev, const char *state)
{
  g_autofree char *id = world_id (number + 1500);
  g_autofree char *contribution = world_id (number);

  return g_strdup_printf ("{\"t\":\"put\",\"s\":\"%s\",\"seq\":%d,\"id\":\"%s\",\"rev\":%d,"
                          "\"kind\":\"followup\",\"body\":{\"contribution\":\"%s\","
                          "\"due\":\"2026-12-01\",\"state\":\"%s\"}}\n",
                          number % 2 == 0 ? BY_A : BY_B, seq, id, rev, contribution, state);
}

static char *
put_del (int seq, int number, int rev, const char *why)
{
  g_autofree char *id = world_id (number);

  return g_strdup_printf ("{\"t\":\"del\",\"s\":\"%s\",\"seq\":%d,\"id\":\"%s\",\"rev\":%d,"
                          "\"why\":\"%s\"}\n",
                          number % 2 == 0 ? BY_A : BY_B, seq, id, rev, why);
}

/* A line of a feed, about one of a few items. */
static char *
draw_line (MvRandom *random, int seq)
{
  static const char *const outcomes[] = { "adopted", "waiting", "declined" };
  static const char *const states[] = { "awaiting", "closed", "reopened" };
  static const char *const reasons[] = { "deleted", "moved", "erased" };
  int number = (int) mv_random_below (random, 12);
  guint of_three = mv_random_below (random, 3);

  switch (mv_random_below (random, 8))
    {
    case 0:
    case 1:
      return put_reply (seq, number, seq, outcomes[of_three]);
    case 2:
      return put_followup (seq, number, seq, states[of_three]);
    case 3:
      return put_del (seq, number + (of_three == 0 ? 1000 : 0), seq, reasons[of_three]);
    case 4:
      return put_contribution (seq, number, seq, ",\"withdrawn\":true");
    default:
      return put_contribution (seq, number, seq, "");
    }
}

static char *
make_answer (const char *lines, int cursor, gboolean has_more)
{
  g_autofree char *cursors = g_strdup_printf ("\"" BY_A "\":%d,\"" BY_B "\":%d", cursor, cursor);
  g_autofree char *text = world_page_text (SCOPES, "", "", lines, cursors, "e-1");
  g_auto (GStrv) parts = g_strsplit (text, "\"more\":false", 2);

  return g_strjoinv (has_more ? "\"more\":true" : "\"more\":false", parts);
}

/* A line so long that an answer with it is written in bulk. */
static char *
put_long (int seq)
{
  g_autofree char *id = world_id (4000);
  g_autofree char *text = g_strnfill (70000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"text\":\"%s\"}", text);

  return world_put (BY_B, seq, id, 1, "update", RESEARCHER, body);
}

static void
read_all_words (World *world)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  while (!is_done)
    {
      mv_store_read_words (world->store, &is_done, &error);
      g_assert_no_error (error);
    }
}

/* Whatever comes in one go, in any order, with items that change, go and come back within it,
 * leaves the same rows, states and words as if each line had come alone. */
static void
test_same_as_one_by_one (void)
{
  for (guint seed = 1; seed <= 40; seed++)
    {
      g_autoptr (MvRandom) random = mv_random_seeded_new (seed, 1);
      g_autoptr (World) at_once = world_new ();
      g_autoptr (World) one_by_one = world_new ();
      g_autoptr (GString) lines = g_string_new (NULL);
      g_autofree char *answer = NULL;
      g_autofree char *items = NULL;
      g_autofree char *other_items = NULL;
      g_autofree char *words = NULL;
      g_autofree char *other_words = NULL;

      for (int seq = 1; seq <= 60; seq++)
        {
          g_autofree char *line = seq == 1 ? put_long (seq) : draw_line (random, seq);
          g_autofree char *alone = make_answer (line, seq, TRUE);

          g_string_append (lines, line);
          world_apply (one_by_one, "a", alone);
        }
      answer = make_answer (lines->str, 60, FALSE);
      world_apply (at_once, "a", answer);
      read_all_words (at_once);
      read_all_words (one_by_one);

      items = dump (at_once->path, ALL_ITEMS);
      other_items = dump (one_by_one->path, ALL_ITEMS);
      g_assert_cmpstr (items, ==, other_items);
      words = dump (at_once->path, ALL_WORDS);
      other_words = dump (one_by_one->path, ALL_WORDS);
      g_assert_cmpstr (words, ==, other_words);
    }
}

/* What the person has written meanwhile lies on top, also of what a download brings. */
static void
test_under_the_outbox (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = world_id (1);
  g_autofree char *line =
      world_put ("user/me", 1, id, 1, "contribution", PERSON_A, "{\"text\":\"From the server\"}");
  g_autofree char *text = world_page_text (HEAD_PROJECT, "", "", line, "\"user/me\":1", "e-1");
  g_autofree char *shown = NULL;

  world_draft (world, id, "My own");
  world_apply (world, "a", text);
  shown = world_text (world, "a", id);
  g_assert_cmpstr (shown, ==, "My own");
  g_assert_cmpint (count (world->path, "SELECT count(*) FROM beneath WHERE rev = 1"), ==, 1);
}

/* Answers that followed each other are one transaction; what comes after one that was cut is not
 * taken, since it was asked for as if that had been whole. */
static void
test_cut_in_the_middle (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *first_line = put_contribution (1, 1, 1, "");
  g_autofree char *second_line = put_contribution (2, 2, 1, "");
  g_autofree char *third_line = put_contribution (3, 3, 1, "");
  g_autofree char *first = make_answer (first_line, 1, TRUE);
  g_autofree char *second = make_answer (second_line, 2, TRUE);
  g_autofree char *third = make_answer (third_line, 3, FALSE);
  const char *const answers[] = { first, second, third, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPull) pull = NULL;
  MvPulled pulled;

  *strstr (second, "{\"t\":\"end\"") = '\0';
  g_assert_true (world_take_answers (world, "a", answers, &pulled, &error));
  g_assert_no_error (error);
  g_assert_true (pulled.is_ours);
  g_assert_false (pulled.is_whole);
  g_assert_false (pulled.has_more);
  g_assert_cmpuint (pulled.n_rows, ==, 2);
  g_assert_cmpint (count (world->path, "SELECT count(*) FROM item"), ==, 2);
  g_assert_true (mv_store_prepare_pull (world->store, "a", &pull, &error));
  g_assert_cmpint (mv_cursors_get (pull->cursors, BY_A), ==, 1);
}

static char *
make_many (int first, int n)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (int number = first; number < first + n; number++)
    {
      g_autofree char *line = put_contribution (number, number, 1, "");

      g_string_append (lines, line);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static guint
count_found (World *world)
{
  return (guint) count (world->path, "SELECT count(*) FROM words WHERE instr (words, 'far') > 0");
}

/* A large download can be searched a little later: its words are read in steps, and a program that
 * was ended in between goes on where it was. */
static void
test_words_follow (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *lines = make_many (1, 450);
  g_autofree char *answer = make_answer (lines, 450, FALSE);
  g_autoptr (GError) error = NULL;
  gboolean is_done = TRUE;
  guint n_after_a_step;

  world_apply (world, "a", answer);
  g_assert_cmpuint (count_found (world), ==, 0);

  g_assert_true (mv_store_read_words (world->store, &is_done, &error));
  g_assert_false (is_done);
  n_after_a_step = count_found (world);
  g_assert_cmpuint (n_after_a_step, >, 0);
  g_assert_cmpuint (n_after_a_step, <, 450);

  world_restart (world);
  read_all_words (world);
  g_assert_cmpuint (count_found (world), ==, 450);
  g_assert_cmpint (count (world->path, "SELECT count(*) FROM unread"), ==, 0);
}

/* The store does that by itself when the main loop has nothing better to do, and after the next
 * start for what an earlier one has left. */
static void
test_words_come_by_themselves (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *lines = make_many (1, 450);
  g_autofree char *answer = make_answer (lines, 450, FALSE);

  world_apply (world, "a", answer);
  world_restart (world);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count_found (world), ==, 450);
}

/* An interrupted download: what came is kept with the place it came to, the download is not taken
 * for finished, and goes on from there. */
static void
test_interrupted (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *first_lines = make_many (1, 300);
  g_autofree char *last_lines = make_many (301, 200);
  g_autofree char *first = make_answer (first_lines, 300, TRUE);
  g_autofree char *last = make_answer (last_lines, 100000, FALSE);
  g_autoptr (MvPull) pull = NULL;

  world_apply (world, "a", first);
  world_restart (world);
  g_assert_cmpint (count (world->path, "SELECT is_complete FROM account"), ==, 0);
  g_assert_true (mv_store_prepare_pull (world->store, "a", &pull, NULL));
  g_assert_cmpint (mv_cursors_get (pull->cursors, BY_B), ==, 300);

  world_apply (world, "a", last);
  g_assert_cmpint (count (world->path, "SELECT is_complete FROM account"), ==, 1);
  g_assert_cmpint (count (world->path, "SELECT count(*) FROM item"), ==, 500);
  read_all_words (world);
  g_assert_cmpuint (count_found (world), ==, 500);
}

static void
copy (const char *from, const char *to, double share, gboolean is_damaged)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &contents, &length, &error));
  g_assert_no_error (error);
  length = (gsize) ((double) length * share);
  if (is_damaged && length > 8192)
    memset (contents + length / 2, 0, 4096);
  g_assert_true (g_file_set_contents (to, contents, (gssize) length, &error));
  g_assert_no_error (error);
}

/* The power goes while a download is written that does not wait for the disk. Whatever part of the
 * log has reached it by then, and even if not in its order: the rows that are here and the mark
 * that says how far they go belong together. */
static void
test_power_cut (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *log = g_strconcat (world->path, "-wal", NULL);
  gint64 before = 0;

  for (int page = 0; page < 8; page++)
    {
      g_autofree char *lines = make_many (1 + page * 250, 250);
      g_autofree char *answer = make_answer (lines, (page + 1) * 250, TRUE);

      world_apply (world, "a", answer);
    }

  for (int cut = 0; cut <= 40; cut++)
    {
      g_autofree char *path = g_strdup_printf ("%s.cut-%d", world->path, cut);
      g_autofree char *its_log = g_strconcat (path, "-wal", NULL);
      gint64 n_rows, mark;

      copy (world->path, path, 1, FALSE);
      copy (log, its_log, (double) (cut % 21) / 20, cut > 20);
      if (count (path, "SELECT count(*) FROM sqlite_schema WHERE name = 'item'") == 0)
        continue;
      n_rows = count (path, "SELECT count(*) FROM item");
      mark = count (path, "SELECT coalesce (max (seq), 0) FROM scope WHERE scope = '" BY_A "'");
      g_assert_cmpint (n_rows, ==, mark);
      if (cut == 20)
        g_assert_cmpint (n_rows, ==, 2000);
      if (cut < 21)
        g_assert_cmpint (n_rows, >=, before);
      before = n_rows;
    }
}

/* A replica from before items were kept in the order of their arrival: its rows are all there, and
 * are found by their ids. */
static void
test_older_replica (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *lines = make_many (1, 20);
  g_autofree char *answer = make_answer (lines, 100000, FALSE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *id = world_id (7);
  g_autofree char *text = NULL;

  world_apply (world, "a", answer);
  before = dump (world->path, ALL_ITEMS);
  world_close (world);
  world_make_older (world);
  g_assert_cmpint (count (world->path, "SELECT max(version) FROM migration"), ==, 2);

  world_open (world);
  g_assert_cmpint (count (world->path, "SELECT max(version) FROM migration"), >, 2);
  after = dump (world->path, ALL_ITEMS);
  g_assert_cmpstr (before, ==, after);
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Far 7.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/download/same-as-one-by-one", test_same_as_one_by_one);
  g_test_add_func ("/download/under-the-outbox", test_under_the_outbox);
  g_test_add_func ("/download/cut-in-the-middle", test_cut_in_the_middle);
  g_test_add_func ("/download/words-follow", test_words_follow);
  g_test_add_func ("/download/words-come-by-themselves", test_words_come_by_themselves);
  g_test_add_func ("/download/interrupted", test_interrupted);
  g_test_add_func ("/download/power-cut", test_power_cut);
  g_test_add_func ("/download/older-replica", test_older_replica);

  return g_test_run ();
}
