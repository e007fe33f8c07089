/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-openapi.h"
#include "mv-test-routes.h"

#include <string.h>

/* What is read outside the feed: a committee's figures, a register's record, a restricted text. */

#define STUDY "0193a000-0000-7000-8000-0000000000d1"
#define VERSION "0193a000-0000-7000-8000-0000000000d2"
#define DOCUMENT "0193a000-0000-7000-8000-0000000000d3"
#define PARAGRAPH "0193a000-0000-7000-8000-0000000000d4"
#define SECRET "Ordet som ingen skal se"

static MvAnswer *
ask (MvTestRoutes *w, MvTestPerson *person, const char *etag, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static MvAnswer *
ask (MvTestRoutes *w, MvTestPerson *person, const char *etag, const char *format, ...)
{
  g_autofree char *path = NULL;
  g_autoptr (MvRequest) request = NULL;
  va_list arguments;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  request = mv_request_new ("GET", path, person->token, NULL);
  request->etag = g_strdup (etag);
  return mv_test_openapi_handle (w->routes, request);
}

static JsonObject *
parse_ok (const MvAnswer *answer)
{
  g_assert_cmpuint (answer->status, ==, 200);
  return mv_test_parse_answer (answer);
}

static void
write_record (
    MvTestRoutes *w, const char *scope, const char *kind, const char *id, const char *body)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (w->t->feed, &error);
  mv_feed_write (w->t->feed, scope, kind, id, NULL, body, NULL, NULL, &error);
  mv_feed_commit (w->t->feed, NULL, &error);
  g_assert_no_error (error);
}

static JsonObject *
find_figure (JsonObject *overview, const char *id, const char *phase)
{
  JsonArray *figures = mv_json_get_array (overview, "figures");

  for (guint i = 0; i < json_array_get_length (figures); i++)
    {
      JsonObject *figure = json_array_get_object_element (figures, i);

      if (g_strcmp0 (mv_json_get_text (figure, "id"), id) == 0 &&
          g_strcmp0 (mv_json_get_text (figure, "phase"), phase) == 0)
        return figure;
    }
  g_error ("There is no figure %s", id);
}

/* A committee sees how much involvement there is where it has a say: counts of projects and
 * contributions as they are, people only where they are enough. The same figures are not sent
 * twice.
 */
static void
test_overview (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *body =
      g_strdup_printf ("{\"name\":\"Brukerutvalget\",\"covers\":[\"%s\"]}", w->t->organisation);
  g_autofree char *id = mv_test_feed_share (w->t, &w->t->person_a, "project", NULL);
  g_autofree char *path = g_strconcat ("/v1/overview/committee/", w->t->committee, NULL);
  g_autoptr (MvAnswer) first = NULL;
  g_autoptr (MvAnswer) second = NULL;
  g_autoptr (MvAnswer) third = NULL;
  g_autoptr (MvAnswer) refused = NULL;
  g_autoptr (JsonObject) overview = NULL;
  JsonObject *people;

  write_record (w, "catalogue", "committee", w->t->committee, body);
  first = ask (w, &w->t->secretary, NULL, "%s", path);
  overview = parse_ok (first);
  g_assert_cmpint (mv_json_get_integer (find_figure (overview, "projects", NULL), "count", 0), ==,
                   1);
  g_assert_cmpint (
      mv_json_get_integer (find_figure (overview, "contributions-in-phase", "P3"), "count", 0), ==,
      1);
  people = find_figure (overview, "representatives", NULL);
  g_assert_true (mv_json_get_boolean (people, "suppressed", FALSE));
  g_assert_false (json_object_has_member (people, "count"));

  second = ask (w, &w->t->secretary, first->etag, "%s", path);
  g_assert_cmpuint (second->status, ==, 304);
  mv_test_command (w->t, &w->t->lead, "contribution.close", -1, "{\"contribution\":\"%s\"}", id);
  g_free (mv_test_feed_share (w->t, &w->t->person_b, "project", NULL));
  third = ask (w, &w->t->secretary, first->etag, "%s", path);
  g_assert_cmpuint (third->status, ==, 200);

  refused = ask (w, &w->t->lead, NULL, "%s", path);
  g_assert_cmpuint (refused->status, ==, 404);
}

/* The register's own record of a study, for everybody who has an account. */
static void
test_source (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvAnswer) none = NULL;
  g_autoptr (MvAnswer) answer = NULL;
  g_autoptr (MvAnswer) no_study = NULL;
  g_autoptr (JsonObject) object = NULL;

  write_record (w, "catalogue", "study", STUDY,
                "{\"title\":\"Studie A\",\"status\":\"recruiting\",\"source\":\"fnsp\"}");
  none = ask (w, &w->t->stranger, NULL, "/v1/study/" STUDY "/source");
  g_assert_cmpuint (none->status, ==, 404);

  mv_db_run (w->t->db, &error,
             "INSERT INTO study_source (study, format, fetched, body)"
             " VALUES ($1, 'fnsp', '2026-11-20', '{\"tittel\":\"Studie A\"}')",
             "t", STUDY);
  g_assert_no_error (error);
  answer = ask (w, &w->t->stranger, NULL, "/v1/study/" STUDY "/source");
  object = parse_ok (answer);
  g_assert_cmpstr (mv_json_get_text (mv_json_get_object (object, "record"), "tittel"), ==,
                   "Studie A");
  no_study = ask (w, &w->t->stranger, NULL, "/v1/study/%s/source", w->t->project);
  g_assert_cmpuint (no_study->status, ==, 404);
}

static void
put_version (MvTestRoutes *w, int base, const char *more)
{
  mv_test_feed_do (w->t, &w->t->lead,
                   "{\"op\":\"put\",\"scope\":\"project/%s\",\"id\":\"" VERSION
                   "\",\"kind\":\"document-version\",\"base\":%d,\"body\":{\"document\":"
                   "\"" DOCUMENT "\",\"number\":1,\"title\":\"Protokoll\",\"date\":\"2026-11-20\""
                   "%s}}",
                   w->t->project, base, more);
}

static guint
count_paragraphs (MvTestRoutes *w, MvTestPerson *person)
{
  g_autoptr (MvAnswer) answer = ask (w, person, NULL, "/v1/document-version/" VERSION "/text");
  g_autoptr (JsonObject) object = parse_ok (answer);

  return json_array_get_length (mv_json_get_array (object, "paragraphs"));
}

static gboolean
is_in_feed (MvTestRoutes *w)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (w->t, VERSION);

  return strstr (item->body, SECRET) != NULL;
}

/* A restricted text is in no page, stays when the title is changed, is given to members one by one,
 * and comes into the feed when it is restricted no longer. */
static void
test_text (const char *url)
{
  static const char *const paragraphs =
      ",\"paragraphs\":[{\"id\":\"" PARAGRAPH "\",\"text\":\"" SECRET "\"}]";
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *scope = mv_scope_project (w->t->project);
  g_autofree char *restricted = g_strconcat (",\"restricted\":true", paragraphs, NULL);
  g_autoptr (MvAnswer) stranger = NULL;
  g_autoptr (MvResult) late = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  write_record (w, scope, "document", DOCUMENT, "{\"title\":\"Protokoll\"}");
  put_version (w, 0, restricted);
  g_assert_false (is_in_feed (w));
  g_assert_cmpuint (count_paragraphs (w, &w->t->person_a), ==, 1);
  stranger = ask (w, &w->t->stranger, NULL, "/v1/document-version/" VERSION "/text");
  g_assert_cmpuint (stranger->status, ==, 404);

  put_version (w, 1, ",\"restricted\":true,\"read_by\":\"2026-12-01\"");
  g_assert_cmpuint (count_paragraphs (w, &w->t->person_a), ==, 1);

  /* a text that came too late is kept beside it, and is in no page either */
  late = mv_test_feed_send (w->t, &w->t->researcher,
                            "{\"op\":\"put\",\"id\":\"" VERSION
                            "\",\"base\":1,\"body\":{\"document\":\"" DOCUMENT
                            "\",\"number\":1,\"title\":\"B\",\"date\":\"2026-11-20\"%s}}",
                            restricted);
  g_assert_cmpint (late->status, ==, MV_RESULT_CONFLICT);
  lines = mv_test_feed_pull_all (w->t, &w->t->researcher);
  for (guint i = 0; i < lines->len; i++)
    {
      const MvLine *line = lines->pdata[i];

      g_assert_true (line->body == NULL || strstr (line->body, SECRET) == NULL);
    }

  put_version (w, 2, ",\"restricted\":false");
  g_assert_true (is_in_feed (w));
  g_assert_cmpuint (count_paragraphs (w, &w->t->person_a), ==, 1);
}

/* A text that was kept apart goes with its version. */
static void
test_text_removed (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *scope = mv_scope_project (w->t->project);
  g_autoptr (GError) error = NULL;
  gint64 n = 1;

  write_record (w, scope, "document", DOCUMENT, "{\"title\":\"Protokoll\"}");
  put_version (w, 0,
               ",\"restricted\":true,\"paragraphs\":[{\"id\":\"" PARAGRAPH "\",\"text\":\"" SECRET
               "\"}]");
  mv_test_feed_do (w->t, &w->t->lead, "{\"op\":\"del\",\"id\":\"" VERSION "\",\"base\":1}");
  mv_db_get_one_integer (w->t->db, &n, NULL, &error, "SELECT count(*) FROM restricted_text", "");
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 0);
}

static MvAnswer *
post (MvTestRoutes *w, MvTestPerson *person, const char *path, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (MvRequest) request = mv_request_new ("POST", path, person->token, body);

  return mv_test_openapi_handle (w->routes, request);
}

/* A person gets all that there is about herself, and nothing that is another's. */
static void
test_export (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *own = mv_test_feed_share (w->t, &w->t->person_a, "team", NULL);
  g_autofree char *other = mv_test_feed_share (w->t, &w->t->person_b, "team", NULL);
  g_autoptr (MvAnswer) answer = post (w, &w->t->person_a, "/v1/me/export", "{}");
  g_autoptr (MvAnswer) audit = NULL;
  g_autoptr (JsonObject) object = parse_ok (answer);
  g_autofree char *text = mv_json_object_to_text (object);
  g_autoptr (JsonObject) notes = NULL;

  g_assert_nonnull (strstr (text, own));
  g_assert_null (strstr (text, other));
  audit = ask (w, &w->t->person_a, NULL, "/v1/me/audit");
  notes = parse_ok (audit);
  g_assert_cmpuint (json_array_get_length (mv_json_get_array (notes, "entries")), >=, 1);
}

/* Erasure asks for the account by its id, and then nothing of the person is left: no text, no name,
 * no way in. */
static void
test_erasure (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *id = mv_test_feed_share (w->t, &w->t->person_a, "project", NULL);
  g_autofree char *body = g_strdup_printf ("{\"account\":\"%s\"}", w->t->person_a.caller->uid);
  g_autofree char *wrong = g_strdup_printf ("{\"account\":\"%s\"}", w->t->person_b.caller->uid);
  g_autoptr (MvAnswer) unnamed = post (w, &w->t->person_a, "/v1/me/erasure", "{}");
  g_autoptr (MvAnswer) another = post (w, &w->t->person_a, "/v1/me/erasure", wrong);
  g_autoptr (MvAnswer) done = NULL;
  g_autoptr (MvAnswer) after = NULL;
  g_autoptr (MvFeedItem) item = NULL;

  g_assert_cmpuint (unnamed->status, ==, 400);
  g_assert_cmpuint (another->status, ==, 400);
  done = post (w, &w->t->person_a, "/v1/me/erasure", body);
  g_assert_cmpuint (done->status, ==, 204);
  item = mv_test_feed_read (w->t, id);
  g_assert_cmpstr (item->why, ==, "erased");
  after = ask (w, &w->t->person_a, NULL, "/v1/me/devices");
  g_assert_cmpuint (after->status, ==, 401);
}

/* Commands are noted: who did what to whom, without a word of what was written. */
static void
test_commands_noted (const char *url)
{
  g_autoptr (MvTestRoutes) w = mv_test_routes_new (url);
  g_autofree char *id = mv_test_feed_share (w->t, &w->t->person_a, "project", NULL);
  g_autofree char *subject = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  mv_test_command (w->t, &w->t->lead, "contribution.seen", -1, "{\"contribution\":\"%s\"}", id);
  subject = mv_db_get_one_text (w->t->db, &error,
                                "SELECT subject FROM audit WHERE action = 'contribution.seen'"
                                " AND actor = $1 AND item = $2",
                                "tt", w->t->lead.caller->uid, id);
  g_assert_no_error (error);
  g_assert_cmpstr (subject, ==, w->t->person_a.caller->uid);

  /* what was refused was not done */
  mv_test_command_refused (w->t, &w->t->lead, MV_PROBLEM_NOT_ALLOWED, NULL, "contribution.reopen",
                           -1, "{\"contribution\":\"%s\"}", id);
  mv_db_get_one_integer (w->t->db, &n, NULL, &error,
                         "SELECT count(*) FROM audit WHERE action = 'contribution.reopen'", "");
  g_assert_cmpint (n, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/routes/overview", test_overview);
  mv_test_add_on_databases ("/routes/source", test_source);
  mv_test_add_on_databases ("/routes/text", test_text);
  mv_test_add_on_databases ("/routes/text/removed", test_text_removed);
  mv_test_add_on_databases ("/routes/export", test_export);
  mv_test_add_on_databases ("/routes/erasure", test_erasure);
  mv_test_add_on_databases ("/routes/commands-noted", test_commands_noted);

  return g_test_run ();
}
