/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-service.h"

#include "mv-sync-core.h"
#include "mv-sync-exchange.h"
#include "mv-sync-request.h"

struct _MvSyncService
{
  GObject parent_instance;

  MvStore *store;           /* (owned) */
  char *account;            /* (owned) */
  MvTransport *transport;   /* (owned) (nullable) */
  char *token;              /* (owned) (nullable) */
  MvClock *clock;           /* (owned) */
  MvSyncExchange *exchange; /* (owned) (nullable): none for an account of this machine alone */
  MvSyncCore *core;         /* (owned) */
  MvSecrets *secrets;       /* (owned) (nullable) */
  GNetworkMonitor *monitor; /* (owned) (nullable) */
  GMainContext *context;    /* (owned): where it was made, and where everything is told */
  GSource *timer;           /* (owned) (nullable) */
  GCancellable *lanes[MV_SYNC_N_LANES]; /* (owned) (nullable): of the request under way */
  GQueue waiting; /* (element-type GTask) (owned): who wants to know of a round's end */

  MvSyncFacts facts;
  GError *last_error; /* (owned) (nullable) */
  MvSyncState state;
  gboolean is_started;
  gboolean is_looking;
  gboolean must_look_again;
};

typedef enum
{
  PROP_ACCOUNT = 1,
  PROP_STATE,
  PROP_N_UNSENT,
  PROP_LAST_ANSWER,
  PROP_IS_COMPLETE,
  PROP_LAST_ERROR,
} MvSyncServiceProperty;

static GParamSpec *props[PROP_LAST_ERROR + 1];

G_DEFINE_FINAL_TYPE (MvSyncService, mv_sync_service, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (MvSyncState,
                    mv_sync_state,
                    G_DEFINE_ENUM_VALUE (MV_SYNC_LOCAL, "local"),
                    G_DEFINE_ENUM_VALUE (MV_SYNC_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (MV_SYNC_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (MV_SYNC_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (MV_SYNC_STOPPED, "stopped"))

static void tell_core (MvSyncService *self, MvSyncEvent event);
static void look (MvSyncService *self);

/* What the person sees: whether there is a server, whether it answers, whether something moves. */
static MvSyncState
derive_state (MvSyncService *self)
{
  if (self->exchange == NULL)
    return MV_SYNC_LOCAL;

  switch (mv_sync_core_get_phase (self->core))
    {
    case MV_SYNC_PHASE_OFF:
      return MV_SYNC_OFFLINE;

    case MV_SYNC_PHASE_REFUSED:
      return MV_SYNC_STOPPED;

    case MV_SYNC_PHASE_PARKED:
    case MV_SYNC_PHASE_WAITING:
      return mv_sync_core_is_failing (self->core) ? MV_SYNC_OFFLINE : MV_SYNC_IDLE;

    /* A new attempt after a failure is no news until it is answered. */
    case MV_SYNC_PHASE_PUSHING:
    case MV_SYNC_PHASE_PULLING:
    case MV_SYNC_PHASE_PARKED_PUSHING:
    case MV_SYNC_PHASE_FORKING:
    default:
      return mv_sync_core_is_failing (self->core) ? MV_SYNC_OFFLINE : MV_SYNC_BUSY;
    }
}

static void
update_state (MvSyncService *self)
{
  MvSyncState state = derive_state (self);

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
set_facts (MvSyncService *self, const MvSyncFacts *facts)
{
  MvSyncFacts before = self->facts;

  self->facts = *facts;
  if (before.n_unsent != facts->n_unsent)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_UNSENT]);
  if (before.last_answer_us != facts->last_answer_us)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST_ANSWER]);
  if (before.is_complete != facts->is_complete)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_COMPLETE]);
}

/* @error: (nullable) (transfer full) */
static void
take_last_error (MvSyncService *self, GError *error)
{
  if (self->last_error == NULL && error == NULL)
    return;

  g_clear_error (&self->last_error);
  self->last_error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST_ERROR]);
}

/* Requests */

/* Whose answer is awaited. While a request is under way, the service may go. */
typedef struct
{
  GWeakRef service;
  GCancellable *cancellable; /* (owned): also the name of this request in its lane */
  MvSyncLane lane;
} Awaited;

static void
awaited_free (Awaited *self)
{
  g_weak_ref_clear (&self->service);
  g_clear_object (&self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Awaited, awaited_free)

static void
request_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Awaited) awaited = user_data;
  g_autoptr (MvSyncService) self = g_weak_ref_get (&awaited->service);
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (MvSyncOutcome) outcome = mv_sync_request_finish (result, &cancelled);

  if (self == NULL || outcome == NULL)
    return;

  if (outcome->has_facts)
    set_facts (self, &outcome->facts);
  if (self->lanes[awaited->lane] != awaited->cancellable)
    return;

  g_clear_object (&self->lanes[awaited->lane]);
  take_last_error (self, g_steal_pointer (&outcome->error));
  tell_core (self, outcome->event);
}

static void
start_lane (MvSyncService *self, MvSyncLane lane, guint wait_s)
{
  Awaited *awaited = g_new0 (Awaited, 1);

  g_assert (self->lanes[lane] == NULL);

  g_weak_ref_init (&awaited->service, self);
  awaited->cancellable = g_cancellable_new ();
  awaited->lane = lane;
  self->lanes[lane] = g_object_ref (awaited->cancellable);

  mv_sync_request_async (self->exchange, self->transport, self->secrets, lane, wait_s,
                         awaited->cancellable, request_done_cb, awaited);
}

static void
cancel_lane (MvSyncService *self, MvSyncLane lane)
{
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->lanes[lane]);

  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
}

/* The state machine */

static gboolean
timer_cb (gpointer user_data)
{
  MvSyncService *self = MV_SYNC_SERVICE (user_data);

  g_clear_pointer (&self->timer, g_source_unref);
  tell_core (self, (MvSyncEvent){ .type = MV_SYNC_EVENT_TIME });

  return G_SOURCE_REMOVE;
}

static void
set_timer (MvSyncService *self, gint64 wake_us)
{
  gint64 delay_ms;

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (wake_us == 0)
    return;

  /* Rounded up, so that the time has come when the timer says so. */
  delay_ms = CLAMP ((wake_us - mv_clock_now_us (self->clock) + 999) / 1000, 0, G_MAXINT);
  self->timer = g_timeout_source_new ((guint) delay_ms);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, self->context);
}

static void
finish_waiting (MvSyncService *self, gboolean is_done)
{
  GQueue waiting = self->waiting;

  g_queue_init (&self->waiting);
  for (GTask *task = g_queue_pop_head (&waiting); task != NULL; task = g_queue_pop_head (&waiting))
    {
      if (is_done)
        g_task_return_boolean (task, TRUE);
      else if (self->last_error != NULL)
        g_task_return_error (task, g_error_copy (self->last_error));
      else
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the exchange was ended");
      g_object_unref (task);
    }
}

static void
carry_out (MvSyncService *self, const MvSyncStep *step)
{
  if (step->actions & MV_SYNC_DO_CANCEL_PULL)
    cancel_lane (self, MV_SYNC_LANE_PULL);
  if (step->actions & MV_SYNC_DO_CANCEL_PUSH)
    {
      cancel_lane (self, MV_SYNC_LANE_PUSH);
      cancel_lane (self, MV_SYNC_LANE_FORK);
    }
  if (step->actions & MV_SYNC_DO_PUSH)
    start_lane (self, MV_SYNC_LANE_PUSH, 0);
  if (step->actions & MV_SYNC_DO_PULL)
    start_lane (self, MV_SYNC_LANE_PULL, step->wait_s);
  if (step->actions & MV_SYNC_DO_FORK)
    start_lane (self, MV_SYNC_LANE_FORK, 0);
}

static void
tell_core (MvSyncService *self, MvSyncEvent event)
{
  g_autoptr (MvSyncService) kept = g_object_ref (self);
  MvSyncStep step;

  event.now_us = mv_clock_now_us (self->clock);
  step = mv_sync_core_handle (self->core, &event);
  g_debug ("%s: %s -> %s", self->account, mv_sync_event_type_get_name (event.type),
           mv_sync_phase_get_name (mv_sync_core_get_phase (self->core)));

  carry_out (self, &step);
  set_timer (self, step.wake_us);
  update_state (self);
  if (step.actions & (MV_SYNC_DO_TELL_DONE | MV_SYNC_DO_TELL_FAILED))
    finish_waiting (self, (step.actions & MV_SYNC_DO_TELL_DONE) != 0);
}

/* The store */

typedef struct
{
  GWeakRef service;
  MvSyncExchange *exchange; /* (owned) */
  MvSyncFacts facts;
  MvSyncEventType then; /* what is told once the facts are known */
  GTask *task;          /* (owned) (nullable): who waits for what is told then */
} Glance;

static void
glance_free (Glance *self)
{
  g_weak_ref_clear (&self->service);
  g_clear_object (&self->exchange);
  g_clear_object (&self->task);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Glance, glance_free)

static gpointer
look_on_writer (MvStore *store, gpointer data, GError **error)
{
  Glance *glance = data;

  return mv_sync_exchange_look (glance->exchange, &glance->facts, error) ? glance : NULL;
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Glance) glance = user_data;
  g_autoptr (MvSyncService) self = g_weak_ref_get (&glance->service);
  g_autoptr (GError) error = NULL;
  gboolean is_read = mv_store_run_finish (MV_STORE (object), result, &error) != NULL;

  if (self == NULL)
    return;

  if (is_read)
    {
      set_facts (self, &glance->facts);
      tell_core (self,
                 (MvSyncEvent){ .type = MV_SYNC_EVENT_OUTBOX, .due_us = glance->facts.due_us });
    }
  else
    {
      take_last_error (self, g_steal_pointer (&error));
    }

  if (glance->then == MV_SYNC_EVENT_OUTBOX)
    {
      self->is_looking = FALSE;
      if (self->must_look_again)
        look (self);
      return;
    }

  /* Who ended the service meanwhile does not want it to begin. */
  if (glance->then == MV_SYNC_EVENT_STARTED && !self->is_started)
    return;
  if (glance->task != NULL && g_task_return_error_if_cancelled (glance->task))
    return;
  if (glance->task != NULL)
    g_queue_push_tail (&self->waiting, g_steal_pointer (&glance->task));
  tell_core (self, (MvSyncEvent){ .type = glance->then });
}

/* @task: (nullable) (transfer full) */
static void
look_then (MvSyncService *self, MvSyncEventType then, GTask *task)
{
  Glance *glance = g_new0 (Glance, 1);

  g_weak_ref_init (&glance->service, self);
  glance->exchange = g_object_ref (self->exchange);
  glance->then = then;
  glance->task = task;
  mv_store_write_async (self->store, look_on_writer, glance, NULL, NULL, NULL, looked_cb, glance);
}

/* One look at a time: what changes meanwhile is seen by the next one. */
static void
look (MvSyncService *self)
{
  self->must_look_again = self->is_looking;
  if (self->is_looking)
    return;

  self->is_looking = TRUE;
  look_then (self, MV_SYNC_EVENT_OUTBOX, NULL);
}

static void
store_changed_cb (MvStore *store, const char *const *kinds, MvSyncService *self)
{
  look (self);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean is_available, MvSyncService *self)
{
  if (self->exchange != NULL)
    tell_core (self, (MvSyncEvent){ .type = MV_SYNC_EVENT_NETWORK, .is_available = is_available });
}

/* The object */

static void
mv_sync_service_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  MvSyncService *self = MV_SYNC_SERVICE (object);

  switch ((MvSyncServiceProperty) property_id)
    {
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_N_UNSENT:
      g_value_set_uint (value, self->facts.n_unsent);
      break;
    case PROP_LAST_ANSWER:
      g_value_set_int64 (value, self->facts.last_answer_us);
      break;
    case PROP_IS_COMPLETE:
      g_value_set_boolean (value, self->facts.is_complete);
      break;
    case PROP_LAST_ERROR:
      g_value_set_boxed (value, self->last_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
mv_sync_service_dispose (GObject *object)
{
  MvSyncService *self = MV_SYNC_SERVICE (object);

  for (guint i = 0; i < MV_SYNC_N_LANES; i++)
    cancel_lane (self, (MvSyncLane) i);
  if (self->clock != NULL)
    set_timer (self, 0);
  g_clear_object (&self->monitor);
  g_clear_object (&self->secrets);
  g_clear_object (&self->exchange);
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (mv_sync_service_parent_class)->dispose (object);
}

static void
mv_sync_service_finalize (GObject *object)
{
  MvSyncService *self = MV_SYNC_SERVICE (object);

  /* Each of them holds a reference to us. */
  g_assert (g_queue_is_empty (&self->waiting));
  g_clear_error (&self->last_error);
  g_clear_pointer (&self->core, mv_sync_core_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->account);

  G_OBJECT_CLASS (mv_sync_service_parent_class)->finalize (object);
}

static void
mv_sync_service_class_init (MvSyncServiceClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mv_sync_service_get_property;
  object_class->dispose = mv_sync_service_dispose;
  object_class->finalize = mv_sync_service_finalize;

  props[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  props[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, MV_TYPE_SYNC_STATE, MV_SYNC_LOCAL, flags);
  props[PROP_N_UNSENT] = g_param_spec_uint ("n-unsent", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LAST_ANSWER] = g_param_spec_int64 ("last-answer", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_IS_COMPLETE] = g_param_spec_boolean ("is-complete", NULL, NULL, FALSE, flags);
  props[PROP_LAST_ERROR] = g_param_spec_boxed ("last-error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
mv_sync_service_init (MvSyncService *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_queue_init (&self->waiting);
}

/**
 * mv_sync_service_new:
 * @store: the replica
 * @account: key of the account
 * @transport: (nullable): way to its server; %NULL without a @token
 * @token: (nullable): its device token; none means that the account is only on this machine
 * @clock: the time
 * @random: chance for the pauses and for new device identities
 *
 * Makes a service that has not been started. It knows nothing of the account until it has read the
 * store, which it does at once, so the properties are right one turn of the main loop later.
 *
 * Returns: (transfer full): the service
 */
MvSyncService *
mv_sync_service_new (MvStore *store,
                     const char *account,
                     MvTransport *transport,
                     const char *token,
                     MvClock *clock,
                     MvRandom *random)
{
  MvSyncService *self;

  g_return_val_if_fail (MV_IS_STORE (store) && account != NULL, NULL);
  g_return_val_if_fail (token == NULL || MV_IS_TRANSPORT (transport), NULL);
  g_return_val_if_fail (MV_IS_CLOCK (clock) && MV_IS_RANDOM (random), NULL);

  self = g_object_new (MV_TYPE_SYNC_SERVICE, NULL);
  self->store = g_object_ref (store);
  self->account = g_strdup (account);
  g_set_object (&self->transport, transport);
  self->clock = g_object_ref (clock);
  self->core = mv_sync_core_new (random);
  if (token != NULL)
    {
      self->exchange = mv_sync_exchange_new (store, account, token, clock, random);
      g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
      look (self);
    }
  self->state = derive_state (self);

  return self;
}

/**
 * mv_sync_service_set_secrets:
 * @self: a service
 * @secrets: (nullable): where a new token is kept when the device gets a new identity
 *
 * Without it a new identity lasts until the program ends, and is asked for again then.
 */
void
mv_sync_service_set_secrets (MvSyncService *self, MvSecrets *secrets)
{
  g_return_if_fail (MV_IS_SYNC_SERVICE (self));
  g_return_if_fail (secrets == NULL || MV_IS_SECRETS (secrets));

  g_set_object (&self->secrets, secrets);
}

/**
 * mv_sync_service_watch_network:
 * @self: a service
 * @monitor: what knows when the machine's network comes and goes
 *
 * Tries at once when a network comes, instead of at the end of a pause. The monitor is a hint only:
 * what it calls no network may still reach a server.
 */
void
mv_sync_service_watch_network (MvSyncService *self, GNetworkMonitor *monitor)
{
  g_return_if_fail (MV_IS_SYNC_SERVICE (self));
  g_return_if_fail (G_IS_NETWORK_MONITOR (monitor));
  g_return_if_fail (self->monitor == NULL);

  self->monitor = g_object_ref (monitor);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (network_changed_cb), self, 0);
}

/**
 * mv_sync_service_start:
 * @self: a service
 *
 * Keeps the account in step from now on, until mv_sync_service_stop(). Does nothing for an account
 * that is only on this machine.
 */
void
mv_sync_service_start (MvSyncService *self)
{
  g_return_if_fail (MV_IS_SYNC_SERVICE (self));

  if (self->exchange == NULL)
    return;

  self->is_started = TRUE;
  look_then (self, MV_SYNC_EVENT_STARTED, NULL);
}

/**
 * mv_sync_service_stop:
 * @self: a service
 *
 * Gives up what is under way and does nothing more. What was being sent is sent again at the next
 * start, and counts once. Those who wait for an exchange get %G_IO_ERROR_CANCELLED.
 */
void
mv_sync_service_stop (MvSyncService *self)
{
  g_return_if_fail (MV_IS_SYNC_SERVICE (self));

  if (self->exchange == NULL)
    return;

  self->is_started = FALSE;
  take_last_error (self, NULL);
  tell_core (self, (MvSyncEvent){ .type = MV_SYNC_EVENT_ENDED });
}

/**
 * mv_sync_service_get_account:
 * @self: a service
 *
 * Returns: (transfer none): key of the account in the store
 */
const char *
mv_sync_service_get_account (MvSyncService *self)
{
  g_return_val_if_fail (MV_IS_SYNC_SERVICE (self), NULL);

  return self->account;
}

/**
 * mv_sync_service_get_state:
 * @self: a service
 *
 * Returns: how things stand with the server
 */
MvSyncState
mv_sync_service_get_state (MvSyncService *self)
{
  g_return_val_if_fail (MV_IS_SYNC_SERVICE (self), MV_SYNC_LOCAL);

  return self->state;
}

/**
 * mv_sync_service_get_n_unsent:
 * @self: a service
 *
 * Returns: how many entries of the outbox the server has not confirmed
 */
guint
mv_sync_service_get_n_unsent (MvSyncService *self)
{
  g_return_val_if_fail (MV_IS_SYNC_SERVICE (self), 0);

  return self->facts.n_unsent;
}

/**
 * mv_sync_service_get_last_answer:
 * @self: a service
 *
 * Returns: when the server last answered, µs since 1970; 0 before the first time
 */
gint64
mv_sync_service_get_last_answer (MvSyncService *self)
{
  g_return_val_if_fail (MV_IS_SYNC_SERVICE (self), 0);

  return self->facts.last_answer_us;
}

/**
 * mv_sync_service_get_is_complete:
 * @self: a service
 *
 * Returns: whether the first download is finished
 */
gboolean
mv_sync_service_get_is_complete (MvSyncService *self)
{
  g_return_val_if_fail (MV_IS_SYNC_SERVICE (self), FALSE);

  return self->facts.is_complete;
}

/**
 * mv_sync_service_get_last_error:
 * @self: a service
 *
 * Returns: (transfer none) (nullable): why the latest request came to nothing, of the domains
 *   %MV_TRANSPORT_ERROR, %MV_PROBLEM or %MV_STORE_ERROR; %NULL if it did not
 */
const GError *
mv_sync_service_get_last_error (MvSyncService *self)
{
  g_return_val_if_fail (MV_IS_SYNC_SERVICE (self), NULL);

  return self->last_error;
}

static gboolean
wanted_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  MvSyncService *self = g_task_get_source_object (task);

  if (g_queue_remove (&self->waiting, task))
    {
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }

  return G_SOURCE_REMOVE;
}

static void
destroy_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* The person need not wait for an answer that she no longer wants. */
static void
attach_cancellable (MvSyncService *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSource) source = NULL;

  if (cancellable == NULL)
    return;

  source = g_cancellable_source_new (cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (wanted_cancelled_cb), task, NULL);
  g_source_attach (source, self->context);
  g_task_set_task_data (task, g_steal_pointer (&source), destroy_source);
}

/**
 * mv_sync_service_exchange_async:
 * @self: a service, started or not
 * @cancellable: (nullable): stops the waiting, not the exchange
 * @callback: called when everything has been sent and fetched, or when that failed
 * @user_data: passed to @callback
 *
 * Sends what is due and fetches what is new, now. A pause after a failure is cut short, unless the
 * server asked for it; a device that was refused asks again. For an account that is only on this
 * machine there is nothing to do.
 *
 * Fails with %MV_TRANSPORT_ERROR, %MV_PROBLEM, %MV_STORE_ERROR or %G_IO_ERROR_CANCELLED. What was
 * sent and fetched until then stays; nothing is lost.
 */
void
mv_sync_service_exchange_async (MvSyncService *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MV_IS_SYNC_SERVICE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, mv_sync_service_exchange_async);
  if (self->exchange == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  attach_cancellable (self, task);
  look_then (self, MV_SYNC_EVENT_WANTED, g_steal_pointer (&task));
}

/**
 * mv_sync_service_exchange_finish:
 * @self: a service
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether everything that was due has been sent and everything new been fetched
 */
gboolean
mv_sync_service_exchange_finish (MvSyncService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_sync_service_exchange_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
