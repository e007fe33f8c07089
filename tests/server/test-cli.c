/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-invitation-code.h"
#include "mv-json.h"
#include "mv-test-database.h"
#include "mv-test-program.h"

#include <gio/gio.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

/* The built program, run as an administrator runs it. */
typedef struct
{
  char *folder;
  char *database; /* the option */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = mv_test_folder_new ();
  f->database = g_strdup_printf ("--database=sqlite:%s/server.sqlite", f->folder);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  mv_test_folder_free (f->folder);
  g_free (f->database);
}

static void
init (Fixture *f)
{
  g_auto (MvTestRun) result = mv_test_run ("init", f->database, "--json", NULL);
  g_autoptr (JsonObject) object = mv_test_run_parse (&result);

  g_assert_cmpint (mv_json_get_integer (object, "vocabularies", 0), ==, 7);
}

/* From nothing to an invitation, by public commands and their output alone. */
static void
test_set_up (Fixture *f, gconstpointer data)
{
  init (f);
  g_auto (MvTestRun) organisation =
      mv_test_run ("organisation", "add", f->database, "--number", "999999999", "--name",
                   "Sykehus A", "--region", "Helse Sør-Øst", "--json", NULL);
  g_auto (MvTestRun) user = mv_test_run ("user", "add", f->database, "--name", "Person A",
                                         "--language", "nn", "--json", NULL);
  g_auto (MvTestRun) project =
      mv_test_run ("project", "add", f->database, "--title", "Prosjekt A", "--organisation",
                   "999999999", "--vocabulary", "innovation", "--json", NULL);
  g_auto (MvTestRun) committee = mv_test_run ("committee", "add", f->database, "--name", "Utval A",
                                              "--covers", "999999999", "--json", NULL);
  g_autofree char *oid = mv_test_run_dup_member (&organisation, "id");
  g_autofree char *uid = mv_test_run_dup_member (&user, "id");
  g_autofree char *pid = mv_test_run_dup_member (&project, "id");
  g_autofree char *cid = mv_test_run_dup_member (&committee, "id");
  g_auto (MvTestRun) member = mv_test_run ("member", "add", f->database, "--project", pid, "--user",
                                           uid, "--role", "representative", NULL);
  g_auto (MvTestRun) seat = mv_test_run ("member", "add", f->database, "--committee", cid, "--user",
                                         uid, "--role", "secretary", NULL);
  g_auto (MvTestRun) role = mv_test_run ("role", "add", f->database, "--organisation", "999999999",
                                         "--user", uid, "--role", "coordinator", NULL);
  g_auto (MvTestRun) invitation =
      mv_test_run ("invite", f->database, "--user", uid, "--json", NULL);
  g_auto (MvTestRun) check = mv_test_run ("check", f->database, "--json", NULL);
  g_autofree char *code = mv_test_run_dup_member (&invitation, "code");
  g_autofree char *normal = mv_invitation_normalise (code, NULL);
  g_autoptr (JsonObject) checked = mv_test_run_parse (&check);

  g_assert_nonnull (oid);
  g_assert_cmpint (member.status, ==, 0);
  g_assert_cmpint (seat.status, ==, 0);
  g_assert_cmpint (role.status, ==, 0);
  g_assert_cmpstr (code, ==, normal);
  g_assert_true (mv_json_get_boolean (checked, "ok", FALSE));
  g_assert_cmpuint (json_array_get_length (mv_json_get_array (checked, "problems")), ==, 0);
}

/* The invitation file is for one reader and says where the server is. */
static void
test_invitation_file (Fixture *f, gconstpointer data)
{
  init (f);
  g_auto (MvTestRun) user = mv_test_run ("user", "add", f->database, "--name", "Person A",
                                         "--language", "nb", "--json", NULL);
  g_autofree char *uid = mv_test_run_dup_member (&user, "id");
  g_autofree char *path = g_build_filename (f->folder, "a.medvirk", NULL);
  g_auto (MvTestRun) invitation =
      mv_test_run ("invite", f->database, "--user", uid, "--address",
                   "https://medvirk.example.org/", "--file", path, "--json", NULL);
  g_autofree char *code = mv_test_run_dup_member (&invitation, "code");
  g_autofree char *text = NULL;
  g_autofree char *server = NULL;
  g_autofree char *read_code = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  mv_invitation_parse (text, &server, &read_code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server, ==, "https://medvirk.example.org");
  g_assert_cmpstr (read_code, ==, code);
}

typedef struct
{
  const char *arguments[10];
  int status;
} WrongRow;

static const WrongRow wrong_rows[] = {
  /* nothing, and what is not there */
  { { NULL }, 2 },
  { { "dance", NULL }, 2 },
  { { "user", NULL }, 2 },
  /* an option is missing, unknown or has a value that is none */
  { { "init", NULL }, 2 },
  { { "user", "add", "DATABASE", "--name", "Person A", NULL }, 2 },
  { { "user", "add", "DATABASE", "--name", "Person A", "--language", "de", NULL }, 2 },
  { { "user", "add", "DATABASE", "--nmae", "Person A", NULL }, 2 },
  { { "check", "DATABASE", "more", NULL }, 2 },
  { { "serve", "DATABASE", "--listen", "here", NULL }, 2 },
  /* a form and a level of the log that there is not */
  { { "serve", "DATABASE", "--log", "xml", NULL }, 2 },
  { { "serve", "DATABASE", "--log-level", "loud", NULL }, 2 },
  /* an address that others reach needs a word more */
  { { "serve", "DATABASE", "--listen", "0.0.0.0:0", NULL }, 2 },
  { { "serve", "DATABASE", "--listen", "[::]:0", NULL }, 2 },
  { { "import", "--dry-run", "--format", "csv", "file", NULL }, 2 },
  /* well asked, and refused */
  { { "project", "add", "DATABASE", "--title", "A", "--organisation", "1", "--vocabulary",
      "national", NULL },
    1 },
  { { "invite", "DATABASE", "--user", "0193a000-0000-7000-8000-000000000001", NULL }, 1 },
  { { "load", "DATABASE", "no-such-file", NULL }, 1 },
  { { "import", "--dry-run", "no-such-file", NULL }, 1 },
};

/* Wrong usage ends with 2 and what is refused with 1, both with a sentence on standard error and
 * nothing on standard output. */
static void
test_wrong (Fixture *f, gconstpointer data)
{
  init (f);
  for (guint i = 0; i < G_N_ELEMENTS (wrong_rows); i++)
    {
      const char *a[10] = { NULL };

      for (guint j = 0; wrong_rows[i].arguments[j] != NULL; j++)
        a[j] = g_str_equal (wrong_rows[i].arguments[j], "DATABASE") ? f->database
                                                                    : wrong_rows[i].arguments[j];
      g_auto (MvTestRun) result =
          mv_test_run (a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], NULL);

      g_test_message ("%s %s", a[0], a[1]);
      g_assert_cmpint (result.status, ==, wrong_rows[i].status);
      g_assert_cmpstr (result.out, ==, "");
      g_assert_cmpuint (strlen (result.err), >, 10);
    }
}

/* Every command tells its options and shows a line that works. */
static void
test_help (Fixture *f, gconstpointer data)
{
  static const char *const commands[][2] = {
    { "init", NULL },        { "serve", NULL },         { "organisation", "add" },
    { "user", "add" },       { "project", "add" },      { "committee", "add" },
    { "member", "add" },     { "role", "add" },         { "invite", NULL },
    { "load", NULL },        { "import", NULL },        { "check", NULL },
    { "migrate", NULL },     { "backup", NULL },        { "restore", NULL },
    { "export-user", NULL }, { "erase-user", NULL },    { "audit", NULL },
    { "device", "list" },    { "device", "revoke" },    { "purge", NULL },
    { "project", "load" },   { "coordinator", "load" },
  };
  g_auto (MvTestRun) all = mv_test_run ("--help", NULL);

  g_assert_cmpint (all.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (MvTestRun) result = commands[i][1] != NULL
                                      ? mv_test_run (commands[i][0], commands[i][1], "--help", NULL)
                                      : mv_test_run (commands[i][0], "--help", NULL);
      g_autofree char *example = g_strdup_printf ("medvirk-server %s", commands[i][0]);

      g_assert_nonnull (strstr (all.out, commands[i][0]));
      g_assert_cmpint (result.status, ==, 0);
      g_assert_nonnull (strstr (result.out, "--database"));
      g_assert_nonnull (strstr (result.out, example));
    }
}

#define UID "0193a000-0000-7000-8000-0000000000a1"
#define PID "0193a000-0000-7000-8000-0000000000b1"
#define OID "0193a000-0000-7000-8000-0000000000c1"

static const char lines[] =
    "{\"scope\":\"catalogue\",\"kind\":\"organisation\",\"id\":\"" OID
    "\",\"body\":{\"number\":\"999999999\",\"name\":\"Sykehus A\",\"region\":\"vest\"}}\n"
    "{\"scope\":\"user/" UID "\",\"kind\":\"account\",\"id\":\"" UID "\",\"body\":{\"uid\":\"" UID
    "\",\"name\":\"Person A\",\"language\":\"nn\"}}\n"
    "\n"
    "{\"scope\":\"project/" PID "\",\"kind\":\"project\",\"id\":\"" PID
    "\",\"body\":{\"title\":\"Prosjekt A\",\"organisation\":\"" OID
    "\",\"vocabulary\":\"helse-vest\"}}\n"
    "{\"scope\":\"project/" PID "\",\"kind\":\"member\","
    "\"id\":\"0193a000-0000-7000-8000-0000000000d1\",\"body\":{\"uid\":\"" UID
    "\",\"name\":\"Person A\",\"role\":\"representative\"}}\n"
    /* right */
    "{\"scope\":\"project/" PID "/by/" UID "\",\"kind\":\"contribution\","
    "\"id\":\"0193a000-0000-7000-8000-0000000000e1\",\"by\":\"" UID
    "\",\"at\":\"2025-03-01T10:00:00+01:00\",\"body\":{\"project\":\"" PID
    "\",\"date\":\"2025-03-01\",\"text\":\"Hei\"}}\n"
    /* line 7: a representative calls no meeting */
    "{\"scope\":\"project/" PID "\",\"kind\":\"meeting\","
    "\"id\":\"0193a000-0000-7000-8000-0000000000e2\",\"by\":\"" UID
    "\",\"body\":{\"title\":\"Mote\",\"start\":\"2025-03-01T10:00:00+01:00\"}}\n"
    /* line 8: not JSON */
    "{\"scope\"\n"
    /* line 9: a national identity number */
    "{\"scope\":\"project/" PID "/by/" UID "\",\"kind\":\"contribution\","
    "\"id\":\"0193a000-0000-7000-8000-0000000000e3\",\"by\":\"" UID
    "\",\"body\":{\"project\":\"" PID
    "\",\"date\":\"2025-03-01\",\"text\":\"Ring 01810000186\"}}\n";

/* A file is loaded through the same rules as people write by: bad lines are named and the others go
 * in; what is there already can be loaded again only as long as nobody has joined. */
static void
test_load (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "lines.ndjson", NULL);
  g_autoptr (GError) error = NULL;

  init (f);
  g_file_set_contents (path, lines, -1, &error);
  g_assert_no_error (error);

  g_auto (MvTestRun) result = mv_test_run ("load", path, f->database, "--json", NULL);
  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (
      strstr (result.out, "{\"code\":\"not-allowed\",\"field\":\"by\",\"line\":7}\n"));
  g_assert_nonnull (strstr (result.out, "{\"code\":\"bad-json\",\"line\":8}\n"));
  g_assert_nonnull (strstr (result.out, "{\"code\":\"invalid\",\"field\":\"text\",\"line\":9}\n"));
  g_assert_nonnull (strstr (result.out, "{\"loaded\":5,\"refused\":3}\n"));

  g_auto (MvTestRun) check = mv_test_run ("check", f->database, NULL);
  g_assert_cmpint (check.status, ==, 0);
}

/* Reads the port once the server has written it; its first line on standard output says that. */
static guint
wait_for_port (GSubprocess *process, const char *port_file)
{
  g_autoptr (GDataInputStream) out =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_file_get_contents (port_file, &text, NULL, &error);
  g_assert_no_error (error);
  return (guint) g_ascii_strtoull (text, NULL, 10);
}

static char *
get (guint port, const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *request =
      g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);
  char answer[4096] = { 0 };
  size_t length;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer,
                           sizeof answer - 1, &length, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (answer);
}

/* It listens on a free port, writes it down, answers, and ends well when it is asked to. */
static void
test_serve (Fixture *f, gconstpointer data)
{
  g_autofree char *port_file = g_build_filename (f->folder, "port", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *answer = NULL;
  guint port;

  init (f);
  process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("MV_SERVER_PROGRAM"),
                        "serve", f->database, "--listen", "127.0.0.1:0", "--port-file", port_file,
                        "--health", "127.0.0.1:0", "--json", NULL);
  g_assert_no_error (error);
  port = wait_for_port (process, port_file);
  answer = get (port, "/v1");
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));

  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  g_assert_false (g_file_test (port_file, G_FILE_TEST_EXISTS));
}

/* The configuration file that is delivered is understood; a misspelt key stops the start. */
static void
test_config (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "bad.conf", NULL);
  g_autofree char *delivered =
      g_build_filename (g_getenv ("MV_SOURCE_ROOT"), "data", "server", "medvirk-server.conf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_file_get_contents (delivered, &text, NULL, &error);
  g_assert_no_error (error);
  for (char *at = text; (at = strstr (at, "\n#")) != NULL; at++)
    {
      /* Every key stands there with its default, behind a comment sign without a blank. */
      if (g_ascii_isalpha (at[2]))
        at[1] = '\n';
    }
  g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  g_assert_true (g_key_file_has_key (file, "server", "database", NULL));
  g_assert_true (g_key_file_has_key (file, "server", "listen", NULL));
  g_assert_true (g_key_file_has_key (file, "server", "log", NULL));

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_auto (MvTestRun) whole =
      mv_test_run ("serve", "--config", path, "--database", "sqlite:/nowhere.sqlite", NULL);
  g_assert_cmpint (whole.status, ==, 1);
  g_assert_null (strstr (whole.err, "unknown key"));

  g_file_set_contents (path, "[server]\nlissten=127.0.0.1:0\n", -1, &error);
  g_assert_no_error (error);
  g_auto (MvTestRun) result = mv_test_run ("serve", "--config", path, NULL);
  g_assert_cmpint (result.status, ==, 1);
  g_assert_nonnull (strstr (result.err, "lissten"));
}

/* A file for the import, and what is said of it: where, and one of the words in English. */
typedef struct
{
  const char *text;
  const char *place;
  const char *words;
  gboolean is_note; /* told, and no fault that has to be mended */
} BadFeedRow;

#define GOOD "{\"id\":\"1\",\"tittel\":\"A\",\"status\":\"Avsluttet\"}"

static const BadFeedRow bad_feeds[] = {
  /* a title is missing */
  { "[" GOOD ",\n{\"id\":\"2\",\"status\":\"Avsluttet\"}]", ":2:2:tittel", "is missing" },
  /* an empty one */
  { "[" GOOD ",\n{\"id\":\"2\",\"tittel\":\" \",\"status\":\"Avsluttet\"}]", ":2:2:tittel",
    "is missing" },
  /* a number where a text is expected */
  { "[\n\n{\"id\":\"1\",\"tittel\":7,\"status\":\"Avsluttet\"}]", ":3:1:tittel",
    "of another type" },
  /* the same id twice */
  { "[" GOOD ",\n" GOOD "]", ":2:2:id", "the same id" },
  /* something that is no study */
  { "[" GOOD ",\n7]", ":2:2:", "something else" },
  /* a word that nobody has seen before */
  { "[{\"id\":\"1\",\"tittel\":\"A\",\"status\":\"Ny\"}]", ":1:1:status", "word is new", TRUE },
  /* somebody's test */
  { "[{\"id\":\"1\",\"tittel\":\"Test\",\"status\":\"Avsluttet\"}]", ":1:1:tittel", "test", TRUE },
  /* no studies at all */
  { "[]", "", "no studies" },
  /* cut in the third line */
  { "[" GOOD ",\n\n{\"id\":", ":3", "not whole" },
  /* an object */
  { "{}", ":1", "not a list" },
  /* nothing */
  { "", "", "not whole" },
};

/* @place: as `:line:study:field`; each that is there is named in @sentence */
static void
assert_place (const char *sentence, const char *file, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, ":", -1);

  g_assert_nonnull (strstr (sentence, file));
  for (guint i = 0; place[0] != '\0' && parts[i] != NULL; i++)
    g_assert_nonnull (strstr (sentence, parts[i]));
}

/* Each fault of a file has a sentence in three languages that names the place. */
static void
test_bad_feeds (Fixture *f, gconstpointer data)
{
  static const char *const languages[] = { "en", "nb", "nn" };
  g_autofree char *path = g_build_filename (f->folder, "feed.json", NULL);

  g_setenv ("MV_BUILD_TREE", "1", TRUE);
  /* Newer C libraries translate nothing in C.UTF-8. */
  if (setlocale (LC_MESSAGES, "nb_NO.UTF-8") != NULL)
    g_setenv ("LC_ALL", "nb_NO.UTF-8", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (bad_feeds); i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_true (g_file_set_contents (path, bad_feeds[i].text, -1, NULL));
      for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
        {
          g_auto (MvTestRun) result = { 0 };

          g_setenv ("LANGUAGE", languages[j], TRUE);
          result = mv_test_run ("import", "--dry-run", "--format", "fnsp", path, NULL);
          g_assert_cmpint (result.status, ==, bad_feeds[i].is_note ? 0 : 1);
          assert_place (result.err, path, bad_feeds[i].place);
          if (j == 0)
            g_assert_nonnull (strstr (result.err, bad_feeds[i].words));
          g_assert_true (g_hash_table_add (seen, g_steal_pointer (&result.err)));
        }
    }
  g_unsetenv ("LANGUAGE");
  g_unsetenv ("MV_BUILD_TREE");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/cli/set-up", test_set_up);
  ADD ("/cli/invitation-file", test_invitation_file);
  ADD ("/cli/wrong", test_wrong);
  ADD ("/cli/bad-feeds", test_bad_feeds);
  ADD ("/cli/help", test_help);
  ADD ("/cli/load", test_load);
  ADD ("/cli/serve", test_serve);
  ADD ("/cli/config", test_config);

  return g_test_run ();
}
