/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include "mv-json.h"

#include <string.h>

/* Sharing, answering and what else moves records: shown at once, taken back if refused. */

#define BY_A "project/" PROJECT "/by/" PERSON_A
#define REP_A "project/" PROJECT "/rep/" PERSON_A

static char *
write_draft (World *world)
{
  char *id = world_id (1);

  world_grant (world, "a", "representative");
  world_draft (world, id, "Question 14 is too long.");
  return id;
}

static void
share (World *world, const char *id, const char *audience)
{
  g_autoptr (GError) error = NULL;

  mv_store_share (world->store, "a", id, audience, &error);
  g_assert_no_error (error);
}

static void
assert_scope (World *world, const char *id, const char *expected)
{
  g_autofree char *scope = world_scope (world, "a", id);

  g_assert_cmpstr (scope, ==, expected);
}

static void
command (World *world, const char *name, const char *id)
{
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (args, "contribution", id);
  mv_store_command (world->store, "a", name, args, id, &error);
  g_assert_no_error (error);
}

/* Sharing is in sight at once, also without a network; the draft no longer rests, and both go out
 * in one batch, the one building on the other. */
static void
test_share (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = write_draft (world);
  g_autoptr (MvPush) push = NULL;

  share (world, id, "project");
  world_restart (world);
  assert_scope (world, id, BY_A);

  push = world_push (world, "a");
  g_assert_cmpuint (push->ops->len, ==, 2);
  g_assert_cmpint (world_op (push, 0)->type, ==, MV_OP_PUT);
  g_assert_cmpint (world_op (push, 1)->type, ==, MV_OP_COMMAND);
  g_assert_cmpstr (world_op (push, 1)->name, ==, "contribution.share");
  g_assert_cmpstr (mv_json_get_text (world_op (push, 1)->args, "audience"), ==, "project");
  g_assert_cmpint (world_op (push, 1)->base_type, ==, MV_BASE_OP);
  g_assert_cmpint (world_op (push, 1)->base, ==, 1);
  g_assert_null (world_op (push, 1)->id);

  world_answer (world, "a", 2,
                "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5},"
                "{\"n\":2,\"st\":\"ok\",\"rev\":2,\"seq\":1,\"scope\":\"" BY_A "\"}");
  assert_scope (world, id, BY_A);
  g_assert_cmpuint (world_n_unsent (world, "a"), ==, 0);
}

/* The del of the old place and the put in the new one may come in either order. */
static void
test_share_moves (void)
{
  for (int order = 0; order < 2; order++)
    {
      g_autoptr (World) world = world_new_in_memory ();
      g_autofree char *id = write_draft (world);
      g_autofree char *put =
          world_put (BY_A, 1, id, 2, "contribution", PERSON_A,
                     "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-20\",\"text\":\"T\"}");
      g_autofree char *del = g_strdup_printf ("{\"t\":\"del\",\"s\":\"user/me\",\"seq\":6,\"id\":"
                                              "\"%s\",\"rev\":2,\"why\":\"moved\"}\n",
                                              id);
      g_autofree char *lines =
          order == 0 ? g_strconcat (del, put, NULL) : g_strconcat (put, del, NULL);
      g_autoptr (MvPush) push = NULL;
      g_autoptr (GPtrArray) bin = NULL;
      g_autoptr (GError) error = NULL;

      share (world, id, "project");
      push = world_push (world, "a");
      world_answer (world, "a", 2,
                    "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5},"
                    "{\"n\":2,\"st\":\"ok\",\"rev\":2,\"seq\":1,\"scope\":\"" BY_A "\"}");
      world_pull (world, "a", HEAD_PROJECT, lines, "\"user/me\":6");
      assert_scope (world, id, BY_A);
      bin = mv_store_list_bin (world->store, "a", &error);
      g_assert_cmpuint (bin->len, ==, 0);
    }
}

/* To the researchers alone it goes to a narrower place, and hours and travel go there in any case.
 */
static void
test_share_claim (void)
{
  static const char *const audiences[][2] = { { "project", BY_A }, { "team", REP_A } };

  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      g_autoptr (World) world = world_new_in_memory ();
      g_autofree char *id = write_draft (world);
      g_autofree char *claim_id = world_id (2);
      g_autoptr (MvRecord) claim = mv_record_new (mv_kind_find ("claim"), claim_id);

      mv_record_set_text (claim, "contribution", id);
      mv_record_set_integer (claim, "meeting_minutes", 90);
      world_save (world, "a", claim, MV_SAVE_DRAFT);
      share (world, id, audiences[i][0]);
      assert_scope (world, id, audiences[i][1]);
      assert_scope (world, claim_id, REP_A);
    }
}

/* Hours that are changed after sharing, before any of it was sent, build on where the sharing
 * leaves them: they wait for its answer, and meet no text of one's own. */
static void
test_claim_after_share (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = write_draft (world);
  g_autofree char *claim_id = world_id (2);
  g_autoptr (MvRecord) claim = mv_record_new (mv_kind_find ("claim"), claim_id);
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;
  const MvOp *op;

  mv_record_set_text (claim, "contribution", id);
  mv_record_set_integer (claim, "meeting_minutes", 90);
  world_save (world, "a", claim, MV_SAVE_SHARED);
  share (world, id, "project");
  mv_record_set_integer (claim, "meeting_minutes", 120);
  world_save (world, "a", claim, MV_SAVE_SHARED);

  first = world_push (world, "a");
  g_assert_cmpuint (first->ops->len, ==, 3);
  g_assert_cmpint (world_op (first, 2)->type, ==, MV_OP_COMMAND);
  world_answer (
      world, "a", 3,
      "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":9},{\"n\":2,\"st\":\"ok\",\"rev\":1,\"seq\":10},"
      "{\"n\":3,\"st\":\"ok\",\"rev\":2,\"seq\":11,\"scope\":\"" BY_A "\"}");

  second = world_push (world, "a");
  g_assert_cmpuint (second->ops->len, ==, 1);
  op = world_op (second, 0);
  g_assert_cmpstr (op->id, ==, claim_id);
  g_assert_cmpint (op->base_type, ==, MV_BASE_REV);
  g_assert_cmpint (op->base, ==, 2);
  g_assert_cmpint (mv_json_get_integer (op->body, "meeting_minutes", 0), ==, 120);
}

/* A sharing that the server refuses is taken back: the draft is a draft again, with its text. */
static void
test_share_refused (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = write_draft (world);
  g_autoptr (MvPush) push = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (GError) error = NULL;

  share (world, id, "project");
  push = world_push (world, "a");
  world_answer (world, "a", 2,
                "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":5},"
                "{\"n\":2,\"st\":\"refused\",\"problem\":{\"code\":\"not-found\",\"status\":404}}");
  assert_scope (world, id, "user/me");
  text = world_text (world, "a", id);
  g_assert_cmpstr (text, ==, "Question 14 is too long.");
  unsent = mv_store_list_unsent (world->store, "a", &error);
  g_assert_cmpuint (unsent->len, ==, 1);
  g_assert_cmpstr (((MvUnsent *) g_ptr_array_index (unsent, 0))->command, ==, "contribution.share");
}

/* Undone before it was sent, a sharing leaves nothing to send; afterwards it is a command of its
 * own. */
static void
test_unshare (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = write_draft (world);
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;

  share (world, id, "project");
  command (world, "contribution.unshare", id);
  assert_scope (world, id, "user/me");
  first = world_push (world, "a");
  g_assert_cmpuint (first->ops->len, ==, 1);

  share (world, id, "project");
  second = world_push (world, "a");
  g_assert_cmpuint (second->ops->len, ==, 2);
  command (world, "contribution.unshare", id);
  assert_scope (world, id, "user/me");
  {
    g_autoptr (MvPush) third = world_push (world, "a");

    g_assert_cmpuint (third->ops->len, ==, 3);
    g_assert_cmpstr (world_op (third, 2)->name, ==, "contribution.unshare");
    g_assert_cmpint (world_op (third, 2)->base, ==, 2);
  }
}

typedef struct
{
  const char *text;
  const char *date;
  const char *role;
  GQuark domain;
  int code;
} ShareRow;

/* What cannot be shared, each for its own reason; the draft is untouched each time. */
static void
test_share_bad (void)
{
  const ShareRow rows[] = {
    /* no text */
    { "", "2026-11-20", "representative", MV_PROBLEM, MV_PROBLEM_INVALID },
    /* no date */
    { "Text", NULL, "representative", MV_PROBLEM, MV_PROBLEM_INVALID },
    /* an identity number, whose check digits agree */
    { "Her number is 311239 99935.", "2026-11-20", "representative", MV_STORE_ERROR,
      MV_STORE_ERROR_IDENTITY_NUMBER },
    /* a project that is not one's own any more */
    { "Text", "2026-11-20", "former", MV_STORE_ERROR, MV_STORE_ERROR_NOT_ALLOWED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (World) world = world_new_in_memory ();
      g_autofree char *id = world_id (1);
      g_autoptr (MvRecord) record = world_contribution (id, rows[i].text);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      world_grant (world, "a", rows[i].role);
      mv_record_set_text (record, "date", rows[i].date);
      world_save (world, "a", record, MV_SAVE_DRAFT);

      g_test_message ("row %u", i);
      g_assert_false (mv_store_share (world->store, "a", id, "project", &error));
      g_assert_error (error, rows[i].domain, rows[i].code);
      assert_scope (world, id, "user/me");
      text = world_text (world, "a", id);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* The number may stand in a suggestion too. */
static void
test_share_number_in_suggestion (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autofree char *suggestion = world_id (2);
  g_autofree char *body =
      g_strdup_printf ("{\"project\":\"" PROJECT
                       "\",\"date\":\"2026-11-20\",\"text\":\"T\",\"suggestions\":[{\"id\":"
                       "\"%s\",\"text\":\"Write 31123999935\"}]}",
                       suggestion);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvRecord) record = mv_record_new_from_text ("contribution", id, body, &error);

  world_grant (world, "a", "representative");
  world_save (world, "a", record, MV_SAVE_DRAFT);
  g_assert_false (mv_store_share (world->store, "a", id, "project", &error));
  g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_IDENTITY_NUMBER);
}

static char *
put_shared (World *world)
{
  char *id = world_id (1);
  g_autofree char *line =
      world_put (BY_A, 1, id, 2, "contribution", PERSON_A,
                 "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-20\",\"text\":\"Shared\"}");

  world_pull (world, "a", HEAD_PROJECT, line, "");
  return id;
}

static GPtrArray *
list_home (World *world)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *home = mv_store_list (world->store, "a", "contribution", "user/me", &error);

  g_assert_no_error (error);
  return home;
}

/* Typing in what is shared changes nothing for the others: there is one edit of one's own beside
 * it, until the person says "update"; then both go out in one batch. */
static void
test_edit (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *id = put_shared (world);
  g_autofree char *shared = NULL;
  g_autofree char *updated = NULL;
  g_autofree char *edit_id = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (MvPush) first = NULL;
  g_autoptr (MvPush) second = NULL;
  g_autoptr (GError) error = NULL;

  world_draft (world, id, "Edit");
  world_draft (world, id, "Edited");
  edits = list_home (world);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (edits, 0), "edits"), ==, id);
  edit_id = g_strdup (mv_record_get_id (g_ptr_array_index (edits, 0)));
  shared = world_text (world, "a", id);
  g_assert_cmpstr (shared, ==, "Shared");

  world_wait_s (world, 5);
  first = world_push (world, "a");
  world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":9}");

  mv_store_update_shared (world->store, "a", id, &error);
  g_assert_no_error (error);
  updated = world_text (world, "a", id);
  g_assert_cmpstr (updated, ==, "Edited");
  left = list_home (world);
  g_assert_cmpuint (left->len, ==, 0);

  second = world_push (world, "a");
  g_assert_cmpuint (second->ops->len, ==, 2);
  g_assert_cmpstr (world_op (second, 0)->id, ==, id);
  g_assert_cmpint (world_op (second, 0)->base, ==, 2);
  g_assert_false (json_object_has_member (world_op (second, 0)->body, "edits"));
  g_assert_cmpint (world_op (second, 1)->type, ==, MV_OP_DEL);
  g_assert_cmpstr (world_op (second, 1)->id, ==, edit_id);
}

/* "Update what is shared" that is refused leaves the draft, and says why: the edit went with it, so
 * it is made again, unless the person has begun a newer one. */
static void
test_update_refused (void)
{
  static const char *const newer[] = { NULL, "A newer draft" };

  for (guint i = 0; i < G_N_ELEMENTS (newer); i++)
    {
      g_autoptr (World) world = world_new ();
      g_autofree char *id = put_shared (world);
      g_autoptr (GPtrArray) edits = NULL;
      g_autoptr (GPtrArray) unsent = NULL;
      g_autoptr (GPtrArray) gone = NULL;
      g_autoptr (MvPush) first = NULL;
      g_autoptr (MvPush) second = NULL;
      g_autoptr (GError) error = NULL;

      world_draft (world, id, "Edited");
      world_wait_s (world, 5);
      first = world_push (world, "a");
      world_answer (world, "a", 1, "{\"n\":1,\"st\":\"ok\",\"rev\":1,\"seq\":9}");
      mv_store_update_shared (world->store, "a", id, &error);
      g_assert_no_error (error);
      second = world_push (world, "a");
      g_assert_cmpuint (second->ops->len, ==, 2);
      if (newer[i] != NULL)
        world_draft (world, id, newer[i]);
      world_answer (
          world, "a", 3,
          "{\"n\":2,\"st\":\"refused\",\"problem\":{\"code\":\"not-allowed\",\"status\":403}},"
          "{\"n\":3,\"st\":\"ok\",\"rev\":2,\"seq\":10}");

      edits = list_home (world);
      g_assert_cmpuint (edits->len, ==, 1);
      g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (edits, 0), "edits"), ==, id);
      g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (edits, 0), "text"), ==,
                       newer[i] != NULL ? newer[i] : "Edited");
      unsent = mv_store_list_unsent (world->store, "a", &error);
      g_assert_no_error (error);
      g_assert_cmpint (((MvUnsent *) g_ptr_array_index (unsent, 0))->problem, ==,
                       MV_PROBLEM_NOT_ALLOWED);

      /* Once more, and this time it goes well: nothing is left over. */
      mv_store_update_shared (world->store, "a", id, &error);
      g_assert_no_error (error);
      gone = list_home (world);
      g_assert_cmpuint (gone->len, ==, 0);
    }
}

/* Withdrawn: a stub without the text stays, the text is home under its new id. */
static void
test_withdraw (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = put_shared (world);
  g_autofree char *home = world_id (7);
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (MvRecord) at_home = NULL;
  g_autoptr (MvPush) push = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (args, "contribution", id);
  json_object_set_string_member (args, "home", home);
  mv_store_command (world->store, "a", "contribution.withdraw", args, id, &error);
  g_assert_no_error (error);

  g_assert_null (world_text (world, "a", id));
  assert_scope (world, id, BY_A);
  at_home = mv_store_get (world->store, "a", home, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mv_record_get_text (at_home, "text"), ==, "Shared");
  g_assert_cmpstr (mv_record_get_text (at_home, "was"), ==, id);

  push = world_push (world, "a");
  world_answer (world, "a", 1,
                "{\"n\":1,\"st\":\"refused\",\"problem\":{\"code\":\"not-allowed\","
                "\"status\":403}}");
  back = world_text (world, "a", id);
  g_assert_cmpstr (back, ==, "Shared");
  assert_scope (world, home, NULL);
}

/* Arguments are looked at, and a command that does not exist is an error. */
static void
test_bad_command (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = put_shared (world);
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) unknown = NULL;

  g_assert_false (mv_store_command (world->store, "a", "contribution.seen", args, id, &missing));
  g_assert_error (missing, MV_PROBLEM, MV_PROBLEM_INVALID);
  g_assert_false (mv_store_command (world->store, "a", "contribution.praise", args, id, &unknown));
  g_assert_error (unknown, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (world_n_unsent (world, "a"), ==, 0);
}

static char *
put_for_team (World *world, char **out_suggestion)
{
  char *id = world_id (1);
  g_autofree char *suggestion = world_id (2);
  g_autofree char *body = g_strdup_printf (
      "{\"project\":\"" PROJECT "\",\"date\":\"2026-11-20\",\"text\":\"Shared\",\"suggestions\":"
      "[{\"id\":\"%s\",\"text\":\"Shorten it\"}]}",
      suggestion);
  g_autofree char *line =
      world_put ("project/" PROJECT "/by/" PERSON_B, 1, id, 3, "contribution", PERSON_B, body);

  world_pull (world, "a",
              "{\"s\":\"user/me\",\"role\":\"person\",\"head\":0},"
              "{\"s\":\"project/" PROJECT "\",\"role\":\"researcher\",\"head\":0},"
              "{\"s\":\"project/" PROJECT "/by/" PERSON_B "\",\"role\":\"researcher\",\"head\":1}",
              line, "");
  *out_suggestion = g_steal_pointer (&suggestion);
  return id;
}

/* The team answers a suggestion, and changes its mind: one reply, in the contribution's place, with
 * the revision it answers. */
static void
test_answer (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *suggestion = NULL;
  g_autofree char *id = put_for_team (world, &suggestion);
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (MvPush) push = NULL;
  MvRecord *reply;
  g_autoptr (GError) error = NULL;

  mv_store_answer (world->store, "a", id, suggestion, "waiting", "We ask the sponsor.", NULL,
                   &error);
  g_assert_no_error (error);
  mv_store_answer (world->store, "a", id, suggestion, "adopted", NULL, "Done.", &error);
  g_assert_no_error (error);

  replies = mv_store_list (world->store, "a", "reply", NULL, &error);
  g_assert_cmpuint (replies->len, ==, 1);
  reply = g_ptr_array_index (replies, 0);
  g_assert_cmpstr (mv_record_get_scope (reply), ==, "project/" PROJECT "/by/" PERSON_B);
  g_assert_cmpstr (mv_record_get_text (reply, "outcome"), ==, "adopted");
  g_assert_cmpint (mv_record_get_integer (reply, "of_rev"), ==, 3);
  g_assert_false (mv_record_has (reply, "reason"));
  push = world_push (world, "a");
  g_assert_cmpuint (push->ops->len, ==, 1);
}

/* What cannot be answered: a suggestion that is not there, no reason where one is needed, and a
 * contribution that is not for this person to answer. */
static void
test_answer_bad (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *suggestion = NULL;
  g_autofree char *id = put_for_team (world, &suggestion);
  g_autofree char *other = world_id (9);
  g_autoptr (GError) not_there = NULL;
  g_autoptr (GError) no_reason = NULL;
  g_autoptr (GError) not_allowed = NULL;

  g_assert_false (
      mv_store_answer (world->store, "a", id, other, "adopted", NULL, NULL, &not_there));
  g_assert_error (not_there, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
  g_assert_false (
      mv_store_answer (world->store, "a", id, suggestion, "declined", NULL, NULL, &no_reason));
  g_assert_error (no_reason, MV_PROBLEM, MV_PROBLEM_INVALID);

  world_pull (world, "a",
              "{\"s\":\"user/me\",\"role\":\"person\",\"head\":0},"
              "{\"s\":\"project/" PROJECT "\",\"role\":\"representative\",\"head\":0},"
              "{\"s\":\"project/" PROJECT "/by/" PERSON_B
              "\",\"role\":\"representative\",\"head\":1}",
              "", "");
  g_assert_false (
      mv_store_answer (world->store, "a", id, suggestion, "adopted", NULL, NULL, &not_allowed));
  g_assert_error (not_allowed, MV_STORE_ERROR, MV_STORE_ERROR_NOT_ALLOWED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/commands/share", test_share);
  g_test_add_func ("/store/commands/share-moves", test_share_moves);
  g_test_add_func ("/store/commands/share-claim", test_share_claim);
  g_test_add_func ("/store/commands/claim-after-share", test_claim_after_share);
  g_test_add_func ("/store/commands/update-refused", test_update_refused);
  g_test_add_func ("/store/commands/share-refused", test_share_refused);
  g_test_add_func ("/store/commands/unshare", test_unshare);
  g_test_add_func ("/store/commands/share-bad", test_share_bad);
  g_test_add_func ("/store/commands/share-number-in-suggestion", test_share_number_in_suggestion);
  g_test_add_func ("/store/commands/edit", test_edit);
  g_test_add_func ("/store/commands/withdraw", test_withdraw);
  g_test_add_func ("/store/commands/bad-command", test_bad_command);
  g_test_add_func ("/store/commands/answer", test_answer);
  g_test_add_func ("/store/commands/answer-bad", test_answer_bad);

  return g_test_run ();
}
