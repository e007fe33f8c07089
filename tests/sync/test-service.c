/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sync-service.h"

#include "mv-test-transport.h"

#include <string.h>

/* The service between a real store and a server that the test plays: what it sends, and what a
 * person sees of it. */

#define ACCOUNT "account"
#define UID "01940000-0000-7000-8000-000000000001"
#define DEVICE "01940000-0000-7000-8000-000000000002"
#define EMPTY_PAGE                                                                                 \
  "{\"t\":\"head\",\"epoch\":\"e-1\",\"now\":\"2026-11-22T08:00:00Z\",\"scopes\":[],\"drop\":[],"  \
  "\"reset\":[]}\n{\"t\":\"end\",\"cursors\":{},\"more\":false,\"rows\":0}\n"

/* A person with an empty store in memory. @problem is what the server answers to a push, if not 0.
 */
typedef struct
{
  MvClock *clock;
  MvRandom *random;
  MvStore *store;
  MvTransport *transport;
  MvSyncService *service;
  gboolean is_reachable;
  MvProblem push_problem;
  MvProblem pull_problem;
  guint n_pushes;
  guint n_pulls;
  guint n_forks;
  guint n_pages;     /* what the server has to give, a row a page; 0 for nothing */
  gint64 page_us;    /* how long a page takes */
  guint n_before;    /* pages that came before the first push */
  guint fails_after; /* the network breaks after so many pages; 0 for never */
  gint64 last_n;
  char *seen_device;
  char *seen_token;
} Fixture;

static MvAnswer *
answer_push (Fixture *fixture, const MvRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPushAnswer) answer = g_new0 (MvPushAnswer, 1);
  g_autoptr (MvPush) push = NULL;
  g_autofree char *text = NULL;

  if (fixture->n_pushes++ == 0)
    fixture->n_before = fixture->n_pulls;
  if (fixture->push_problem != 0)
    return mv_test_answer_new_problem (fixture->push_problem);

  push = mv_push_decode (g_bytes_get_data (request->body, NULL),
                         (gssize) g_bytes_get_size (request->body), &error);
  g_assert_no_error (error);
  g_free (fixture->seen_device);
  fixture->seen_device = g_strdup (push->device);

  answer->epoch = g_strdup ("e-1");
  answer->results = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_result_free);
  for (guint i = 0; i < push->ops->len; i++)
    {
      const MvOp *op = g_ptr_array_index (push->ops, i);
      MvResult *result = g_new0 (MvResult, 1);

      result->n = op->n;
      result->rev = 1;
      result->seq = op->n;
      fixture->last_n = op->n;
      g_ptr_array_add (answer->results, result);
    }
  answer->last_n = fixture->last_n;
  text = mv_push_answer_encode (answer);

  return mv_test_answer_new_json (text);
}

/* One row more than the device has. */
static MvAnswer *
answer_page (Fixture *fixture, const MvRequest *request)
{
  g_autoptr (MvPull) pull = mv_pull_decode (g_bytes_get_data (request->body, NULL),
                                            (gssize) g_bytes_get_size (request->body), NULL);
  gint64 seq = mv_cursors_get (pull->cursors, "user/me") + 1;
  g_autofree char *text = g_strdup_printf (
      "{\"t\":\"head\",\"epoch\":\"e-1\",\"now\":\"2026-11-22T08:00:00Z\",\"scopes\":["
      "{\"s\":\"user/me\",\"role\":\"person\",\"head\":%u}],\"drop\":[],\"reset\":[]}\n"
      "{\"t\":\"put\",\"s\":\"user/me\",\"seq\":%d"
      ",\"id\":\"01940000-0000-7000-8000-%012d"
      "\",\"rev\":1,\"kind\":\"training\",\"body\":{}}\n"
      "{\"t\":\"end\",\"cursors\":{\"user/me\":%d},\"more\":%s,\"rows\":1}\n",
      fixture->n_pages, (int) seq, (int) seq + 1000, (int) seq,
      seq < fixture->n_pages ? "true" : "false");

  if (fixture->page_us > 0)
    mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (fixture->clock), fixture->page_us);
  if (fixture->fails_after > 0 && seq >= fixture->fails_after)
    fixture->is_reachable = FALSE;
  return mv_test_answer_new_json (text);
}

/* A pull is answered at once if it does not wait, else held. */
static MvAnswer *
handler (MvTestTransport *transport, const MvRequest *request, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_free (fixture->seen_token);
  fixture->seen_token = g_strdup (request->token);
  if (!fixture->is_reachable)
    {
      g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE, "no answer");
      return NULL;
    }

  if (g_str_equal (request->path, "/v1/sync/push"))
    return answer_push (fixture, request);
  if (g_str_equal (request->path, "/v1/me/devices"))
    {
      fixture->n_forks++;
      fixture->push_problem = 0;
      fixture->last_n = 0;
      return mv_test_answer_new_json ("{\"token\":\"mvd_new\",\"device\":\"x\"}");
    }

  g_assert_cmpstr (request->path, ==, "/v1/sync/pull");
  if (fixture->pull_problem != 0)
    return mv_test_answer_new_problem (fixture->pull_problem);
  if (request->wait_s > 0)
    return NULL;
  fixture->n_pulls++;
  return fixture->n_pages > 0 ? answer_page (fixture, request)
                              : mv_test_answer_new_json (EMPTY_PAGE);
}

static void
make_service (Fixture *fixture, const char *token)
{
  g_clear_object (&fixture->service);
  fixture->service = mv_sync_service_new (fixture->store, ACCOUNT, fixture->transport, token,
                                          fixture->clock, fixture->random);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autoptr (GError) error = NULL;
  MvAccount account = { .key = (char *) ACCOUNT,
                        .server = (char *) "https://medvirk.example.no",
                        .uid = (char *) UID,
                        .device = (char *) DEVICE,
                        .name = (char *) "Person A" };

  fixture->clock = mv_clock_virtual_new (1800000000 * (gint64) G_USEC_PER_SEC);
  fixture->random = mv_random_seeded_new (1, 1);
  fixture->store =
      mv_store_open (":memory:", NULL, executor, executor, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);
  g_assert_true (mv_store_add_account (fixture->store, &account, &error));
  g_assert_no_error (error);

  fixture->is_reachable = TRUE;
  fixture->transport = mv_test_transport_new (NULL);
  mv_test_transport_set_handler (MV_TEST_TRANSPORT (fixture->transport), handler, fixture);
  make_service (fixture, "mvd_old");
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  mv_sync_service_stop (fixture->service);
  settle ();
  g_assert_finalize_object (fixture->service);
  settle ();
  g_assert_finalize_object (fixture->transport);
  mv_store_close (fixture->store);
  g_assert_finalize_object (fixture->store);
  g_clear_object (&fixture->random);
  g_clear_object (&fixture->clock);
  g_free (fixture->seen_device);
  g_free (fixture->seen_token);
}

static void
write_training (Fixture *fixture)
{
  g_autoptr (MvRecord) record = mv_record_new (mv_kind_find ("training"), "");
  g_autoptr (GError) error = NULL;

  mv_record_set_text (record, "title", "A course");
  mv_record_set_text (record, "date", "2026-11-20");
  g_assert_true (mv_store_save (fixture->store, ACCOUNT, record, MV_SAVE_SHARED, &error));
  g_assert_no_error (error);
  settle ();
}

static void
exchanged_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out_result = user_data;

  *out_result = g_object_ref (result);
}

static gboolean
exchange (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mv_sync_service_exchange_async (fixture->service, NULL, exchanged_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return mv_sync_service_exchange_finish (fixture->service, result, error);
}

static void
assert_state (Fixture *fixture, MvSyncState state)
{
  g_assert_cmpint (mv_sync_service_get_state (fixture->service), ==, state);
}

/* Without a token the account is on this machine alone, and there is never anything to do. */
static void
test_local (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_service (fixture, NULL);
  mv_sync_service_start (fixture->service);
  g_assert_true (exchange (fixture, &error));
  g_assert_no_error (error);
  assert_state (fixture, MV_SYNC_LOCAL);
  g_assert_cmpuint (mv_test_transport_get_n_sent (MV_TEST_TRANSPORT (fixture->transport)), ==, 0);
}

/* What is written without a server is counted, and sent when there is one. */
static void
test_offline_then_online (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->is_reachable = FALSE;
  write_training (fixture);
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->service), ==, 1);
  g_assert_false (exchange (fixture, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE);
  g_clear_error (&error);
  assert_state (fixture, MV_SYNC_OFFLINE);
  g_assert_nonnull (mv_sync_service_get_last_error (fixture->service));
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->service), ==, 1);
  g_assert_cmpint (mv_sync_service_get_last_answer (fixture->service), ==, 0);

  fixture->is_reachable = TRUE;
  g_assert_true (exchange (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->service), ==, 0);
  g_assert_cmpint (mv_sync_service_get_last_answer (fixture->service), ==,
                   mv_clock_now_us (fixture->clock));
  g_assert_null (mv_sync_service_get_last_error (fixture->service));
  g_assert_true (mv_sync_service_get_is_complete (fixture->service));
  g_assert_cmpuint (fixture->n_pushes, ==, 1);
}

static gint64
get_cursor (Fixture *fixture)
{
  g_autoptr (MvPull) pull = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mv_store_prepare_pull (fixture->store, ACCOUNT, &pull, &error));
  g_assert_no_error (error);
  return mv_cursors_get (pull->cursors, "user/me");
}

/* A download of many pages goes on by itself until all of them are here, each asked for once. */
static void
test_many_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->n_pages = 150;
  g_assert_true (exchange (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_cursor (fixture), ==, 150);
  g_assert_cmpuint (fixture->n_pulls, ==, 150);
  g_assert_true (mv_sync_service_get_is_complete (fixture->service));
}

/* On a slow line what the person writes during a download does not wait for its end. */
static void
test_push_between_pages (Fixture *fixture, gconstpointer data)
{
  fixture->n_pages = 20;
  fixture->page_us = G_USEC_PER_SEC;
  mv_sync_service_start (fixture->service);
  while (fixture->n_pulls == 0)
    g_main_context_iteration (NULL, TRUE);
  write_training (fixture);
  while (get_cursor (fixture) < 20)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (fixture->n_pushes, ==, 1);
  g_assert_cmpuint (fixture->n_before, <, 8);
  g_assert_cmpuint (fixture->n_pulls, >=, 20);
}

/* The network breaks in the middle: the pages that came are kept, the person is told, and the next
 * round goes on after them. */
static void
test_pages_until_broken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->n_pages = 60;
  fixture->fails_after = 10;
  g_assert_false (exchange (fixture, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_cmpint (get_cursor (fixture), ==, 10);
  g_assert_false (mv_sync_service_get_is_complete (fixture->service));

  fixture->fails_after = 0;
  fixture->is_reachable = TRUE;
  g_assert_true (exchange (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_cursor (fixture), ==, 60);
  g_assert_cmpuint (fixture->n_pulls, ==, 60);
}

/* Stopped in the middle of a download, at every turn of the main loop: what is here was asked for,
 * and nothing is asked for any more. */
static void
test_stopped_between_pages (Fixture *fixture, gconstpointer data)
{
  for (guint n_turns = 1; n_turns < 30; n_turns++)
    {
      guint n_pulls;

      fixture->n_pages = (guint) get_cursor (fixture) + 60;
      mv_sync_service_start (fixture->service);
      for (guint i = 0; i < n_turns; i++)
        g_main_context_iteration (NULL, FALSE);
      mv_sync_service_stop (fixture->service);
      n_pulls = fixture->n_pulls;
      settle ();
      g_assert_cmpuint (fixture->n_pulls, ==, n_pulls);
      g_assert_cmpint (get_cursor (fixture), <=, n_pulls);
    }
}

/* A started service parks; what is written then goes out beside the parked pull at once. */
static void
test_push_beside_parked_pull (Fixture *fixture, gconstpointer data)
{
  MvTestTransport *transport = MV_TEST_TRANSPORT (fixture->transport);

  mv_sync_service_start (fixture->service);
  settle ();
  assert_state (fixture, MV_SYNC_IDLE);
  g_assert_cmpuint (mv_test_transport_get_n_held (transport), ==, 1);

  write_training (fixture);
  g_assert_cmpuint (fixture->n_pushes, ==, 1);
  g_assert_cmpuint (mv_test_transport_get_n_held (transport), ==, 1);
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->service), ==, 0);
  assert_state (fixture, MV_SYNC_IDLE);
}

/* Ended before the start took effect: nothing is sent. */
static void
test_start_and_stop (Fixture *fixture, gconstpointer data)
{
  mv_sync_service_start (fixture->service);
  mv_sync_service_stop (fixture->service);
  settle ();
  assert_state (fixture, MV_SYNC_OFFLINE);
  g_assert_cmpuint (mv_test_transport_get_n_sent (MV_TEST_TRANSPORT (fixture->transport)), ==, 0);
}

/* A service can be dropped while a pull is parked. */
static void
test_dropped_while_parked (Fixture *fixture, gconstpointer data)
{
  mv_sync_service_start (fixture->service);
  settle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->service));
  settle ();
  g_assert_cmpuint (mv_test_transport_get_n_held (MV_TEST_TRANSPORT (fixture->transport)), ==, 0);
  make_service (fixture, NULL);
}

/* Each refusal of the device stops the exchange and says why; asked by the person it tries again.
 */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const MvProblem problems[] = { MV_PROBLEM_NOT_AUTHENTICATED, MV_PROBLEM_DEVICE_REVOKED,
                                 MV_PROBLEM_DEVICE_ASLEEP, MV_PROBLEM_SCHEMA_TOO_OLD };

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture->pull_problem = problems[i];
      mv_sync_service_start (fixture->service);
      settle ();
      assert_state (fixture, MV_SYNC_STOPPED);
      g_assert_error (mv_sync_service_get_last_error (fixture->service), MV_PROBLEM,
                      (int) problems[i]);

      fixture->pull_problem = 0;
      g_assert_true (exchange (fixture, &error));
      g_assert_no_error (error);
      assert_state (fixture, MV_SYNC_IDLE);
      mv_sync_service_stop (fixture->service);
    }
}

/* A copy of the profile uses the same identity: this one gets its own, and what was written goes
 * out under it, numbered from 1, with the new key. */
static void
test_fork (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->push_problem = MV_PROBLEM_DEVICE_FORKED;
  write_training (fixture);
  g_assert_true (exchange (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_forks, ==, 1);
  g_assert_cmpint (fixture->last_n, ==, 1);
  g_assert_cmpstr (fixture->seen_device, !=, DEVICE);
  g_assert_true (mv_uuid_is_valid (fixture->seen_device));
  g_assert_cmpstr (fixture->seen_token, ==, "mvd_new");
  g_assert_cmpuint (mv_sync_service_get_n_unsent (fixture->service), ==, 0);
}

/* An answer that is JSON but no page, and a page of a guest network, change nothing. */
static MvAnswer *
portal_handler (MvTestTransport *transport, const MvRequest *request, gpointer data, GError **error)
{
  return mv_test_answer_new_json (data);
}

static void
test_foreign_answers (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "<html><body>Welcome</body></html>", /* a sign-in page that lies about its type */
    "{}",                                /* JSON, but not ours */
    "{\"t\":\"end\",\"rows\":0}\n",      /* an end without a head */
    "",                                  /* nothing */
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      mv_test_transport_set_handler (MV_TEST_TRANSPORT (fixture->transport), portal_handler,
                                     (gpointer) texts[i]);
      g_assert_false (exchange (fixture, &error));
      g_assert_cmpuint (error->domain, ==, MV_TRANSPORT_ERROR);
      assert_state (fixture, MV_SYNC_OFFLINE);
      g_assert_cmpint (mv_sync_service_get_last_answer (fixture->service), ==, 0);
    }
  mv_test_transport_set_handler (MV_TEST_TRANSPORT (fixture->transport), handler, fixture);
}

/* Who no longer wants to wait is told at once; the exchange goes on. */
static void
test_cancelled_wish (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mv_sync_service_exchange_async (fixture->service, cancellable, exchanged_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (mv_sync_service_exchange_finish (fixture->service, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Every property tells when it changes. */
static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_notify (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "state", "n-unsent", "last-answer", "is-complete" };
  guint counts[G_N_ELEMENTS (names)] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", names[i], NULL);

      g_signal_connect (fixture->service, signal, G_CALLBACK (count_cb), &counts[i]);
    }

  write_training (fixture);
  g_assert_true (exchange (fixture, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_cmpuint (counts[i], >, 0);
      g_signal_handlers_disconnect_by_data (fixture->service, &counts[i]);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sync/service/local", test_local);
  ADD ("/sync/service/offline-then-online", test_offline_then_online);
  ADD ("/sync/service/many-pages", test_many_pages);
  ADD ("/sync/service/push-between-pages", test_push_between_pages);
  ADD ("/sync/service/pages-until-broken", test_pages_until_broken);
  ADD ("/sync/service/stopped-between-pages", test_stopped_between_pages);
  ADD ("/sync/service/push-beside-parked-pull", test_push_beside_parked_pull);
  ADD ("/sync/service/start-and-stop", test_start_and_stop);
  ADD ("/sync/service/dropped-while-parked", test_dropped_while_parked);
  ADD ("/sync/service/refused", test_refused);
  ADD ("/sync/service/fork", test_fork);
  ADD ("/sync/service/foreign-answers", test_foreign_answers);
  ADD ("/sync/service/cancelled-wish", test_cancelled_wish);
  ADD ("/sync/service/notify", test_notify);

  return g_test_run ();
}
