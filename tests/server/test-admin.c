/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-scope.h"
#include "mv-test-database.h"
#include "mv-test-load.h"
#include "mv-test-members.h"
#include "mv-test-program.h"
#include "mv-transfer.h"

#include <glib/gstdio.h>
#include <string.h>

#define SECRET "Eg kan berre om morgonen"
#define GROUND "Arkivlova § 6"

/* A database with a project in it, and the program. */
typedef struct
{
  char *folder;
  char *option; /* --database=… */
  char *list;   /* --erasures=… */
  MvTestFeed *t;
} World;

static void
world_init (World *w, const char *url)
{
  w->folder = mv_test_folder_new ();
  w->option = g_strconcat ("--database=", url, NULL);
  w->list = g_strdup_printf ("--erasures=%s/erasures", w->folder);
  w->t = mv_test_members_new (url);
}

static void
world_clear (World *w)
{
  mv_test_feed_free (w->t);
  mv_test_folder_free (w->folder);
  g_free (w->option);
  g_free (w->list);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
assert_done (const MvTestRun *run)
{
  if (run->status != 0)
    g_error ("ended with %d: %s", run->status, run->err);
}

static void
assert_refused (const MvTestRun *run, const char *word)
{
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err, word));
}

static char *
option_for (const World *w, const char *file)
{
  return g_strdup_printf ("--database=sqlite:%s/%s", w->folder, file);
}

static GPtrArray *
measure (const char *option)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db = mv_db_open (option + strlen ("--database="), NULL, MV_DB_READ_ONLY, &error);
  GPtrArray *sums;

  g_assert_no_error (error);
  g_assert_true (mv_db_begin (db, FALSE, &error));
  sums = mv_transfer_measure (db, &error);
  g_assert_no_error (error);
  return sums;
}

static void
assert_same (const char *option, GPtrArray *expected)
{
  g_autoptr (GPtrArray) found = measure (option);
  g_autoptr (GError) error = NULL;

  mv_transfer_compare (expected, found, &error);
  g_assert_no_error (error);
}

/* Whether a text stands anywhere among the records. */
static gboolean
holds (const char *option, const char *text)
{
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", text);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db = mv_db_open (option + strlen ("--database="), NULL, MV_DB_READ_ONLY, &error);
  gint64 n = 0;

  g_assert_no_error (error);
  mv_db_get_one_integer (db, &n, NULL, &error,
                         "SELECT (SELECT count(*) FROM item WHERE body LIKE $1)"
                         " + (SELECT count(*) FROM person WHERE name LIKE $1)",
                         "t", pattern);
  g_assert_no_error (error);
  return n > 0;
}

/* A draft of the representative's own with SECRET, and a contribution that they shared. */
static char *
write_something (World *w)
{
  g_autofree char *draft = mv_test_feed_new_id (w->t);

  mv_test_feed_do (w->t, &w->t->person_a,
                   "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"contribution\","
                   "\"base\":0,\"body\":{\"project\":\"%s\",\"date\":\"2026-11-20\","
                   "\"text\":\"" SECRET "\"}}",
                   draft, w->t->project);
  return mv_test_feed_share (w->t, &w->t->person_a, "project", NULL);
}

/* Moving */

/* Everything moves to the other kind of database and back, and is the same: every table by count
 * and hash. The source stays as it is, a database with records is no target, and the copy can be
 * written to. */
static void
test_migrate (const char *url)
{
  g_auto (World) w = { 0 };
  g_autofree char *other = g_str_has_prefix (url, "sqlite:") ? mv_test_postgresql_new_url () : NULL;
  g_autofree char *to = NULL, *back = NULL, *to_option = NULL, *back_option = NULL;
  g_autofree char *from = g_strconcat ("--from=", url, NULL);
  g_autoptr (GPtrArray) before = NULL;

  world_init (&w, url);
  g_free (write_something (&w));
  if (other == NULL)
    other = g_strdup_printf ("sqlite:%s/other.db", w.folder);
  to = g_strconcat ("--to=", other, NULL);
  to_option = g_strconcat ("--database=", other, NULL);
  back_option = option_for (&w, "back.db");
  back = g_strconcat ("--to=", back_option + strlen ("--database="), NULL);
  before = measure (w.option);

  g_auto (MvTestRun) moved = mv_test_run ("migrate", from, to, "--json", NULL);
  assert_done (&moved);
  g_assert_nonnull (strstr (moved.out, "\"sha256\""));
  assert_same (to_option, before);
  assert_same (w.option, before);

  g_auto (MvTestRun) again = mv_test_run ("migrate", from, to, NULL);
  assert_refused (&again, "not empty");
  assert_same (to_option, before);

  g_autofree char *from_other = g_strconcat ("--from=", other, NULL);
  g_auto (MvTestRun) home = mv_test_run ("migrate", from_other, back, NULL);
  assert_done (&home);
  assert_same (back_option, before);

  g_auto (MvTestRun) user =
      mv_test_run ("user", "add", to_option, "--name", "Person C", "--language", "nb", NULL);
  g_auto (MvTestRun) check = mv_test_run ("check", to_option, NULL);
  assert_done (&user);
  g_assert_null (strstr (check.out, "counter"));
}

/* Backups */

/* A backup that is made while people write is consistent, and comes back as a database that is in
 * order. */
static void
test_backup_under_load (const char *url)
{
  g_auto (World) w = { 0 };
  g_autoptr (MvTestLoad) load = NULL;
  g_autofree char *file = NULL;
  g_autofree char *restored = NULL;
  MvTestProgram server = { 0 };

  world_init (&w, url);
  file = g_build_filename (w.folder, "backup", NULL);
  restored = option_for (&w, "restored.db");
  load = mv_test_load_new (w.t, 3);
  mv_test_program_start (&server, w.option, NULL);
  mv_test_load_set_server (load, 0, server.port);
  mv_test_load_start (load);
  mv_test_load_wait (load, 20);
  g_auto (MvTestRun) backup = mv_test_run ("backup", w.option, file, "--json", NULL);
  mv_test_load_wait (load, 20);
  mv_test_load_finish (load);
  mv_test_program_stop (&server);

  assert_done (&backup);
  g_auto (MvTestRun) back = mv_test_run ("restore", restored, file, w.list, NULL);
  /* A list that is named must be there. */
  assert_refused (&back, "erasures");
  g_auto (MvTestRun) again = mv_test_run ("restore", restored, file, NULL);
  assert_done (&again);
  g_auto (MvTestRun) check = mv_test_run ("check", restored, NULL);
  assert_done (&check);
}

static void
change_file (const char *file, const char *sql)
{
  g_autofree char *url = g_strconcat ("sqlite:", file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db = mv_db_open (url, NULL, MV_DB_MUST_EXIST, &error);

  g_assert_no_error (error);
  mv_db_run (db, &error, sql, "");
  g_assert_no_error (error);
}

static char *
read_epoch (const char *option)
{
  g_autoptr (MvDb) db = mv_db_open (option + strlen ("--database="), NULL, MV_DB_READ_ONLY, NULL);

  return mv_db_get_one_text (db, NULL, "SELECT value FROM meta WHERE key = 'epoch'", "");
}

/* A backup is one file for its owner alone that is not written over. What is no backup, or is not
 * as it was, is refused and leaves nothing; a restored server has a new epoch, and a restore that
 * was broken off is not served and can be run again. */
static void
test_restore (const char *url)
{
  g_auto (World) w = { 0 };
  g_autofree char *file = NULL, *restored = NULL, *old_epoch = NULL, *new_epoch = NULL;
  GStatBuf status;

  world_init (&w, url);
  g_free (write_something (&w));
  file = g_build_filename (w.folder, "backup", NULL);
  restored = option_for (&w, "restored.db");
  old_epoch = read_epoch (w.option);

  g_auto (MvTestRun) backup = mv_test_run ("backup", w.option, file, NULL);
  assert_done (&backup);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_auto (MvTestRun) twice = mv_test_run ("backup", w.option, file, NULL);
  assert_refused (&twice, file);

  g_auto (MvTestRun) full = mv_test_run ("restore", w.option, file, NULL);
  assert_refused (&full, "not empty");
  change_file (file, "UPDATE item SET rev = rev + 1 WHERE kind = 'project'");
  g_auto (MvTestRun) damaged = mv_test_run ("restore", restored, file, NULL);
  assert_refused (&damaged, "item");
  g_assert_false (holds (restored, SECRET));
  change_file (file, "UPDATE item SET rev = rev - 1 WHERE kind = 'project'");

  g_auto (MvTestRun) done = mv_test_run ("restore", restored, file, "--json", NULL);
  assert_done (&done);
  new_epoch = read_epoch (restored);
  g_assert_nonnull (new_epoch);
  g_assert_cmpstr (new_epoch, !=, old_epoch);
  g_assert_true (holds (restored, SECRET));

  change_file (restored + strlen ("--database=sqlite:"),
               "INSERT INTO meta (key, value) VALUES ('unfinished', '1')");
  g_auto (MvTestRun) broken = mv_test_run ("serve", restored, "--listen", "127.0.0.1:0", NULL);
  assert_refused (&broken, "broken off");
  g_auto (MvTestRun) anew = mv_test_run ("restore", restored, file, NULL);
  assert_done (&anew);
  g_auto (MvTestRun) check = mv_test_run ("check", restored, NULL);
  g_assert_null (strstr (check.err, "counter"));

  change_file (file, "DELETE FROM meta WHERE key = 'backup'");
  g_autofree char *third = option_for (&w, "third.db");
  g_auto (MvTestRun) none = mv_test_run ("restore", third, file, NULL);
  assert_refused (&none, "not a backup");
}

/* Erasure */

static const MvLine *
pull_line (MvTestFeed *t, MvTestPerson *person, const char *id, GPtrArray **out_lines)
{
  *out_lines = mv_test_feed_pull_all (t, person);
  return mv_test_find_line (*out_lines, id);
}

/* An erased person is gone from the database and, through the feed, from every replica; an older
 * backup does not bring anybody back. */
static void
test_erase (const char *url)
{
  g_auto (World) w = { 0 };
  g_autofree char *file = NULL, *restored = NULL, *id = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const MvLine *line;

  world_init (&w, url);
  id = write_something (&w);
  file = g_build_filename (w.folder, "backup", NULL);
  restored = option_for (&w, "restored.db");
  line = pull_line (w.t, &w.t->lead, id, &before);
  g_assert_nonnull (line);
  g_auto (MvTestRun) backup = mv_test_run ("backup", w.option, file, NULL);
  assert_done (&backup);

  const char *uid = w.t->person_a.caller->uid;
  const char *asked[] = { "erase-user", w.option, w.list, "--user", uid, NULL };
  g_auto (MvTestRun) no = mv_test_run_with_input ("no\n", asked);
  g_assert_cmpint (no.status, ==, 1);
  g_assert_true (holds (w.option, SECRET));
  g_auto (MvTestRun) yes = mv_test_run_with_input ("yes\n", asked);
  assert_done (&yes);

  line = pull_line (w.t, &w.t->lead, id, &after);
  g_assert_nonnull (line);
  g_assert_cmpstr (line->why, ==, "erased");
  g_assert_false (holds (w.option, SECRET));
  g_assert_false (holds (w.option, "Representant A"));
  g_assert_true (holds (w.option, "Representant B"));
  g_autoptr (GError) error = NULL;
  g_assert_null (mv_feed_authenticate (w.t->feed, w.t->person_a.token, &error));

  g_auto (MvTestRun) back = mv_test_run ("restore", restored, file, w.list, "--json", NULL);
  assert_done (&back);
  g_assert_nonnull (strstr (back.out, "\"erased\":1"));
  g_assert_false (holds (restored, SECRET));
  g_assert_false (holds (restored, "Representant A"));
  g_auto (MvTestRun) audit = mv_test_run ("audit", w.option, "--user", uid, "--json", NULL);
  assert_done (&audit);
  g_assert_nonnull (strstr (audit.out, "\"erase\""));
}

/* With a legal ground, which is written down, shared contributions stay without the name; without
 * one that is refused. Everything else goes. */
static void
test_erase_and_keep (const char *url)
{
  g_auto (World) w = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (MvFeedItem) item = NULL;

  world_init (&w, url);
  id = write_something (&w);
  const char *uid = w.t->person_a.caller->uid;

  g_auto (MvTestRun) without = mv_test_run ("erase-user", w.option, w.list, "--user", uid,
                                            "--keep-contributions", "--yes", NULL);
  g_assert_cmpint (without.status, ==, 2);
  g_auto (MvTestRun) with =
      mv_test_run ("erase-user", w.option, w.list, "--user", uid, "--keep-contributions",
                   "--ground", GROUND, "--yes", "--json", NULL);
  assert_done (&with);

  item = mv_test_feed_read (w.t, id);
  g_assert_nonnull (item->body);
  g_assert_false (holds (w.option, SECRET));
  g_assert_false (holds (w.option, "Representant A"));
  g_assert_true (holds (w.option, "Brukermedvirker"));
  g_auto (MvTestRun) audit = mv_test_run ("audit", w.option, "--user", uid, NULL);
  g_assert_nonnull (strstr (audit.out, GROUND));
  g_auto (MvTestRun) nobody =
      mv_test_run ("erase-user", w.option, w.list, "--user", w.t->project, "--yes", NULL);
  assert_refused (&nobody, "user");
}

/* Export and devices */

/* What is kept about a person comes out whole, for its owner's eyes, without what is others'. */
static void
test_export (const char *url)
{
  g_auto (World) w = { 0 };
  g_autofree char *file = NULL, *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  GStatBuf status;

  world_init (&w, url);
  g_free (write_something (&w));
  g_free (mv_test_feed_share (w.t, &w.t->person_b, "team", NULL));
  file = g_build_filename (w.folder, "person.json", NULL);

  g_auto (MvTestRun) run =
      mv_test_run ("export-user", w.option, "--user", w.t->person_a.caller->uid, file, NULL);
  assert_done (&run);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  object = mv_json_parse_object (text, -1, 16 * 1024 * 1024, NULL);
  g_assert_nonnull (object);
  g_assert_cmpuint (json_array_get_length (mv_json_get_array (object, "records")), >=, 2);
  g_assert_nonnull (strstr (text, SECRET));
  g_assert_null (strstr (text, w.t->person_b.caller->uid));
  g_assert_null (strstr (text, "token"));
}

/* A device that is shut out is told so at its next request. */
static void
test_devices (const char *url)
{
  g_auto (World) w = { 0 };
  g_autoptr (GError) error = NULL;

  world_init (&w, url);
  const char *uid = w.t->person_a.caller->uid;
  const char *device = w.t->person_a.caller->device;

  g_auto (MvTestRun) list = mv_test_run ("device", "list", w.option, "--user", uid, "--json", NULL);
  assert_done (&list);
  g_assert_nonnull (strstr (list.out, device));
  g_auto (MvTestRun) wrong =
      mv_test_run ("device", "revoke", w.option, "--user", w.t->person_b.caller->uid, "--device",
                   device, "--yes", NULL);
  g_assert_cmpint (wrong.status, ==, 1);
  g_auto (MvTestRun) revoked =
      mv_test_run ("device", "revoke", w.option, "--user", uid, "--device", device, "--yes", NULL);
  assert_done (&revoked);
  g_assert_null (mv_feed_authenticate (w.t->feed, w.t->person_a.token, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_DEVICE_REVOKED);
}

/* Many at once */

/* The projects and the coordinators of a spreadsheet come in together; one wrong line and nothing
 * does, and it is named. */
static void
test_many (const char *url)
{
  g_auto (World) w = { 0 };
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  world_init (&w, url);
  file = g_build_filename (w.folder, "table.csv", NULL);
  g_auto (MvTestRun) init = mv_test_run ("init", w.option, NULL);
  assert_done (&init);
  g_auto (MvTestRun) organisation =
      mv_test_run ("organisation", "add", w.option, "--number", "999999999", "--name", "Sykehus B",
                   "--region", "Helse Nord", NULL);
  assert_done (&organisation);

  text = g_strdup_printf ("Title;Organisation;Vocabulary;Lead\r\n"
                          "Prosjekt X;999999999;helse-nord;%s\r\n"
                          "\"Prosjekt; Y\";999999999;national;\r\n",
                          w.t->lead.caller->uid);
  g_assert_true (g_file_set_contents (file, text, -1, &error));
  g_auto (MvTestRun) projects = mv_test_run ("project", "load", w.option, file, "--json", NULL);
  assert_done (&projects);
  g_assert_nonnull (strstr (projects.out, "Prosjekt; Y"));
  g_assert_true (holds (w.option, "Prosjekt X"));

  g_assert_true (g_file_set_contents (
      file, "name,language,email,organisation\nKoordinator A,nn,a@example.org,999999999\n", -1,
      &error));
  g_auto (MvTestRun) people = mv_test_run ("coordinator", "load", w.option, file, "--json", NULL);
  assert_done (&people);
  g_assert_nonnull (strstr (people.out, "\"code\""));
  g_assert_true (holds (w.option, "Koordinator A"));

  g_assert_true (g_file_set_contents (file,
                                      "name,language,email,organisation\n"
                                      "Koordinator B,nn,,999999999\nKoordinator C,de,,999999999\n",
                                      -1, &error));
  g_auto (MvTestRun) wrong = mv_test_run ("coordinator", "load", w.option, file, NULL);
  assert_refused (&wrong, "3");
  g_assert_false (holds (w.option, "Koordinator B"));
}

/* What the table says is over is counted, asked about and deleted; the table itself needs no
 * database.
 */
static void
test_purge (const char *url)
{
  g_auto (World) w = { 0 };
  g_autoptr (GError) error = NULL;

  world_init (&w, url);
  mv_db_run (w.t->db, &error,
             "INSERT INTO audit (at, actor, action) VALUES ('2001-01-01T00:00:00Z', '', 'x')", "");
  g_assert_no_error (error);

  g_auto (MvTestRun) table = mv_test_run ("purge", "--list", "--json", NULL);
  assert_done (&table);
  g_assert_nonnull (strstr (table.out, "\"source\""));
  g_auto (MvTestRun) dry =
      mv_test_run ("purge", w.option, "--dry-run", "--only", "audit", "--json", NULL);
  assert_done (&dry);
  g_assert_nonnull (strstr (dry.out, "\"count\":1"));
  g_auto (MvTestRun) again =
      mv_test_run ("purge", w.option, "--only", "audit", "--yes", "--json", NULL);
  assert_done (&again);
  g_assert_nonnull (strstr (again.out, "\"count\":1"));
  g_auto (MvTestRun) after =
      mv_test_run ("purge", w.option, "--dry-run", "--only", "audit", "--json", NULL);
  g_assert_nonnull (strstr (after.out, "\"count\":0"));
  g_auto (MvTestRun) unknown = mv_test_run ("purge", w.option, "--only", "nothing", NULL);
  g_assert_cmpint (unknown.status, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/admin/migrate", test_migrate);
  mv_test_add_on_databases ("/admin/backup-under-load", test_backup_under_load);
  mv_test_add_on_databases ("/admin/restore", test_restore);
  mv_test_add_on_databases ("/admin/erase", test_erase);
  mv_test_add_on_databases ("/admin/erase-and-keep", test_erase_and_keep);
  mv_test_add_on_databases ("/admin/export", test_export);
  mv_test_add_on_databases ("/admin/devices", test_devices);
  mv_test_add_on_databases ("/admin/many", test_many);
  mv_test_add_on_databases ("/admin/purge", test_purge);

  return g_test_run ();
}
