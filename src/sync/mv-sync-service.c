/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-service-private.h"

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

void
mv_sync_service_update_state (MvSyncService *self)
{
  MvSyncState state = derive_state (self);

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
mv_sync_service_set_facts (MvSyncService *self, const MvSyncFacts *facts)
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
void
mv_sync_service_take_last_error (MvSyncService *self, GError *error)
{
  if (self->last_error == NULL && error == NULL)
    return;

  g_clear_error (&self->last_error);
  self->last_error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST_ERROR]);
}

static void
store_changed_cb (MvStore *store, const char *const *kinds, MvSyncService *self)
{
  mv_sync_service_look (self);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean is_available, MvSyncService *self)
{
  if (self->exchange != NULL)
    mv_sync_service_tell (
        self, (MvSyncEvent){ .type = MV_SYNC_EVENT_NETWORK, .is_available = is_available });
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
    mv_sync_service_cancel_lane (self, (MvSyncLane) i);
  if (self->clock != NULL)
    mv_sync_service_set_timer (self, 0);
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
      mv_sync_service_look (self);
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
  mv_sync_service_look_then (self, MV_SYNC_EVENT_STARTED, NULL);
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
  mv_sync_service_take_last_error (self, NULL);
  mv_sync_service_tell (self, (MvSyncEvent){ .type = MV_SYNC_EVENT_ENDED });
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
