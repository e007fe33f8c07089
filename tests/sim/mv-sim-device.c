/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sim.h"

#include "mv-json.h"

#include <string.h>

/* One PC: the real store, exchange and state machine; the requests go to the played network. */

/* Enrols at the server, without faults, and returns the token. */
static char *
enrol (MvSimDevice *self, const char *device_id)
{
  MvSim *sim = self->sim;
  g_autofree char *code = mv_test_world_invite (sim->world, self->uid);
  char *text =
      g_strdup_printf ("{\"invitation\":\"%s\",\"device\":{\"id\":\"%s\",\"name\":\"%s\"}}", code,
                       device_id, self->name);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  g_autoptr (MvRequest) request = mv_request_new ("POST", "/v1/enrol", NULL, body);
  g_autoptr (MvAnswer) answer = NULL;
  gboolean is_parked = FALSE;
  char *token;

  g_free (request->content_type);
  request->content_type = g_strdup ("application/json");
  answer = mv_routes_handle (sim->routes, request, &is_parked, NULL);
  token = mv_sync_exchange_read_token (answer);
  g_assert_nonnull (token);

  return token;
}

void
mv_sim_device_init (
    MvSimDevice *self, MvSim *sim, const char *name, const char *uid, guint64 stream)
{
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autofree char *device_id = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  MvAccount account = { 0 };

  self->sim = sim;
  self->name = name;
  self->uid = g_strdup (uid);
  self->account = g_strdup ("account");
  self->random = mv_random_seeded_new (sim->seed, 100 + stream);
  self->store =
      mv_store_open (":memory:", NULL, executor, executor, sim->clock, self->random, &error);
  g_assert_no_error (error);

  device_id = mv_uuid_new_v7 (sim->clock, self->random);
  token = enrol (self, device_id);
  account.key = self->account;
  account.server = (char *) "https://medvirk.example.no";
  account.uid = self->uid;
  account.device = device_id;
  account.name = (char *) name;
  mv_store_add_account (self->store, &account, &error);
  g_assert_no_error (error);

  self->exchange =
      mv_sync_exchange_new (self->store, self->account, token, sim->clock, self->random);
  self->core = mv_sync_core_new (self->random);
}

void
mv_sim_device_clear (MvSimDevice *self)
{
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->core, mv_sync_core_free);
  if (self->store != NULL)
    mv_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->random);
  g_free (self->uid);
  g_free (self->account);
}

static void
start_lane (MvSimDevice *self, MvSyncLane lane, guint wait_s)
{
  g_autoptr (MvRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  MvSyncEvent event = { 0 };

  request = mv_sync_exchange_prepare (self->exchange, lane, wait_s, &event, &error);
  if (error != NULL)
    mv_sim_fail (self->sim, "%s cannot make a request: %s", self->name, error->message);
  if (request == NULL)
    {
      mv_sim_device_tell (self, event);
      return;
    }

  self->requests[lane] = ++self->sim->last_request;
  mv_sim_network_send (self, lane, self->requests[lane], request);
}

static void
carry_out (MvSimDevice *self, const MvSyncStep *step)
{
  if (step->actions & MV_SYNC_DO_CANCEL_PULL)
    self->requests[MV_SYNC_LANE_PULL] = 0;
  if (step->actions & MV_SYNC_DO_CANCEL_PUSH)
    {
      self->requests[MV_SYNC_LANE_PUSH] = 0;
      self->requests[MV_SYNC_LANE_FORK] = 0;
    }
  if (step->actions & MV_SYNC_DO_PUSH)
    start_lane (self, MV_SYNC_LANE_PUSH, 0);
  if (step->actions & MV_SYNC_DO_PULL)
    start_lane (self, MV_SYNC_LANE_PULL, step->wait_s);
  if (step->actions & MV_SYNC_DO_FORK)
    start_lane (self, MV_SYNC_LANE_FORK, 0);
}

void
mv_sim_device_tell (MvSimDevice *self, MvSyncEvent event)
{
  MvSyncStep step;

  event.now_us = mv_clock_now_us (self->sim->clock);
  step = mv_sync_core_handle (self->core, &event);
  mv_sim_note (self->sim, "%s %s: %u, %s", self->name, mv_sync_event_type_get_name (event.type),
               step.actions, mv_sync_phase_get_name (mv_sync_core_get_phase (self->core)));
  if (mv_sync_core_get_phase (self->core) == MV_SYNC_PHASE_REFUSED)
    mv_sim_fail (self->sim, "%s was refused", self->name);

  self->wake_us = step.wake_us;
  if (step.wake_us != 0)
    mv_sim_schedule (self->sim, step.wake_us - event.now_us, MV_SIM_WAKE, self);
  carry_out (self, &step);
}

/* What the service does when the store says that it changed. */
void
mv_sim_device_look (MvSimDevice *self)
{
  g_autoptr (GError) error = NULL;
  MvSyncFacts facts;

  if (!mv_sync_exchange_look (self->exchange, &facts, &error))
    {
      mv_sim_fail (self->sim, "%s cannot look: %s", self->name, error->message);
      return;
    }
  mv_sim_device_tell (self, (MvSyncEvent){ .type = MV_SYNC_EVENT_OUTBOX, .due_us = facts.due_us });
}

void
mv_sim_device_take (MvSimDevice *self, MvSimEvent *arrived)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) error = NULL;
  MvSyncEvent event = { 0 };

  if (self->requests[arrived->lane] != arrived->number)
    return;

  self->requests[arrived->lane] = 0;
  if (arrived->answer == NULL)
    failure = g_error_new_literal (MV_TRANSPORT_ERROR, (int) arrived->failure, "as it happens");
  mv_sync_exchange_take (self->exchange, arrived->lane, arrived->answer, failure, &event, &error);
  if (error != NULL && error->domain == MV_STORE_ERROR)
    mv_sim_fail (self->sim, "%s cannot take an answer: %s", self->name, error->message);
  if (error != NULL)
    mv_sim_note (self->sim, "%s hears: %s", self->name, error->message);
  mv_sim_device_tell (self, event);
}
