/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fault-vfs.h"
#include "mv-test-database.h"
#include "mv-test-notes.h"

#include <string.h>

/* Batches of operations: their order, their numbers, what is refused, and what a disk may do. */

/* A draft and a share: the team has it in its next page, and the person's own scope lets it go. */
static void
test_way (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autoptr (GPtrArray) for_lead = mv_test_feed_pull_all (t, &t->lead);
  g_autoptr (GPtrArray) for_person = mv_test_feed_pull_all (t, &t->person_a);
  const MvLine *line = mv_test_find_line (for_lead, id);

  g_assert_nonnull (line);
  g_assert_cmpint (line->type, ==, MV_LINE_PUT);
  g_assert_cmpstr (line->scope, ==, by);
  g_assert_cmpint (line->rev, ==, 2);
  g_assert_cmpstr (line->by, ==, t->person_a.caller->uid);

  line = mv_test_find_line (for_person, id);
  g_assert_nonnull (line);
  g_assert_cmpint (line->type, ==, MV_LINE_DEL);
  g_assert_cmpstr (line->why, ==, "moved");
}

/* Each write counts the revision and the scope's number on, and the result says both. */
static void
test_revisions (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("tekst %d", i);
      MvResult *result = i == 0 ? mv_test_feed_send (t, &t->person_a, PUT_NEW, id, text)
                                : mv_test_feed_send (t, &t->person_a, PUT, id, i, text);

      g_assert_cmpint (result->status, ==, MV_RESULT_OK);
      g_assert_cmpint (result->rev, ==, i + 1);
      g_assert_cmpint (result->seq, ==, i + 1);
      mv_test_assert_note (t, id, text);
      mv_result_free (result);
    }
}

/* In one batch: numbers follow the order of the operations, an item written twice stands in the
 * feed once, and the feed agrees with the results. */
static void
test_batch (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *first = mv_test_feed_new_id (t);
  g_autofree char *second = mv_test_feed_new_id (t);
  g_autofree char *ops = g_strdup_printf (
      "[{\"n\":1,\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"
      "\"body\":{\"text\":\"a\"}},"
      "{\"n\":2,\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"
      "\"body\":{\"text\":\"b\"}},"
      "{\"n\":3,\"op\":\"put\",\"id\":\"%s\",\"base\":{\"n\":1},\"body\":{\"text\":\"c\"}}]",
      first, second, first);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPushAnswer) answer = mv_test_feed_send_batch (t, &t->person_a, ops, &error);
  g_autoptr (GPtrArray) lines = mv_test_feed_pull_all (t, &t->person_a);

  g_assert_no_error (error);
  g_assert_cmpstr (answer->epoch, ==, mv_feed_get_epoch (t->feed, NULL));
  g_assert_cmpint (answer->last_n, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const MvResult *result = answer->results->pdata[i];

      g_assert_cmpint (result->n, ==, i + 1);
      g_assert_cmpint (result->status, ==, MV_RESULT_OK);
      g_assert_cmpint (result->seq, ==, i + 1);
    }
  g_assert_cmpint (mv_test_find_line (lines, second)->seq, ==, 2);
  g_assert_cmpint (mv_test_find_line (lines, first)->seq, ==, 3);
  g_assert_cmpint (mv_test_find_line (lines, first)->rev, ==, 2);
  g_assert_cmpint (mv_test_count_rows (t, "SELECT count(*) FROM item WHERE seq < 1"), ==, 0);
}

/* A batch whose answer was lost comes again, alone or with more behind it: the same answers, and
 * the effect is there once. */
static void
test_again (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *first = g_strdup_printf (
      "{\"n\":1,\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"
      "\"body\":{\"text\":\"a\"}}",
      id);
  g_autofree char *second = g_strdup_printf (
      "{\"n\":2,\"op\":\"put\",\"id\":\"%s\",\"base\":7,\"body\":{\"text\":\"b\"}}", id);
  g_autofree char *third =
      g_strdup_printf ("{\"n\":3,\"op\":\"del\",\"id\":\"%s\",\"base\":{\"n\":1}}", id);
  g_autofree char *ops = g_strdup_printf ("[%s,%s]", first, second);
  g_autofree char *more = g_strdup_printf ("[%s,%s]", second, third);
  g_autofree char *expected = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MvPushAnswer) answer = mv_test_feed_send_batch (t, &t->person_a, ops, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = mv_push_answer_encode (answer);
      if (expected == NULL)
        expected = g_steal_pointer (&text);
      else
        g_assert_cmpstr (text, ==, expected);
    }
  /* The item and the sibling of the second, which had a wrong base. */
  g_assert_cmpint (mv_test_count_rows (t, "SELECT count(*) FROM item WHERE kind = 'note'"), ==, 2);

  g_autoptr (GError) error = NULL;
  g_autoptr (MvPushAnswer) answer = mv_test_feed_send_batch (t, &t->person_a, more, &error);
  const MvResult *result;

  g_assert_no_error (error);
  g_assert_cmpint (answer->last_n, ==, 3);
  g_assert_cmpuint (answer->results->len, ==, 2);
  result = answer->results->pdata[1];
  g_assert_cmpint (result->status, ==, MV_RESULT_OK);
  g_assert_cmpint (result->rev, ==, 2);
}

/* Numbers that do not fit: nothing is stored, and the device is not blocked. */
static void
test_numbers (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  static const struct
  {
    const char *ops;
    MvProblem problem;
  } rows[] = {
    /* the first one is missing */
    { "[{\"n\":2,\"op\":\"del\",\"id\":\"x\",\"base\":1}]", MV_PROBLEM_OP_GAP },
    /* one in the middle is missing */
    { "[{\"n\":1,\"op\":\"del\",\"id\":\"x\",\"base\":1},{\"n\":3,\"op\":\"del\",\"id\":\"x\"}]",
      MV_PROBLEM_OP_GAP },
    /* one comes twice */
    { "[{\"n\":1,\"op\":\"del\",\"id\":\"x\",\"base\":1},{\"n\":1,\"op\":\"del\",\"id\":\"x\"}]",
      MV_PROBLEM_OP_GAP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_test_feed_send_batch (t, &t->person_a, rows[i].ops, &error));
      g_assert_error (error, MV_PROBLEM, (int) rows[i].problem);
    }
  g_assert_cmpint (mv_test_count_rows (t, "SELECT count(*) FROM operation"), ==, 0);

  mv_test_feed_do (t, &t->person_a, PUT_NEW, id, "a");

  /* The number is known, the contents are others: a copy of the device's profile. */
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_strdup_printf (
      "[{\"n\":1,\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"
      "\"body\":{\"text\":\"b\"}}]",
      id);
  g_assert_null (mv_test_feed_send_batch (t, &t->person_a, other, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_DEVICE_FORKED);
  mv_test_assert_note (t, id, "a");

  g_assert_cmpint (mv_test_feed_do (t, &t->person_a, PUT, id, 1, "c"), ==, 2);
}

/* The token of one device does not serve another. */
static void
test_other_device (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autoptr (MvPush) push = mv_push_new (t->lead.caller->device);
  g_autoptr (GError) error = NULL;

  g_assert_null (mv_feed_push (t->feed, t->person_a.caller, push, NULL, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_DEVICE_FORKED);
}

/* A batch has at most 100 operations. */
static void
test_batch_limit (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autoptr (MvPush) push = mv_push_new (t->person_a.caller->device);
  g_autoptr (MvPushAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  for (gint64 n = 1; n <= MV_WIRE_MAX_OPS + 1; n++)
    {
      MvOp *op = mv_op_new (MV_OP_DEL);

      op->n = n;
      op->id = mv_test_feed_new_id (t);
      op->base_type = MV_BASE_REV;
      op->base = 1;
      g_ptr_array_add (push->ops, op);
    }

  g_assert_null (mv_feed_push (t->feed, t->person_a.caller, push, NULL, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_LARGE);
  g_clear_error (&error);

  g_ptr_array_set_size (push->ops, MV_WIRE_MAX_OPS);
  answer = mv_feed_push (t->feed, t->person_a.caller, push, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->last_n, ==, MV_WIRE_MAX_OPS);
}

/* A refused operation leaves nothing, uses up its number and stops no other; those that build on it
 * are refused with it. */
static void
test_refused (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *bad = mv_test_feed_new_id (t);
  g_autofree char *good = mv_test_feed_new_id (t);
  static const MvProblem expected[] = {
    MV_PROBLEM_UNKNOWN_KIND, MV_PROBLEM_DEPENDS, 0, MV_PROBLEM_NO_BASE, MV_PROBLEM_INVALID,
    MV_PROBLEM_INVALID,      MV_PROBLEM_INVALID
  };
  g_autofree char *ops = g_strdup_printf (
      /* a kind that nobody knows, and what builds on it */
      "[{\"n\":1,\"op\":\"put\",\"scope\":\"user/"
      "me\",\"id\":\"%s\",\"kind\":\"nonsense\",\"base\":0,"
      "\"body\":{}},"
      "{\"n\":2,\"op\":\"put\",\"id\":\"%s\",\"base\":{\"n\":1},\"body\":{\"text\":\"b\"}},"
      /* a good one */
      "{\"n\":3,\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"
      "\"body\":{\"text\":\"c\"}},"
      /* no base; a base that is another record's; a base that is still to come; no such operation
       */
      "{\"n\":4,\"op\":\"put\",\"id\":\"%s\",\"body\":{\"text\":\"d\"}},"
      "{\"n\":5,\"op\":\"put\",\"id\":\"%s\",\"base\":{\"n\":3},\"body\":{\"text\":\"d\"}},"
      "{\"n\":6,\"op\":\"put\",\"id\":\"%s\",\"base\":{\"n\":6},\"body\":{\"text\":\"d\"}},"
      "{\"n\":7,\"op\":\"nonsense\",\"id\":\"%s\",\"base\":1}]",
      bad, bad, good, good, bad, good, good);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPushAnswer) answer = mv_test_feed_send_batch (t, &t->person_a, ops, &error);

  g_assert_no_error (error);
  g_assert_cmpint (answer->last_n, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const MvResult *result = answer->results->pdata[i];

      if (expected[i] != MV_PROBLEM_INVALID || i != 6)
        g_assert_cmpint (result->problem, ==, expected[i]);
      g_assert_cmpint (result->status, ==, expected[i] == 0 ? MV_RESULT_OK : MV_RESULT_REFUSED);
    }
  mv_test_assert_note (t, good, "c");
  g_assert_null (mv_test_feed_read (t, bad));
}

/* Commands: unknown ones, wrong arguments and a missing base are refused before they are run. */
static void
test_commands (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);

  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_INVALID, "name",
                       "{\"op\":\"command\",\"name\":\"nonsense\",\"args\":{}}");
  mv_test_feed_refuse (
      t, &t->person_a, MV_PROBLEM_INVALID, NULL,
      "{\"op\":\"command\",\"name\":\"contribution.share\",\"base\":1,\"args\":{}}");
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NO_BASE, NULL,
                       "{\"op\":\"command\",\"name\":\"contribution.share\","
                       "\"args\":{\"contribution\":\"%s\",\"audience\":\"project\"}}",
                       id);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_FOUND, NULL,
                       "{\"op\":\"command\",\"name\":\"contribution.share\",\"base\":1,"
                       "\"args\":{\"contribution\":\"%s\",\"audience\":\"project\"}}",
                       id);
}

/* A device that builds on what a command left: the item's new revision. */
static void
test_after_command (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);

  g_assert_cmpint (
      mv_test_feed_do (t, &t->person_a,
                       "{\"op\":\"put\",\"id\":\"%s\",\"base\":{\"n\":2},\"body\":{"
                       "\"project\":\"%s\",\"date\":\"2026-11-20\",\"text\":\"Hei igjen\","
                       "\"phases\":[\"P3\"],\"language\":\"nb\"}}",
                       id, t->project),
      ==, 3);
}

/* Two batches in one commit: one that fails as a whole leaves the other as it was. */
static void
test_group_commit (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own = mv_scope_user (t->person_a.caller->uid);
  g_autoptr (MvPush) gap = mv_push_new (t->lead.caller->device);
  g_autoptr (MvPush) good = mv_push_new (t->person_a.caller->device);
  g_autoptr (MvPushAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  MvOp *op = mv_op_new (MV_OP_PUT);

  op->n = 1;
  op->scope = g_strdup ("user/me");
  op->kind = g_strdup ("note");
  op->id = g_strdup (id);
  op->base_type = MV_BASE_REV;
  op->body = json_object_new ();
  json_object_set_string_member (op->body, "text", "a");
  g_ptr_array_add (good->ops, op);
  op = mv_op_new (MV_OP_DEL);
  op->n = 9;
  op->id = g_strdup (id);
  g_ptr_array_add (gap->ops, op);

  g_assert_true (mv_feed_begin (t->feed, &error));
  answer = mv_feed_push (t->feed, t->person_a.caller, good, touched, &error);
  g_assert_no_error (error);
  g_assert_null (mv_feed_push (t->feed, t->lead.caller, gap, touched, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_OP_GAP);
  g_clear_error (&error);
  g_assert_true (mv_feed_commit (t->feed, touched, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (touched->len, ==, 1);
  g_assert_cmpstr (touched->pdata[0], ==, own);
  g_assert_cmpint (((MvResult *) answer->results->pdata[0])->seq, ==, 1);
  mv_test_assert_note (t, id, "a");
}

/* A disk that fills up or fails at any point of a push: an error and nothing of it, or all of it;
 * and when the disk is well again the same batch gives each effect once. */
static void
test_disk (void)
{
  g_autoptr (MvFaultVfs) disk = mv_fault_vfs_new (NULL);
  char *folder = mv_test_folder_new ();
  g_autofree char *url = g_strdup_printf ("sqlite:%s/test.db", folder);
  MvTestFeed *t = mv_test_feed_new (url);
  MvTestPerson *person = &t->person_a;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db = mv_db_open (url, mv_fault_vfs_get_name (disk), MV_DB_MUST_EXIST, &error);
  g_autoptr (MvFeed) feed = NULL;
  guint n_failures = 0;

  g_assert_no_error (error);
  feed = mv_feed_new (db, t->clock, t->random);
  for (int n = 1; n <= 40; n++)
    {
      g_autoptr (MvPush) push = mv_push_new (person->caller->device);
      g_autoptr (MvPushAnswer) answer = NULL;
      g_autoptr (GError) failure = NULL;
      MvOp *op = mv_op_new (MV_OP_PUT);

      op->n = n;
      op->scope = g_strdup ("user/me");
      op->kind = g_strdup ("note");
      op->id = mv_test_feed_new_id (t);
      op->base_type = MV_BASE_REV;
      op->body = json_object_new ();
      json_object_set_string_member (op->body, "text", "a");
      g_ptr_array_add (push->ops, op);

      if (n % 2 == 0)
        mv_fault_vfs_set_full_after (disk, n / 2 - 1);
      else
        mv_fault_vfs_set_fail_at (disk, n / 2 + 1);
      answer = mv_feed_push (feed, person->caller, push, NULL, &failure);
      n_failures += answer == NULL;
      g_assert_true ((answer == NULL) == (failure != NULL));
      mv_fault_vfs_heal (disk);

      if (answer == NULL)
        answer = mv_feed_push (feed, person->caller, push, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (answer->last_n, ==, n);
      g_assert_cmpint (((MvResult *) answer->results->pdata[0])->status, ==, MV_RESULT_OK);
    }

  g_assert_cmpuint (n_failures, >, 5);
  g_assert_cmpint (mv_test_count_rows (t, "SELECT count(*) FROM item WHERE kind = 'note'"), ==, 40);
  g_clear_object (&feed);
  g_clear_object (&db);
  mv_test_feed_free (t);
  mv_test_folder_free (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  mv_test_add_on_databases ("/push/way", test_way);
  mv_test_add_on_databases ("/push/revisions", test_revisions);
  mv_test_add_on_databases ("/push/batch", test_batch);
  mv_test_add_on_databases ("/push/again", test_again);
  mv_test_add_on_databases ("/push/numbers", test_numbers);
  mv_test_add_on_databases ("/push/other-device", test_other_device);
  mv_test_add_on_databases ("/push/batch-limit", test_batch_limit);
  mv_test_add_on_databases ("/push/refused", test_refused);
  mv_test_add_on_databases ("/push/commands", test_commands);
  mv_test_add_on_databases ("/push/after-command", test_after_command);
  mv_test_add_on_databases ("/push/group-commit", test_group_commit);
  g_test_add_func ("/push/disk", test_disk);

  return g_test_run ();
}
