/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sim.h"

#include <string.h>

/* The network: a request goes to the server's routes and an answer comes back, if it does. */

#define SECOND_US ((gint64) G_USEC_PER_SEC)
/* After so long without a byte the transport gives up. */
#define SILENCE_US (30 * SECOND_US)
#define PORTAL "<html><body>Welcome</body></html>"

static gint64
draw_latency (MvSim *sim)
{
  /* A slow minute now and then, so that a push and a pull overtake each other. */
  guint32 longest_ms = sim->has_faults && mv_sim_chance (sim->faults, 5) ? 20000 : 200;

  return 1000 * (gint64) (1 + mv_random_below (sim->faults, longest_ms));
}

static gboolean
has_fault (MvSim *sim, guint percent)
{
  return sim->has_faults && mv_sim_chance (sim->faults, percent);
}

static MvRequest *
copy_request (const MvRequest *request)
{
  MvRequest *copy = mv_request_new (request->method, request->path, request->token, request->body);

  g_free (copy->content_type);
  copy->content_type = g_strdup (request->content_type);
  copy->wait_s = request->wait_s;

  return copy;
}

static void
tell_nothing (MvSim *sim,
              MvSimDevice *device,
              MvSyncLane lane,
              guint64 number,
              gint64 delay_us,
              MvTransportError failure)
{
  MvSimEvent *event = mv_sim_schedule (sim, delay_us, MV_SIM_AT_DEVICE, device);

  event->lane = lane;
  event->number = number;
  event->failure = failure;
}

void
mv_sim_network_send (MvSimDevice *device, MvSyncLane lane, guint64 number, const MvRequest *request)
{
  MvSim *sim = device->sim;
  guint n_copies = 1;

  sim->counts[MV_SIM_COUNT_REQUESTS]++;
  if (device->is_cut_off)
    {
      tell_nothing (sim, device, lane, number, SECOND_US / 10, MV_TRANSPORT_ERROR_OFFLINE);
      return;
    }
  if (has_fault (sim, 4))
    {
      sim->counts[MV_SIM_COUNT_LOST]++;
      tell_nothing (sim, device, lane, number, SILENCE_US + request->wait_s * SECOND_US,
                    MV_TRANSPORT_ERROR_OFFLINE);
      return;
    }

  /* Something on the way sends it twice; the first answer that comes is the one that counts. */
  if (has_fault (sim, 5))
    {
      sim->counts[MV_SIM_COUNT_DOUBLED]++;
      n_copies = 2;
    }
  for (guint i = 0; i < n_copies; i++)
    {
      MvSimEvent *event = mv_sim_schedule (sim, draw_latency (sim), MV_SIM_AT_SERVER, device);

      event->lane = lane;
      event->number = number;
      event->request = copy_request (request);
    }
}

/* What went over the wire, for those who look for a fault. */
static void
show_push (MvSim *sim, const MvSimEvent *asked, const MvAnswer *answer)
{
  if (!sim->is_loud || asked->lane != MV_SYNC_LANE_PUSH || answer->body == NULL)
    return;

  g_print ("  > %.*s\n  < %.*s\n", (int) g_bytes_get_size (asked->request->body),
           (const char *) g_bytes_get_data (asked->request->body, NULL),
           (int) g_bytes_get_size (answer->body),
           (const char *) g_bytes_get_data (answer->body, NULL));
}

/* The same answer without its end. */
static MvAnswer *
cut (MvSim *sim, const MvAnswer *answer)
{
  size_t length = g_bytes_get_size (answer->body);
  g_autoptr (GBytes) start = NULL;

  if (length == 0)
    return mv_answer_new (answer->status, answer->content_type, answer->body);

  start = g_bytes_new_from_bytes (answer->body, 0, mv_random_below (sim->faults, (guint32) length));
  return mv_answer_new (answer->status, answer->content_type, start);
}

static MvAnswer *
make_other_answer (MvSim *sim)
{
  g_autoptr (GBytes) page = g_bytes_new_static (PORTAL, strlen (PORTAL));
  MvAnswer *answer;

  if (mv_sim_chance (sim->faults, 50))
    return mv_answer_new (200, "application/json", page);

  answer = mv_answer_new (503, NULL, NULL);
  answer->retry_after_s = mv_random_below (sim->faults, 30);
  return answer;
}

/* @answer: (transfer full) */
static void
send_back (MvSim *sim, const MvSimEvent *asked, MvAnswer *answer)
{
  g_autoptr (MvAnswer) sent = answer;
  MvSimEvent *event;

  if (asked->lane == MV_SYNC_LANE_PULL)
    mv_sim_check_page (sim, asked->device, sent);

  if (asked->device->is_cut_off || has_fault (sim, 4))
    {
      sim->counts[MV_SIM_COUNT_LOST]++;
      tell_nothing (sim, asked->device, asked->lane, asked->number, SECOND_US,
                    MV_TRANSPORT_ERROR_CUT);
      return;
    }

  event = mv_sim_schedule (sim, draw_latency (sim), MV_SIM_AT_DEVICE, asked->device);
  event->lane = asked->lane;
  event->number = asked->number;
  if (sent->body != NULL && has_fault (sim, 5))
    {
      sim->counts[MV_SIM_COUNT_CUT]++;
      event->answer = cut (sim, sent);
    }
  else if (has_fault (sim, 2))
    {
      event->answer = make_other_answer (sim);
    }
  else
    {
      event->answer = g_steal_pointer (&sent);
    }
}

static void
note_conflicts (MvSim *sim, const MvAnswer *answer)
{
  size_t length;
  const char *text = g_bytes_get_data (answer->body, &length);

  if (g_strstr_len (text, (gssize) length, "\"conflict\"") != NULL)
    sim->counts[MV_SIM_COUNT_CONFLICTS]++;
}

void
mv_sim_network_arrive (MvSim *sim, MvSimEvent *asked)
{
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MvAnswer) answer = NULL;
  gboolean is_parked = FALSE;

  answer = mv_routes_handle (sim->routes, asked->request, &is_parked, touched);
  mv_sim_note (sim, "server: %s %s %u%s", asked->device->name, asked->request->path, answer->status,
               is_parked ? " parks" : "");
  show_push (sim, asked, answer);
  if (answer->status >= 500)
    mv_sim_fail (sim, "the server failed at %s: %u", asked->request->path, answer->status);

  if (is_parked)
    {
      MvSimEvent *waiting = g_memdup2 (asked, sizeof *asked);

      waiting->request = g_steal_pointer (&asked->request);
      g_ptr_array_add (sim->parked, waiting);
      mv_sim_schedule (sim, waiting->request->wait_s * SECOND_US, MV_SIM_WAIT_OVER, NULL)->number =
          waiting->number;
      return;
    }

  if (asked->lane == MV_SYNC_LANE_PUSH && answer->body != NULL)
    note_conflicts (sim, answer);
  send_back (sim, asked, g_steal_pointer (&answer));
  if (touched->len > 0)
    mv_sim_network_wake_parked (sim);
}

/* Asks once more for every pull that waits: what has something now goes out, the rest waits on. */
void
mv_sim_network_wake_parked (MvSim *sim)
{
  for (guint i = 0; i < sim->parked->len;)
    {
      MvSimEvent *asked = g_ptr_array_index (sim->parked, i);
      gboolean is_parked = FALSE;
      g_autoptr (MvAnswer) answer =
          mv_routes_handle (sim->routes, asked->request, &is_parked, NULL);

      if (is_parked)
        {
          i++;
          continue;
        }
      mv_sim_note (sim, "server: %s wakes", asked->device->name);
      send_back (sim, asked, g_steal_pointer (&answer));
      g_ptr_array_remove_index (sim->parked, i);
    }
}

void
mv_sim_network_wait_over (MvSim *sim, guint64 number)
{
  for (guint i = 0; i < sim->parked->len;)
    {
      MvSimEvent *asked = g_ptr_array_index (sim->parked, i);
      gboolean is_parked = FALSE;

      if (asked->number != number)
        {
          i++;
          continue;
        }
      send_back (sim, asked, mv_routes_handle (sim->routes, asked->request, &is_parked, NULL));
      g_ptr_array_remove_index (sim->parked, i);
    }
}
