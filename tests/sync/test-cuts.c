/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-routes.h"
#include "mv-store-private.h"
#include "mv-sync-exchange.h"
#include "mv-test-world.h"

#include <string.h>

/* An answer of the real routes, with a line of every type, cut at every byte: whatever is lost, the
 * next whole answer brings the replica to the same state. */

#define LONGEST_ANSWER 4096

/* A server in memory with one person, two devices of hers, and what the second one was told at two
 * moments; and a replica in which each cut has an account of its own. */
typedef struct
{
  MvClock *clock;
  MvRandom *random;
  MvDb *db;
  MvTestWorld *world;
  MvRoutes *routes;
  MvStore *store;
  char *uid;
  char *devices[2];
  char *tokens[2];
  GBytes *first;  /* the first page */
  GBytes *second; /* what changed since */
} Fixture;

static MvAnswer *
post (Fixture *fixture, const char *path, const char *token, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (MvRequest) request = mv_request_new ("POST", path, token, body);
  gboolean is_parked = FALSE;

  g_free (request->content_type);
  request->content_type = g_strdup ("application/json");
  return mv_routes_handle (fixture->routes, request, &is_parked, NULL);
}

static void
enrol (Fixture *fixture, guint i)
{
  g_autofree char *code = mv_test_world_invite (fixture->world, fixture->uid);
  g_autofree char *text = NULL;
  g_autoptr (MvAnswer) answer = NULL;

  fixture->devices[i] = mv_uuid_new_v7 (fixture->clock, fixture->random);
  text = g_strdup_printf ("{\"invitation\":\"%s\",\"device\":{\"id\":\"%s\",\"name\":\"PC\"}}",
                          code, fixture->devices[i]);
  answer = post (fixture, "/v1/enrol", NULL, text);
  fixture->tokens[i] = mv_sync_exchange_read_token (answer);
  g_assert_nonnull (fixture->tokens[i]);
}

static void
push (Fixture *fixture, guint i, const char *ops)
{
  g_autofree char *text = g_strdup_printf (
      "{\"schema\":1,\"device\":\"%s\",\"ack\":0,\"ops\":[%s]}", fixture->devices[i], ops);
  g_autoptr (MvAnswer) answer = post (fixture, "/v1/sync/push", fixture->tokens[i], text);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_null (g_strstr_len (g_bytes_get_data (answer->body, NULL),
                               (gssize) g_bytes_get_size (answer->body), "refused"));
}

static char *
make_put (const char *project, guint n, const char *id, guint base, const char *text)
{
  return g_strdup_printf (
      "{\"n\":%u,\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"contribution\","
      "\"base\":%u,\"body\":{\"project\":\"%s\",\"date\":\"2026-11-20\",\"text\":\"%s\"}}",
      n, id, base, project, text);
}

static MvSyncExchange *
make_account (Fixture *fixture, const char *key)
{
  MvAccount account = { .key = (char *) key,
                        .server = (char *) "https://medvirk.example.no",
                        .uid = fixture->uid,
                        .device = fixture->devices[1],
                        .name = (char *) "Person A" };
  g_autoptr (GError) error = NULL;

  mv_store_add_account (fixture->store, &account, &error);
  g_assert_no_error (error);
  return mv_sync_exchange_new (fixture->store, key, fixture->tokens[1], fixture->clock,
                               fixture->random);
}

static void
take (MvSyncExchange *exchange, GBytes *page, gboolean is_whole)
{
  g_autoptr (MvAnswer) answer = mv_answer_new (200, "application/x-ndjson", page);
  g_autoptr (GError) error = NULL;
  MvSyncEvent event = { 0 };

  mv_sync_exchange_take (exchange, MV_SYNC_LANE_PULL, answer, NULL, &event, &error);
  if (is_whole)
    {
      g_assert_no_error (error);
      g_assert_cmpint (event.type, ==, MV_SYNC_EVENT_PULLED);
      return;
    }
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, MV_TRANSPORT_ERROR);
  g_assert_cmpint (event.type, ==, MV_SYNC_EVENT_FAILED);
  g_assert_cmpint (event.failure, ==, MV_SYNC_FAILURE_RETRY);
}

/* What the real device would be told now. */
static GBytes *
pull (Fixture *fixture, MvSyncExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvRequest) request = NULL;
  g_autoptr (MvAnswer) answer = NULL;
  gboolean is_parked = FALSE;
  MvSyncEvent event = { 0 };

  request = mv_sync_exchange_prepare (exchange, MV_SYNC_LANE_PULL, 0, &event, &error);
  g_assert_no_error (error);
  answer = mv_routes_handle (fixture->routes, request, &is_parked, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  return g_bytes_ref (answer->body);
}

/* Three drafts; then one is changed on both devices, one deleted, one shared. */
static void
record_pages (Fixture *fixture)
{
  const char *project = fixture->world->project;
  g_autofree char *x = mv_uuid_new_v7 (fixture->clock, fixture->random);
  g_autofree char *y = mv_uuid_new_v7 (fixture->clock, fixture->random);
  g_autofree char *z = mv_uuid_new_v7 (fixture->clock, fixture->random);
  g_autofree char *put_x = make_put (project, 1, x, 0, "one");
  g_autofree char *put_y = make_put (project, 2, y, 0, "gone");
  g_autofree char *put_z = make_put (project, 3, z, 0, "shared");
  g_autofree char *change_x = make_put (project, 4, x, 1, "two");
  g_autofree char *other_x = make_put (project, 1, x, 1, "blåbær"); /* cut within letters, too */
  g_autofree char *del_y = g_strdup_printf ("{\"n\":5,\"op\":\"del\",\"id\":\"%s\",\"base\":1}", y);
  g_autofree char *share_z =
      g_strdup_printf ("{\"n\":6,\"op\":\"command\",\"name\":\"contribution.share\",\"base\":1,"
                       "\"args\":{\"contribution\":\"%s\",\"audience\":\"project\"}}",
                       z);
  g_autoptr (MvSyncExchange) exchange = make_account (fixture, "recorded");
  const char *const batch[] = { put_x, put_y, put_z, change_x, del_y, share_z };

  for (guint i = 0; i < 3; i++)
    push (fixture, 0, batch[i]);
  fixture->first = pull (fixture, exchange);
  take (exchange, fixture->first, TRUE);
  for (guint i = 3; i < G_N_ELEMENTS (batch); i++)
    push (fixture, 0, batch[i]);
  push (fixture, 1, other_x);
  fixture->second = pull (fixture, exchange);
  take (exchange, fixture->second, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autoptr (GError) error = NULL;

  fixture->clock = mv_clock_virtual_new (1800000000 * (gint64) G_USEC_PER_SEC);
  fixture->random = mv_random_seeded_new (7, 1);
  fixture->db = mv_db_open ("sqlite::memory:", NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  fixture->world = mv_test_world_new (fixture->db, fixture->clock, fixture->random);
  fixture->routes = mv_routes_new (fixture->world->feed, fixture->clock, fixture->random);
  fixture->store =
      mv_store_open (":memory:", NULL, executor, executor, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);

  fixture->uid = mv_test_world_add_person (fixture->world, "Person A");
  mv_test_world_set_member (fixture->world, fixture->uid, "representative");
  enrol (fixture, 0);
  enrol (fixture, 1);
  record_pages (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->first, g_bytes_unref);
  g_clear_pointer (&fixture->second, g_bytes_unref);
  mv_store_close (fixture->store);
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->routes);
  mv_test_world_free (fixture->world);
  g_clear_object (&fixture->db);
  g_clear_object (&fixture->random);
  g_clear_object (&fixture->clock);
  g_free (fixture->uid);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->devices); i++)
    {
      g_free (fixture->devices[i]);
      g_free (fixture->tokens[i]);
    }
}

/* Rows, bin and cursors of an account, as one text. */
static char *
dump (Fixture *fixture, const char *account)
{
  static const char *const sql =
      "SELECT (SELECT group_concat (id || scope || kind || rev || ' ' || seq || body || "
      "ifnull (conflict_of, '') || pending, x'0a') FROM (SELECT * FROM item WHERE account = $1 "
      "ORDER BY id)) || (SELECT group_concat (scope || ' ' || seq, x'0a') FROM (SELECT * FROM "
      "scope "
      "WHERE account = $1 ORDER BY scope)) || ifnull ((SELECT group_concat (id || body, x'0a') "
      "FROM "
      "(SELECT * FROM bin WHERE account = $1 ORDER BY id)), '')";
  g_autoptr (GError) error = NULL;
  char *text = mv_db_get_one_text (mv_store_get_db (fixture->store), &error, sql, "t", account);

  g_assert_no_error (error);
  g_assert_nonnull (text);
  return text;
}

/* The answer is a fair sample: small, and with every type of line. */
static void
test_sample (Fixture *fixture, gconstpointer data)
{
  size_t length;
  const char *text = g_bytes_get_data (fixture->second, &length);
  static const char *const parts[] = { "\"t\":\"head\"",    "\"t\":\"put\"",
                                       "\"t\":\"del\"",     "\"conflict_of\"",
                                       "\"why\":\"moved\"", "\"why\":\"deleted\"",
                                       "\"t\":\"end\"" };

  g_assert_cmpuint (length, <=, LONGEST_ANSWER);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_test_message ("%s", parts[i]);
      g_assert_nonnull (g_strstr_len (text, (gssize) length, parts[i]));
    }
}

/* Cut at every byte, and then whole: the same as if it had come whole at once. */
static void
test_every_byte (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = dump (fixture, "recorded");
  size_t length = g_bytes_get_size (fixture->second);

  for (size_t i = 0; i < length; i++)
    {
      g_autofree char *key = g_strdup_printf ("cut-%" G_GSIZE_FORMAT, i);
      g_autoptr (MvSyncExchange) exchange = make_account (fixture, key);
      g_autoptr (GBytes) start = g_bytes_new_from_bytes (fixture->second, 0, i);
      g_autofree char *result = NULL;

      take (exchange, fixture->first, TRUE);
      /* Without its last line feed nothing is missing. */
      take (exchange, start, i == length - 1);
      take (exchange, fixture->second, TRUE);
      result = dump (fixture, key);
      g_assert_cmpstr (result, ==, expected);
    }
}

/* The first page of all, cut at every byte. */
static void
test_first_page (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = dump (fixture, "recorded");
  size_t length = g_bytes_get_size (fixture->first);

  for (size_t i = 0; i < length; i++)
    {
      g_autofree char *key = g_strdup_printf ("cut-%" G_GSIZE_FORMAT, i);
      g_autoptr (MvSyncExchange) exchange = make_account (fixture, key);
      g_autoptr (GBytes) start = g_bytes_new_from_bytes (fixture->first, 0, i);
      g_autofree char *result = NULL;

      take (exchange, start, i == length - 1);
      take (exchange, fixture->first, TRUE);
      take (exchange, fixture->second, TRUE);
      result = dump (fixture, key);
      g_assert_cmpstr (result, ==, expected);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cuts/sample", test_sample);
  ADD ("/cuts/every-byte", test_every_byte);
  ADD ("/cuts/first-page", test_first_page);

  return g_test_run ();
}
