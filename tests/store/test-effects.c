/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include "mv-json.h"

#include <string.h>

/* What commands do is in sight before the server has answered, and is taken back when it says no.
 */

#define COMMITTEE "01930000-0000-7000-8000-0000000000f1"
#define REP_A "project/" PROJECT "/rep/" PERSON_A
#define BY_A "project/" PROJECT "/by/" PERSON_A
#define WITH_A "committee/" COMMITTEE "/with/" PERSON_A
#define HEADS                                                                                      \
  "{\"s\":\"user/me\",\"role\":\"person\",\"head\":9},"                                            \
  "{\"s\":\"project/" PROJECT "\",\"role\":\"representative\",\"head\":9},"                        \
  "{\"s\":\"" REP_A "\",\"role\":\"person\",\"head\":9},"                                          \
  "{\"s\":\"" BY_A "\",\"role\":\"person\",\"head\":9},"                                           \
  "{\"s\":\"organisation/" ORGANISATION "\",\"role\":\"coordinator\",\"head\":9},"                 \
  "{\"s\":\"committee/" COMMITTEE "\",\"role\":\"secretary\",\"head\":9},"                         \
  "{\"s\":\"" WITH_A "\",\"role\":\"person\",\"head\":9}"

typedef struct
{
  const char *command, *args; /* %s: the item */
  const char *scope, *kind, *body;
  const char *field, *value;    /* (nullable): shown afterwards; %NULL: that there is any */
  const char *scope_afterwards; /* (nullable): %NULL: the same */
} Row;

static const Row rows[] = {
  { "contribution.confirm", "{\"contribution\":\"%s\"}", BY_A, "contribution",
    "{\"on_behalf\":true}", "confirmed", NULL, NULL },
  { "claim.attest", "{\"claim\":\"%s\"}", REP_A, "claim", "{\"state\":\"open\"}", "state",
    "attested", NULL },
  /* on one side, and then on the other */
  { "agreement.confirm", "{\"agreement\":\"%s\"}", REP_A, "agreement", "{\"uid\":\"" PERSON_A "\"}",
    "state", "proposed", NULL },
  { "agreement.confirm", "{\"agreement\":\"%s\"}", REP_A, "agreement",
    "{\"confirmed_by_team\":\"2026-11-20T08:00:00Z\",\"uid\":\"" PERSON_A "\"}", "state",
    "confirmed", NULL },
  { "agreement.confirm", "{\"agreement\":\"%s\"}", REP_A, "agreement", "{\"uid\":\"" PERSON_B "\"}",
    "confirmed_by_team", NULL, NULL },
  { "idea.send", "{\"idea\":\"%s\",\"committee\":\"" COMMITTEE "\"}", "user/me", "idea", "{}",
    "state", "sent", WITH_A },
  { "idea.decide", "{\"idea\":\"%s\",\"state\":\"passed-on\",\"passed_to\":\"NN\"}", WITH_A, "idea",
    "{\"state\":\"sent\"}", "passed_to", "NN", NULL },
  { "request.accept", "{\"request\":\"%s\"}", WITH_A, "request", "{\"state\":\"proposed\"}",
    "state", "accepted", NULL },
  { "request.decline", "{\"request\":\"%s\",\"reason\":\"Nei\"}", WITH_A, "request",
    "{\"state\":\"proposed\"}", "reason", "Nei", NULL },
  { "hearing.close", "{\"hearing\":\"%s\"}", "committee/" COMMITTEE, "hearing", "{}", "state",
    "closed", NULL },
  { "assessment.submit", "{\"assessment\":\"%s\",\"committee\":\"" COMMITTEE "\"}", "user/me",
    "assessment", "{}", "submitted", NULL, "committee/" COMMITTEE },
  { "overdue.nudge", "{\"project\":\"" PROJECT "\"}", "organisation/" ORGANISATION, "overdue",
    "{\"count\":1}", "nudged", NULL, NULL },
};

static JsonObject *
format_args (const Row *row, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (row->args, "%s", -1);
  g_autofree char *text = g_strjoinv (id, parts);

  return mv_json_parse_object (text, -1, 1000, NULL);
}

static void
assert_before (World *world, const Row *row, const char *id)
{
  g_autoptr (MvRecord) record = mv_store_get (world->store, "a", id, NULL);
  g_autofree char *body = mv_record_dup_body_text (record);

  g_assert_cmpstr (body, ==, row->body);
  g_assert_cmpstr (mv_record_get_scope (record), ==, row->scope);
}

static void
assert_after (World *world, const Row *row, const char *id)
{
  g_autoptr (MvRecord) record = mv_store_get (world->store, "a", id, NULL);
  const char *value = mv_record_get_text (record, row->field);
  const char *scope = row->scope_afterwards != NULL ? row->scope_afterwards : row->scope;

  g_assert_nonnull (value);
  if (row->value != NULL)
    g_assert_cmpstr (value, ==, row->value);
  g_assert_cmpstr (mv_record_get_scope (record), ==, scope);
}

static void
test_effects (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (World) world = world_new_in_memory ();
      g_autofree char *id = world_id (1);
      g_autofree char *line =
          world_put (rows[i].scope, 3, id, 1, rows[i].kind, PERSON_A, rows[i].body);
      g_autoptr (JsonObject) args = format_args (&rows[i], id);
      g_autoptr (MvPush) push = NULL;
      g_autoptr (GError) error = NULL;

      world_pull (world, "a", HEADS, line, "");
      assert_before (world, &rows[i], id);
      mv_store_command (world->store, "a", rows[i].command, args, id, &error);
      g_assert_no_error (error);
      assert_after (world, &rows[i], id);

      push = world_push (world, "a");
      g_assert_cmpstr (world_op (push, 0)->name, ==, rows[i].command);
      world_answer (world, "a", 1,
                    "{\"n\":1,\"st\":\"refused\",\"problem\":{\"code\":\"not-allowed\","
                    "\"status\":403}}");
      assert_before (world, &rows[i], id);
    }
}

/* Consent is said for a project where it may never have been said before. */
static void
test_consent (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = mv_uuid_new_v5 (REP_A "\nconsent\n" PROJECT);
  g_autoptr (JsonObject) args = mv_json_parse_object (
      "{\"project\":\"" PROJECT "\",\"quoted\":\"role\",\"audiences\":[]}", -1, 1000, NULL);
  g_autoptr (MvRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  world_pull (world, "a", HEADS, "", "");
  mv_store_command (world->store, "a", "consent.set", args, NULL, &error);
  g_assert_no_error (error);

  record = mv_store_get (world->store, "a", id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mv_record_get_text (record, "quoted"), ==, "role");
  g_assert_cmpstr (mv_record_get_scope (record), ==, REP_A);
}

/* What is released stands in the profile, in the place of what was released there before. */
static void
test_profile (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autofree char *line =
      world_put ("user/me", 3, id, 1, "profile", PERSON_A,
                 "{\"released\":[{\"fields\":[\"name\"],\"project\":\"" PROJECT "\"},"
                 "{\"fields\":[\"phone\"],\"project\":\"" OTHER_PROJECT "\"}]}");
  g_autoptr (JsonObject) args =
      mv_json_parse_object ("{\"project\":\"" PROJECT "\",\"fields\":[\"email\"]}", -1, 1000, NULL);
  g_autoptr (MvRecord) record = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  world_pull (world, "a", HEADS, line, "");
  mv_store_command (world->store, "a", "profile.release", args, NULL, &error);
  g_assert_no_error (error);

  record = mv_store_get (world->store, "a", id, &error);
  body = mv_record_dup_body_text (record);
  g_assert_cmpstr (body, ==,
                   "{\"released\":[{\"fields\":[\"phone\"],\"project\":\"" OTHER_PROJECT "\"},"
                   "{\"fields\":[\"email\"],\"project\":\"" PROJECT "\"}]}");
}

/* A text that is written over an agreed one asks both again, on the device as on the server. */
static void
test_put_ends (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *id = world_id (1);
  g_autofree char *line = world_put (REP_A, 3, id, 1, "claim", PERSON_A,
                                     "{\"attested\":\"2026-11-20T08:00:00Z\","
                                     "\"meeting_minutes\":60,\"state\":\"attested\"}");
  g_autoptr (MvRecord) record = NULL;
  g_autoptr (MvRecord) copy = NULL;
  g_autoptr (MvRecord) shown = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  world_pull (world, "a", HEADS, line, "");
  record = mv_store_get (world->store, "a", id, &error);
  copy = mv_record_copy (record);
  mv_record_set_integer (copy, "meeting_minutes", 90);
  mv_store_save (world->store, "a", copy, MV_SAVE_DRAFT, &error);
  g_assert_no_error (error);

  shown = mv_store_get (world->store, "a", id, &error);
  body = mv_record_dup_body_text (shown);
  g_assert_cmpstr (body, ==, "{\"meeting_minutes\":90,\"state\":\"open\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/effects/fields", test_effects);
  g_test_add_func ("/store/effects/consent", test_consent);
  g_test_add_func ("/store/effects/profile", test_profile);
  g_test_add_func ("/store/effects/put-ends", test_put_ends);

  return g_test_run ();
}
