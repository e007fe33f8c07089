/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-openapi.h"
#include "mv-test-rows.h"

#include <string.h>

/* Who may do what, asked of the server itself, row for row, and compared with rights-matrix.txt,
 * which a person has read. A route, a kind or a command that is not in the file fails here; so does
 * every answer that is another than the file says. MEDVIRK_WRITE=1 writes the file anew, for
 * somebody to read what has changed. */

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

/* Records */

/* The scope as it is called on the wire; nobody can name somebody else's own. */
static char *
dup_wire_scope (MvTestMatrix *m, MvScopeType type, MvTestPlace place, MvTestActor actor)
{
  if (type == MV_SCOPE_USER && place == MV_PLACE_OWN)
    return g_strdup (MV_SCOPE_ME);
  return mv_test_matrix_dup_scope (m, type, place, actor);
}

static gboolean
may (const MvResult *result)
{
  return result->status != MV_RESULT_REFUSED ||
         (result->problem != MV_PROBLEM_NOT_FOUND && result->problem != MV_PROBLEM_NOT_ALLOWED);
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

  mv_test_begin_case (m);
  if (place == MV_PLACE_MISSING)
    {
      id = g_strdup (NOTHING);
      body = g_strdup ("{}");
    }
  else
    {
      id = mv_test_add_one (m, right, place, actor, author, &body);
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
                          (int) mv_test_read_rev (m, id), changed);
  else
    op = g_strdup_printf ("{\"op\":\"del\",\"id\":\"%s\",\"base\":%d}", id,
                          (int) mv_test_read_rev (m, id));

  result = mv_test_matrix_try (m, actor, op);
  is_allowed = may (result);
  if (out_reads != NULL)
    *out_reads = result->status != MV_RESULT_REFUSED || result->problem != MV_PROBLEM_NOT_FOUND;
  mv_test_end_case (m);
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
  mv_test_begin_case (m);
  id = mv_test_add_one (m, right, place, actor, m->persons[place], &body);
  item = mv_feed_read_for (m->t->feed, m->people[actor].caller, id, NULL, NULL, NULL);
  mv_test_end_case (m);
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
      g_autoptr (GPtrArray) rows =
          g_ptr_array_new_with_free_func ((GDestroyNotify) mv_test_row_free);

      g_string_append_printf (to, "\n%s  %s\n", mv_scope_type_get_pattern (rights[i].scope),
                              rights[i].kind);
      mv_test_append_heading (to, "");
      for (int actor = 0; actor < MV_N_SIGNED_IN; actor++)
        {
          char *cells[MV_N_PLACES];

          for (int place = 0; place < MV_N_PLACES; place++)
            cells[place] =
                describe_rights (m, &rights[i], (MvTestPlace) place, (MvTestActor) actor);
          mv_test_add_to_rows (rows, mv_test_actor_get_name ((MvTestActor) actor), cells);
        }
      mv_test_append_rows (to, rows);
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
  answer = mv_test_openapi_handle (m->routes, request);
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
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_test_row_free);
  gboolean has_id = strstr (route->path, "{id}") != NULL;

  g_string_append_printf (to, "\n%s %s\n  %s\n", route->method, route->path, route->purpose);
  if (has_id)
    mv_test_append_heading (to, "");
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
      mv_test_add_to_rows (rows, mv_test_actor_get_name ((MvTestActor) actor), cells);
    }
  mv_test_append_rows (to, rows);
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
  mv_test_append_commands (m, text);
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
