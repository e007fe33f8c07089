/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-core.h"

#include <string.h>

/* The first pause is drawn from two seconds; each failure in a row doubles that. */
#define FIRST_PAUSE_US (2 * G_USEC_PER_SEC)
#define SHORTEST_PAUSE_US (G_USEC_PER_SEC / 5)
/* A parked pull that comes back empty before this was not parked at all (a server that is closing
 * down, a proxy that does not wait): asking again at once would go round and round. */
#define EARLY_US (2 * G_USEC_PER_SEC)
/* No honest server asks for more than a day. */
#define MAX_RETRY_AFTER_S (24 * 60 * 60)

struct _MvSyncCore
{
  MvRandom *random; /* (owned) */
  MvSyncPhase phase;
  gint64 now_us;         /* time of the latest event */
  gint64 due_us;         /* when the next operation may be sent; 0 means that there is none */
  gint64 wake_us;        /* end of the pause while waiting; 0 means none */
  gint64 not_before_us;  /* what Retry-After asked for; 0 means nothing */
  gint64 parked_us;      /* when the pull was parked */
  guint n_push_failures; /* in a row, without an answer in between */
  guint n_pull_failures; /* the same, of pulls */
  gboolean is_on;        /* started and not ended */
  gboolean is_wanted;    /* the person waits for this round */
  gboolean is_stale;     /* the pull under way began before the person asked */
  gboolean needs_pull;   /* there may be more to fetch before a pull can be parked */
  gboolean pulls_first;  /* a push failed: fetch before the next one, so that it blocks nothing */
};

/**
 * mv_sync_core_new:
 * @random: chance for the pauses
 *
 * Returns: (transfer full): a state machine that has not been started
 */
MvSyncCore *
mv_sync_core_new (MvRandom *random)
{
  MvSyncCore *self = g_new0 (MvSyncCore, 1);

  g_return_val_if_fail (MV_IS_RANDOM (random), NULL);

  self->random = g_object_ref (random);
  self->phase = MV_SYNC_PHASE_OFF;

  return self;
}

/**
 * mv_sync_core_free:
 * @self: (nullable) (transfer full): a state machine
 */
void
mv_sync_core_free (MvSyncCore *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->random);
  g_free (self);
}

static gboolean
is_pushing (const MvSyncCore *self)
{
  return self->phase == MV_SYNC_PHASE_PUSHING || self->phase == MV_SYNC_PHASE_PARKED_PUSHING;
}

static gboolean
is_parked (const MvSyncCore *self)
{
  return self->phase == MV_SYNC_PHASE_PARKED || self->phase == MV_SYNC_PHASE_PARKED_PUSHING;
}

static gboolean
is_pulling (const MvSyncCore *self)
{
  return self->phase == MV_SYNC_PHASE_PULLING || is_parked (self);
}

static gboolean
is_due (const MvSyncCore *self)
{
  return self->due_us != 0 && self->due_us <= self->now_us;
}

static gboolean
is_failing (const MvSyncCore *self)
{
  return self->n_push_failures > 0 || self->n_pull_failures > 0;
}

static void
cancel_pull (MvSyncCore *self, MvSyncStep *step)
{
  if (is_pulling (self))
    step->actions |= MV_SYNC_DO_CANCEL_PULL;
}

static void
cancel_push (MvSyncCore *self, MvSyncStep *step)
{
  if (is_pushing (self) || self->phase == MV_SYNC_PHASE_FORKING)
    step->actions |= MV_SYNC_DO_CANCEL_PUSH;
}

static void
tell (MvSyncCore *self, MvSyncActions how, MvSyncStep *step)
{
  if (self->is_wanted)
    step->actions |= how;
  self->is_wanted = FALSE;
}

/* With nothing under way: sends what is due, else fetches, else parks. */
static void
begin_next (MvSyncCore *self, MvSyncStep *step)
{
  self->wake_us = 0;

  if (is_due (self) && !self->pulls_first)
    {
      self->phase = MV_SYNC_PHASE_PUSHING;
      step->actions |= MV_SYNC_DO_PUSH;
    }
  else if (self->needs_pull)
    {
      self->phase = MV_SYNC_PHASE_PULLING;
      step->actions |= MV_SYNC_DO_PULL;
    }
  else
    {
      tell (self, MV_SYNC_DO_TELL_DONE, step);
      if (!self->is_on)
        {
          self->phase = MV_SYNC_PHASE_OFF;
          return;
        }
      self->phase = MV_SYNC_PHASE_PARKED;
      self->parked_us = self->now_us;
      step->actions |= MV_SYNC_DO_PULL;
      step->wait_s = MV_SYNC_WAIT_S;
    }
}

static void
begin_round (MvSyncCore *self, MvSyncStep *step)
{
  self->needs_pull = TRUE;
  begin_next (self, step);
}

/* Chance over the whole length, so that many devices do not come back at the same moment. */
static gint64
draw_pause (MvSyncCore *self)
{
  guint n_failures = MAX (self->n_push_failures, self->n_pull_failures);
  gint64 length = FIRST_PAUSE_US;

  for (guint i = 1; i < n_failures && length < MV_SYNC_MAX_PAUSE_US; i++)
    length *= 2;
  length = MIN (length, MV_SYNC_MAX_PAUSE_US) - SHORTEST_PAUSE_US;

  return SHORTEST_PAUSE_US +
         1000 * (gint64) mv_random_below (self->random, (guint32) (length / 1000));
}

static void
wait_a_while (MvSyncCore *self, MvSyncStep *step)
{
  tell (self, MV_SYNC_DO_TELL_FAILED, step);
  if (!self->is_on)
    {
      self->phase = MV_SYNC_PHASE_OFF;
      return;
    }
  self->phase = MV_SYNC_PHASE_WAITING;
  self->wake_us = MAX (self->now_us, self->not_before_us) + draw_pause (self);
}

static void
retry_later (MvSyncCore *self, MvSyncLane lane, guint retry_after_s, MvSyncStep *step)
{
  if (lane == MV_SYNC_LANE_PULL)
    self->n_pull_failures++;
  else
    self->n_push_failures++;
  self->pulls_first = self->n_push_failures > 0;
  if (retry_after_s > 0)
    self->not_before_us =
        self->now_us + MIN (retry_after_s, MAX_RETRY_AFTER_S) * (gint64) G_USEC_PER_SEC;
  wait_a_while (self, step);
}

static void
handle_started (MvSyncCore *self, MvSyncStep *step)
{
  gboolean is_idle = self->phase == MV_SYNC_PHASE_OFF || self->phase == MV_SYNC_PHASE_REFUSED;

  self->is_on = TRUE;
  if (is_idle)
    begin_round (self, step);
}

static void
handle_ended (MvSyncCore *self, MvSyncStep *step)
{
  cancel_pull (self, step);
  cancel_push (self, step);
  tell (self, MV_SYNC_DO_TELL_FAILED, step);
  self->is_on = FALSE;
  self->pulls_first = FALSE;
  self->n_push_failures = 0;
  self->n_pull_failures = 0;
  self->wake_us = 0;
  self->phase = MV_SYNC_PHASE_OFF;
}

/* Something may be due now: beside a parked pull, or at once where we only rest. After a failure
 * the pause is kept, so that typing does not knock on a closed door. */
static void
send_if_due (MvSyncCore *self, MvSyncStep *step)
{
  if (!is_due (self))
    return;

  if (self->phase == MV_SYNC_PHASE_PARKED)
    {
      self->phase = MV_SYNC_PHASE_PARKED_PUSHING;
      step->actions |= MV_SYNC_DO_PUSH;
    }
  else if (self->phase == MV_SYNC_PHASE_WAITING && !is_failing (self))
    {
      begin_round (self, step);
    }
}

static void
handle_network (MvSyncCore *self, gboolean is_available, MvSyncStep *step)
{
  switch (self->phase)
    {
    case MV_SYNC_PHASE_WAITING:
      if (is_available && self->not_before_us <= self->now_us)
        begin_round (self, step);
      break;

    /* The connection of the parked pull may be dead without anybody having said so. */
    case MV_SYNC_PHASE_PARKED:
      cancel_pull (self, step);
      if (is_available)
        begin_round (self, step);
      else
        retry_later (self, MV_SYNC_LANE_PULL, 0, step);
      break;

    case MV_SYNC_PHASE_PARKED_PUSHING:
      cancel_pull (self, step);
      self->needs_pull = TRUE;
      self->phase = MV_SYNC_PHASE_PUSHING;
      break;

    case MV_SYNC_PHASE_OFF:
    case MV_SYNC_PHASE_PUSHING:
    case MV_SYNC_PHASE_PULLING:
    case MV_SYNC_PHASE_FORKING:
    case MV_SYNC_PHASE_REFUSED:
    default:
      break;
    }
}

static void
handle_wanted (MvSyncCore *self, MvSyncStep *step)
{
  self->is_wanted = TRUE;
  self->needs_pull = TRUE;

  switch (self->phase)
    {
    case MV_SYNC_PHASE_WAITING:
      if (self->not_before_us > self->now_us)
        tell (self, MV_SYNC_DO_TELL_FAILED, step);
      else
        begin_round (self, step);
      break;

    case MV_SYNC_PHASE_OFF:
    case MV_SYNC_PHASE_REFUSED:
      begin_round (self, step);
      break;

    case MV_SYNC_PHASE_PARKED:
      cancel_pull (self, step);
      begin_round (self, step);
      break;

    case MV_SYNC_PHASE_PARKED_PUSHING:
      cancel_pull (self, step);
      self->phase = MV_SYNC_PHASE_PUSHING;
      break;

    case MV_SYNC_PHASE_PULLING:
      self->is_stale = TRUE;
      break;

    /* A round is under way, and a pull follows. */
    case MV_SYNC_PHASE_PUSHING:
    case MV_SYNC_PHASE_FORKING:
    default:
      break;
    }
}

static void
handle_pushed (MvSyncCore *self, MvSyncStep *step)
{
  if (!is_pushing (self))
    return;

  self->n_push_failures = 0;
  self->not_before_us = 0;
  if (self->phase == MV_SYNC_PHASE_PARKED_PUSHING)
    {
      /* The commit wakes the parked pull, so there is no need to ask. */
      self->phase = MV_SYNC_PHASE_PARKED;
      send_if_due (self, step);
      return;
    }
  begin_round (self, step);
}

static void
handle_pulled (MvSyncCore *self, const MvSyncEvent *event, MvSyncStep *step)
{
  gint64 waited_us = self->now_us - self->parked_us;

  if (!is_pulling (self))
    return;

  self->n_pull_failures = 0;
  self->not_before_us = 0;
  self->pulls_first = FALSE;
  self->needs_pull = event->has_more || self->is_stale;
  self->is_stale = FALSE;

  if (self->phase == MV_SYNC_PHASE_PARKED_PUSHING)
    {
      self->needs_pull = TRUE;
      self->phase = MV_SYNC_PHASE_PUSHING;
    }
  else if (self->phase == MV_SYNC_PHASE_PARKED && event->n_rows == 0 && !event->has_more &&
           !is_due (self) && waited_us >= 0 && waited_us < EARLY_US)
    {
      wait_a_while (self, step);
    }
  else
    {
      begin_next (self, step);
    }
}

static void
handle_forked (MvSyncCore *self, MvSyncStep *step)
{
  if (self->phase != MV_SYNC_PHASE_FORKING)
    return;

  self->n_push_failures = 0;
  self->pulls_first = FALSE;
  begin_round (self, step);
}

static gboolean
is_lane_busy (const MvSyncCore *self, MvSyncLane lane)
{
  switch (lane)
    {
    case MV_SYNC_LANE_PUSH:
      return is_pushing (self);

    case MV_SYNC_LANE_PULL:
      return is_pulling (self);

    case MV_SYNC_LANE_FORK:
      return self->phase == MV_SYNC_PHASE_FORKING;

    default:
      return FALSE;
    }
}

/* A gap is cured by what the next page tells, so the first one needs no pause. */
static void
handle_gap (MvSyncCore *self, MvSyncLane lane, guint retry_after_s, MvSyncStep *step)
{
  if (lane != MV_SYNC_LANE_PUSH || self->n_push_failures > 0)
    {
      retry_later (self, lane, retry_after_s, step);
      return;
    }

  self->n_push_failures++;
  self->pulls_first = TRUE;
  begin_round (self, step);
}

static void
handle_failed (MvSyncCore *self, const MvSyncEvent *event, MvSyncStep *step)
{
  if (!is_lane_busy (self, event->lane))
    return;

  /* Only a parked pull broke; the push beside it will tell how things are. */
  if (self->phase == MV_SYNC_PHASE_PARKED_PUSHING && event->lane == MV_SYNC_LANE_PULL &&
      event->failure != MV_SYNC_FAILURE_REFUSED)
    {
      self->needs_pull = TRUE;
      self->phase = MV_SYNC_PHASE_PUSHING;
      return;
    }

  if (event->lane == MV_SYNC_LANE_PULL)
    cancel_push (self, step);
  else
    cancel_pull (self, step);
  self->is_stale = FALSE;

  switch (event->failure)
    {
    case MV_SYNC_FAILURE_REFUSED:
      tell (self, MV_SYNC_DO_TELL_FAILED, step);
      self->wake_us = 0;
      self->phase = MV_SYNC_PHASE_REFUSED;
      break;

    case MV_SYNC_FAILURE_FORKED:
      if (event->lane == MV_SYNC_LANE_FORK)
        {
          retry_later (self, event->lane, event->retry_after_s, step);
          break;
        }
      self->phase = MV_SYNC_PHASE_FORKING;
      step->actions |= MV_SYNC_DO_FORK;
      break;

    case MV_SYNC_FAILURE_GAP:
      handle_gap (self, event->lane, event->retry_after_s, step);
      break;

    case MV_SYNC_FAILURE_RETRY:
    default:
      retry_later (self, event->lane, event->retry_after_s, step);
      break;
    }
}

static void
handle_time (MvSyncCore *self, MvSyncStep *step)
{
  if (self->phase == MV_SYNC_PHASE_WAITING && self->now_us >= self->wake_us)
    begin_round (self, step);
  else
    send_if_due (self, step);
}

/* A machine's clock may be set back by years; a pause must not grow by that. */
static void
take_time (MvSyncCore *self, gint64 now_us)
{
  gint64 back_us = self->now_us - now_us;

  if (self->now_us != 0 && back_us > 0)
    {
      self->wake_us = self->wake_us == 0 ? 0 : MAX (self->wake_us - back_us, 1);
      self->not_before_us = self->not_before_us == 0 ? 0 : MAX (self->not_before_us - back_us, 1);
      self->due_us = self->due_us == 0 ? 0 : MAX (self->due_us - back_us, 1);
      self->parked_us -= back_us;
    }
  self->now_us = now_us;
}

static gint64
get_wake (const MvSyncCore *self)
{
  if (self->phase == MV_SYNC_PHASE_WAITING)
    {
      if (!is_failing (self) && self->due_us != 0)
        return MIN (self->wake_us, self->due_us);
      return self->wake_us;
    }

  /* A draft that is held back for some seconds goes out beside the parked pull. */
  if (self->phase == MV_SYNC_PHASE_PARKED)
    return self->due_us;

  return 0;
}

/**
 * mv_sync_core_handle:
 * @self: a state machine
 * @event: what happened
 *
 * Takes one event. Events that do not fit the phase (an answer that nobody asked for) change
 * nothing.
 *
 * Returns: what to do now
 */
MvSyncStep
mv_sync_core_handle (MvSyncCore *self, const MvSyncEvent *event)
{
  MvSyncStep step = { MV_SYNC_DO_NOTHING, 0, 0 };

  g_return_val_if_fail (self != NULL && event != NULL, step);

  take_time (self, event->now_us);
  if (event->type == MV_SYNC_EVENT_OUTBOX || event->type == MV_SYNC_EVENT_PUSHED ||
      event->type == MV_SYNC_EVENT_PULLED || event->type == MV_SYNC_EVENT_FORKED)
    self->due_us = event->due_us;

  switch (event->type)
    {
    case MV_SYNC_EVENT_STARTED:
      handle_started (self, &step);
      break;
    case MV_SYNC_EVENT_ENDED:
      handle_ended (self, &step);
      break;
    case MV_SYNC_EVENT_OUTBOX:
      send_if_due (self, &step);
      break;
    case MV_SYNC_EVENT_NETWORK:
      handle_network (self, event->is_available, &step);
      break;
    case MV_SYNC_EVENT_WANTED:
      handle_wanted (self, &step);
      break;
    case MV_SYNC_EVENT_PUSHED:
      handle_pushed (self, &step);
      break;
    case MV_SYNC_EVENT_PULLED:
      handle_pulled (self, event, &step);
      break;
    case MV_SYNC_EVENT_FORKED:
      handle_forked (self, &step);
      break;
    case MV_SYNC_EVENT_FAILED:
      handle_failed (self, event, &step);
      break;
    case MV_SYNC_EVENT_TIME:
      handle_time (self, &step);
      break;
    default:
      g_return_val_if_reached (step);
    }

  step.wake_us = get_wake (self);
  return step;
}

/**
 * mv_sync_core_get_phase:
 * @self: a state machine
 *
 * Returns: what it is doing
 */
MvSyncPhase
mv_sync_core_get_phase (const MvSyncCore *self)
{
  g_return_val_if_fail (self != NULL, MV_SYNC_PHASE_OFF);

  return self->phase;
}

/**
 * mv_sync_core_is_failing:
 * @self: a state machine
 *
 * Returns: whether the latest request that came to an end got no usable answer
 */
gboolean
mv_sync_core_is_failing (const MvSyncCore *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return is_failing (self);
}

/**
 * mv_sync_phase_get_name:
 * @phase: a phase
 *
 * Returns: (transfer none): its name, for logs and tests
 */
const char *
mv_sync_phase_get_name (MvSyncPhase phase)
{
  static const char *const names[] = {
    [MV_SYNC_PHASE_OFF] = "off",
    [MV_SYNC_PHASE_PUSHING] = "pushing",
    [MV_SYNC_PHASE_PULLING] = "pulling",
    [MV_SYNC_PHASE_PARKED] = "parked",
    [MV_SYNC_PHASE_PARKED_PUSHING] = "parked-pushing",
    [MV_SYNC_PHASE_FORKING] = "forking",
    [MV_SYNC_PHASE_WAITING] = "waiting",
    [MV_SYNC_PHASE_REFUSED] = "refused",
  };

  g_return_val_if_fail ((guint) phase < G_N_ELEMENTS (names), NULL);

  return names[phase];
}

/**
 * mv_sync_event_type_get_name:
 * @type: a type of event
 *
 * Returns: (transfer none): its name, for logs and tests
 */
const char *
mv_sync_event_type_get_name (MvSyncEventType type)
{
  static const char *const names[] = {
    [MV_SYNC_EVENT_STARTED] = "started", [MV_SYNC_EVENT_ENDED] = "ended",
    [MV_SYNC_EVENT_OUTBOX] = "outbox",   [MV_SYNC_EVENT_NETWORK] = "network",
    [MV_SYNC_EVENT_WANTED] = "wanted",   [MV_SYNC_EVENT_PUSHED] = "pushed",
    [MV_SYNC_EVENT_PULLED] = "pulled",   [MV_SYNC_EVENT_FORKED] = "forked",
    [MV_SYNC_EVENT_FAILED] = "failed",   [MV_SYNC_EVENT_TIME] = "time",
  };

  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (names), NULL);

  return names[type];
}
