/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-directory.h"
#include "mv-json.h"
#include "mv-test-rows.h"

#include <string.h>

#define NOTHING "0193a000-0000-7000-8000-00000000dead"

/* Commands */

/* Which record an argument names. */
typedef struct
{
  const char *command; /* (nullable): for this one only */
  const char *arg;
  MvScopeType scope;
  const char *kind;
} ArgRow;

static const ArgRow arg_rows[] = {
  { "contribution.share", "contribution", MV_SCOPE_USER, "contribution" },
  { NULL, "contribution", MV_SCOPE_PROJECT_BY, "contribution" },
  { NULL, "invitation", MV_SCOPE_PROJECT, "invitation" },
  { NULL, "drafts", MV_SCOPE_PROJECT_TEAM, "reply-draft" },
  { NULL, "rating", MV_SCOPE_USER, "rating" },
  { NULL, "quote", MV_SCOPE_COMMITTEE, "quote" },
  { NULL, "draft", MV_SCOPE_PROJECT_TEAM, "study-draft" },
  { "study.unpublish", "text", MV_SCOPE_STUDIES, "study-text" },
  { NULL, "agreement", MV_SCOPE_PROJECT_REP, "agreement" },
  { NULL, "claim", MV_SCOPE_PROJECT_REP, "claim" },
  { "request.propose", "request", MV_SCOPE_COMMITTEE_PROJECT, "request" },
  { NULL, "request", MV_SCOPE_COMMITTEE_WITH, "request" },
  { "idea.send", "idea", MV_SCOPE_USER, "idea" },
  { NULL, "idea", MV_SCOPE_COMMITTEE_WITH, "idea" },
  { NULL, "hearing", MV_SCOPE_COMMITTEE, "hearing" },
  { NULL, "case", MV_SCOPE_COMMITTEE, "case" },
  { NULL, "assessment", MV_SCOPE_USER, "assessment" },
};

static const ArgRow *
find_arg_row (const char *command, const char *arg)
{
  for (guint i = 0; i < G_N_ELEMENTS (arg_rows); i++)
    {
      if (g_str_equal (arg_rows[i].arg, arg) &&
          (arg_rows[i].command == NULL || g_str_equal (arg_rows[i].command, command)))
        return &arg_rows[i];
    }
  return NULL;
}

/* What a record must say before a command has something to do, beyond what it has to say anyhow. */
typedef struct
{
  const char *command, *kind;
  const char *field, *value;
} StateRow;

static const StateRow state_rows[] = {
  { "invite.confirm", "invitation", "state", "used" },
  { "request.accept", "request", "state", "proposed" },
  { "request.decline", "request", "state", "proposed" },
};

static void
patch (MvTestMatrix *m, const char *id, const char *field, JsonNode *value)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (m->t, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = mv_feed_item_parse_body (item, &error);
  g_autofree char *text = NULL;

  json_object_set_member (body, field, value);
  text = mv_json_object_to_text (body);
  mv_db_run (m->t->db, &error, "UPDATE item SET body = $1 WHERE id = $2", "tt", text, id);
  g_assert_no_error (error);
}

static void
patch_text (MvTestMatrix *m, const char *id, const char *field, const char *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, value);
  patch (m, id, field, node);
}

static const char *
find_contribution (MvTestMatrix *m, MvTestPlace place)
{
  return place == MV_PLACE_MISSING
             ? NOTHING
             : mv_test_matrix_find (m, place, MV_SCOPE_PROJECT_BY, "contribution");
}

/* The records that the command is to meet. */
static char *
add_for_arg (
    MvTestMatrix *m, const char *command, const ArgRow *row, MvTestPlace place, MvTestActor actor)
{
  const MvRight *right = mv_rights_find (row->scope, row->kind);
  MvTestPlace where = row->scope == MV_SCOPE_USER ? MV_PLACE_OWN : place;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_own = row->scope == MV_SCOPE_USER;
  char *id;

  if (place == MV_PLACE_MISSING && !is_own)
    return g_strdup (NOTHING);
  id = mv_test_add_one (m, right, where, actor,
                        is_own ? m->people[actor].caller->uid : m->persons[place], &body);
  if (is_own && strcmp (row->kind, "contribution") == 0)
    patch_text (m, id, "project", place == MV_PLACE_MISSING ? NOTHING : m->projects[place]);
  if (strcmp (row->kind, "rating") == 0)
    patch_text (m, id, "contribution", find_contribution (m, place));
  if (strcmp (row->kind, "reply-draft") == 0)
    patch_text (m, id, "outcome", "adopted");
  if (strcmp (row->kind, "study-draft") == 0)
    {
      patch_text (m, id, "title", "x");
      patch_text (m, id, "summary", "x");
    }
  for (guint i = 0; i < G_N_ELEMENTS (state_rows); i++)
    {
      if (g_str_equal (state_rows[i].command, command) &&
          g_str_equal (state_rows[i].kind, row->kind))
        patch_text (m, id, state_rows[i].field, state_rows[i].value);
    }
  return id;
}

static void
set_consent (MvTestMatrix *m, MvTestPlace place, MvTestActor actor)
{
  const MvRight *right = mv_rights_find (MV_SCOPE_PROJECT_REP, "consent");
  g_autofree char *body = NULL;
  g_autofree char *id = mv_test_add_one (m, right, place, actor, m->persons[place], &body);

  patch_text (m, id, "quoted", "role");
  patch (m, id, "audiences", json_from_string ("[\"committee\",\"catalogue\"]", NULL));
}

static void
set_study (MvTestMatrix *m, const char *record, MvTestPlace place)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (m->t, record);
  g_autoptr (JsonObject) body = mv_feed_item_parse_body (item, NULL);

  patch_text (m, m->projects[place], "study", mv_json_get_text (body, "study"));
}

static void
give_role (MvTestMatrix *m, MvTestPlace place)
{
  g_autoptr (GError) error = NULL;
  MvNewMember member = { .owner = m->organisations[place],
                         .uid = m->persons[MV_PLACE_OTHER_PROJECT],
                         .role = "editor" };

  mv_directory_give_role (m->t->feed, &member, &error);
  g_assert_no_error (error);
}

/* What has to be so for the command to have something to do. @id: the record that it names first */
static void
prepare (MvTestMatrix *m, const char *command, MvTestPlace place, MvTestActor actor, const char *id)
{
  g_autoptr (GError) error = NULL;
  MvFollowupChange closed = { .closed = "2026-11-20T08:00:00Z" };
  gboolean has_followup = g_str_has_prefix (command, "contribution.") &&
                          !g_str_equal (command, "contribution.share") &&
                          !g_str_equal (command, "contribution.on_behalf");

  if (place == MV_PLACE_MISSING)
    return;

  if (has_followup)
    mv_feed_update_followup (m->t->feed, id,
                             g_str_equal (command, "contribution.reopen") ? &closed : NULL, &error);
  if (g_str_equal (command, "contribution.confirm"))
    {
      JsonNode *node = json_node_new (JSON_NODE_VALUE);

      json_node_set_boolean (node, TRUE);
      patch (m, id, "on_behalf", node);
    }
  if (g_str_has_prefix (command, "quote."))
    set_consent (m, place, actor);
  if (g_str_equal (command, "quote.publish"))
    patch_text (m, id, "contribution",
                mv_test_matrix_find (m, place, MV_SCOPE_PROJECT_BY, "contribution"));
  if (g_str_equal (command, "study.publish") || g_str_equal (command, "study.unpublish"))
    set_study (m, id, place);
  if (g_str_equal (command, "role.end"))
    give_role (m, place);
  if (g_str_equal (command, "overdue.nudge"))
    {
      const char *contribution =
          mv_test_matrix_find (m, place, MV_SCOPE_PROJECT_BY, "contribution");

      mv_feed_update_followup (m->t->feed, contribution, NULL, &error);
      g_assert_no_error (error);
      mv_db_run (
          m->t->db, &error,
          "UPDATE item SET body = replace(replace(body, '\"due\":\"2026-12', '\"due\":\"2026-01'),"
          " '\"state\":\"answered\"', '\"state\":\"awaiting\"') WHERE kind = 'followup'",
          "");
    }
  g_assert_no_error (error);
}

/* The value of an argument that names no record. */
static char *
make_plain (
    MvTestMatrix *m, const char *command, const char *arg, const char *type, MvTestPlace place)
{
  if (g_str_equal (arg, "project") && !g_str_equal (command, "project.create"))
    return g_strdup_printf ("\"%s\"", m->projects[place]);
  if (g_str_equal (arg, "committee"))
    return g_strdup_printf ("\"%s\"", m->committees[place]);
  if (g_str_equal (arg, "organisation"))
    return g_strdup_printf ("\"%s\"", m->organisations[place]);
  if (g_str_equal (arg, "account"))
    return g_strdup_printf ("\"%s\"", m->persons[MV_PLACE_OTHER_PROJECT]);
  if (g_str_equal (arg, "member"))
    return g_strdup_printf ("\"%s\"", m->persons[place]);
  if (g_str_equal (arg, "hash"))
    return g_strdup_printf ("\"%064d\"", 0);
  if (g_str_equal (arg, "role"))
    return g_strdup_printf ("\"%s\"", g_str_has_prefix (command, "role.") ? "editor" : "lead");
  if (g_str_equal (type, "uuid"))
    {
      g_autofree char *id = mv_test_feed_new_id (m->t);

      return g_strdup_printf ("\"%s\"", id);
    }
  if (g_str_equal (type, "boolean"))
    return g_strdup ("false");
  if (g_str_equal (type, "object"))
    return g_strdup ("{\"date\":\"2026-11-20\",\"text\":\"x\"}");
  if (strchr (type, '|') != NULL)
    {
      g_autofree char *code = g_strndup (type, strcspn (type, "|"));

      return g_strdup_printf ("\"%s\"", code);
    }
  return g_strdup ("\"x\"");
}

/* Which of the arguments that may be missing are given. */
static gboolean
is_given (const char *command, const char *arg)
{
  if (g_str_equal (command, "quote.propose"))
    return g_str_equal (arg, "committee");
  return g_str_equal (arg, "member") ||
         (g_str_equal (command, "profile.release") && g_str_equal (arg, "project"));
}

static char *
try_command (MvTestMatrix *m, const MvCommand *command, MvTestPlace place, MvTestActor actor)
{
  g_auto (GStrv) wanted = g_strsplit (command->args, " ", -1);
  g_autoptr (GString) args = g_string_new ("{");
  g_autofree char *first = NULL;
  g_autofree char *base = g_strdup ("");
  g_autofree char *op = NULL;
  g_autoptr (MvResult) result = NULL;

  mv_test_begin_case (m);
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (wanted[i], ":", 2);
      g_autofree char *name = g_strndup (parts[0], strcspn (parts[0], "?"));
      gboolean is_optional = strchr (parts[0], '?') != NULL;
      gboolean is_list = g_str_has_suffix (parts[1], "[]");
      g_autofree char *type = g_strndup (parts[1], strlen (parts[1]) - (is_list ? 2 : 0));
      const ArgRow *row = find_arg_row (command->name, name);
      g_autofree char *value = NULL;

      if (is_optional && !is_given (command->name, name))
        continue;
      if (row != NULL && g_str_equal (type, "uuid") &&
          !g_str_equal (command->name, "contribution.on_behalf"))
        {
          g_autofree char *id = add_for_arg (m, command->name, row, place, actor);

          value = g_strdup_printf ("\"%s\"", id);
          if (first == NULL)
            first = g_steal_pointer (&id);
        }
      else
        {
          value = make_plain (m, command->name, name, type, place);
        }
      g_string_append_printf (args, "%s\"%s\":%s%s%s", args->len > 1 ? "," : "", name,
                              is_list ? "[" : "", value, is_list ? "]" : "");
    }
  g_string_append_c (args, '}');

  prepare (m, command->name, place, actor, first);
  if (command->flags & MV_COMMAND_HAS_BASE)
    {
      g_free (base);
      base = g_strdup_printf ("\"base\":%d,", (int) mv_test_read_rev (m, first));
    }
  op = g_strdup_printf ("{\"op\":\"command\",\"name\":\"%s\",%s\"args\":%s}", command->name, base,
                        args->str);
  result = mv_test_matrix_try (m, actor, op);
  mv_test_end_case (m);
  g_assert_cmpint (result->status, !=, MV_RESULT_CONFLICT);
  return g_strdup (mv_test_describe_result (result));
}

void
mv_test_append_commands (MvTestMatrix *m, GString *to)
{
  guint n_commands;
  const MvCommand *commands = mv_commands_list (&n_commands);

  g_string_append (
      to, "\n\nCommands\n--------\n\n"
          "yes: done. no: the person sees what it is about and may not do it, or there is\n"
          "nothing to do. -: to this person it does not exist. Another word is what is wrong\n"
          "with it although the person might.\n");
  for (guint i = 0; i < n_commands; i++)
    {
      g_autoptr (GPtrArray) rows =
          g_ptr_array_new_with_free_func ((GDestroyNotify) mv_test_row_free);

      g_string_append_printf (to, "\n%s\n  %s\n", commands[i].name, commands[i].effect);
      mv_test_append_heading (to, "");
      for (int actor = 0; actor < MV_N_SIGNED_IN; actor++)
        {
          char *cells[MV_N_PLACES];

          for (int place = 0; place < MV_N_PLACES; place++)
            cells[place] = try_command (m, &commands[i], (MvTestPlace) place, (MvTestActor) actor);
          mv_test_add_to_rows (rows, mv_test_actor_get_name ((MvTestActor) actor), cells);
        }
      mv_test_append_rows (to, rows);
    }
}
