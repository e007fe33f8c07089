/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-random.h"

G_BEGIN_DECLS

/*
 * What to send next, and what to do with an answer: a state machine without sockets, threads, store
 * or clock. Events go in, steps come out; whoever drives it (MvSyncService, the simulation) carries
 * the steps out and tells what came of them.
 *
 * A round sends until nothing is due, then fetches until nothing is left, then parks a pull that
 * the server answers when there is news. A push never waits behind a parked pull: it goes out
 * beside it on a second connection, and the parked pull is woken by the server when the push is
 * committed.
 */

/**
 * MvSyncPhase:
 * @MV_SYNC_PHASE_OFF: not started, or ended
 * @MV_SYNC_PHASE_PUSHING: a push is under way
 * @MV_SYNC_PHASE_PULLING: a pull that is answered at once is under way
 * @MV_SYNC_PHASE_PARKED: a pull waits at the server for news
 * @MV_SYNC_PHASE_PARKED_PUSHING: the same, with a push beside it
 * @MV_SYNC_PHASE_FORKING: asking for a device identity of one's own, since another copy uses this
 * one
 * @MV_SYNC_PHASE_WAITING: nothing is under way until a time has come
 * @MV_SYNC_PHASE_REFUSED: the server refuses this device; nothing happens until the person asks
 */
typedef enum
{
  MV_SYNC_PHASE_OFF,
  MV_SYNC_PHASE_PUSHING,
  MV_SYNC_PHASE_PULLING,
  MV_SYNC_PHASE_PARKED,
  MV_SYNC_PHASE_PARKED_PUSHING,
  MV_SYNC_PHASE_FORKING,
  MV_SYNC_PHASE_WAITING,
  MV_SYNC_PHASE_REFUSED,
} MvSyncPhase;

#define MV_SYNC_N_PHASES (MV_SYNC_PHASE_REFUSED + 1)

/**
 * MvSyncEventType:
 * @MV_SYNC_EVENT_STARTED: keep in step from now on
 * @MV_SYNC_EVENT_ENDED: no more; what is under way is cancelled
 * @MV_SYNC_EVENT_OUTBOX: the outbox changed; see @due_us
 * @MV_SYNC_EVENT_NETWORK: the machine's network came, went or changed; see @is_available
 * @MV_SYNC_EVENT_WANTED: the person wants to send and fetch now
 * @MV_SYNC_EVENT_PUSHED: a push was answered and its results are stored; see @due_us
 * @MV_SYNC_EVENT_PULLED: a whole page was answered and is stored; see @n_rows, @has_more, @due_us
 * @MV_SYNC_EVENT_FORKED: the device has its own identity again; see @due_us
 * @MV_SYNC_EVENT_FAILED: the request of @lane failed; see @failure and @retry_after_s
 * @MV_SYNC_EVENT_TIME: time has passed
 *
 * What can happen. Answers to requests that were cancelled are not told.
 */
typedef enum
{
  MV_SYNC_EVENT_STARTED,
  MV_SYNC_EVENT_ENDED,
  MV_SYNC_EVENT_OUTBOX,
  MV_SYNC_EVENT_NETWORK,
  MV_SYNC_EVENT_WANTED,
  MV_SYNC_EVENT_PUSHED,
  MV_SYNC_EVENT_PULLED,
  MV_SYNC_EVENT_FORKED,
  MV_SYNC_EVENT_FAILED,
  MV_SYNC_EVENT_TIME,
} MvSyncEventType;

#define MV_SYNC_N_EVENTS (MV_SYNC_EVENT_TIME + 1)

/**
 * MvSyncLane:
 * @MV_SYNC_LANE_PUSH: what is sent
 * @MV_SYNC_LANE_PULL: what is fetched
 * @MV_SYNC_LANE_FORK: the request for a device identity
 *
 * At most one request is under way in each lane.
 */
typedef enum
{
  MV_SYNC_LANE_PUSH,
  MV_SYNC_LANE_PULL,
  MV_SYNC_LANE_FORK,
} MvSyncLane;

#define MV_SYNC_N_LANES (MV_SYNC_LANE_FORK + 1)

/**
 * MvSyncFailure:
 * @MV_SYNC_FAILURE_RETRY: no answer, a broken one, one that is not ours, or "later": try again
 * @MV_SYNC_FAILURE_GAP: the server lacks an operation; fetching tells why (it was restored)
 * @MV_SYNC_FAILURE_FORKED: another copy of this profile uses the same device identity
 * @MV_SYNC_FAILURE_REFUSED: the device is revoked, asleep or unknown, or the program is too old
 *
 * What a failure means for the exchange.
 */
typedef enum
{
  MV_SYNC_FAILURE_RETRY,
  MV_SYNC_FAILURE_GAP,
  MV_SYNC_FAILURE_FORKED,
  MV_SYNC_FAILURE_REFUSED,
} MvSyncFailure;

/**
 * MvSyncEvent:
 *
 * One event. Members that do not belong to @type are not read.
 */
typedef struct
{
  MvSyncEventType type;
  gint64 now_us;
  gint64 due_us; /* when the next operation may be sent; 0 means that there is none */
  gboolean is_available;
  guint n_rows;
  gboolean has_more;
  MvSyncLane lane;
  MvSyncFailure failure;
  guint retry_after_s; /* 0 means that the server did not say */
} MvSyncEvent;

/**
 * MvSyncActions:
 * @MV_SYNC_DO_CANCEL_PULL: give up the pull under way; its answer no longer counts
 * @MV_SYNC_DO_CANCEL_PUSH: give up the push (or the fork) under way
 * @MV_SYNC_DO_PUSH: send the next batch
 * @MV_SYNC_DO_PULL: fetch the next page, waiting @wait_s for it
 * @MV_SYNC_DO_FORK: ask for a new device identity
 * @MV_SYNC_DO_TELL_DONE: what the person wanted has been done
 * @MV_SYNC_DO_TELL_FAILED: what the person wanted could not be done now
 *
 * What to do, in this order.
 */
typedef enum
{
  MV_SYNC_DO_NOTHING = 0,
  MV_SYNC_DO_CANCEL_PULL = 1 << 0,
  MV_SYNC_DO_CANCEL_PUSH = 1 << 1,
  MV_SYNC_DO_PUSH = 1 << 2,
  MV_SYNC_DO_PULL = 1 << 3,
  MV_SYNC_DO_FORK = 1 << 4,
  MV_SYNC_DO_TELL_DONE = 1 << 5,
  MV_SYNC_DO_TELL_FAILED = 1 << 6,
} MvSyncActions;

typedef struct
{
  MvSyncActions actions;
  guint wait_s;   /* of MV_SYNC_DO_PULL; 0 asks for an answer at once */
  gint64 wake_us; /* tell MV_SYNC_EVENT_TIME then; 0 means never. Replaces what was said before. */
} MvSyncStep;

#define MV_SYNC_WAIT_S 50
#define MV_SYNC_MAX_PAUSE_US (15 * (gint64) G_TIME_SPAN_MINUTE)

typedef struct _MvSyncCore MvSyncCore;

MvSyncCore *mv_sync_core_new (MvRandom *random);
void mv_sync_core_free (MvSyncCore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvSyncCore, mv_sync_core_free)

MvSyncStep mv_sync_core_handle (MvSyncCore *self, const MvSyncEvent *event);
MvSyncPhase mv_sync_core_get_phase (const MvSyncCore *self);
gboolean mv_sync_core_is_failing (const MvSyncCore *self);

const char *mv_sync_phase_get_name (MvSyncPhase phase);
const char *mv_sync_event_type_get_name (MvSyncEventType type);

G_END_DECLS
