/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sim.h"

#define FIRST_MOMENT "2026-11-22T08:00:00Z"
#define SECOND_US ((gint64) G_USEC_PER_SEC)
/* Longer than the longest pause after a failure. */
#define REST_US (17 * (gint64) G_TIME_SPAN_MINUTE)
/* With the faults off so many events bring everything to rest, or something goes round and round.
 */
#define MAX_REST_EVENTS 20000

/* The first failure is the one that counts. */
void
mv_sim_fail (MvSim *self, const char *format, ...)
{
  va_list arguments;

  if (self->failure != NULL)
    return;

  self->failure = g_string_new (NULL);
  va_start (arguments, format);
  g_string_append_vprintf (self->failure, format, arguments);
  va_end (arguments);
}

/* Everything that is decided goes into the trace, so that two runs of a seed can be compared. */
void
mv_sim_note (MvSim *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  line = g_strdup_printf ("%" G_GINT64_FORMAT " %s\n", mv_clock_now_us (self->clock), text);
  g_checksum_update (self->trace, (const guchar *) line, -1);
  if (self->is_loud)
    g_print ("%s", line);
}

gboolean
mv_sim_chance (MvRandom *random, guint percent)
{
  return mv_random_below (random, 100) < percent;
}

void
mv_sim_event_free (MvSimEvent *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->request, mv_request_free);
  g_clear_pointer (&self->answer, mv_answer_free);
  g_free (self);
}

static int
compare_events (gconstpointer a, gconstpointer b, gpointer data)
{
  const MvSimEvent *first = a;
  const MvSimEvent *second = b;

  if (first->time_us != second->time_us)
    return first->time_us < second->time_us ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

MvSimEvent *
mv_sim_schedule (MvSim *self, gint64 delay_us, MvSimEventType type, MvSimDevice *device)
{
  MvSimEvent *event = g_new0 (MvSimEvent, 1);

  event->time_us = mv_clock_now_us (self->clock) + MAX (delay_us, 0);
  event->order = ++self->last_order;
  event->type = type;
  event->device = device;
  g_queue_insert_sorted (&self->events, event, compare_events, NULL);

  return event;
}

static void
text_free (MvSimText *self)
{
  g_free (self->text);
  g_free (self->uid);
  g_free (self);
}

static void
add_people (MvSim *self)
{
  static const char *const names[] = { "A1", "A2", "R", "B" };
  static const char *const roles[] = { "representative", NULL, "researcher", "representative" };

  for (guint i = 0; i < MV_SIM_N_DEVICES; i++)
    {
      g_autofree char *uid = NULL;

      if (roles[i] == NULL)
        {
          mv_sim_device_init (&self->devices[i], self, names[i], self->devices[i - 1].uid, i);
          continue;
        }
      uid = mv_test_world_add_person (self->world, names[i]);
      mv_test_world_set_member (self->world, uid, roles[i]);
      g_hash_table_insert (self->roles, g_strdup (uid), (gpointer) roles[i]);
      mv_sim_device_init (&self->devices[i], self, names[i], uid, i);
    }
}

MvSim *
mv_sim_new (guint64 seed, gboolean is_loud)
{
  MvSim *self = g_new0 (MvSim, 1);
  g_autoptr (GError) error = NULL;
  gint64 now_us = 0;

  g_assert_true (mv_time_from_text (FIRST_MOMENT, &now_us));
  self->seed = seed;
  self->is_loud = is_loud;
  self->clock = mv_clock_virtual_new (now_us);
  self->schedule = mv_random_seeded_new (seed, 1);
  self->faults = mv_random_seeded_new (seed, 2);
  self->content = mv_random_seeded_new (seed, 3);
  self->server_random = mv_random_seeded_new (seed, 4);
  g_queue_init (&self->events);
  self->parked = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_sim_event_free);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) text_free);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->trace = g_checksum_new (G_CHECKSUM_SHA256);

  self->db = mv_db_open ("sqlite::memory:", NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  self->world = mv_test_world_new (self->db, self->clock, self->server_random);
  self->routes = mv_routes_new (self->world->feed, self->clock, self->server_random);
  add_people (self);

  return self;
}

void
mv_sim_free (MvSim *self)
{
  for (guint i = 0; i < MV_SIM_N_DEVICES; i++)
    mv_sim_device_clear (&self->devices[i]);
  g_queue_clear_full (&self->events, (GDestroyNotify) mv_sim_event_free);
  g_ptr_array_unref (self->parked);
  g_ptr_array_unref (self->texts);
  g_hash_table_unref (self->roles);
  g_clear_object (&self->routes);
  mv_test_world_free (self->world);
  g_clear_object (&self->db);
  g_clear_object (&self->schedule);
  g_clear_object (&self->faults);
  g_clear_object (&self->content);
  g_clear_object (&self->server_random);
  g_clear_object (&self->clock);
  g_checksum_free (self->trace);
  if (self->failure != NULL)
    g_string_free (self->failure, TRUE);
  g_free (self);
}

static void
schedule_action (MvSim *self)
{
  /* Mostly a busy hour, now and then a long lunch. */
  gint64 longest_us = mv_sim_chance (self->schedule, 3) ? 1800 * SECOND_US : 15 * SECOND_US;

  mv_sim_schedule (self,
                   1000 * (gint64) mv_random_below (self->schedule, (guint32) (longest_us / 1000)),
                   MV_SIM_ACTION, NULL);
}

static void
act (MvSim *self)
{
  self->counts[MV_SIM_COUNT_ACTIONS]++;
  mv_sim_people_act (self);
  if (--self->n_actions_left > 0)
    schedule_action (self);
}

static void
wake (MvSimDevice *device)
{
  /* The core may have changed its mind since. */
  if (device->wake_us == 0 || device->wake_us > mv_clock_now_us (device->sim->clock))
    return;

  device->wake_us = 0;
  mv_sim_device_tell (device, (MvSyncEvent){ .type = MV_SYNC_EVENT_TIME });
}

static void
bring_network (MvSimDevice *device)
{
  if (!device->is_cut_off)
    return;

  device->is_cut_off = FALSE;
  mv_sim_note (device->sim, "%s has a network", device->name);
  mv_sim_device_tell (device, (MvSyncEvent){ .type = MV_SYNC_EVENT_NETWORK, .is_available = TRUE });
}

static void
handle (MvSim *self, MvSimEvent *event)
{
  self->n_events++;
  switch (event->type)
    {
    case MV_SIM_AT_SERVER:
      mv_sim_network_arrive (self, event);
      break;
    case MV_SIM_AT_DEVICE:
      mv_sim_device_take (event->device, event);
      break;
    case MV_SIM_WAIT_OVER:
      mv_sim_network_wait_over (self, event->number);
      break;
    case MV_SIM_WAKE:
      wake (event->device);
      break;
    case MV_SIM_ACTION:
      act (self);
      break;
    case MV_SIM_NETWORK:
    default:
      bring_network (event->device);
      break;
    }
}

static void
step (MvSim *self)
{
  MvSimEvent *event = g_queue_pop_head (&self->events);

  mv_clock_virtual_set (MV_CLOCK_VIRTUAL (self->clock), event->time_us);
  handle (self, event);
  mv_sim_event_free (event);
}

static void
live (MvSim *self, guint n_steps)
{
  self->has_faults = TRUE;
  self->n_actions_left = n_steps;
  schedule_action (self);
  while (self->n_actions_left > 0 && self->failure == NULL)
    step (self);
}

static void
rest (MvSim *self)
{
  gint64 end_us = mv_clock_now_us (self->clock) + REST_US;
  guint n_before = self->n_events;

  self->has_faults = FALSE;
  self->counts[MV_SIM_COUNT_RESTS]++;
  mv_sim_note (self, "the faults stop");
  for (guint i = 0; i < MV_SIM_N_DEVICES; i++)
    bring_network (&self->devices[i]);

  while (self->failure == NULL && !g_queue_is_empty (&self->events) &&
         ((MvSimEvent *) g_queue_peek_head (&self->events))->time_us <= end_us)
    {
      step (self);
      if (self->n_events - n_before > MAX_REST_EVENTS)
        mv_sim_fail (self, "no rest after %u events", MAX_REST_EVENTS);
    }

  if (self->failure == NULL)
    mv_sim_check_rest (self);
}

/* Two times half of the steps, with a rest after each. Returns whether all was well. */
gboolean
mv_sim_run (MvSim *self, guint n_steps)
{
  for (guint i = 0; i < MV_SIM_N_DEVICES; i++)
    mv_sim_device_tell (&self->devices[i], (MvSyncEvent){ .type = MV_SYNC_EVENT_STARTED });

  for (guint half = 0; half < 2 && self->failure == NULL; half++)
    {
      live (self, MAX (n_steps / 2, 1));
      if (self->failure == NULL)
        rest (self);
    }

  return self->failure == NULL;
}

char *
mv_sim_dup_trace (MvSim *self)
{
  return g_strdup (g_checksum_get_string (self->trace));
}
