/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include <string.h>

/* What the server's answers and pages do to what is on this device. */

#define BODY(text) "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-20\",\"text\":\"" text "\"}"

static MvUnsent *
get_unsent (GPtrArray *unsent, guint index)
{
  g_assert_cmpuint (index, <, unsent->len);
  return g_ptr_array_index (unsent, index);
}

static GPtrArray *
list_unsent (World *world)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *unsent = mv_store_list_unsent (world->store, "a", &error);

  g_assert_no_error (error);
  return unsent;
}

/* The server's row under a draft of one's own that both this device and another one have changed.
 */
static char *
write_on_two_devices (World *world)
{
  char *id = world_id (1);
  g_autofree char *line = world_put ("user/me", 3, id, 4, "contribution", PERSON_A, BODY ("First"));
  g_autoptr (MvPush) push = NULL;

  world_pull (world, "a", HEAD_PROJECT, line, "\"user/me\":3");
  world_draft (world, id, "Mine");
  world_wait_s (world, 5);
  push = world_push (world, "a");
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
      world_put ("user/me", 10, id, 5, "contribution", PERSON_A, BODY ("Theirs"));
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
                       "\"body\":" BODY ("Mine") "}\n",
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

  world_draft (world, id, "Mine, and more");
  world_wait_s (world, 5);
  push = world_push (world, "a");
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
  g_autofree char *line = world_put ("user/me", 3, id, 4, "contribution", PERSON_A, BODY ("First"));
  g_autoptr (MvPush) push = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) bin = NULL;
  g_autoptr (GError) error = NULL;

  world_pull (world, "a", HEAD_PROJECT, line, "\"user/me\":3");
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

  world_draft (world, id, "Refused");
  world_wait_s (world, 5);
  first = world_push (world, "a");
  world_draft (world, id, "Refused, and more");
  world_answer (world, "a", 1,
                "{\"n\":1,\"st\":\"refused\",\"problem\":{\"code\":\"invalid\",\"status\":422,"
                "\"field\":\"text\"}}");

  world_restart (world);
  unsent = list_unsent (world);
  g_assert_cmpuint (unsent->len, ==, 2);
  g_assert_cmpint (get_unsent (unsent, 0)->problem, ==, MV_PROBLEM_INVALID);
  g_assert_cmpstr (get_unsent (unsent, 0)->field, ==, "text");
  g_assert_cmpint (get_unsent (unsent, 1)->problem, ==, MV_PROBLEM_DEPENDS);
  g_assert_cmpint (get_unsent (unsent, 1)->n, ==, 0);
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Refused, and more");
  world_wait_s (world, 60);
  g_assert_null (world_push (world, "a"));

  world_draft (world, id, "Mended");
  world_wait_s (world, 5);
  second = world_push (world, "a");
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
  g_autofree char *own = world_put ("user/me", 5, id, 1, "contribution", PERSON_A, BODY ("One"));
  g_autofree char *newer =
      world_put ("user/me", 6, id, 2, "contribution", PERSON_A, BODY ("Elsewhere"));
  g_autoptr (MvPush) push = NULL;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;

  world_draft (world, id, "One");
  world_wait_s (world, 5);
  push = world_push (world, "a");
  world_pull (world, "a", HEAD_PROJECT, own, "\"user/me\":5");
  world_pull (world, "a", HEAD_PROJECT, newer, "\"user/me\":6");
  during = world_text (world, "a", id);
  g_assert_cmpstr (during, ==, "One");

  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  after = world_text (world, "a", id);
  g_assert_cmpstr (after, ==, "Elsewhere");
}

static char *
make_cut_page (char **out_a, char **out_b)
{
  g_autofree char *a = world_id (1);
  g_autofree char *b = world_id (2);
  g_autofree char *first = world_put ("user/me", 1, a, 1, "contribution", PERSON_A, BODY ("A"));
  g_autofree char *second = world_put ("user/me", 2, b, 1, "contribution", PERSON_A, BODY ("B"));
  g_autofree char *lines = g_strconcat (first, second, NULL);

  *out_a = g_steal_pointer (&a);
  *out_b = g_steal_pointer (&b);
  return world_page_text ("{\"s\":\"user/me\",\"role\":\"person\",\"head\":2}", "", "", lines,
                          "\"user/me\":2", "e-1");
}

/* An answer cut at every byte: whole lines are kept, the cursor stays, and the whole answer
 * afterwards leaves the same as if it had come at once. */
static void
test_cut (void)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *whole = make_cut_page (&a, &b);
  const char *second_line = strstr (whole, "\"seq\":2");

  for (size_t length = 0; length < strlen (whole) - 1; length++)
    {
      g_autoptr (World) world = world_new_in_memory ();
      g_autofree char *part = g_strndup (whole, length);
      g_autoptr (MvPull) pull = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *first_text = NULL;
      MvPulled pulled;

      g_assert_true (world_take_answer (world, "a", part, &pulled, &error));
      g_assert_no_error (error);
      g_assert_false (pulled.is_whole);
      g_assert_false (pulled.has_more);
      mv_store_prepare_pull (world->store, "a", &pull, &error);
      g_assert_no_error (error);
      g_assert_cmpint (mv_cursors_get (pull->cursors, "user/me"), ==, 0);
      first_text = world_text (world, "a", a);
      if (length > (size_t) (second_line - whole))
        g_assert_cmpstr (first_text, ==, "A");

      world_apply (world, "a", whole);
      {
        g_autofree char *text_a = world_text (world, "a", a);
        g_autofree char *text_b = world_text (world, "a", b);
        g_autoptr (MvPull) next = NULL;

        g_assert_cmpstr (text_a, ==, "A");
        g_assert_cmpstr (text_b, ==, "B");
        mv_store_prepare_pull (world->store, "a", &next, &error);
        g_assert_cmpint (mv_cursors_get (next->cursors, "user/me"), ==, 2);
      }
    }
}

/* Something that is not ours, such as the sign-in page of a guest network, changes nothing. */
static void
test_not_ours (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autofree char *text = NULL;

  world_draft (world, id, "Here");
  world_apply (world, "a", "<html><body>Welcome</body></html>\n");
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Here");
}

static gboolean
is_complete (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvAccount) account = mv_store_find_account (world->store, "a", &error);

  g_assert_no_error (error);
  return account->is_complete;
}

/* The first download is finished when every scope has come to where it stood on the first page, and
 * that is still known after a restart in between. What is granted later does not count. */
static void
test_first_download (void)
{
  g_autoptr (World) world = world_new ();

  world_pull (world, "a", HEAD_PROJECT, "", "\"user/me\":9,\"project/" PROJECT "\":4");
  g_assert_false (is_complete (world));
  world_restart (world);
  world_pull (world, "a",
              "{\"s\":\"user/me\",\"role\":\"person\",\"head\":20},"
              "{\"s\":\"project/" PROJECT "\",\"role\":\"representative\",\"head\":20},"
              "{\"s\":\"catalogue\",\"role\":\"account\",\"head\":500}",
              "", "\"project/" PROJECT "\":9");
  g_assert_true (is_complete (world));
}

/* Kinds and members that this version does not know are kept as they came and go back unchanged. */
static void
test_unknown (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *strange = world_id (1);
  g_autofree char *known = world_id (2);
  g_autofree char *a =
      world_put ("user/me", 1, strange, 1, "poem", PERSON_A, "{\"verse\":[1,{\"x\":null}]}");
  g_autofree char *b = world_put ("user/me", 2, known, 1, "contribution", PERSON_A,
                                  "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-20\",\"text\":"
                                  "\"T\",\"mood\":{\"of\":\"the day\"}}");
  g_autofree char *lines = g_strconcat (a, b, NULL);
  g_autoptr (MvRecord) poem = NULL;
  g_autoptr (MvRecord) record = NULL;
  g_autoptr (MvRecord) changed = NULL;
  g_autofree char *body = NULL;
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GError) error = NULL;

  world_pull (world, "a", HEAD_PROJECT, lines, "\"user/me\":2");
  poem = mv_store_get (world->store, "a", strange, &error);
  body = mv_record_dup_body_text (poem);
  g_assert_cmpstr (body, ==, "{\"verse\":[1,{\"x\":null}]}");

  record = mv_store_get (world->store, "a", known, &error);
  changed = mv_record_copy (record);
  mv_record_set_text (changed, "text", "Changed");
  world_save (world, "a", changed, MV_SAVE_SHARED);
  push = world_push (world, "a");
  g_assert_true (json_object_has_member (world_op (push, 0)->body, "mood"));
}

/* Membership ended: others' texts are gone, and what waited for the scope needs attention with its
 * text in sight. One that was sent keeps its number, so that there is no gap. */
static void
test_drop (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *theirs = world_id (1);
  g_autofree char *waiting = world_id (2);
  g_autofree char *sent = world_id (3);
  const char *scope = "project/" PROJECT "/team";
  g_autofree char *head =
      g_strdup_printf ("{\"s\":\"user/me\",\"role\":\"person\",\"head\":9},"
                       "{\"s\":\"project/" PROJECT "\",\"role\":\"researcher\",\"head\":9},"
                       "{\"s\":\"%s\",\"role\":\"researcher\",\"head\":9}",
                       scope);
  g_autofree char *line =
      world_put (scope, 4, theirs, 1, "note", RESEARCHER, "{\"text\":\"Of the team\"}");
  g_autoptr (MvRecord) sent_note = mv_record_new (mv_kind_find ("note"), sent);
  g_autoptr (MvRecord) waiting_note = mv_record_new (mv_kind_find ("note"), waiting);
  g_autofree char *drop = g_strdup_printf ("\"%s\"", scope);
  g_autofree char *page = NULL;
  g_autofree char *text = NULL;
  g_autoptr (MvPush) push = NULL;
  g_autoptr (MvPush) again = NULL;
  g_autoptr (GPtrArray) unsent = NULL;

  world_pull (world, "a", head, line, "");
  mv_record_set_scope (sent_note, scope);
  mv_record_set_text (sent_note, "text", "Sent");
  world_save (world, "a", sent_note, MV_SAVE_SHARED);
  push = world_push (world, "a");
  mv_record_set_scope (waiting_note, scope);
  mv_record_set_text (waiting_note, "text", "Waiting");
  world_save (world, "a", waiting_note, MV_SAVE_SHARED);

  page = world_page_text ("{\"s\":\"user/me\",\"role\":\"person\",\"head\":9}", drop, "", "", "",
                          "e-1");
  world_apply (world, "a", page);
  g_assert_null (world_text (world, "a", theirs));
  text = world_text (world, "a", waiting);
  g_assert_cmpstr (text, ==, "Waiting");

  unsent = list_unsent (world);
  g_assert_cmpuint (unsent->len, ==, 2);
  g_assert_cmpint (get_unsent (unsent, 0)->n, ==, 1);
  g_assert_cmpint (get_unsent (unsent, 0)->problem, ==, MV_PROBLEM_NOT_ALLOWED);
  g_assert_cmpint (get_unsent (unsent, 1)->n, ==, 0);
  g_assert_cmpint (get_unsent (unsent, 1)->problem, ==, MV_PROBLEM_NOT_ALLOWED);
  again = world_push (world, "a");
  g_assert_cmpuint (again->ops->len, ==, 1);
  g_assert_cmpstr (world_op (again, 0)->id, ==, sent);
}

static gint64
asked_since (World *world)
{
  g_autoptr (MvPull) pull = NULL;
  g_autoptr (GError) error = NULL;

  mv_store_prepare_pull (world->store, "a", &pull, &error);
  g_assert_no_error (error);
  return mv_cursors_get (pull->since, "user/me");
}

/* While a scope is not fetched to its head the device tells since when it knows what it has: the
 * moment of the first page, by the server's clock, whatever pages follow. */
static void
test_since (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *first = world_id (1);
  g_autofree char *second = world_id (2);
  g_autofree char *a = world_put ("user/me", 1, first, 1, "note", PERSON_A, BODY ("A"));
  g_autofree char *b = world_put ("user/me", 4, second, 1, "note", PERSON_A, BODY ("B"));
  const char *head = "{\"s\":\"user/me\",\"role\":\"person\",\"head\":9}";
  gint64 since;

  g_assert_cmpint (asked_since (world), ==, 0);
  world_pull (world, "a", head, a, "\"user/me\":1");
  since = asked_since (world);
  g_assert_cmpint (since, >, 0);
  world_restart (world);
  world_pull (world, "a", head, b, "\"user/me\":4");
  g_assert_cmpint (asked_since (world), ==, since);
  world_pull (world, "a", head, "", "\"user/me\":9");
  g_assert_cmpint (asked_since (world), ==, 0);
}

/* A scope fetched again: the old copy is shown until the new one is whole, across a restart; then
 * what the server no longer has is gone, one's own text to the bin, and the outbox is as it was. */
static void
test_reset (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *kept = world_id (1);
  g_autofree char *gone = world_id (2);
  g_autofree char *unsent = world_id (3);
  g_autofree char *a = world_put ("user/me", 1, kept, 5, "contribution", PERSON_A, BODY ("Old"));
  g_autofree char *b = world_put ("user/me", 2, gone, 2, "contribution", PERSON_A, BODY ("Gone"));
  g_autofree char *old = g_strconcat (a, b, NULL);
  g_autofree char *new = world_put ("user/me", 1, kept, 3, "contribution", PERSON_A, BODY ("New"));
  g_autofree char *begin = world_page_text ("{\"s\":\"user/me\",\"role\":\"person\",\"head\":2}",
                                            "", "\"user/me\"", new, "\"user/me\":1", "e-2");
  g_autofree char *end = world_page_text ("{\"s\":\"user/me\",\"role\":\"person\",\"head\":2}", "",
                                          "", "", "\"user/me\":2", "e-2");
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;
  g_autofree char *waiting = NULL;
  g_autoptr (GPtrArray) bin = NULL;
  g_autoptr (GError) error = NULL;

  world_pull (world, "a", HEAD_PROJECT, old, "\"user/me\":9");
  world_draft (world, unsent, "Not sent");
  world_apply (world, "a", begin);
  world_restart (world);
  during = world_text (world, "a", kept);
  g_assert_cmpstr (during, ==, "Old");

  world_apply (world, "a", end);
  after = world_text (world, "a", kept);
  g_assert_cmpstr (after, ==, "New");
  g_assert_null (world_text (world, "a", gone));
  bin = mv_store_list_bin (world->store, "a", &error);
  g_assert_cmpuint (bin->len, ==, 1);
  waiting = world_text (world, "a", unsent);
  g_assert_cmpstr (waiting, ==, "Not sent");
  g_assert_cmpuint (world_n_unsent (world, "a"), ==, 1);
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

  world_draft (world, one, "One");
  world_wait_s (world, 5);
  first = world_push (world, "a");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  world_draft (world, two, "Two");
  world_wait_s (world, 5);
  second = world_push (world, "a");
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

  world_draft (world, one, "One");
  world_wait_s (world, 5);
  first = world_push (world, "a");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  world_draft (world, two, "Two");
  world_wait_s (world, 5);
  second = world_push (world, "a");
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

  world_draft (world, one, "One");
  world_wait_s (world, 5);
  first = world_push (world, "a");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5}");
  world_wait_s (world, 36 * 24 * 3600);
  world_restart (world);
  world_draft (world, two, "Two");
  world_wait_s (world, 5);
  second = world_push (world, "a");
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

/* Deleted elsewhere: one's own goes to the bin, others' just go, and erased leaves nothing at all.
 */
static void
test_deleted (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *mine = world_id (1);
  g_autofree char *theirs = world_id (2);
  g_autofree char *erased = world_id (3);
  g_autofree char *a = world_put ("user/me", 1, mine, 1, "contribution", PERSON_A, BODY ("Mine"));
  g_autofree char *b = world_put ("project/" PROJECT, 1, theirs, 1, "notice", RESEARCHER,
                                  "{\"title\":\"Theirs\",\"date\":\"2026-11-20\"}");
  g_autofree char *c = world_put ("user/me", 2, erased, 1, "contribution", PERSON_A, BODY ("E"));
  g_autofree char *lines = g_strconcat (a, b, c, NULL);
  g_autofree char *gone = g_strdup_printf (
      "{\"t\":\"del\",\"s\":\"user/me\",\"seq\":3,\"id\":\"%s\",\"rev\":2,\"why\":\"deleted\"}\n"
      "{\"t\":\"del\",\"s\":\"project/" PROJECT "\",\"seq\":2,\"id\":\"%s\",\"rev\":2,"
      "\"why\":\"deleted\"}\n"
      "{\"t\":\"del\",\"s\":\"user/me\",\"seq\":4,\"id\":\"%s\",\"rev\":2,\"why\":\"erased\"}\n",
      mine, theirs, erased);
  g_autoptr (GPtrArray) bin = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (GError) error = NULL;

  world_pull (world, "a", HEAD_PROJECT, lines, "");
  world_draft (world, erased, "Erased, changed here");
  world_pull (world, "a", HEAD_PROJECT, gone, "");

  g_assert_null (world_text (world, "a", mine));
  g_assert_null (world_text (world, "a", theirs));
  g_assert_null (world_text (world, "a", erased));
  bin = mv_store_list_bin (world->store, "a", &error);
  g_assert_cmpuint (bin->len, ==, 1);
  g_assert_cmpstr (mv_record_get_id (g_ptr_array_index (bin, 0)), ==, mine);
  unsent = list_unsent (world);
  g_assert_cmpuint (unsent->len, ==, 0);
}

static void
changed_cb (MvStore *store, GStrv kinds, guint *n_signals)
{
  g_assert_true (g_strv_contains ((const char *const *) kinds, "contribution"));
  (*n_signals)++;
}

/* Changes in quick succession are told of together, in the main context, and not while they are
 * made. */
static void
test_changed (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  guint n_signals = 0;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (world->store, "changed", G_CALLBACK (changed_cb), &n_signals);
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *id = world_id (i);

      world_draft (world, id, "Text");
    }
  g_assert_cmpuint (n_signals, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_signals, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/exchange/conflict", test_conflict);
  g_test_add_func ("/store/exchange/conflict-dependents", test_conflict_dependents);
  g_test_add_func ("/store/exchange/conflict-continued", test_conflict_continued);
  g_test_add_func ("/store/exchange/resolve", test_resolve);
  g_test_add_func ("/store/exchange/conflict-of-removal", test_conflict_of_removal);
  g_test_add_func ("/store/exchange/refused", test_refused);
  g_test_add_func ("/store/exchange/page-before-answer", test_page_before_answer);
  g_test_add_func ("/store/exchange/cut", test_cut);
  g_test_add_func ("/store/exchange/not-ours", test_not_ours);
  g_test_add_func ("/store/exchange/first-download", test_first_download);
  g_test_add_func ("/store/exchange/unknown", test_unknown);
  g_test_add_func ("/store/exchange/drop", test_drop);
  g_test_add_func ("/store/exchange/since", test_since);
  g_test_add_func ("/store/exchange/reset", test_reset);
  g_test_add_func ("/store/exchange/restored-server", test_restored_server);
  g_test_add_func ("/store/exchange/late-answer", test_late_answer);
  g_test_add_func ("/store/exchange/gap-too-old", test_gap_too_old);
  g_test_add_func ("/store/exchange/deleted", test_deleted);
  g_test_add_func ("/store/exchange/changed", test_changed);

  return g_test_run ();
}
