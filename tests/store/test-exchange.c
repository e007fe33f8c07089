/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include <string.h>

/* What the pages of the server do to what is on this device; for its answers see test-answers.c. */

static char *
make_cut_page (char **out_a, char **out_b)
{
  g_autofree char *a = world_id (1);
  g_autofree char *b = world_id (2);
  g_autofree char *first =
      world_put ("user/me", 1, a, 1, "contribution", PERSON_A, WORLD_BODY ("A"));
  g_autofree char *second =
      world_put ("user/me", 2, b, 1, "contribution", PERSON_A, WORLD_BODY ("B"));
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

  unsent = world_list_unsent (world);
  g_assert_cmpuint (unsent->len, ==, 2);
  g_assert_cmpint (world_unsent (unsent, 0)->n, ==, 1);
  g_assert_cmpint (world_unsent (unsent, 0)->problem, ==, MV_PROBLEM_NOT_ALLOWED);
  g_assert_cmpint (world_unsent (unsent, 1)->n, ==, 0);
  g_assert_cmpint (world_unsent (unsent, 1)->problem, ==, MV_PROBLEM_NOT_ALLOWED);
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
  g_autofree char *a = world_put ("user/me", 1, first, 1, "note", PERSON_A, WORLD_BODY ("A"));
  g_autofree char *b = world_put ("user/me", 4, second, 1, "note", PERSON_A, WORLD_BODY ("B"));
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
  g_autofree char *a =
      world_put ("user/me", 1, kept, 5, "contribution", PERSON_A, WORLD_BODY ("Old"));
  g_autofree char *b =
      world_put ("user/me", 2, gone, 2, "contribution", PERSON_A, WORLD_BODY ("Gone"));
  g_autofree char *old = g_strconcat (a, b, NULL);
  g_autofree char *new =
      world_put ("user/me", 1, kept, 3, "contribution", PERSON_A, WORLD_BODY ("New"));
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

/* Deleted elsewhere: one's own goes to the bin, others' just go, and erased leaves nothing at all.
 */
static void
test_deleted (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *mine = world_id (1);
  g_autofree char *theirs = world_id (2);
  g_autofree char *erased = world_id (3);
  g_autofree char *a =
      world_put ("user/me", 1, mine, 1, "contribution", PERSON_A, WORLD_BODY ("Mine"));
  g_autofree char *b = world_put ("project/" PROJECT, 1, theirs, 1, "notice", RESEARCHER,
                                  "{\"title\":\"Theirs\",\"date\":\"2026-11-20\"}");
  g_autofree char *c =
      world_put ("user/me", 2, erased, 1, "contribution", PERSON_A, WORLD_BODY ("E"));
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
  unsent = world_list_unsent (world);
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

  g_test_add_func ("/store/exchange/cut", test_cut);
  g_test_add_func ("/store/exchange/not-ours", test_not_ours);
  g_test_add_func ("/store/exchange/first-download", test_first_download);
  g_test_add_func ("/store/exchange/unknown", test_unknown);
  g_test_add_func ("/store/exchange/drop", test_drop);
  g_test_add_func ("/store/exchange/since", test_since);
  g_test_add_func ("/store/exchange/reset", test_reset);
  g_test_add_func ("/store/exchange/deleted", test_deleted);
  g_test_add_func ("/store/exchange/changed", test_changed);

  return g_test_run ();
}
