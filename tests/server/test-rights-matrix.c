/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-directory.h"
#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-matrix.h"

#include <string.h>

/* Who may do what, asked of the server itself, row for row, and compared with rights-matrix.txt,
 * which a person has read. A route, a kind or a command that is not in the file fails here; so does
 * every answer that is another than the file says. MEDVIRK_WRITE=1 writes the file anew, for
 * somebody to read what has changed. */

/* So many who may do the same are one row. */
#define MANY 4

#define NOTHING "0193a000-0000-7000-8000-00000000dead"

static const char *const intro =
    "Who may do what on a Medvirk server\n"
    "===================================\n"
    "\n"
    "This file is made by asking the server, and a test compares it with the server's answers.\n"
    "Everybody in it belongs to the place “own”: one project, one committee and one organisation.\n"
    "“Other project” is a project of the same organisation, with a committee of its own; “other\n"
    "organisation” is an organisation with its project and committee; “missing” is an id that\n"
    "nothing has. What a person may not read is answered just as what does not exist.\n"
    "\n"
    "A device that was removed, an account that was erased and a request without a token get the\n"
    "same refusal whatever they ask for; they stand in the part on routes and nowhere else.\n";

/* Outcomes */

static const char *
describe_result (const MvResult *result)
{
  if (result->status != MV_RESULT_REFUSED)
    return "yes";

  switch (result->problem)
    {
    case MV_PROBLEM_NOT_FOUND:
      return "-";
    case MV_PROBLEM_NOT_ALLOWED:
      return "no";
    default:
      return mv_problem_get_name (result->problem);
    }
}

static void
begin_case (MvTestMatrix *m)
{
  g_autoptr (GError) error = NULL;

  mv_db_savepoint (m->t->db, "matrix", &error);
  g_assert_no_error (error);
}

static void
end_case (MvTestMatrix *m)
{
  g_autoptr (GError) error = NULL;

  mv_db_roll_back_to (m->t->db, "matrix", &error);
  g_assert_no_error (error);
  mv_db_release (m->t->db, "matrix", &error);
  g_assert_no_error (error);
}

static void
append_heading (GString *to, const char *first)
{
  g_string_append_printf (to, "  %-22s", first);
  for (int place = 0; place < MV_N_PLACES; place++)
    g_string_append_printf (to, "  %-21s", mv_test_place_get_name ((MvTestPlace) place));
  while (to->str[to->len - 1] == ' ')
    g_string_truncate (to, to->len - 1);
  g_string_append_c (to, '\n');
}

/* One row: a cell for each place, without blanks at its end. */
static void
append_row (GString *to, const char *first, char *const cells[MV_N_PLACES])
{
  g_string_append_printf (to, "  %-22s", first);
  for (int place = 0; place < MV_N_PLACES; place++)
    g_string_append_printf (to, "  %-21s", cells[place]);
  while (to->str[to->len - 1] == ' ')
    g_string_truncate (to, to->len - 1);
  g_string_append_c (to, '\n');
}

/* Rows of the same cells stand together, so that the file can be read. */
typedef struct
{
  GString *names;
  char *cells[MV_N_PLACES];
} Row;

static void
row_free (Row *self)
{
  g_string_free (self->names, TRUE);
  for (int place = 0; place < MV_N_PLACES; place++)
    g_free (self->cells[place]);
  g_free (self);
}

static gboolean
has_same_cells (const Row *row, char *const cells[MV_N_PLACES])
{
  for (int place = 0; place < MV_N_PLACES; place++)
    {
      if (strcmp (row->cells[place], cells[place]) != 0)
        return FALSE;
    }
  return TRUE;
}

/* @cells: (transfer full) */
static void
add_to_rows (GPtrArray *rows, const char *name, char *cells[MV_N_PLACES])
{
  Row *row;

  for (guint i = 0; i < rows->len; i++)
    {
      row = rows->pdata[i];
      if (!has_same_cells (row, cells))
        continue;
      g_string_append_printf (row->names, "\n%s", name);
      for (int place = 0; place < MV_N_PLACES; place++)
        g_free (cells[place]);
      return;
    }

  row = g_new0 (Row, 1);
  row->names = g_string_new (name);
  memcpy (row->cells, cells, sizeof row->cells);
  g_ptr_array_add (rows, row);
}

static guint
count_names (const Row *row)
{
  g_auto (GStrv) names = g_strsplit (row->names->str, "\n", -1);

  return g_strv_length (names);
}

static void
append_names (GString *to, const Row *row)
{
  g_auto (GStrv) names = g_strsplit (row->names->str, "\n", -1);

  for (guint i = 0; names[i] != NULL; i++)
    append_row (to, names[i], row->cells);
}

/* Those of whom most can be said in one line come last. */
static void
append_rows (GString *to, GPtrArray *rows)
{
  const Row *most = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = rows->pdata[i];

      if (count_names (row) >= MANY && (most == NULL || count_names (row) > count_names (most)))
        most = row;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      if (rows->pdata[i] != most)
        append_names (to, rows->pdata[i]);
    }
  if (most != NULL)
    append_row (to, rows->len == 1 ? "everybody" : "everybody else", most->cells);
}

/* Records */

/* The scope as it is called on the wire; nobody can name somebody else's own. */
static char *
dup_wire_scope (MvTestMatrix *m, MvScopeType type, MvTestPlace place, MvTestActor actor)
{
  if (type == MV_SCOPE_USER && place == MV_PLACE_OWN)
    return g_strdup (MV_SCOPE_ME);
  return mv_test_matrix_dup_scope (m, type, place, actor);
}

/* A record that is there: the one that everybody meets, or, in a place of one's own, a new one. */
static char *
add_one (MvTestMatrix *m,
         const MvRight *right,
         MvTestPlace place,
         MvTestActor actor,
         const char *author,
         char **out_body)
{
  g_autofree char *scope = mv_test_matrix_dup_scope (m, right->scope, place, actor);
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  if (g_str_equal (right->kind, "project"))
    id = g_strdup (m->projects[place]);
  else if (g_str_equal (right->kind, "organisation"))
    id = g_strdup (m->organisations[place]);
  if (id != NULL)
    {
      g_autoptr (MvFeedItem) item = NULL;

      mv_feed_read (m->t->feed, id, &item, &error);
      *out_body = g_strdup (item->body);
      mv_db_run (m->t->db, &error, "UPDATE item SET author = $1 WHERE id = $2", "tt", author, id);
      g_assert_no_error (error);
      return id;
    }

  id = mv_test_matrix_add (m, scope, right->kind, place, author, out_body);
  mv_db_run (m->t->db, &error, "UPDATE item SET author = $1, rev = 1 WHERE id = $2", "tt", author,
             id);
  g_assert_no_error (error);
  return id;
}

static gboolean
may (const MvResult *result)
{
  return result->status != MV_RESULT_REFUSED ||
         (result->problem != MV_PROBLEM_NOT_FOUND && result->problem != MV_PROBLEM_NOT_ALLOWED);
}

static gint64
read_rev (MvTestMatrix *m, const char *id)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (m->t, id);

  return item != NULL ? item->rev : 1;
}

/* A body with something else in it, so that the write is one. */
static char *
change_body (const char *body)
{
  g_autoptr (JsonObject) object = mv_json_parse_object (body, -1, MV_RECORD_MAX_BYTES, NULL);

  json_object_set_string_member (object, "unknown_member", "changed");
  return mv_json_object_to_text (object);
}

typedef enum
{
  TRY_CREATE,
  TRY_CHANGE,
  TRY_REMOVE,
} Attempt;

/* Whether the actor may do it with a record by @author; sets @out_reads if the answer tells that
 * the record is there. */
static gboolean
try_record (MvTestMatrix *m,
            const MvRight *right,
            MvTestPlace place,
            MvTestActor actor,
            const char *author,
            Attempt attempt,
            gboolean *out_reads)
{
  g_autofree char *scope = dup_wire_scope (m, right->scope, place, actor);
  g_autofree char *body = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *id = NULL;
  g_autofree char *op = NULL;
  g_autoptr (MvResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_allowed;

  begin_case (m);
  if (place == MV_PLACE_MISSING)
    {
      id = g_strdup (NOTHING);
      body = g_strdup ("{}");
    }
  else
    {
      id = add_one (m, right, place, actor, author, &body);
    }

  if (attempt == TRY_CREATE && place != MV_PLACE_MISSING)
    {
      if (mv_kind_has_natural_key (mv_kind_find (right->kind)))
        {
          mv_db_run (m->t->db, &error, "DELETE FROM item WHERE id = $1", "t", id);
          g_assert_no_error (error);
        }
      else
        {
          g_free (id);
          id = mv_test_feed_new_id (m->t);
        }
    }
  changed = change_body (body);
  if (attempt == TRY_CREATE)
    op = g_strdup_printf (
        "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"%s\",\"base\":0,"
        "\"body\":%s}",
        scope, id, right->kind, body);
  else if (attempt == TRY_CHANGE)
    op = g_strdup_printf ("{\"op\":\"put\",\"id\":\"%s\",\"base\":%d,\"body\":%s}", id,
                          (int) read_rev (m, id), changed);
  else
    op = g_strdup_printf ("{\"op\":\"del\",\"id\":\"%s\",\"base\":%d}", id, (int) read_rev (m, id));

  result = mv_test_matrix_try (m, actor, op);
  is_allowed = may (result);
  if (out_reads != NULL)
    *out_reads = result->status != MV_RESULT_REFUSED || result->problem != MV_PROBLEM_NOT_FOUND;
  end_case (m);
  return is_allowed;
}

/* Whether the actor may read it, as GETs and references ask. */
static gboolean
try_read (MvTestMatrix *m, const MvRight *right, MvTestPlace place, MvTestActor actor)
{
  g_autofree char *body = NULL;
  g_autofree char *id = NULL;
  g_autoptr (MvFeedItem) item = NULL;

  if (place == MV_PLACE_MISSING)
    return FALSE;
  begin_case (m);
  id = add_one (m, right, place, actor, m->persons[place], &body);
  item = mv_feed_read_for (m->t->feed, m->people[actor].caller, id, NULL, NULL, NULL);
  end_case (m);
  return item != NULL;
}

/* `read new change remove`, each where it is allowed; `own` behind it where only one's own is. */
static char *
describe_rights (MvTestMatrix *m, const MvRight *right, MvTestPlace place, MvTestActor actor)
{
  static const char *const names[] = { "new", "change", "remove" };
  const char *uid = m->people[actor].caller->uid;
  const char *other = m->people[MV_ACTOR_ERASED].caller->uid;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean reads = try_read (m, right, place, actor);

  if (reads)
    g_string_append (text, "r");
  for (int attempt = TRY_CREATE; attempt <= TRY_REMOVE; attempt++)
    {
      gboolean tells = FALSE;
      gboolean with_own, with_other;

      /* These places are there for everybody, so that nothing new is missing in them. */
      if (attempt == TRY_CREATE && place == MV_PLACE_MISSING &&
          (right->scope == MV_SCOPE_CATALOGUE || right->scope == MV_SCOPE_STUDIES))
        continue;

      with_own = try_record (m, right, place, actor, uid, (Attempt) attempt, &tells);
      with_other = try_record (m, right, place, actor, other, (Attempt) attempt, NULL);

      /* Who may not read it must not hear that it is there. An account that nobody has confirmed is
       * told the same for everything, there or not. */
      if (!reads && actor != MV_ACTOR_UNCONFIRMED && tells)
        g_string_append_printf (text, " TELLS(%s)", names[attempt]);
      if (with_own || with_other)
        g_string_append_c (text, "ncd"[attempt]);
      if (with_own && !with_other)
        g_string_append_c (text, '*');
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup ("-");
}

static void
append_records (MvTestMatrix *m, GString *to)
{
  guint n_rights;
  const MvRight *rights = mv_rights_list (&n_rights);

  g_string_append (
      to, "\n\nRecords\n-------\n\n"
          "r reads it, n writes a new one, c changes it, d removes it; * only what one wrote\n"
          "oneself; - to this person it does not exist.\n");
  for (guint i = 0; i < n_rights; i++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);

      g_string_append_printf (to, "\n%s  %s\n", mv_scope_type_get_pattern (rights[i].scope),
                              rights[i].kind);
      append_heading (to, "");
      for (int actor = 0; actor < MV_N_SIGNED_IN; actor++)
        {
          char *cells[MV_N_PLACES];

          for (int place = 0; place < MV_N_PLACES; place++)
            cells[place] =
                describe_rights (m, &rights[i], (MvTestPlace) place, (MvTestActor) actor);
          add_to_rows (rows, mv_test_actor_get_name ((MvTestActor) actor), cells);
        }
      append_rows (to, rows);
    }
}

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
  id = add_one (m, right, where, actor, is_own ? m->people[actor].caller->uid : m->persons[place],
                &body);
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
  g_autofree char *id = add_one (m, right, place, actor, m->persons[place], &body);

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

  begin_case (m);
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
      base = g_strdup_printf ("\"base\":%d,", (int) read_rev (m, first));
    }
  op = g_strdup_printf ("{\"op\":\"command\",\"name\":\"%s\",%s\"args\":%s}", command->name, base,
                        args->str);
  result = mv_test_matrix_try (m, actor, op);
  end_case (m);
  g_assert_cmpint (result->status, !=, MV_RESULT_CONFLICT);
  return g_strdup (describe_result (result));
}

static void
append_commands (MvTestMatrix *m, GString *to)
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
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);

      g_string_append_printf (to, "\n%s\n  %s\n", commands[i].name, commands[i].effect);
      append_heading (to, "");
      for (int actor = 0; actor < MV_N_SIGNED_IN; actor++)
        {
          char *cells[MV_N_PLACES];

          for (int place = 0; place < MV_N_PLACES; place++)
            cells[place] = try_command (m, &commands[i], (MvTestPlace) place, (MvTestActor) actor);
          add_to_rows (rows, mv_test_actor_get_name ((MvTestActor) actor), cells);
        }
      append_rows (to, rows);
    }
}

/* Routes */

static char *
make_id (MvTestMatrix *m, const char *path, MvTestPlace place, MvTestActor actor)
{
  if (place == MV_PLACE_MISSING)
    return g_strdup (NOTHING);
  if (strstr (path, "committee") != NULL)
    return g_strdup (m->committees[place]);
  if (strstr (path, "study") != NULL)
    return g_strdup (mv_test_matrix_find (m, place, MV_SCOPE_CATALOGUE, "study"));
  if (strstr (path, "document-version") != NULL)
    return g_strdup (mv_test_matrix_find (m, place, MV_SCOPE_PROJECT, "document-version"));
  /* a device: one's own, or that of somebody else */
  if (place == MV_PLACE_OWN && actor < MV_ACTOR_NOBODY)
    return g_strdup (m->people[actor].caller->device);
  return g_strdup (m->people[MV_ACTOR_ERASED].caller->device);
}

static char *
make_request_body (MvTestMatrix *m, const char *path, MvTestActor actor)
{
  if (g_str_has_suffix (path, "/pull"))
    return g_strdup ("{\"schema\":1,\"cursors\":{}}");
  if (g_str_has_suffix (path, "/push") && actor < MV_ACTOR_NOBODY)
    return g_strdup_printf ("{\"schema\":1,\"device\":\"%s\",\"ack\":0,\"ops\":[]}",
                            m->people[actor].caller->device);
  if (g_str_has_suffix (path, "/erasure") && actor < MV_ACTOR_NOBODY)
    return g_strdup_printf ("{\"account\":\"%s\"}", m->people[actor].caller->uid);
  if (g_str_has_suffix (path, "/enrol"))
    return g_strdup ("{\"invitation\":\"K7QMW-3XPAE-9TFD6\",\"device\":{\"id\":\"" NOTHING
                     "\",\"name\":\"PC\"}}");
  return g_strdup ("{}");
}

static char *
try_route (MvTestMatrix *m, const MvRoute *route, MvTestPlace place, MvTestActor actor)
{
  g_autofree char *id = make_id (m, route->path, place, actor);
  g_auto (GStrv) parts = g_strsplit (route->path, "{id}", -1);
  g_autofree char *path = g_strjoinv (id, parts);
  g_autofree char *text =
      g_str_equal (route->method, "POST") ? make_request_body (m, route->path, actor) : NULL;
  g_autoptr (GBytes) body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (MvRequest) request = mv_request_new (
      route->method, path, actor < MV_ACTOR_NOBODY ? m->people[actor].token : NULL, body);
  g_autoptr (MvAnswer) answer = NULL;
  g_autoptr (GError) problem = NULL;

  request->peer = g_strdup ("192.0.2.1");
  /* Routes that read begin a transaction of their own: they are asked outside of ours. */
  answer = mv_routes_handle (m->routes, request, NULL, NULL);
  if (answer->status < 400)
    return g_strdup_printf ("%u", answer->status);

  mv_answer_get_problem (answer, &problem);
  g_assert_true (problem->domain == MV_PROBLEM);
  return g_strdup_printf ("%u %s", answer->status, mv_problem_get_name ((MvProblem) problem->code));
}

/* A world of its own for each route and person: what is done stays done. */
static void
append_route (GString *to, const MvRoute *route)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  gboolean has_id = strstr (route->path, "{id}") != NULL;

  g_string_append_printf (to, "\n%s %s\n  %s\n", route->method, route->path, route->purpose);
  if (has_id)
    append_heading (to, "");
  for (int actor = 0; actor < MV_N_ACTORS; actor++)
    {
      char *cells[MV_N_PLACES];

      for (int place = 0; place < MV_N_PLACES; place++)
        {
          g_autoptr (MvTestMatrix) m = NULL;

          if (!has_id && place != MV_PLACE_OWN)
            {
              cells[place] = g_strdup ("");
              continue;
            }
          m = mv_test_matrix_new ("sqlite::memory:");
          cells[place] = try_route (m, route, (MvTestPlace) place, (MvTestActor) actor);
        }
      add_to_rows (rows, mv_test_actor_get_name ((MvTestActor) actor), cells);
    }
  append_rows (to, rows);
}

static void
append_routes (GString *to)
{
  guint n_routes;
  const MvRoute *routes = mv_routes_list (&n_routes);

  g_string_append (to, "\n\nRoutes\n------\n");
  for (guint i = 0; i < n_routes; i++)
    {
      if ((routes[i].flags & MV_ROUTE_HEALTH) == 0)
        append_route (to, &routes[i]);
    }
}

/* The file */

static char *
make_path (void)
{
  const char *root = g_getenv ("MV_SOURCE_ROOT");

  return g_build_filename (root != NULL ? root : ".", "tests", "server", "rights-matrix.txt", NULL);
}

/* Tells the first line that differs, with what stands above it. */
static void
compare (const char *expected, const char *found)
{
  g_auto (GStrv) old = g_strsplit (expected, "\n", -1);
  g_auto (GStrv) new = g_strsplit (found, "\n", -1);
  const char *heading = "";

  for (guint i = 0; old[i] != NULL || new[i] != NULL; i++)
    {
      if (new[i] != NULL &&new[i][0] != ' ' && new[i][0] != '\0')
        heading = new[i];
      if (g_strcmp0 (old[i], new[i]) != 0)
        g_error ("rights-matrix.txt, line %u (%s): the file says\n%s\nand the server\n%s\n"
                 "If that is meant, write the file anew with MEDVIRK_WRITE=1 and read it.",
                 i + 1, heading, old[i], new[i]);
    }
}

static char *
make_matrix (const char *url, gboolean with_routes)
{
  g_autoptr (GString) text = g_string_new (intro);
  g_autoptr (MvTestMatrix) m = mv_test_matrix_new (url);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (m->t->feed, &error);
  g_assert_no_error (error);
  append_records (m, text);
  append_commands (m, text);
  mv_feed_roll_back (m->t->feed);
  if (with_routes)
    append_routes (text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_matrix (void)
{
  g_autofree char *found = make_matrix ("sqlite::memory:", TRUE);
  g_autofree char *path = make_path ();
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("MEDVIRK_WRITE") != NULL)
    {
      g_file_set_contents (path, found, -1, &error);
      g_assert_no_error (error);
      g_test_skip ("the file was written anew");
      return;
    }
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (expected, "TELLS"));
  compare (expected, found);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/rights/matrix", test_matrix);

  return g_test_run ();
}
