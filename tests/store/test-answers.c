/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

/* What the server's answers to a push do to what is on this device. */

/* The server's row under a draft of one's own that both this device and another one have changed.
 */
static char *
write_on_two_devices (World *world)
{
  char *id = world_id (1);
  g_autoptr (MvPush) push = NULL;

  world_pull_own (world, id, "First");
  push = world_draft_and_push (world, id, "Mine");
  g_assert_cmpint (world_op (push, 0)->base, ==, 4);
  return id;
}

/* A stale write becomes a sibling: both texts are in sight, first from the answer alone, then from
 * the page, and nothing is left to send. */
static void
test_conflict (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = write_on_two_devices (world);
  g_autofree char *sibling_id = world_id (2);
  g_autofree char *result =
      g_strdup_printf ("{\"n\":1,\"st\":\"conflict\",\"rev\":5,\"sibling\":\"%s\"}", sibling_id);
  g_autofree char *theirs =
      world_put ("user/me", 10, id, 5, "contribution", PERSON_A, WORLD_BODY ("Theirs"));
  g_autoptr (GPtrArray) siblings = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  world_answer (world, "a", 1, result);
  siblings = mv_store_list_siblings (world->store, "a", id, &error);
  g_assert_cmpuint (siblings->len, ==, 1);
  g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (siblings, 0), "text"), ==, "Mine");
  g_assert_cmpuint (world_n_unsent (world, "a"), ==, 0);

  line =
      g_strdup_printf ("%s{\"t\":\"put\",\"s\":\"user/me\",\"seq\":11,\"id\":\"%s\",\"rev\":1,"
                       "\"kind\":\"contribution\",\"by\":\"" PERSON_A "\",\"conflict_of\":\"%s\","
                       "\"body\":" WORLD_BODY ("Mine") "}\n",
                       theirs, sibling_id, id);
  world_pull (world, "a", HEAD_PROJECT, line, "\"user/me\":11");
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Theirs");
  again = mv_store_list_siblings (world->store, "a", id, &error);
  g_assert_cmpuint (again->len, ==, 1);
}

/* Typing that went on while the stale write was under way never goes over what the other device
 * wrote: it builds on the same old copy. */
static void
test_conflict_dependents (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = write_on_two_devices (world);
  g_autofree char *sibling_id = world_id (2);
  g_autofree char *result =
      g_strdup_printf ("{\"n\":1,\"st\":\"conflict\",\"rev\":5,\"sibling\":\"%s\"}", sibling_id);
  g_autoptr (MvPush) push = NULL;

  world_draft (world, id, "Mine, and more");
  world_answer (world, "a", 1, result);
  world_wait_s (world, 5);
  push = world_push (world, "a");
  g_assert_cmpint (world_op (push, 0)->base_type, ==, MV_BASE_REV);
  g_assert_cmpint (world_op (push, 0)->base, ==, 4);
}

/* Typing that went on was sent right behind the stale write and landed in the same sibling: what is
 * in sight there is the newest text, also before a page has brought it. */
static void
test_conflict_continued (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = write_on_two_devices (world);
  g_autofree char *sibling_id = world_id (2);
  g_autofree char *results =
      g_strdup_printf ("{\"n\":1,\"st\":\"conflict\",\"rev\":5,\"sibling\":\"%s\"},"
                       "{\"n\":2,\"st\":\"conflict\",\"rev\":5,\"sibling\":\"%s\"}",
                       sibling_id, sibling_id);
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GPtrArray) siblings = NULL;
  g_autoptr (GError) error = NULL;

  push = world_draft_and_push (world, id, "Mine, and more");
  g_assert_cmpuint (push->ops->len, ==, 2);
  g_assert_cmpint (world_op (push, 1)->base_type, ==, MV_BASE_OP);

  world_answer (world, "a", 2, results);
  siblings = mv_store_list_siblings (world->store, "a", id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (siblings->len, ==, 1);
  g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (siblings, 0), "text"), ==,
                   "Mine, and more");
}

/* The person says which text it shall be: the other goes, and is found in the bin. */
static void
test_resolve (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = write_on_two_devices (world);
  g_autofree char *sibling_id = world_id (2);
  g_autofree char *result =
      g_strdup_printf ("{\"n\":1,\"st\":\"conflict\",\"rev\":5,\"sibling\":\"%s\"}", sibling_id);
  g_autoptr (MvRecord) keep = world_contribution (id, "Both together");
  const char *const drop[] = { sibling_id, NULL };
  g_autoptr (GPtrArray) siblings = NULL;
  g_autoptr (GPtrArray) bin = NULL;
  g_autoptr (MvPush) push = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  world_answer (world, "a", 1, result);
  mv_store_resolve (world->store, "a", keep, drop, &error);
  g_assert_no_error (error);
  siblings = mv_store_list_siblings (world->store, "a", id, &error);
  g_assert_cmpuint (siblings->len, ==, 0);
  bin = mv_store_list_bin (world->store, "a", &error);
  g_assert_cmpuint (bin->len, ==, 1);
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Both together");

  push = world_push (world, "a");
  g_assert_cmpint (world_op (push, 0)->type, ==, MV_OP_RESOLVE);
  g_assert_cmpstr (world_op (push, 0)->drop[0], ==, sibling_id);
}

/* Somebody has changed what was to be taken away: it comes back. */
static void
test_conflict_of_removal (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) push = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) bin = NULL;
  g_autoptr (GError) error = NULL;

  world_pull_own (world, id, "First");
  mv_store_remove (world->store, "a", id, &error);
  push = world_push (world, "a");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"conflict\",\"rev\":5,\"sibling\":null}");

  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "First");
  bin = mv_store_list_bin (world->store, "a", &error);
  g_assert_cmpuint (bin->len, ==, 0);
}

/* What was refused keeps its text in sight and says which field; what builds on it waits too; a new
 * text settles it and starts from what the server has. */
static void
test_refused (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = world_id (1);
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  g_autofree char *text = NULL;

  first = world_draft_and_push (world, id, "Refused");
  world_draft (world, id, "Refused, and more");
  world_answer (world, "a", 1,
                "{\"n\":1,\"st\":\"refused\",\"problem\":{\"code\":\"invalid\",\"status\":422,"
                "\"field\":\"text\"}}");

  world_restart (world);
  unsent = world_list_unsent (world);
  g_assert_cmpuint (unsent->len, ==, 2);
  g_assert_cmpint (world_unsent (unsent, 0)->problem, ==, MV_PROBLEM_INVALID);
  g_assert_cmpstr (world_unsent (unsent, 0)->field, ==, "text");
  g_assert_cmpint (world_unsent (unsent, 1)->problem, ==, MV_PROBLEM_DEPENDS);
  g_assert_cmpint (world_unsent (unsent, 1)->n, ==, 0);
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Refused, and more");
  world_wait_s (world, 60);
  g_assert_null (world_push (world, "a"));

  second = world_draft_and_push (world, id, "Mended");
  g_assert_cmpuint (second->ops->len, ==, 1);
  g_assert_cmpint (world_op (second, 0)->n, ==, 2);
  g_assert_cmpint (world_op (second, 0)->base_type, ==, MV_BASE_REV);
  g_assert_cmpint (world_op (second, 0)->base, ==, 0);
  world_answer (world, "a", 2, "{\"n\":2,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  g_assert_cmpuint (world_n_unsent (world, "a"), ==, 0);
}

/* A page that was faster than the answer: the answer changes nothing that is newer. */
static void
test_page_before_answer (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autofree char *own =
      world_put ("user/me", 5, id, 1, "contribution", PERSON_A, WORLD_BODY ("One"));
  g_autofree char *newer =
      world_put ("user/me", 6, id, 2, "contribution", PERSON_A, WORLD_BODY ("Elsewhere"));
  g_autoptr (MvPush) push = NULL;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;

  push = world_draft_and_push (world, id, "One");
  world_pull (world, "a", HEAD_PROJECT, own, "\"user/me\":5");
  world_pull (world, "a", HEAD_PROJECT, newer, "\"user/me\":6");
  during = world_text (world, "a", id);
  g_assert_cmpstr (during, ==, "One");

  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  after = world_text (world, "a", id);
  g_assert_cmpstr (after, ==, "Elsewhere");
}

/* The server was restored from an older copy: asked for its position it says how far it has come,
 * and what it has forgotten is sent again, the same as before. */
static void
test_restored_server (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;
  g_autoptr (MvPush) ask = NULL;
  g_autoptr (MvPush) again = NULL;
  g_autofree char *one = world_id (1);
  g_autofree char *two = world_id (2);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *page = world_page_text (HEAD_PROJECT, "", "", "", "", "e-2");

  first = world_draft_and_push (world, one, "One");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  second = world_draft_and_push (world, two, "Two");
  before = mv_op_dup_hash (world_op (second, 0));
  world_answer (world, "a", 2, "{\"n\":2,\"st\":\"ok\",\"rev\":1,\"seq\":6}");

  world_apply (world, "a", page);
  ask = world_push (world, "a");
  g_assert_nonnull (ask);
  g_assert_cmpuint (ask->ops->len, ==, 0);
  world_answer_epoch (world, "a", "e-2", 1, "");

  again = world_push (world, "a");
  g_assert_cmpuint (again->ops->len, ==, 1);
  g_assert_cmpint (world_op (again, 0)->n, ==, 2);
  after = mv_op_dup_hash (world_op (again, 0));
  g_assert_cmpstr (before, ==, after);
  world_answer_epoch (world, "a", "e-2", 2, "{\"n\":2,\"st\":\"ok\",\"rev\":1,\"seq\":6}");
  g_assert_null (world_push (world, "a"));
}

/* A late copy of an old answer from the same server makes nothing be sent again. */
static void
test_late_answer (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *one = world_id (1);
  g_autofree char *two = world_id (2);
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;

  first = world_draft_and_push (world, one, "One");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  second = world_draft_and_push (world, two, "Two");
  world_answer (world, "a", 2, "{\"n\":2,\"st\":\"ok\",\"rev\":1,\"seq\":6}");

  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  g_assert_null (world_push (world, "a"));
}

/* After 35 days what was done is forgotten; a server that is further back than that gets what is
 * new right after its own last number. */
static void
test_gap_too_old (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *one = world_id (1);
  g_autofree char *two = world_id (2);
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;
  g_autoptr (MvPush) ask = NULL;
  g_autoptr (MvPush) again = NULL;
  g_autoptr (GError) error = NULL;

  first = world_draft_and_push (world, one, "One");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  world_wait_s (world, 36 * 24 * 3600);
  world_restart (world);
  second = world_draft_and_push (world, two, "Two");
  g_assert_cmpint (world_op (second, 0)->n, ==, 2);

  mv_store_ask_position (world->store, "a", &error);
  g_assert_no_error (error);
  ask = world_push (world, "a");
  g_assert_cmpuint (ask->ops->len, ==, 0);
  world_answer_epoch (world, "a", "e-2", 0, "");
  again = world_push (world, "a");
  g_assert_cmpuint (again->ops->len, ==, 1);
  g_assert_cmpint (world_op (again, 0)->n, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/answers/conflict", test_conflict);
  g_test_add_func ("/store/answers/conflict-dependents", test_conflict_dependents);
  g_test_add_func ("/store/answers/conflict-continued", test_conflict_continued);
  g_test_add_func ("/store/answers/resolve", test_resolve);
  g_test_add_func ("/store/answers/conflict-of-removal", test_conflict_of_removal);
  g_test_add_func ("/store/answers/refused", test_refused);
  g_test_add_func ("/store/answers/page-before-answer", test_page_before_answer);
  g_test_add_func ("/store/answers/restored-server", test_restored_server);
  g_test_add_func ("/store/answers/late-answer", test_late_answer);
  g_test_add_func ("/store/answers/gap-too-old", test_gap_too_old);

  return g_test_run ();
}
