/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-database.h"
#include "mv-test-notes.h"

#include <string.h>

/* What becomes of an operation that was written on something else than what is there: siblings,
 * tombstones, and how a conflict ends. */

/* A put that came too late is kept beside the item; only those who may write the item see it. */
static void
test_stale_put (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  MvTestPerson second_pc = { 0 };
  MvResult *result;
  const MvLine *line;

  mv_test_feed_add_device (t, &second_pc, t->person_a.caller->uid);
  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  mv_test_feed_do (t, &t->person_a, PUT, id, 1, "b");

  result = mv_test_feed_send (t, &second_pc, PUT, id, 1, "c");
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
  g_assert_cmpint (result->rev, ==, 2);
  g_assert_nonnull (result->sibling);
  mv_test_assert_note (t, id, "b");
  mv_test_assert_note (t, result->sibling, "c");

  g_autoptr (GPtrArray) lines = mv_test_feed_pull_all (t, &t->person_a);
  line = mv_test_find_line (lines, result->sibling);
  g_assert_nonnull (line);
  g_assert_cmpstr (line->conflict_of, ==, id);
  mv_result_free (result);
  mv_test_person_clear (&second_pc);
}

/* What is there already needs no sibling, whatever it was based on. */
static void
test_same_body (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);

  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  mv_test_feed_do (t, &t->person_a, PUT, id, 1, "b");
  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, PUT, id, 1, "b"), ==, 2);
  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "b"), ==, 2);
  g_assert_cmpint (mv_test_count_rows (t, "SELECT count(*) FROM item WHERE kind = 'note'"), ==, 1);
}

/* An operation that builds on one which became a sibling goes on with the sibling: one conflict
 * makes one sibling, however often the person writes on. */
static void
test_sibling_goes_on (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *sibling = NULL;
  MvTestPerson second_pc = { 0 };
  int base;

  mv_test_feed_add_device (t, &second_pc, t->person_a.caller->uid);
  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  mv_test_feed_do (t, &t->person_a, PUT, id, 1, "b");

  for (base = 0; base < 3; base++)
    {
      g_autofree char *text = g_strdup_printf ("c%d", base);
      MvResult *result = base == 0 ? mv_test_feed_send (t, &second_pc, PUT, id, 1, text)
                                   : mv_test_feed_send (t, &second_pc, PUT_AFTER, id, base, text);

      g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
      g_assert_cmpint (result->rev, ==, 2);
      if (sibling == NULL)
        sibling = g_strdup (result->sibling);
      g_assert_cmpstr (result->sibling, ==, sibling);
      mv_test_assert_note (t, sibling, text);
      mv_result_free (result);
    }
  mv_test_assert_note (t, id, "b");
  g_assert_cmpint (mv_test_count_rows (t, "SELECT count(*) FROM item WHERE kind = 'note'"), ==, 2);
  mv_test_person_clear (&second_pc);
}

/* `{"n":m}` is no conflict with oneself, but it is one if somebody else wrote in between. */
static void
test_base_of_own (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  MvTestPerson second_pc = { 0 };
  MvResult *result;

  mv_test_feed_add_device (t, &second_pc, t->person_a.caller->uid);
  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, PUT_AFTER, id, 1, "b"), ==, 2);
  mv_test_feed_do (t, &second_pc, PUT, id, 2, "c");
  result = mv_test_feed_send (t, &t->person_a, PUT_AFTER, id, 2, "d");
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
  mv_test_assert_note (t, id, "c");
  mv_result_free (result);
  mv_test_person_clear (&second_pc);
}

/* A late delete does nothing; a right one leaves a tombstone without text, once. */
static void
test_delete (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  MvResult *result;

  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  mv_test_feed_do (t, &t->person_a, PUT, id, 1, "b");
  result = mv_test_feed_send (t, &t->person_a, DEL, id, 1);
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
  g_assert_cmpint (result->rev, ==, 2);
  g_assert_null (result->sibling);
  mv_test_assert_note (t, id, "b");
  mv_result_free (result);

  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, DEL, id, 2), ==, 3);
  mv_test_assert_note (t, id, NULL);
  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, DEL, id, 2), ==, 3);

  g_autoptr (GPtrArray) lines = mv_test_feed_pull_all (t, &t->person_a);
  g_assert_cmpint (mv_test_find_line (lines, id)->type, ==, MV_LINE_DEL);
  g_assert_cmpstr (mv_test_find_line (lines, id)->why, ==, "deleted");
}

/* A put on the tombstone's own revision revives; any other on a deleted item is kept as a sibling.
 */
static void
test_revive (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  MvResult *result;

  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  mv_test_feed_do (t, &t->person_a, DEL, id, 1);
  result = mv_test_feed_send (t, &t->person_a, PUT, id, 1, "b");
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
  g_assert_nonnull (result->sibling);
  mv_test_assert_note (t, result->sibling, "b");
  mv_result_free (result);
  mv_test_assert_note (t, id, NULL);

  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, PUT, id, 2, "c"), ==, 3);
  mv_test_assert_note (t, id, "c");
}

/* Erased is for good, with the siblings, and says so to each who writes. */
static void
test_erased (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autoptr (GError) error = NULL;
  MvResult *result;

  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  result = mv_test_feed_send (t, &t->person_a, PUT, id, 7, "b");
  mv_feed_begin (t->feed, &error);
  mv_feed_remove (t->feed, id, "erased", &error);
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);

  mv_test_assert_note (t, id, NULL);
  mv_test_assert_note (t, result->sibling, NULL);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_ERASED, NULL, PUT, id, 2, "c");
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_ERASED, NULL, PUT, id, 1, "c");
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_ERASED, NULL, DEL, id, 2);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_ERASED, NULL, PUT, result->sibling, 1, "c");
  mv_result_free (result);
}

/* Resolving writes the item and takes the siblings away; a late one does neither and is kept
 * itself. */
static void
test_resolve (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *other = mv_test_feed_new_id (t);
  g_autofree char *sibling = NULL;
  MvResult *result;

  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  mv_test_feed_do (t, &t->person_a, PUT_NEW, other, "x");
  mv_test_feed_do (t, &t->person_a, PUT, id, 1, "b");
  result = mv_test_feed_send (t, &t->person_a, PUT, id, 1, "c");
  sibling = g_strdup (result->sibling);
  mv_result_free (result);

  /* On a base that is too old. */
  result = mv_test_feed_send (t, &t->person_a, RESOLVE, id, 1, "b og c", sibling);
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);
  mv_test_assert_note (t, result->sibling, "b og c");
  mv_result_free (result);
  mv_test_assert_note (t, id, "b");
  mv_test_assert_note (t, sibling, "c");

  /* What is no sibling of it cannot be dropped, and the text is not written either. */
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_INVALID, "drop", RESOLVE, id, 2, "b og c",
                       other);
  mv_test_assert_note (t, id, "b");
  mv_test_assert_note (t, other, "x");

  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, RESOLVE, id, 2, "b og c", sibling), ==, 3);
  mv_test_assert_note (t, id, "b og c");
  mv_test_assert_note (t, sibling, NULL);

  /* Nothing comes into being by resolving. */
  g_free (other);
  other = mv_test_feed_new_id (t);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_FOUND, NULL, RESOLVE, other, 0, "x",
                       sibling);
}

/* Keeping the text as it stands can be the answer to a conflict too: the siblings go. */
static void
test_resolve_unchanged (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  MvResult *result;

  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");
  result = mv_test_feed_send (t, &t->person_a, PUT, id, 7, "b");
  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, RESOLVE, id, 1, "a", result->sibling), ==, 1);
  mv_test_assert_note (t, result->sibling, NULL);
  mv_test_assert_note (t, id, "a");
  mv_result_free (result);
}

/* A second PC that edits the draft while the first shares it: its text is kept, and the team does
 * not see it. */
static void
test_edit_while_shared (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  MvTestPerson second_pc = { 0 };
  MvResult *result;

  mv_test_feed_add_device (t, &second_pc, t->person_a.caller->uid);
  result =
      mv_test_feed_send (t, &second_pc,
                         "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\","
                         "\"kind\":\"contribution\",\"base\":1,\"body\":{\"text\":\"Halvveis\"}}",
                         id);
  g_assert_cmpint (result->status, ==, MV_RESULT_CONFLICT);

  g_autoptr (GPtrArray) for_team = mv_test_feed_pull_all (t, &t->lead);
  g_autoptr (GPtrArray) for_other = mv_test_feed_pull_all (t, &t->person_b);
  g_autoptr (GPtrArray) for_person = mv_test_feed_pull_all (t, &second_pc);
  g_assert_nonnull (mv_test_find_line (for_team, id));
  g_assert_null (mv_test_find_line (for_team, result->sibling));
  g_assert_null (mv_test_find_line (for_other, result->sibling));
  g_assert_nonnull (mv_test_find_line (for_person, result->sibling));
  mv_result_free (result);
  mv_test_person_clear (&second_pc);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  mv_test_add_on_databases ("/conflicts/stale-put", test_stale_put);
  mv_test_add_on_databases ("/conflicts/same-body", test_same_body);
  mv_test_add_on_databases ("/conflicts/sibling-goes-on", test_sibling_goes_on);
  mv_test_add_on_databases ("/conflicts/base-of-own", test_base_of_own);
  mv_test_add_on_databases ("/conflicts/delete", test_delete);
  mv_test_add_on_databases ("/conflicts/revive", test_revive);
  mv_test_add_on_databases ("/conflicts/erased", test_erased);
  mv_test_add_on_databases ("/conflicts/resolve", test_resolve);
  mv_test_add_on_databases ("/conflicts/resolve-unchanged", test_resolve_unchanged);
  mv_test_add_on_databases ("/conflicts/edit-while-shared", test_edit_while_shared);

  return g_test_run ();
}
