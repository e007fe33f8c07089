/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include <string.h>

/* What a person writes is saved at once and sent in the right order. */

/* A sentence written without a network is there after the program was ended and started, and waits
 * to be sent. */
static void
test_offline (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = world_id (1);
  g_autofree char *text = NULL;
  g_autoptr (MvPush) push = NULL;

  world_draft (world, id, "Question 14 is too long.");
  world_restart (world);

  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Question 14 is too long.");
  g_assert_cmpuint (world_n_unsent (world, "a"), ==, 1);

  world_wait_s (world, 5);
  push = world_push (world, "a");
  g_assert_cmpstr (push->device, ==, DEVICE);
  g_assert_cmpuint (push->ops->len, ==, 1);
  g_assert_cmpint (world_op (push, 0)->n, ==, 1);
  g_assert_cmpint (world_op (push, 0)->base_type, ==, MV_BASE_REV);
  g_assert_cmpint (world_op (push, 0)->base, ==, 0);
  g_assert_cmpstr (world_op (push, 0)->scope, ==, "user/me");
  g_assert_cmpstr (world_op (push, 0)->kind, ==, "contribution");
}

/* A draft rests for five seconds; somebody who types without a pause is still sent every five. */
static void
test_rest (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GError) error = NULL;
  gint64 due = 0;

  world_draft (world, id, "A");
  g_assert_null (world_push (world, "a"));
  mv_store_next_due (world->store, "a", &due, &error);
  g_assert_no_error (error);
  g_assert_cmpint (due, ==, WORLD_START_US + 5 * G_USEC_PER_SEC);

  world_wait_s (world, 4);
  world_draft (world, id, "A sentence");
  g_assert_null (world_push (world, "a"));

  world_wait_s (world, 1);
  push = world_push (world, "a");
  g_assert_cmpuint (push->ops->len, ==, 1);
  g_assert_cmpstr (json_object_get_string_member (world_op (push, 0)->body, "text"), ==,
                   "A sentence");
}

/* What was not sent yet is folded: ten savings are one operation with the last text. */
static void
test_fold (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) push = NULL;

  for (int i = 0; i < 10; i++)
    {
      g_autofree char *text = g_strdup_printf ("Text %d", i);

      world_draft (world, id, text);
    }
  world_wait_s (world, 5);

  push = world_push (world, "a");
  g_assert_cmpuint (push->ops->len, ==, 1);
  g_assert_cmpstr (json_object_get_string_member (world_op (push, 0)->body, "text"), ==, "Text 9");
}

/* Saving the same again is nothing to send. */
static void
test_unchanged (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) push = NULL;

  push = world_draft_and_push (world, id, "The same");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");

  world_draft (world, id, "The same");
  g_assert_cmpuint (world_n_unsent (world, "a"), ==, 0);
}

/* What was sent never changes: a new text is a new operation that builds on the one before by its
 * number, and on the revision as soon as that is known. */
static void
test_base_chain (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;
  g_autoptr (MvPush) third = NULL;

  first = world_draft_and_push (world, id, "One");
  world_draft (world, id, "Two");
  world_wait_s (world, 5);

  second = world_push (world, "a");
  g_assert_cmpuint (second->ops->len, ==, 2);
  g_assert_cmpstr (json_object_get_string_member (world_op (second, 0)->body, "text"), ==, "One");
  g_assert_cmpint (world_op (second, 1)->n, ==, 2);
  g_assert_cmpint (world_op (second, 1)->base_type, ==, MV_BASE_OP);
  g_assert_cmpint (world_op (second, 1)->base, ==, 1);

  world_answer (world, "a", 2,
                "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5},"
                "{\"n\":2,\"st\":\"ok\",\"rev\":2,\"seq\":6}");
  g_assert_cmpuint (world_n_unsent (world, "a"), ==, 0);

  third = world_draft_and_push (world, id, "Three");
  g_assert_cmpuint (third->ops->len, ==, 1);
  g_assert_cmpint (third->ack, ==, 2);
  g_assert_cmpint (world_op (third, 0)->base_type, ==, MV_BASE_REV);
  g_assert_cmpint (world_op (third, 0)->base, ==, 2);
}

/* An answer that was lost: the same operations go out again, byte for byte, and an answer that
 * comes twice changes nothing. */
static void
test_lost_answer (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) again = NULL;
  g_autofree char *first_hash = NULL;
  g_autofree char *again_hash = NULL;

  first = world_draft_and_push (world, id, "One");
  first_hash = mv_op_dup_hash (world_op (first, 0));

  world_restart (world);
  world_wait_s (world, 60);
  again = world_push (world, "a");
  again_hash = mv_op_dup_hash (world_op (again, 0));
  g_assert_cmpint (world_op (again, 0)->n, ==, 1);
  g_assert_cmpstr (first_hash, ==, again_hash);

  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  g_assert_null (world_push (world, "a"));
}

/* At most a hundred operations go at once, with numbers that have no gap; the rest follows. */
static void
test_batches (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;
  g_autoptr (GString) results = g_string_new (NULL);

  for (int i = 0; i < MV_WIRE_MAX_OPS + 5; i++)
    {
      g_autofree char *id = world_id (i);

      world_draft (world, id, "Text");
    }
  world_wait_s (world, 5);

  first = world_push (world, "a");
  g_assert_cmpuint (first->ops->len, ==, MV_WIRE_MAX_OPS);
  for (guint i = 0; i < first->ops->len; i++)
    {
      g_assert_cmpint (world_op (first, i)->n, ==, i + 1);
      g_string_append_printf (results, "%s{\"n\":%u,\"st\":\"ok\",\"rev\":1,\"seq\":%u}",
                              i > 0 ? "," : "", i + 1, i + 1);
    }
  world_answer (world, "a", MV_WIRE_MAX_OPS, results->str);

  second = world_push (world, "a");
  g_assert_cmpuint (second->ops->len, ==, 5);
  g_assert_cmpint (world_op (second, 0)->n, ==, MV_WIRE_MAX_OPS + 1);
}

/* A push stays below a megabyte, however long the texts are. */
static void
test_push_size (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *text = g_strnfill (MV_TEXT_MAX, 'x');
  g_autoptr (MvPush) push = NULL;
  g_autofree char *encoded = NULL;

  for (int i = 0; i < 80; i++)
    {
      g_autofree char *id = world_id (i);

      world_draft (world, id, text);
    }
  world_wait_s (world, 5);

  push = world_push (world, "a");
  encoded = mv_push_encode (push);
  g_assert_cmpuint (push->ops->len, >, 10);
  g_assert_cmpuint (push->ops->len, <, 80);
  g_assert_cmpuint (strlen (encoded), <=, MV_WIRE_MAX_BODY);
}

/* What was written and taken away again before anybody heard of it is never sent. It is in the bin,
 * and can be brought back from there. */
static void
test_remove_unsent (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) bin = NULL;
  g_autoptr (GError) error = NULL;

  world_draft (world, id, "Perhaps not");
  mv_store_remove (world->store, "a", id, &error);
  g_assert_no_error (error);
  world_wait_s (world, 60);
  g_assert_null (world_push (world, "a"));
  g_assert_null (world_text (world, "a", id));

  bin = mv_store_list_bin (world->store, "a", &error);
  g_assert_cmpuint (bin->len, ==, 1);
  mv_store_restore (world->store, "a", id, &error);
  g_assert_no_error (error);
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Perhaps not");
}

/* Something the server has is taken away with the revision it was seen at, and brought back on top
 * of its tombstone. */
static void
test_remove_and_revive (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) removal = NULL;
  g_autoptr (MvPush) revival = NULL;
  g_autoptr (GError) error = NULL;

  world_pull_own (world, id, "Mine");
  mv_store_remove (world->store, "a", id, &error);
  g_assert_no_error (error);
  removal = world_push (world, "a");
  g_assert_cmpint (world_op (removal, 0)->type, ==, MV_OP_DEL);
  g_assert_cmpint (world_op (removal, 0)->base, ==, 4);
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":5,\"seq\":10}");
  g_assert_null (world_text (world, "a", id));

  mv_store_restore (world->store, "a", id, &error);
  g_assert_no_error (error);
  revival = world_push (world, "a");
  g_assert_cmpint (world_op (revival, 0)->type, ==, MV_OP_PUT);
  g_assert_cmpint (world_op (revival, 0)->base, ==, 5);
}

/* The undo that comes at once needs no word to the server. */
static void
test_undo_removal (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  world_pull_own (world, id, "Mine");
  mv_store_remove (world->store, "a", id, &error);
  mv_store_restore (world->store, "a", id, &error);
  g_assert_no_error (error);

  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Mine");
  g_assert_null (world_push (world, "a"));
}

/* The bin is emptied after 30 days, and a removed text is never brought back from nowhere. */
static void
test_bin_ends (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = world_id (1);
  g_autoptr (GPtrArray) bin = NULL;
  g_autoptr (GError) error = NULL;

  world_draft (world, id, "Perhaps not");
  mv_store_remove (world->store, "a", id, &error);
  world_wait_s (world, 30 * 24 * 3600 + 1);
  bin = mv_store_list_bin (world->store, "a", &error);
  g_assert_cmpuint (bin->len, ==, 0);

  world_restart (world);
  g_assert_false (mv_store_restore (world->store, "a", id, &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
}

/* Rows of this device are never sent: favourites reveal health. */
static void
test_device_only (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (MvRecord) mark = mv_record_new (mv_kind_find ("mark"), "");
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GError) error = NULL;

  mv_record_set_text (mark, "target", STUDY);
  mv_record_set_text (mark, "sort", "favourite");
  world_save (world, "a", mark, MV_SAVE_DEVICE_ONLY);
  world_save (world, "a", mark, MV_SAVE_DEVICE_ONLY);

  marks = mv_store_list (world->store, "a", "mark", NULL, &error);
  g_assert_cmpuint (marks->len, ==, 1);
  world_wait_s (world, 60);
  g_assert_null (world_push (world, "a"));
}

/* Two persons on one machine: half-written text of one is never in what the other sends, and lists
 * are both together. */
static void
test_two_accounts (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *mine = world_id (1);
  g_autofree char *theirs = world_id (2);
  g_autoptr (MvRecord) other = world_contribution (theirs, "Of person B");
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GError) error = NULL;

  world_add_account (world, "b", PERSON_B);
  world_draft (world, mine, "Of person A");
  world_save (world, "b", other, MV_SAVE_DRAFT);
  world_wait_s (world, 5);

  push = world_push (world, "a");
  g_assert_cmpuint (push->ops->len, ==, 1);
  g_assert_cmpstr (world_op (push, 0)->id, ==, mine);

  all = mv_store_list (world->store, NULL, "contribution", NULL, &error);
  g_assert_cmpuint (all->len, ==, 2);
  one = mv_store_list (world->store, "b", "contribution", NULL, &error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (world_n_unsent (world, NULL), ==, 2);
}

/* Only on this machine: nothing waits to be sent. With a server, everything is queued once, an own
 * project before what refers to it, and ids with a natural key are made for the new uid. */
static void
test_connect (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *project = world_id (1);
  g_autofree char *id = world_id (2);
  g_autoptr (MvRecord) own = mv_record_new (mv_kind_find ("ownproject"), project);
  g_autoptr (MvRecord) entry = mv_record_new (mv_kind_find ("contribution"), id);
  g_autoptr (MvRecord) mark = mv_record_new (mv_kind_find ("mark"), "");
  g_autofree char *mark_id = NULL;
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GError) error = NULL;

  world_add_local (world, "l", PERSON_B);
  mv_record_set_text (own, "title", "A council");
  mv_record_set_text (entry, "project", project);
  mv_record_set_text (entry, "date", "2026-11-20");
  mv_record_set_text (entry, "text", "I read the plan.");
  mv_record_set_text (mark, "target", "x");
  mv_record_set_text (mark, "sort", "read");
  world_save (world, "l", entry, MV_SAVE_DRAFT);
  world_save (world, "l", own, MV_SAVE_SHARED);
  world_save (world, "l", mark, MV_SAVE_SHARED);
  world_wait_s (world, 60);
  g_assert_cmpuint (world_n_unsent (world, "l"), ==, 0);
  g_assert_null (world_push (world, "l"));

  mv_store_connect_account (world->store, "l", "https://medvirk.example", RESEARCHER, DEVICE,
                            "Person", &error);
  g_assert_no_error (error);
  push = world_push (world, "l");
  g_assert_cmpuint (push->ops->len, ==, 3);
  g_assert_cmpstr (world_op (push, 0)->id, ==, project);
  g_assert_cmpstr (world_op (push, 1)->id, ==, id);
  mark_id = mv_record_dup_natural_id (mark, "user/" RESEARCHER);
  g_assert_cmpstr (world_op (push, 2)->id, ==, mark_id);

  g_assert_false (mv_store_connect_account (world->store, "l", "https://medvirk.example",
                                            RESEARCHER, DEVICE, "Person", &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_ALLOWED);
}

/* A record that breaks a rule of its kind is refused with the field, and nothing of it is kept. */
static void
test_invalid (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvRecord) record = world_contribution (id, "Text");
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;

  mv_record_set_text (record, "date", "yesterday");
  g_assert_false (mv_store_save (world->store, "a", record, MV_SAVE_DRAFT, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVALID);
  field = mv_problem_dup_field (error);
  g_assert_cmpstr (field, ==, "date");
  g_assert_null (world_text (world, "a", id));
}

/* A profile that was copied to another machine becomes a device of its own: what was not answered
 * is numbered anew from 1. */
static void
test_fork (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *one = world_id (1);
  g_autofree char *two = world_id (2);
  g_autoptr (MvPush) push = NULL;
  g_autoptr (MvPush) sent = NULL;
  g_autoptr (MvPush) forked = NULL;
  g_autoptr (GError) error = NULL;

  push = world_draft_and_push (world, one, "One");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  sent = world_draft_and_push (world, two, "Two");
  g_assert_cmpint (world_op (sent, 0)->n, ==, 2);

  mv_store_fork_device (world->store, "a", "01930000-0000-7000-8000-0000000000e9", &error);
  g_assert_no_error (error);
  forked = world_push (world, "a");
  g_assert_cmpstr (forked->device, ==, "01930000-0000-7000-8000-0000000000e9");
  g_assert_cmpuint (forked->ops->len, ==, 1);
  g_assert_cmpint (world_op (forked, 0)->n, ==, 1);
  g_assert_cmpstr (world_op (forked, 0)->id, ==, two);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/outbox/offline", test_offline);
  g_test_add_func ("/store/outbox/rest", test_rest);
  g_test_add_func ("/store/outbox/fold", test_fold);
  g_test_add_func ("/store/outbox/unchanged", test_unchanged);
  g_test_add_func ("/store/outbox/base-chain", test_base_chain);
  g_test_add_func ("/store/outbox/lost-answer", test_lost_answer);
  g_test_add_func ("/store/outbox/batches", test_batches);
  g_test_add_func ("/store/outbox/push-size", test_push_size);
  g_test_add_func ("/store/outbox/remove-unsent", test_remove_unsent);
  g_test_add_func ("/store/outbox/remove-and-revive", test_remove_and_revive);
  g_test_add_func ("/store/outbox/undo-removal", test_undo_removal);
  g_test_add_func ("/store/outbox/bin-ends", test_bin_ends);
  g_test_add_func ("/store/outbox/device-only", test_device_only);
  g_test_add_func ("/store/outbox/two-accounts", test_two_accounts);
  g_test_add_func ("/store/outbox/connect", test_connect);
  g_test_add_func ("/store/outbox/invalid", test_invalid);
  g_test_add_func ("/store/outbox/fork", test_fork);

  return g_test_run ();
}
