/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sync-core.h"

/* The state machine of the exchange: every phase meets every event, and the pauses are right. */

#define START_US (1800000000 * (gint64) G_USEC_PER_SEC)
#define LATER_US (START_US + 5 * (gint64) G_USEC_PER_SEC)

static MvSyncCore *
new_core (void)
{
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);

  return mv_sync_core_new (random);
}

static MvSyncStep
tell_at (MvSyncCore *core, gint64 now_us, MvSyncEvent event)
{
  event.now_us = now_us;
  return mv_sync_core_handle (core, &event);
}

static MvSyncStep
tell (MvSyncCore *core, MvSyncEvent event)
{
  return tell_at (core, START_US, event);
}

/* Short names for the events of the tests */
#define STARTED ((MvSyncEvent){ .type = MV_SYNC_EVENT_STARTED })
#define ENDED ((MvSyncEvent){ .type = MV_SYNC_EVENT_ENDED })
#define OUTBOX(due) ((MvSyncEvent){ .type = MV_SYNC_EVENT_OUTBOX, .due_us = (due) })
#define NETWORK(up) ((MvSyncEvent){ .type = MV_SYNC_EVENT_NETWORK, .is_available = (up) })
#define WANTED ((MvSyncEvent){ .type = MV_SYNC_EVENT_WANTED })
#define PUSHED(due) ((MvSyncEvent){ .type = MV_SYNC_EVENT_PUSHED, .due_us = (due) })
#define PULLED(rows, more)                                                                         \
  ((MvSyncEvent){ .type = MV_SYNC_EVENT_PULLED, .n_rows = (rows), .has_more = (more) })
#define FORKED ((MvSyncEvent){ .type = MV_SYNC_EVENT_FORKED })
#define FAILED(where, what)                                                                        \
  ((MvSyncEvent){ .type = MV_SYNC_EVENT_FAILED,                                                    \
                  .lane = MV_SYNC_LANE_##where,                                                    \
                  .failure = MV_SYNC_FAILURE_##what })
#define TIME ((MvSyncEvent){ .type = MV_SYNC_EVENT_TIME })

/* A machine that has been started and brought to @phase by the shortest way. */
static MvSyncCore *
core_in_phase (MvSyncPhase phase)
{
  MvSyncCore *core = new_core ();
  gboolean has_outbox = phase == MV_SYNC_PHASE_PUSHING || phase == MV_SYNC_PHASE_FORKING;

  if (phase == MV_SYNC_PHASE_OFF)
    return core;

  if (has_outbox)
    tell (core, OUTBOX (START_US));
  tell (core, STARTED);

  switch (phase)
    {
    case MV_SYNC_PHASE_PARKED:
      tell (core, PULLED (1, FALSE));
      break;
    case MV_SYNC_PHASE_PARKED_PUSHING:
      tell (core, PULLED (1, FALSE));
      tell (core, OUTBOX (START_US));
      break;
    case MV_SYNC_PHASE_FORKING:
      tell (core, FAILED (PUSH, FORKED));
      break;
    case MV_SYNC_PHASE_WAITING:
      tell (core, FAILED (PULL, RETRY));
      break;
    case MV_SYNC_PHASE_REFUSED:
      tell (core, FAILED (PULL, REFUSED));
      break;
    case MV_SYNC_PHASE_OFF:
    case MV_SYNC_PHASE_PUSHING:
    case MV_SYNC_PHASE_PULLING:
    default:
      break;
    }

  g_assert_cmpstr (mv_sync_phase_get_name (mv_sync_core_get_phase (core)), ==,
                   mv_sync_phase_get_name (phase));
  return core;
}

/* What a step does, in words: "cancel-pull push", and "-" for nothing. */
static char *
describe (const MvSyncStep *step)
{
  static const char *const names[] = {
    "x-pull", "x-push", "push", "pull", "fork", "done", "failed"
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if ((step->actions & (1 << i)) == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      if ((1 << i) == MV_SYNC_DO_PULL && step->wait_s > 0)
        g_string_append (text, "park");
      else
        g_string_append (text, names[i]);
    }

  return text->len == 0 ? g_strdup ("-") : g_strdup (text->str);
}

/* The events of the table. Times are marks, since a constant cannot hold them. */
enum
{
  DUE_NOW = 1,
  DUE_LATER = 2,
  AN_HOUR_ON = 3,
};

typedef struct
{
  const char *name;
  MvSyncEvent event;
} NamedEvent;

#define EVENT(name, kind, ...)                                                                     \
  {                                                                                                \
    name,                                                                                          \
    {                                                                                              \
      .type = MV_SYNC_EVENT_##kind, __VA_ARGS__                                                    \
    }                                                                                              \
  }
#define FAILURE(name, where, what)                                                                 \
  EVENT (name, FAILED, .lane = MV_SYNC_LANE_##where, .failure = MV_SYNC_FAILURE_##what)

static const NamedEvent events[] = {
  EVENT ("started", STARTED, .now_us = 0),
  EVENT ("ended", ENDED, .now_us = 0),
  EVENT ("outbox due", OUTBOX, .due_us = DUE_NOW),
  EVENT ("outbox later", OUTBOX, .due_us = DUE_LATER),
  EVENT ("outbox empty", OUTBOX, .due_us = 0),
  EVENT ("network up", NETWORK, .is_available = TRUE),
  EVENT ("network down", NETWORK, .is_available = FALSE),
  EVENT ("wanted", WANTED, .now_us = 0),
  EVENT ("pushed all", PUSHED, .due_us = 0),
  EVENT ("pushed some", PUSHED, .due_us = DUE_NOW),
  EVENT ("pulled all", PULLED, .n_rows = 1),
  EVENT ("pulled some", PULLED, .n_rows = 1, .has_more = TRUE),
  EVENT ("pulled nothing", PULLED, .n_rows = 0),
  EVENT ("forked", FORKED, .now_us = 0),
  FAILURE ("push retry", PUSH, RETRY),
  FAILURE ("push gap", PUSH, GAP),
  FAILURE ("push forked", PUSH, FORKED),
  FAILURE ("push refused", PUSH, REFUSED),
  FAILURE ("pull retry", PULL, RETRY),
  FAILURE ("pull gap", PULL, GAP),
  FAILURE ("pull forked", PULL, FORKED),
  FAILURE ("pull refused", PULL, REFUSED),
  FAILURE ("fork retry", FORK, RETRY),
  FAILURE ("fork gap", FORK, GAP),
  FAILURE ("fork forked", FORK, FORKED),
  FAILURE ("fork refused", FORK, REFUSED),
  EVENT ("time too early", TIME, .now_us = 0),
  EVENT ("time", TIME, .now_us = AN_HOUR_ON),
};

typedef struct
{
  const char *event;
  MvSyncPhase phase;
  const char *expected; /* what is done > the phase after it */
} Cell;

/* What changes anything. In all other phases the event does nothing. */
static const Cell cells[] = {
  { "started", MV_SYNC_PHASE_OFF, "pull > pulling" },
  { "started", MV_SYNC_PHASE_REFUSED, "pull > pulling" },
  { "ended", MV_SYNC_PHASE_PUSHING, "x-push > off" },
  { "ended", MV_SYNC_PHASE_PULLING, "x-pull > off" },
  { "ended", MV_SYNC_PHASE_PARKED, "x-pull > off" },
  { "ended", MV_SYNC_PHASE_PARKED_PUSHING, "x-pull x-push > off" },
  { "ended", MV_SYNC_PHASE_FORKING, "x-push > off" },
  { "ended", MV_SYNC_PHASE_WAITING, "- > off" },
  { "ended", MV_SYNC_PHASE_REFUSED, "- > off" },
  { "outbox due", MV_SYNC_PHASE_PARKED, "push > parked-pushing" },
  { "network up", MV_SYNC_PHASE_PARKED, "x-pull pull > pulling" },
  { "network up", MV_SYNC_PHASE_PARKED_PUSHING, "x-pull > pushing" },
  { "network up", MV_SYNC_PHASE_WAITING, "pull > pulling" },
  { "network down", MV_SYNC_PHASE_PARKED, "x-pull > waiting" },
  { "network down", MV_SYNC_PHASE_PARKED_PUSHING, "x-pull > pushing" },
  { "wanted", MV_SYNC_PHASE_OFF, "pull > pulling" },
  { "wanted", MV_SYNC_PHASE_PARKED, "x-pull pull > pulling" },
  { "wanted", MV_SYNC_PHASE_PARKED_PUSHING, "x-pull > pushing" },
  { "wanted", MV_SYNC_PHASE_WAITING, "pull > pulling" },
  { "wanted", MV_SYNC_PHASE_REFUSED, "pull > pulling" },
  { "pushed all", MV_SYNC_PHASE_PUSHING, "pull > pulling" },
  { "pushed all", MV_SYNC_PHASE_PARKED_PUSHING, "- > parked" },
  { "pushed some", MV_SYNC_PHASE_PUSHING, "push > pushing" },
  { "pushed some", MV_SYNC_PHASE_PARKED_PUSHING, "push > parked-pushing" },
  { "pulled all", MV_SYNC_PHASE_PULLING, "park > parked" },
  { "pulled all", MV_SYNC_PHASE_PARKED, "park > parked" },
  { "pulled all", MV_SYNC_PHASE_PARKED_PUSHING, "- > pushing" },
  { "pulled some", MV_SYNC_PHASE_PULLING, "pull > pulling" },
  { "pulled some", MV_SYNC_PHASE_PARKED, "pull > pulling" },
  { "pulled some", MV_SYNC_PHASE_PARKED_PUSHING, "- > pushing" },
  { "pulled nothing", MV_SYNC_PHASE_PULLING, "park > parked" },
  { "pulled nothing", MV_SYNC_PHASE_PARKED, "- > waiting" },
  { "pulled nothing", MV_SYNC_PHASE_PARKED_PUSHING, "- > pushing" },
  { "forked", MV_SYNC_PHASE_FORKING, "pull > pulling" },
  { "push retry", MV_SYNC_PHASE_PUSHING, "- > waiting" },
  { "push retry", MV_SYNC_PHASE_PARKED_PUSHING, "x-pull > waiting" },
  { "push gap", MV_SYNC_PHASE_PUSHING, "pull > pulling" },
  { "push gap", MV_SYNC_PHASE_PARKED_PUSHING, "x-pull pull > pulling" },
  { "push forked", MV_SYNC_PHASE_PUSHING, "fork > forking" },
  { "push forked", MV_SYNC_PHASE_PARKED_PUSHING, "x-pull fork > forking" },
  { "push refused", MV_SYNC_PHASE_PUSHING, "- > refused" },
  { "push refused", MV_SYNC_PHASE_PARKED_PUSHING, "x-pull > refused" },
  { "pull retry", MV_SYNC_PHASE_PULLING, "- > waiting" },
  { "pull retry", MV_SYNC_PHASE_PARKED, "- > waiting" },
  { "pull retry", MV_SYNC_PHASE_PARKED_PUSHING, "- > pushing" },
  { "pull gap", MV_SYNC_PHASE_PULLING, "- > waiting" },
  { "pull gap", MV_SYNC_PHASE_PARKED, "- > waiting" },
  { "pull gap", MV_SYNC_PHASE_PARKED_PUSHING, "- > pushing" },
  { "pull forked", MV_SYNC_PHASE_PULLING, "fork > forking" },
  { "pull forked", MV_SYNC_PHASE_PARKED, "fork > forking" },
  { "pull forked", MV_SYNC_PHASE_PARKED_PUSHING, "- > pushing" },
  { "pull refused", MV_SYNC_PHASE_PULLING, "- > refused" },
  { "pull refused", MV_SYNC_PHASE_PARKED, "- > refused" },
  { "pull refused", MV_SYNC_PHASE_PARKED_PUSHING, "x-push > refused" },
  { "fork retry", MV_SYNC_PHASE_FORKING, "- > waiting" },
  { "fork gap", MV_SYNC_PHASE_FORKING, "- > waiting" },
  { "fork forked", MV_SYNC_PHASE_FORKING, "- > waiting" },
  { "fork refused", MV_SYNC_PHASE_FORKING, "- > refused" },
  { "time", MV_SYNC_PHASE_WAITING, "pull > pulling" },
};

static const char *
find_expected (const char *event, MvSyncPhase phase)
{
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      if (cells[i].phase == phase && g_str_equal (cells[i].event, event))
        return cells[i].expected;
    }

  return NULL;
}

static char *
run_cell (const NamedEvent *row, MvSyncPhase phase)
{
  g_autoptr (MvSyncCore) core = core_in_phase (phase);
  gint64 now_us = START_US + (row->event.now_us == AN_HOUR_ON ? G_TIME_SPAN_HOUR : 0);
  g_autofree char *done = NULL;
  MvSyncEvent event = row->event;
  MvSyncStep step;

  if (event.due_us != 0)
    event.due_us = event.due_us == DUE_NOW ? START_US : LATER_US;
  step = tell_at (core, now_us, event);
  done = describe (&step);

  return g_strdup_printf ("%s > %s", done, mv_sync_phase_get_name (mv_sync_core_get_phase (core)));
}

/* Every event in every phase does what the table says, and nothing else. */
static void
test_table (void)
{
  guint n_changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      for (guint phase = 0; phase < MV_SYNC_N_PHASES; phase++)
        {
          const char *name = mv_sync_phase_get_name ((MvSyncPhase) phase);
          const char *expected = find_expected (events[i].name, (MvSyncPhase) phase);
          g_autofree char *nothing = g_strdup_printf ("- > %s", name);
          g_autofree char *result = run_cell (&events[i], (MvSyncPhase) phase);

          g_test_message ("%s, while %s", events[i].name, name);
          g_assert_cmpstr (result, ==, expected != NULL ? expected : nothing);
          n_changes += expected != NULL;
        }
    }

  /* No cell names an event that does not exist. */
  g_assert_cmpuint (n_changes, ==, G_N_ELEMENTS (cells));
}

/* Pauses are drawn by chance below a length that doubles with each failure, up to a quarter of an
 * hour, and an answer makes the next one short again. */
static void
test_pauses (void)
{
  g_autoptr (MvSyncCore) core = new_core ();
  gint64 now_us = START_US;
  gint64 length_us = 2 * G_USEC_PER_SEC;
  gint64 longest_us = 0;
  MvSyncStep step;

  tell (core, STARTED);
  for (guint i = 0; i < 200; i++)
    {
      gint64 pause_us;

      step = tell_at (core, now_us, FAILED (PULL, RETRY));
      g_assert_true (mv_sync_core_is_failing (core));
      pause_us = step.wake_us - now_us;
      g_assert_cmpint (pause_us, >, 0);
      g_assert_cmpint (pause_us, <=, length_us);
      longest_us = MAX (longest_us, pause_us);
      length_us = MIN (2 * length_us, MV_SYNC_MAX_PAUSE_US);

      now_us = step.wake_us;
      step = tell_at (core, now_us, TIME);
      g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
      g_assert_cmpint (step.wake_us, ==, 0);
    }

  /* Full jitter: over 190 draws one comes near the longest. */
  g_assert_cmpint (longest_us, >, MV_SYNC_MAX_PAUSE_US * 9 / 10);

  tell_at (core, now_us, PULLED (1, TRUE));
  g_assert_false (mv_sync_core_is_failing (core));
  step = tell_at (core, now_us, FAILED (PULL, RETRY));
  g_assert_cmpint (step.wake_us - now_us, <=, 2 * G_USEC_PER_SEC);
}

/* Retry-After is a promise: neither the network, nor the person, nor an edit goes before it. */
static void
test_retry_after (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_PULLING);
  MvSyncEvent event = FAILED (PULL, RETRY);
  gint64 before_us = START_US + 59 * G_USEC_PER_SEC;
  MvSyncStep step;

  event.retry_after_s = 60;
  step = tell (core, event);
  g_assert_cmpint (step.wake_us, >=, START_US + 60 * G_USEC_PER_SEC);
  g_assert_cmpint (step.wake_us, <=, START_US + 62 * G_USEC_PER_SEC);

  step = tell_at (core, before_us, NETWORK (TRUE));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_NOTHING);
  step = tell_at (core, before_us, OUTBOX (before_us));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_NOTHING);
  step = tell_at (core, before_us, WANTED);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_TELL_FAILED);

  step = tell_at (core, step.wake_us, TIME);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
}

/* A server that asks for years is asked again within two days. */
static void
test_retry_after_absurd (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_PULLING);
  MvSyncEvent event = FAILED (PULL, RETRY);

  event.retry_after_s = G_MAXUINT;
  g_assert_cmpint (tell (core, event).wake_us, <, START_US + 2 * G_TIME_SPAN_DAY);
}

/* A whole round: what is due goes first, also between two pages; then a pull is parked. */
static void
test_round (void)
{
  g_autoptr (MvSyncCore) core = new_core ();
  MvSyncStep step;

  tell (core, OUTBOX (START_US));
  step = tell (core, STARTED);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
  step = tell (core, PUSHED (START_US));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
  step = tell (core, PUSHED (0));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
  g_assert_cmpuint (step.wait_s, ==, 0);

  /* Written during the first page: sent before the second. */
  tell (core, OUTBOX (START_US));
  step = tell (core, (MvSyncEvent){ .type = MV_SYNC_EVENT_PULLED,
                                    .n_rows = 500,
                                    .has_more = TRUE,
                                    .due_us = START_US });
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
  step = tell (core, PUSHED (0));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);

  step = tell (core, PULLED (3, FALSE));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
  g_assert_cmpuint (step.wait_s, ==, MV_SYNC_WAIT_S);
  g_assert_cmpint (mv_sync_core_get_phase (core), ==, MV_SYNC_PHASE_PARKED);
}

/* A draft that rests is sent when its time has come, beside the parked pull. */
static void
test_resting_draft (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_PARKED);
  MvSyncStep step = tell (core, OUTBOX (LATER_US));

  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_NOTHING);
  g_assert_cmpint (step.wake_us, ==, LATER_US);
  step = tell_at (core, LATER_US, TIME);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
  g_assert_cmpint (mv_sync_core_get_phase (core), ==, MV_SYNC_PHASE_PARKED_PUSHING);
}

/* Who wants to send and fetch now is told when the round that began after that is over. */
static void
test_wanted (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_PULLING);
  MvSyncStep step = tell (core, WANTED);

  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_NOTHING);
  /* This page was asked for before. */
  step = tell (core, PULLED (1, FALSE));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
  g_assert_cmpuint (step.wait_s, ==, 0);
  step = tell (core, PULLED (0, FALSE));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL | MV_SYNC_DO_TELL_DONE);
  /* Told once. */
  step = tell (core, PULLED (1, FALSE));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
}

/* Without having been started, one round is made on demand and nothing after it. */
static void
test_wanted_once (void)
{
  g_autoptr (MvSyncCore) core = new_core ();
  MvSyncStep step;

  tell (core, WANTED);
  step = tell (core, PULLED (1, FALSE));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_TELL_DONE);
  g_assert_cmpint (mv_sync_core_get_phase (core), ==, MV_SYNC_PHASE_OFF);

  tell (core, WANTED);
  step = tell (core, FAILED (PULL, RETRY));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_TELL_FAILED);
  g_assert_cmpint (step.wake_us, ==, 0);
  g_assert_cmpint (mv_sync_core_get_phase (core), ==, MV_SYNC_PHASE_OFF);
}

/* A server that answers parked pulls at once is not asked in a tight loop; news is taken at once,
 * and so is an answer after a real wait. */
static void
test_parked_answered_early (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_PARKED);
  MvSyncStep step = tell (core, PULLED (0, FALSE));

  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_NOTHING);
  g_assert_cmpint (step.wake_us, >, START_US);
  g_assert_false (mv_sync_core_is_failing (core));

  /* Nothing is wrong, so an edit need not wait. */
  step = tell (core, OUTBOX (START_US));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
  tell (core, PUSHED (0));
  tell (core, PULLED (1, FALSE));
  step = tell_at (core, START_US + MV_SYNC_WAIT_S * G_USEC_PER_SEC, PULLED (0, FALSE));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
}

/* After a gap the next page is fetched first, without a pause; if the gap stays, pauses grow. */
static void
test_gap (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_PUSHING);
  MvSyncEvent pulled = PULLED (1, FALSE);
  MvSyncStep step = tell (core, FAILED (PUSH, GAP));

  pulled.due_us = START_US;
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
  step = tell (core, pulled);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
  step = tell (core, FAILED (PUSH, GAP));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_NOTHING);
  g_assert_cmpint (mv_sync_core_get_phase (core), ==, MV_SYNC_PHASE_WAITING);
}

/* A push that the server cannot digest does not keep news out: the page comes before the next try,
 * and the pauses between the tries grow although pages arrive. */
static void
test_stuck_push (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_PUSHING);
  MvSyncEvent pulled = PULLED (1, FALSE);
  gint64 now_us = START_US;
  gint64 longest_us = 0;

  pulled.due_us = START_US;
  for (guint i = 0; i < 30; i++)
    {
      MvSyncStep step = tell_at (core, now_us, FAILED (PUSH, RETRY));

      longest_us = MAX (longest_us, step.wake_us - now_us);
      now_us = step.wake_us;
      step = tell_at (core, now_us, TIME);
      g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
      step = tell_at (core, now_us, pulled);
      g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
    }
  g_assert_cmpint (longest_us, >, 60 * G_USEC_PER_SEC);

  tell_at (core, now_us, PUSHED (0));
  g_assert_false (mv_sync_core_is_failing (core));
}

/* A new identity is asked for, and the round goes on with it. */
static void
test_fork (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_FORKING);
  MvSyncEvent event = FORKED;
  MvSyncStep step;

  event.due_us = START_US;
  step = tell (core, event);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PUSH);
}

/* A clock that is set back by two years does not make a pause two years long. */
static void
test_clock_goes_back (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_WAITING);
  gint64 past_us = START_US - 730 * (gint64) G_TIME_SPAN_DAY;
  MvSyncStep step = tell_at (core, past_us, NETWORK (FALSE));

  g_assert_cmpint (step.wake_us, >, 0);
  g_assert_cmpint (step.wake_us, <=, past_us + 2 * G_USEC_PER_SEC);
  step = tell_at (core, step.wake_us, TIME);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
}

/* After the end nothing happens any more, whatever comes. */
static void
test_ended (void)
{
  g_autoptr (MvSyncCore) core = core_in_phase (MV_SYNC_PHASE_WAITING);
  MvSyncStep step = tell (core, ENDED);

  g_assert_cmpint (step.wake_us, ==, 0);
  step = tell_at (core, START_US + G_TIME_SPAN_HOUR, TIME);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_NOTHING);
  step = tell (core, NETWORK (TRUE));
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_NOTHING);
  step = tell (core, STARTED);
  g_assert_cmpint (step.actions, ==, MV_SYNC_DO_PULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/core/table", test_table);
  g_test_add_func ("/sync/core/pauses", test_pauses);
  g_test_add_func ("/sync/core/retry-after", test_retry_after);
  g_test_add_func ("/sync/core/retry-after/absurd", test_retry_after_absurd);
  g_test_add_func ("/sync/core/round", test_round);
  g_test_add_func ("/sync/core/resting-draft", test_resting_draft);
  g_test_add_func ("/sync/core/wanted", test_wanted);
  g_test_add_func ("/sync/core/wanted-once", test_wanted_once);
  g_test_add_func ("/sync/core/parked-answered-early", test_parked_answered_early);
  g_test_add_func ("/sync/core/gap", test_gap);
  g_test_add_func ("/sync/core/stuck-push", test_stuck_push);
  g_test_add_func ("/sync/core/fork", test_fork);
  g_test_add_func ("/sync/core/clock-goes-back", test_clock_goes_back);
  g_test_add_func ("/sync/core/ended", test_ended);

  return g_test_run ();
}
