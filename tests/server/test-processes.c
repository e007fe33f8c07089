/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-scope.h"
#include "mv-test-database.h"
#include "mv-test-load.h"
#include "mv-test-members.h"
#include "mv-test-program.h"

#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

#define ROUNDS 3
#define ROUNDS_LONG 50

/* A PostgreSQL database with people in it, and servers on it that are processes of their own. */
typedef struct
{
  char *url;    /* (nullable): where there is no PostgreSQL */
  char *option; /* the same, as the program takes it */
  MvTestFeed *t;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->url = mv_test_postgresql_new_url ();
  if (f->url == NULL)
    return;

  f->option = g_strconcat ("--database=", f->url, NULL);
  f->t = mv_test_members_new (f->url);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->t, mv_test_feed_free);
  g_free (f->option);
  g_free (f->url);
}

/* Three servers share a database and one is killed in the middle of things: what was acknowledged
 * is there once, and who reads along misses nothing and gets nothing twice. */
static void
test_kill_one (Fixture *f, gconstpointer data)
{
  MvTestProgram servers[3] = { 0 };
  g_autoptr (MvTestLoad) load = NULL;

  if (f->url == NULL)
    return;

  load = mv_test_load_new (f->t, 6);
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      mv_test_program_start (&servers[i], f->option, NULL);
      mv_test_load_set_server (load, i, servers[i].port);
    }

  mv_test_load_start (load);
  mv_test_load_wait (load, 100);
  mv_test_program_kill (&servers[1]);
  mv_test_load_wait (load, 100);
  mv_test_load_set_server (load, 1, 0);
  mv_test_load_finish (load);
  for (guint i = 0; i < G_N_ELEMENTS (servers); i++)
    mv_test_program_stop (&servers[i]);
}

/* Workers share one port; one that is killed is replaced, and all end when the keeper is asked. */
static void
test_workers (Fixture *f, gconstpointer data)
{
  MvTestProgram server = { 0 };
  g_autoptr (MvTestLoad) load = NULL;

  if (f->url == NULL)
    return;

  load = mv_test_load_new (f->t, 4);
  mv_test_program_start (&server, f->option, "--workers=3");
  g_assert_cmpuint (server.pids->len, ==, 3);
  mv_test_load_set_server (load, 0, server.port);

  mv_test_load_start (load);
  for (guint i = 0; i < server.pids->len; i++)
    {
      mv_test_load_wait (load, 40);
      g_assert_cmpint (kill ((pid_t) g_array_index (server.pids, gint64, i), SIGKILL), ==, 0);
    }
  mv_test_load_wait (load, 40);
  mv_test_load_finish (load);
  mv_test_program_stop (&server);
}

/* What a parked pull answers, on another thread than the one that wakes it. */
typedef struct
{
  const MvTestProgram *server;
  MvTestPerson *person;
  MvPage *page; /* (nullable) */
} Parked;

static gpointer
pull_in_thread (gpointer data)
{
  Parked *self = data;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *address =
      g_strdup_printf ("http://127.0.0.1:%u/v1/sync/pull", self->server->port);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->person->token, NULL);
  g_autofree char *body = mv_pull_encode (self->person->pull);
  g_autoptr (GBytes) sent = g_bytes_new (body, strlen (body));
  g_autoptr (SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_headers_append (soup_message_get_request_headers (message), "Prefer", "wait=55");
  soup_message_set_request_body_from_bytes (message, "application/json", sent);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  self->page = mv_page_decode (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  return NULL;
}

/* Brings the person up to date and parks a pull of theirs. */
static GThread *
park (Fixture *f, Parked *parked)
{
  g_autoptr (MvClock) clock = mv_clock_system_new ();
  g_autofree char *now = mv_clock_dup_now (clock);
  g_autoptr (GError) error = NULL;
  GThread *thread;

  mv_db_run (f->t->db, &error, "UPDATE device SET token_since = $1, seen = $1", "t", now);
  g_assert_no_error (error);
  g_ptr_array_unref (mv_test_feed_pull_all (f->t, parked->person));
  thread = g_thread_new ("parked", pull_in_thread, parked);
  while (mv_test_program_read_metric (parked->server, "medvirk_parked_pulls") == 0)
    g_thread_yield ();
  return thread;
}

static void
assert_woken (Parked *parked, const char *kind)
{
  const MvLine *line;

  g_assert_true (parked->page->is_whole);
  g_assert_cmpuint (parked->page->rows->len, >=, 1);
  line = parked->page->rows->pdata[0];
  g_assert_cmpstr (line->kind, ==, kind);
  g_clear_pointer (&parked->page, mv_page_free);
}

/* A pull that is parked at one process gets what somebody wrote elsewhere: another process of ours,
 * and a command that an administrator runs. */
static void
test_wake (Fixture *f, gconstpointer data)
{
  MvTestProgram server = { 0 };
  Parked parked = { &server, NULL, NULL };
  g_autofree char *scope = NULL;
  g_autofree char *id = NULL;
  GThread *thread;

  if (f->url == NULL)
    return;

  scope = mv_scope_project (f->t->project);
  id = mv_test_feed_new_id (f->t);
  parked.person = &f->t->person_a;
  mv_test_program_start (&server, f->option, NULL);

  thread = park (f, &parked);
  mv_test_feed_do (f->t, &f->t->researcher,
                   "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"meeting\",\"base\":0,"
                   "\"body\":{\"title\":\"M\",\"start\":\"2026-11-20T10:00:00+01:00\"}}",
                   scope, id);
  g_thread_join (thread);
  assert_woken (&parked, "meeting");

  thread = park (f, &parked);
  g_auto (MvTestRun) added =
      mv_test_run ("member", "add", f->option, "--project", f->t->project, "--user",
                   f->t->stranger.caller->uid, "--role", "representative", NULL);
  g_assert_cmpint (added.status, ==, 0);
  g_thread_join (thread);
  assert_woken (&parked, "member");

  mv_test_program_stop (&server);
}

/* A process whose listener lost its connection has missed something, so all its pulls are read
 * again once it listens anew. */
static void
test_missed (Fixture *f, gconstpointer data)
{
  MvTestProgram server = { 0 };
  Parked parked = { &server, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *id = NULL;
  GThread *thread;

  if (f->url == NULL)
    return;

  scope = mv_scope_project (f->t->project);
  id = mv_test_feed_new_id (f->t);
  parked.person = &f->t->person_a;
  mv_test_program_start (&server, f->option, NULL);
  thread = park (f, &parked);

  /* A row that nobody tells of. */
  g_assert_true (mv_db_begin (f->t->db, TRUE, &error));
  mv_db_run (f->t->db, &error, "UPDATE scope SET seq = seq + 1 WHERE name = $1", "t", scope);
  mv_db_run (f->t->db, &error,
             "INSERT INTO item (id, scope, seq, rev, kind, writer, author, written, body)"
             " SELECT $1, id, seq, 1, 'meeting', '', '', '', '{\"title\":\"M\"}' FROM scope"
             " WHERE name = $2",
             "tt", id, scope);
  g_assert_true (mv_db_commit (f->t->db, &error));
  g_assert_no_error (error);
  mv_db_run (f->t->db, &error,
             "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
             " WHERE datname = current_database () AND query LIKE 'LISTEN%'",
             "");
  g_assert_no_error (error);

  g_thread_join (thread);
  assert_woken (&parked, "meeting");
  mv_test_program_stop (&server);
}

/* SQLite has one writer and no way to wake others, and the program says so. */
static void
test_not_on_sqlite (void)
{
  g_auto (MvTestRun) run =
      mv_test_run ("serve", "--database=sqlite:/nowhere.sqlite", "--workers=2", NULL);
  g_auto (MvTestRun) many =
      mv_test_run ("serve", "--database=postgresql:host=/nowhere", "--workers=65", NULL);

  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "PostgreSQL"));
  g_assert_cmpint (many.status, ==, 2);
  g_assert_nonnull (strstr (many.err, "64"));
}

/* The server is killed again and again while people write: what it acknowledged is there, once. */
static void
test_kill_often (const char *url)
{
  guint n_rounds = g_getenv ("MEDVIRK_LONG_TESTS") != NULL ? ROUNDS_LONG : ROUNDS;
  g_autofree char *option = g_strconcat ("--database=", url, NULL);
  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autoptr (MvTestLoad) load = mv_test_load_new (t, 4);
  MvTestProgram server = { 0 };

  mv_test_load_start (load);
  for (guint i = 0; i < n_rounds; i++)
    {
      mv_test_program_start (&server, option, NULL);
      mv_test_load_set_server (load, 0, server.port);
      mv_test_load_wait (load, 20 + i);
      mv_test_program_kill (&server);
      mv_test_load_set_server (load, 0, 0);
    }
  mv_test_program_start (&server, option, NULL);
  mv_test_load_set_server (load, 0, server.port);
  mv_test_load_finish (load);
  mv_test_program_stop (&server);

  g_auto (MvTestRun) check = mv_test_run ("check", option, "--json", NULL);
  g_assert_cmpint (check.status, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/processes/kill-one", test_kill_one);
  ADD ("/processes/workers", test_workers);
  ADD ("/processes/wake", test_wake);
  ADD ("/processes/missed", test_missed);
  g_test_add_func ("/processes/not-on-sqlite", test_not_on_sqlite);
  mv_test_add_on_databases ("/processes/kill-often", test_kill_often);

  return g_test_run ();
}
