/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-sync-exchange.h"

#include "mv-answer-status.h"
#include "mv-json.h"

struct _MvSyncExchange
{
  GObject parent_instance;

  MvStore *store;    /* (owned) */
  char *account;     /* (owned) */
  char *token;       /* (owned) */
  MvClock *clock;    /* (owned) */
  MvRandom *random;  /* (owned) */
  char *fork_device; /* (owned) (nullable): asked for and not yet given; kept so that a lost answer
                      * can be asked for again */
};

G_DEFINE_FINAL_TYPE (MvSyncExchange, mv_sync_exchange, G_TYPE_OBJECT)

static void
mv_sync_exchange_finalize (GObject *object)
{
  MvSyncExchange *self = MV_SYNC_EXCHANGE (object);

  g_free (self->fork_device);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  g_free (self->token);
  g_free (self->account);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (mv_sync_exchange_parent_class)->finalize (object);
}

static void
mv_sync_exchange_class_init (MvSyncExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_sync_exchange_finalize;
}

static void
mv_sync_exchange_init (MvSyncExchange *self)
{
}

/**
 * mv_sync_exchange_new:
 * @store: the replica
 * @account: key of an account with a server
 * @token: its device token
 * @clock: the time
 * @random: chance for a new device identity
 *
 * Returns: (transfer full): the exchange
 */
MvSyncExchange *
mv_sync_exchange_new (
    MvStore *store, const char *account, const char *token, MvClock *clock, MvRandom *random)
{
  MvSyncExchange *self;

  g_return_val_if_fail (MV_IS_STORE (store), NULL);
  g_return_val_if_fail (account != NULL && token != NULL, NULL);
  g_return_val_if_fail (MV_IS_CLOCK (clock) && MV_IS_RANDOM (random), NULL);

  self = g_object_new (MV_TYPE_SYNC_EXCHANGE, NULL);
  self->store = g_object_ref (store);
  self->account = g_strdup (account);
  self->token = g_strdup (token);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);

  return self;
}

/**
 * mv_sync_exchange_get_store:
 * @self: an exchange
 *
 * Returns: (transfer none): the replica
 */
MvStore *
mv_sync_exchange_get_store (MvSyncExchange *self)
{
  g_return_val_if_fail (MV_IS_SYNC_EXCHANGE (self), NULL);

  return self->store;
}

/**
 * mv_sync_exchange_get_account:
 * @self: an exchange
 *
 * Returns: (transfer none): key of its account
 */
const char *
mv_sync_exchange_get_account (MvSyncExchange *self)
{
  g_return_val_if_fail (MV_IS_SYNC_EXCHANGE (self), NULL);

  return self->account;
}

/**
 * mv_sync_exchange_get_clock:
 * @self: an exchange
 *
 * Returns: (transfer none): the time
 */
MvClock *
mv_sync_exchange_get_clock (MvSyncExchange *self)
{
  g_return_val_if_fail (MV_IS_SYNC_EXCHANGE (self), NULL);

  return self->clock;
}

/**
 * mv_sync_failure_from_error:
 * @error: why a request came to nothing
 *
 * Returns: what that means for the exchange. Whatever may pass by itself is to be tried again, and
 *   so is what is wrong here (a full disk): trying again loses nothing.
 */
MvSyncFailure
mv_sync_failure_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, MV_SYNC_FAILURE_RETRY);

  if (error->domain != MV_PROBLEM)
    return MV_SYNC_FAILURE_RETRY;

  switch (error->code)
    {
    case MV_PROBLEM_OP_GAP:
      return MV_SYNC_FAILURE_GAP;

    case MV_PROBLEM_DEVICE_FORKED:
      return MV_SYNC_FAILURE_FORKED;

    case MV_PROBLEM_NOT_AUTHENTICATED:
    case MV_PROBLEM_DEVICE_REVOKED:
    case MV_PROBLEM_DEVICE_ASLEEP:
    case MV_PROBLEM_SCHEMA_TOO_OLD:
      return MV_SYNC_FAILURE_REFUSED;

    default:
      return MV_SYNC_FAILURE_RETRY;
    }
}

static void
set_failed (MvSyncExchange *self,
            MvSyncLane lane,
            const GError *error,
            guint retry_after_s,
            MvSyncEvent *out_event)
{
  *out_event = (MvSyncEvent){ .type = MV_SYNC_EVENT_FAILED,
                              .now_us = mv_clock_now_us (self->clock),
                              .lane = lane,
                              .failure = mv_sync_failure_from_error (error),
                              .retry_after_s = retry_after_s };
}

/**
 * mv_sync_exchange_look:
 * @self: an exchange
 * @out_facts: (out): how things stand
 * @error: return location for an error
 *
 * Fails with %MV_STORE_ERROR.
 *
 * Returns: whether the store could be read
 */
gboolean
mv_sync_exchange_look (MvSyncExchange *self, MvSyncFacts *out_facts, GError **error)
{
  g_autoptr (MvAccount) account = NULL;
  MvSyncFacts facts = { 0 };

  g_return_val_if_fail (MV_IS_SYNC_EXCHANGE (self) && out_facts != NULL, FALSE);

  account = mv_store_find_account (self->store, self->account, error);
  if (account == NULL ||
      !mv_store_count_unsent (self->store, self->account, &facts.n_unsent, error) ||
      !mv_store_next_due (self->store, self->account, &facts.due_us, error))
    return FALSE;

  facts.last_answer_us = account->last_answer_us;
  facts.is_complete = account->is_complete;
  *out_facts = facts;

  return TRUE;
}

static MvRequest *
make_request (MvSyncExchange *self, const char *path, char *body, guint wait_s)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (body, strlen (body));
  MvRequest *request = mv_request_new ("POST", path, self->token, bytes);

  g_clear_pointer (&request->content_type, g_free);
  request->content_type = g_strdup ("application/json");
  request->wait_s = wait_s;

  return request;
}

static MvRequest *
prepare_push (MvSyncExchange *self, GError **error)
{
  g_autoptr (MvPush) push = NULL;

  if (!mv_store_next_push (self->store, self->account, &push, error) || push == NULL)
    return NULL;

  return make_request (self, "/v1/sync/push", mv_push_encode (push), 0);
}

static MvRequest *
prepare_pull (MvSyncExchange *self, guint wait_s, GError **error)
{
  g_autoptr (MvPull) pull = NULL;

  if (!mv_store_prepare_pull (self->store, self->account, &pull, error))
    return NULL;

  return make_request (self, "/v1/sync/pull", mv_pull_encode (pull), wait_s);
}

static MvRequest *
prepare_fork (MvSyncExchange *self)
{
  if (self->fork_device == NULL)
    self->fork_device = mv_uuid_new_v7 (self->clock, self->random);

  /* A copy has no better name than the program's; the person can tell it by its date. */
  return make_request (
      self, "/v1/me/devices",
      g_strdup_printf ("{\"device\":{\"id\":\"%s\",\"name\":\"Medvirk\"}}", self->fork_device), 0);
}

/* What the store holds now, as the event that follows an answer in @lane. */
static gboolean
set_answered (MvSyncExchange *self, MvSyncLane lane, MvSyncEvent *out_event, GError **error)
{
  static const MvSyncEventType types[] = {
    [MV_SYNC_LANE_PUSH] = MV_SYNC_EVENT_PUSHED,
    [MV_SYNC_LANE_PULL] = MV_SYNC_EVENT_PULLED,
    [MV_SYNC_LANE_FORK] = MV_SYNC_EVENT_FORKED,
  };
  gint64 due_us = 0;

  if (!mv_store_next_due (self->store, self->account, &due_us, error))
    return FALSE;

  *out_event = (MvSyncEvent){
    .type = types[lane], .now_us = mv_clock_now_us (self->clock), .due_us = due_us, .lane = lane
  };
  return TRUE;
}

/**
 * mv_sync_exchange_prepare:
 * @self: an exchange
 * @lane: what is to be asked
 * @wait_s: of a pull: how long the server may hold the answer back; 0 means not at all
 * @out_event: (out): without a request: what to tell the state machine instead
 * @error: return location for an error
 *
 * Makes the next request of a lane. Operations that go out with it count as sent from now on and
 * never change again.
 *
 * Without a request there was either nothing to send, or the store failed with %MV_STORE_ERROR,
 * which is in @error; both are in @out_event.
 *
 * Returns: (transfer full) (nullable): the request
 */
MvRequest *
mv_sync_exchange_prepare (
    MvSyncExchange *self, MvSyncLane lane, guint wait_s, MvSyncEvent *out_event, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  MvRequest *request = NULL;

  g_return_val_if_fail (MV_IS_SYNC_EXCHANGE (self) && out_event != NULL, NULL);

  switch (lane)
    {
    case MV_SYNC_LANE_PUSH:
      request = prepare_push (self, &local_error);
      break;

    case MV_SYNC_LANE_PULL:
      request = prepare_pull (self, wait_s, &local_error);
      break;

    case MV_SYNC_LANE_FORK:
      request = prepare_fork (self);
      break;

    default:
      g_return_val_if_reached (NULL);
    }

  if (request != NULL)
    return request;

  if (local_error == NULL && set_answered (self, lane, out_event, &local_error))
    {
      /* Due, and yet held back: what it builds on still rests. Asking at once would go round and
       * round. */
      if (out_event->due_us != 0 && out_event->due_us <= out_event->now_us)
        out_event->due_us = out_event->now_us + G_USEC_PER_SEC;
      return NULL;
    }

  set_failed (self, lane, local_error, 0, out_event);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
set_foreign (GError **error)
{
  g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK,
                       "the answer is not one of a Medvirk server");
  return FALSE;
}

static gboolean
take_push (MvSyncExchange *self, const MvAnswer *answer, GError **error)
{
  g_autoptr (MvPushAnswer) decoded = NULL;
  const char *text;
  size_t length;

  text = mv_answer_get_text (answer, &length);
  decoded = mv_push_answer_decode (text, (gssize) length, NULL);
  if (decoded == NULL)
    {
      /* JSON that ends too soon, or is not the answer to a push. */
      g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT,
                           "the answer to a push could not be read");
      return FALSE;
    }

  return mv_store_apply_push_answer (self->store, self->account, decoded, error);
}

/* Whole lines of a cut page are kept, so that a bad line makes progress all the same. */
static gboolean
take_bodies (MvSyncExchange *self, GPtrArray *bodies, MvSyncEvent *page_facts, GError **error)
{
  MvPulled pulled;

  if (!mv_store_apply_answers (self->store, self->account, bodies, &pulled, error))
    return FALSE;
  if (!pulled.is_ours)
    return set_foreign (error);
  if (!pulled.is_whole)
    {
      g_set_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT,
                   "the answer ended after %u lines", pulled.n_rows);
      return FALSE;
    }

  page_facts->n_rows = pulled.n_rows;
  page_facts->has_more = pulled.has_more;
  return TRUE;
}

static gboolean
take_pull (MvSyncExchange *self, const MvAnswer *answer, MvSyncEvent *page_facts, GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();

  if (answer->body == NULL || g_bytes_get_size (answer->body) == 0)
    {
      g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT,
                           "the answer is empty");
      return FALSE;
    }

  g_ptr_array_add (bodies, answer->body);
  return take_bodies (self, bodies, page_facts, error);
}

/**
 * mv_sync_exchange_read_token:
 * @answer: an answer to the request for a device identity, or to an enrolment
 *
 * Returns: (transfer full) (nullable): the token that it gives
 */
char *
mv_sync_exchange_read_token (const MvAnswer *answer)
{
  g_autoptr (JsonObject) object = mv_answer_read_object (answer, NULL);

  return object == NULL ? NULL : g_strdup (mv_json_get_text (object, "token"));
}

static gboolean
take_fork (MvSyncExchange *self, const MvAnswer *answer, GError **error)
{
  g_autofree char *token = mv_sync_exchange_read_token (answer);

  if (token == NULL || self->fork_device == NULL)
    return set_foreign (error);

  if (!mv_store_fork_device (self->store, self->account, self->fork_device, error))
    return FALSE;

  g_free (self->token);
  self->token = g_steal_pointer (&token);
  g_clear_pointer (&self->fork_device, g_free);
  return TRUE;
}

static gboolean
take_answer (MvSyncExchange *self,
             MvSyncLane lane,
             const MvAnswer *answer,
             MvSyncEvent *page_facts,
             GError **error)
{
  if (!mv_answer_check_status (answer, error))
    return FALSE;

  switch (lane)
    {
    case MV_SYNC_LANE_PUSH:
      return take_push (self, answer, error);

    case MV_SYNC_LANE_PULL:
      return take_pull (self, answer, page_facts, error);

    case MV_SYNC_LANE_FORK:
    default:
      return take_fork (self, answer, error);
    }
}

/**
 * mv_sync_exchange_take_pages:
 * @self: an exchange
 * @answers: (element-type MvAnswer): answers to pulls that followed each other, see
 * mv_sync_follow_pull()
 * @out_event: (out): on failure: what to tell the state machine
 * @out_error: (out): on failure: what to tell the person
 *
 * Stores pages of a pull that goes on, in one transaction.
 *
 * Returns: whether it may go on
 */
gboolean
mv_sync_exchange_take_pages (MvSyncExchange *self,
                             GPtrArray *answers,
                             MvSyncEvent *out_event,
                             GError **out_error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  MvSyncEvent page_facts = { 0 };

  g_return_val_if_fail (MV_IS_SYNC_EXCHANGE (self) && answers != NULL, FALSE);

  for (guint i = 0; i < answers->len; i++)
    g_ptr_array_add (bodies, ((const MvAnswer *) g_ptr_array_index (answers, i))->body);
  if (take_bodies (self, bodies, &page_facts, &error))
    return TRUE;

  set_failed (self, MV_SYNC_LANE_PULL, error, 0, out_event);
  g_propagate_error (out_error, g_steal_pointer (&error));
  return FALSE;
}

/**
 * mv_sync_exchange_take:
 * @self: an exchange
 * @lane: what was asked
 * @answer: (nullable): the answer
 * @failure: (nullable): without an answer: why there is none
 * @out_event: (out): what to tell the state machine
 * @out_error: (out) (nullable): what to tell the person, %NULL if all went well
 *
 * Takes what came of a request. Whole lines of a cut page are stored; everything else is stored
 * whole or not at all.
 */
void
mv_sync_exchange_take (MvSyncExchange *self,
                       MvSyncLane lane,
                       const MvAnswer *answer,
                       const GError *failure,
                       MvSyncEvent *out_event,
                       GError **out_error)
{
  g_autoptr (GError) error = NULL;
  MvSyncEvent page_facts = { 0 };

  g_return_if_fail (MV_IS_SYNC_EXCHANGE (self));
  g_return_if_fail ((answer == NULL) != (failure == NULL));
  g_return_if_fail (out_event != NULL);

  if (failure != NULL)
    error = g_error_copy (failure);
  else if (take_answer (self, lane, answer, &page_facts, &error) &&
           /* Pages note it themselves. */
           (lane == MV_SYNC_LANE_PULL ||
            mv_store_note_answer (self->store, self->account, &error)) &&
           set_answered (self, lane, out_event, &error))
    {
      out_event->n_rows = page_facts.n_rows;
      out_event->has_more = page_facts.has_more;
      return;
    }

  /* The next push then asks for the server's position, which tells what to send again. */
  if (lane == MV_SYNC_LANE_PUSH && g_error_matches (error, MV_PROBLEM, MV_PROBLEM_OP_GAP))
    {
      g_autoptr (GError) store_error = NULL;

      if (!mv_store_ask_position (self->store, self->account, &store_error))
        {
          g_clear_error (&error);
          error = g_steal_pointer (&store_error);
        }
    }

  set_failed (self, lane, error, answer == NULL ? 0 : answer->retry_after_s, out_event);
  g_propagate_error (out_error, g_steal_pointer (&error));
}
