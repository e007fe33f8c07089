/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-backup.h"
#include "mv-test-device.h"
#include "mv-test-folder.h"
#include "mv-test-server.h"
#include "mv-test-world.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/* A contribution travels: the real server library over HTTP on loopback, and the real client
 * library on the PCs of a few people. */

#define FIRST_MOMENT "2026-11-22T08:00:00Z"

/* A server with one project: A and B are its representatives, R its researcher, each with a PC. */
typedef struct
{
  char *folder;
  char *database;
  MvClock *clock;
  MvRandom *random;
  MvDb *db;
  MvTestWorld *world;
  MvTestServer *server;
  MvTestDevice *a, *b, *r;
  GString *seen_by_others; /* every answer that B's and R's PCs got */
} Fixture;

static MvAnswer *
note_answer (MvTestTransport *transport,
             const MvRequest *request,
             MvAnswer *answer,
             gpointer data,
             GError **error)
{
  GString *seen = data;

  if (answer->body != NULL)
    g_string_append_len (seen, g_bytes_get_data (answer->body, NULL),
                         (gssize) g_bytes_get_size (answer->body));
  return answer;
}

static MvTestDevice *
add_device (Fixture *fixture, guint64 seed, const char *code)
{
  MvTestDevice *device =
      mv_test_device_new (mv_test_server_get_address (fixture->server), fixture->clock, seed);
  g_autoptr (GError) error = NULL;

  mv_test_device_enrol (device, code, &error);
  g_assert_no_error (error);
  mv_test_device_must_exchange (device);

  return device;
}

static MvTestDevice *
add_person (Fixture *fixture, guint64 seed, const char *name, const char *role)
{
  g_autofree char *uid = mv_test_world_add_person (fixture->world, name);
  g_autofree char *code = mv_test_world_invite (fixture->world, uid);

  mv_test_world_set_member (fixture->world, uid, role);
  return add_device (fixture, seed, code);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvRandom) server_random = mv_random_system_new ();
  g_autoptr (GError) error = NULL;
  gint64 now_us = 0;

  g_assert_true (mv_time_from_text (FIRST_MOMENT, &now_us));
  fixture->folder = g_dir_make_tmp ("medvirk-travel-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->database = g_strdup_printf ("sqlite:%s/server.db", fixture->folder);
  fixture->clock = mv_clock_virtual_new (now_us);
  fixture->random = mv_random_seeded_new (7, 1);
  fixture->db = mv_db_open (fixture->database, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  fixture->world = mv_test_world_new (fixture->db, fixture->clock, fixture->random);
  fixture->server = mv_test_server_new (fixture->database, fixture->clock, server_random);
  fixture->seen_by_others = g_string_new (NULL);

  fixture->a = add_person (fixture, 1, "Person A", "representative");
  fixture->b = add_person (fixture, 2, "Person B", "representative");
  fixture->r = add_person (fixture, 3, "Person R", "researcher");
  mv_test_transport_set_filter (mv_test_device_get_transport (fixture->b), note_answer,
                                fixture->seen_by_others);
  mv_test_transport_set_filter (mv_test_device_get_transport (fixture->r), note_answer,
                                fixture->seen_by_others);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  mv_test_device_free (fixture->a);
  mv_test_device_free (fixture->b);
  mv_test_device_free (fixture->r);
  mv_test_server_free (fixture->server);
  mv_test_world_free (fixture->world);
  g_clear_object (&fixture->db);
  g_clear_object (&fixture->random);
  g_clear_object (&fixture->clock);
  g_string_free (fixture->seen_by_others, TRUE);
  mv_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
}

static char *
write_and_share (Fixture *fixture, MvTestDevice *device, const char *text, const char *audience)
{
  char *id = mv_test_device_write (device, fixture->world->project, text, MV_SAVE_DRAFT);

  mv_test_device_share (device, id, audience);
  return id;
}

static void
assert_text (MvTestDevice *device, const char *id, const char *text)
{
  g_autofree char *found = mv_test_device_dup_text (device, id);

  g_assert_cmpstr (found, ==, text);
}

/* Written and shared without a server; sent when it is back; read and answered by the team; the
 * answer comes home. */
static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  mv_test_server_kill (fixture->server);
  id = write_and_share (fixture, fixture->a, "Ring before ten", "project");
  g_assert_false (mv_test_device_exchange (fixture->a, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE);
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->a->service), >, 0);
  assert_text (fixture->a, id, "Ring before ten");

  mv_test_server_start (fixture->server);
  mv_test_device_must_exchange (fixture->a);
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->a->service), ==, 0);
  mv_test_device_must_exchange (fixture->r);
  assert_text (fixture->r, id, "Ring before ten");
  g_assert_cmpuint (mv_test_device_count (fixture->r, "contribution"), ==, 1);

  mv_test_device_answer (fixture->r, id, "We ring after nine");
  mv_test_device_must_exchange (fixture->r);
  mv_test_device_must_exchange (fixture->a);
  g_assert_cmpuint (mv_test_device_count (fixture->a, "reply"), ==, 1);
  g_assert_true (mv_test_device_holds (fixture->a, "We ring after nine"));
}

/* Loses the answer to every push, after the server has committed it. */
static MvAnswer *
lose_push_answers (MvTestTransport *transport,
                   const MvRequest *request,
                   MvAnswer *answer,
                   gpointer data,
                   GError **error)
{
  guint *n_lost = data;

  if (!g_str_equal (request->path, "/v1/sync/push"))
    return answer;

  g_assert_cmpuint (answer->status, ==, 200);
  (*n_lost)++;
  mv_answer_free (answer);
  g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT, "lost");
  return NULL;
}

/* An answer lost after the commit, and the server killed and restarted on top: the team holds the
 * entry exactly once. */
static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  MvTestTransport *transport = mv_test_device_get_transport (fixture->a);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  guint n_lost = 0;

  id = write_and_share (fixture, fixture->a, "Ring before ten", "project");
  mv_test_transport_set_filter (transport, lose_push_answers, &n_lost);
  g_assert_false (mv_test_device_exchange (fixture->a, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT);
  g_assert_cmpuint (n_lost, ==, 1);
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->a->service), >, 0);

  mv_test_server_kill (fixture->server);
  mv_test_server_start (fixture->server);
  mv_test_transport_set_filter (transport, NULL, NULL);
  mv_test_device_must_exchange (fixture->a);
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->a->service), ==, 0);

  mv_test_device_must_exchange (fixture->r);
  g_assert_cmpuint (mv_test_device_count (fixture->r, "contribution"), ==, 1);
  assert_text (fixture->r, id, "Ring before ten");
  g_assert_cmpuint (mv_test_device_count (fixture->a, "contribution"), ==, 1);
}

static MvTestDevice *
add_second_pc (Fixture *fixture)
{
  g_autofree char *code = mv_test_device_link_code (fixture->a);

  return add_device (fixture, 11, code);
}

/* Two PCs change one draft while neither has a network: both texts are on both. */
static void
test_two_devices_one_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvTestDevice) second = add_second_pc (fixture);
  g_autofree char *id = NULL;
  MvTestDevice *devices[] = { fixture->a, second };

  id = mv_test_device_write (fixture->a, fixture->world->project, "At first", MV_SAVE_DRAFT);
  mv_test_device_must_exchange (fixture->a);
  mv_test_device_must_exchange (second);
  assert_text (second, id, "At first");

  mv_test_device_change (fixture->a, id, "From the first PC", MV_SAVE_DRAFT);
  mv_test_device_change (second, id, "From the second PC", MV_SAVE_DRAFT);
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
        mv_test_device_must_exchange (devices[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      g_autoptr (GPtrArray) siblings = NULL;

      g_assert_true (mv_test_device_holds (devices[i], "From the first PC"));
      g_assert_true (mv_test_device_holds (devices[i], "From the second PC"));
      siblings = mv_store_list_siblings (devices[i]->store, devices[i]->account, id, NULL);
      g_assert_cmpuint (siblings->len, ==, 1);
      g_assert_cmpuint (mv_test_device_count (devices[i], "contribution"), ==, 1);
    }
}

/* A membership ends: one's own record stays whole, with the answers to it; the others' texts go. */
static void
test_membership_ended (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mine = write_and_share (fixture, fixture->a, "From A to all", "project");
  g_autofree char *team = write_and_share (fixture, fixture->a, "From A to the team", "team");
  g_autofree char *theirs = write_and_share (fixture, fixture->b, "From B to all", "project");
  g_autofree char *draft = NULL;

  draft =
      mv_test_device_write (fixture->a, fixture->world->project, "Still a draft", MV_SAVE_DRAFT);
  mv_test_device_must_exchange (fixture->a);
  mv_test_device_must_exchange (fixture->b);
  mv_test_device_must_exchange (fixture->r);
  mv_test_device_answer (fixture->r, mine, "An answer to A");
  mv_test_device_must_exchange (fixture->r);
  mv_test_device_must_exchange (fixture->a);
  assert_text (fixture->a, theirs, "From B to all");

  mv_test_world_end_member (fixture->world, fixture->a->uid);
  mv_test_device_must_exchange (fixture->a);
  assert_text (fixture->a, mine, "From A to all");
  assert_text (fixture->a, team, "From A to the team");
  assert_text (fixture->a, draft, "Still a draft");
  g_assert_true (mv_test_device_holds (fixture->a, "An answer to A"));
  g_assert_cmpuint (mv_test_device_count (fixture->a, "pastproject"), ==, 1);
  g_assert_false (mv_test_device_holds (fixture->a, "From B to all"));
  g_assert_cmpuint (mv_test_device_count (fixture->a, "project"), ==, 0);
}

/* What was written meanwhile for a project that one is no longer in needs attention, and is kept.
 */
static void
test_written_when_ended (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) unsent = NULL;

  mv_test_world_end_member (fixture->world, fixture->a->uid);
  id = write_and_share (fixture, fixture->a, "One day too late", "project");
  mv_test_device_must_exchange (fixture->a);
  mv_test_device_must_exchange (fixture->a);
  g_assert_true (mv_test_device_holds (fixture->a, "One day too late"));
  assert_text (fixture->a, id, "One day too late");

  unsent = mv_store_list_unsent (fixture->a->store, fixture->a->account, NULL);
  g_assert_cmpuint (unsent->len, >, 0);
  g_assert_cmpint (((MvUnsent *) unsent->pdata[0])->problem, !=, 0);
  mv_test_device_must_exchange (fixture->r);
  g_assert_false (mv_test_device_holds (fixture->r, "One day too late"));
}

/* A half-written text reaches one's own PCs, and no other account in any answer. */
static void
test_draft_is_private (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvTestDevice) second = add_second_pc (fixture);
  g_autofree char *draft = NULL;
  g_autofree char *shared = NULL;

  draft = mv_test_device_write (fixture->a, fixture->world->project, "Half a tho", MV_SAVE_DRAFT);
  shared = write_and_share (fixture, fixture->a, "A whole thought", "project");
  mv_test_device_must_exchange (fixture->a);
  /* A change that is not yet "updated" is a draft as well. */
  mv_test_device_change (fixture->a, shared, "A second thou", MV_SAVE_DRAFT);
  mv_test_device_must_exchange (fixture->a);
  mv_test_device_must_exchange (second);
  mv_test_device_must_exchange (fixture->b);
  mv_test_device_must_exchange (fixture->r);

  assert_text (second, draft, "Half a tho");
  g_assert_true (mv_test_device_holds (second, "A second thou"));
  assert_text (fixture->r, shared, "A whole thought");
  g_assert_nonnull (strstr (fixture->seen_by_others->str, "A whole thought"));
  g_assert_null (strstr (fixture->seen_by_others->str, "Half a tho"));
  g_assert_null (strstr (fixture->seen_by_others->str, "A second thou"));
}

/* What is for the team alone does not reach the other representatives. */
static void
test_team_audience (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = write_and_share (fixture, fixture->a, "For the team alone", "team");

  mv_test_device_must_exchange (fixture->a);
  mv_test_device_must_exchange (fixture->b);
  g_assert_null (strstr (fixture->seen_by_others->str, "For the team alone"));
  mv_test_device_must_exchange (fixture->r);
  assert_text (fixture->r, id, "For the team alone");
}

/* With a link code everything is on the second PC; the code is good for one PC. */
static void
test_link_code (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft =
      mv_test_device_write (fixture->a, fixture->world->project, "A draft", MV_SAVE_DRAFT);
  g_autofree char *shared = write_and_share (fixture, fixture->a, "A shared one", "project");
  g_autofree char *code = NULL;
  g_autoptr (MvTestDevice) second = NULL;
  g_autoptr (MvTestDevice) third = NULL;
  g_autoptr (GError) error = NULL;

  mv_test_device_must_exchange (fixture->a);
  code = mv_test_device_link_code (fixture->a);
  second = add_device (fixture, 11, code);
  g_assert_cmpstr (second->uid, ==, fixture->a->uid);
  assert_text (second, draft, "A draft");
  assert_text (second, shared, "A shared one");
  g_assert_cmpuint (mv_test_device_count (second, "project"), ==, 1);
  g_assert_true (mv_sync_service_get_is_complete (second->service));

  third = mv_test_device_new (mv_test_server_get_address (fixture->server), fixture->clock, 12);
  g_assert_false (mv_test_device_enrol (third, code, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVITATION_INVALID);
}

/* Two started programs: what one sends reaches the other by itself, through its parked pull. */
static void
test_parked_pull_wakes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  mv_sync_service_start (fixture->r->service);
  while (mv_sync_service_get_state (fixture->r->service) != MV_SYNC_IDLE)
    g_main_context_iteration (NULL, TRUE);

  id = write_and_share (fixture, fixture->a, "Ring before ten", "project");
  mv_test_device_must_exchange (fixture->a);
  while (!mv_test_device_holds (fixture->r, "Ring before ten"))
    g_main_context_iteration (NULL, TRUE);
  assert_text (fixture->r, id, "Ring before ten");
}

/* A copied profile: both go on, each under an identity of its own, and nothing is lost or doubled.
 */
static void
test_copied_profile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvTestDevice) second = add_second_pc (fixture);
  g_autoptr (MvAccount) original = NULL;
  g_autoptr (GError) error = NULL;

  /* The second PC believes that it is the first. */
  original = mv_store_find_account (fixture->a->store, fixture->a->account, &error);
  g_assert_no_error (error);
  mv_store_fork_device (second->store, second->account, original->device, &error);
  g_assert_no_error (error);

  g_free (mv_test_device_write (fixture->a, fixture->world->project, "From the first PC",
                                MV_SAVE_DRAFT));
  mv_test_device_must_exchange (fixture->a);
  g_free (mv_test_device_write (second, fixture->world->project, "From the copy", MV_SAVE_DRAFT));
  mv_test_device_must_exchange (second);
  mv_test_device_must_exchange (fixture->a);

  g_assert_true (mv_test_device_holds (fixture->a, "From the copy"));
  g_assert_true (mv_test_device_holds (second, "From the first PC"));
  g_assert_cmpuint (mv_test_device_count (fixture->a, "contribution"), ==, 2);
}

/* A guest network's page in the place of the server. */
static void
portal_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  static const char page[] = "<html><body>Welcome. Sign in.</body></html>";

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, page,
                                    sizeof page - 1);
}

/* A guest network answers in the server's place: nothing is believed, nothing is lost, and all goes
 * on when the server can be reached again. */
static void
test_captive_portal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = write_and_share (fixture, fixture->a, "Ring before ten", "project");
  g_autoptr (GUri) address =
      g_uri_parse (mv_test_server_get_address (fixture->server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (SoupServer) portal = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  mv_test_server_kill (fixture->server);
  soup_server_add_handler (portal, NULL, portal_cb, NULL, NULL);
  soup_server_listen_local (portal, (guint) g_uri_get_port (address), SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);

  g_assert_false (mv_test_device_exchange (fixture->a, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK);
  g_assert_cmpint (mv_sync_service_get_state (fixture->a->service), ==, MV_SYNC_OFFLINE);
  assert_text (fixture->a, id, "Ring before ten");

  soup_server_disconnect (portal);
  mv_test_server_start (fixture->server);
  mv_test_device_must_exchange (fixture->a);
  mv_test_device_must_exchange (fixture->r);
  assert_text (fixture->r, id, "Ring before ten");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

/* What the administrator does after a disk was lost: the files go, and the backup takes their
 * place. */
static void
restore (Fixture *fixture, const char *backup)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autoptr (MvDb) target = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strdup_printf ("%s/server.db%s", fixture->folder, endings[i]);

      g_remove (file);
    }
  target = mv_db_open (fixture->database, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  sums = mv_backup_restore (backup, target, fixture->random, &made, &error);
  g_assert_no_error (error);
  mv_transfer_mark_unfinished (target, FALSE, &error);
  g_assert_no_error (error);
}

/* The restore drill: the server comes back as it was some time ago, and what people had sent since
 * is sent again by their programs. Everybody has it once. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (fixture->folder, "backup", NULL);
  g_autofree char *before = write_and_share (fixture, fixture->a, "Before the backup", "project");
  g_autofree char *after = NULL;
  g_autoptr (MvDb) source = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  g_autoptr (GError) error = NULL;
  MvTestDevice *devices[] = { fixture->a, fixture->r, fixture->b };

  mv_test_device_must_exchange (fixture->a);
  source = mv_db_open (fixture->database, NULL, MV_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  sums = mv_backup_make (source, backup, FIRST_MOMENT, &error);
  g_assert_no_error (error);
  g_clear_object (&source);

  after = write_and_share (fixture, fixture->a, "After the backup", "project");
  mv_test_device_must_exchange (fixture->a);
  mv_test_device_must_exchange (fixture->r);
  assert_text (fixture->r, after, "After the backup");
  mv_test_device_answer (fixture->r, after, "Answered after the backup");
  mv_test_device_must_exchange (fixture->r);

  mv_test_server_kill (fixture->server);
  restore (fixture, backup);
  mv_test_server_start (fixture->server);

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
        mv_test_device_must_exchange (devices[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      assert_text (devices[i], before, "Before the backup");
      assert_text (devices[i], after, "After the backup");
      g_assert_cmpuint (mv_test_device_count (devices[i], "contribution"), ==, 2);
      g_assert_cmpuint (mv_sync_service_get_n_unsent (devices[i]->service), ==, 0);
    }
  g_assert_true (mv_test_device_holds (fixture->a, "Answered after the backup"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);

  ADD ("/travel/there-and-back", test_there_and_back);
  ADD ("/travel/lost-answer", test_lost_answer);
  ADD ("/travel/two-devices-one-draft", test_two_devices_one_draft);
  ADD ("/travel/membership-ended", test_membership_ended);
  ADD ("/travel/written-when-ended", test_written_when_ended);
  ADD ("/travel/draft-is-private", test_draft_is_private);
  ADD ("/travel/team-audience", test_team_audience);
  ADD ("/travel/link-code", test_link_code);
  ADD ("/travel/parked-pull-wakes", test_parked_pull_wakes);
  ADD ("/travel/copied-profile", test_copied_profile);
  ADD ("/travel/captive-portal", test_captive_portal);
  ADD ("/travel/restore", test_restore);

  return g_test_run ();
}
