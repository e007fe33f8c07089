/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-request-log.h"

#include "mv-log.h"
#include "mv-routes.h"

#include <string.h>

#define NOTE "mv-request-note"
#define MIN_ID 16
#define MAX_ID 64

struct _MvRequestLog
{
  GObject parent_instance;

  MvClock *clock;   /* (owned) */
  MvRandom *random; /* (owned) */
  gboolean trusts_proxy;
};

G_DEFINE_FINAL_TYPE (MvRequestLog, mv_request_log, G_TYPE_OBJECT)

/* What is known of one request; belongs to its message. */
typedef struct
{
  char *id; /* (owned) */
  gint64 since_us;
  guint64 n_bytes_in;
  guint64 n_bytes_out;
  MvProblem problem; /* 0 for none */
} MvRequestNote;

static void
mv_request_note_free (MvRequestNote *self)
{
  g_free (self->id);
  g_free (self);
}

/**
 * mv_request_id_is_valid:
 * @id: (nullable): what stood in a header
 *
 * An id is 16 to 64 hexadecimal digits, with hyphens between if it is a UUID, so that nothing that
 * says who somebody is can pass for one.
 *
 * Returns: whether @id is one
 */
gboolean
mv_request_id_is_valid (const char *id)
{
  size_t length;

  if (id == NULL)
    return FALSE;
  if (mv_uuid_is_valid (id))
    return TRUE;

  length = strspn (id, "0123456789abcdefABCDEF");
  return id[length] == '\0' && length >= MIN_ID && length <= MAX_ID;
}

static char *
dup_given_id (const MvRequestLog *self, SoupServerMessage *message)
{
  const char *given = NULL;

  if (self->trusts_proxy)
    given = soup_message_headers_get_list (soup_server_message_get_request_headers (message),
                                           MV_REQUEST_ID_HEADER);

  return mv_request_id_is_valid (given) ? g_strdup (given) : NULL;
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  MvRequestNote *note = user_data;

  note->n_bytes_in += g_bytes_get_size (chunk);
}

static void
wrote_data_cb (SoupServerMessage *message, guint n_bytes, gpointer user_data)
{
  MvRequestNote *note = user_data;

  note->n_bytes_out += n_bytes;
}

/* Made when somebody asks first, at the latest when the headers have come. */
static MvRequestNote *
get_note (MvRequestLog *self, SoupServerMessage *message)
{
  MvRequestNote *note = g_object_get_data (G_OBJECT (message), NOTE);

  if (note != NULL)
    return note;

  note = g_new0 (MvRequestNote, 1);
  note->id = dup_given_id (self, message);
  if (note->id == NULL)
    note->id = mv_uuid_new_v7 (self->clock, self->random);
  note->since_us = g_get_monotonic_time ();
  g_object_set_data_full (G_OBJECT (message), NOTE, note, (GDestroyNotify) mv_request_note_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), note);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_data_cb), note);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                MV_REQUEST_ID_HEADER, note->id);
  return note;
}

static void
got_headers_cb (SoupServerMessage *message, gpointer user_data)
{
  get_note (user_data, message);
}

static void
request_started_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  MvRequestLog *self = user_data;

  /* The first request of a connection is announced twice. */
  g_signal_handlers_disconnect_by_func (message, got_headers_cb, self);
  g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), self, 0);
}

/* Tells of a request that is over; @status: 0 if its client left before. */
static void
tell (MvRequestLog *self, SoupServerMessage *message, guint status)
{
  const MvRequestNote *note = get_note (self, message);
  const char *method = soup_server_message_get_method (message);
  GUri *uri = soup_server_message_get_uri (message);
  const MvRoute *route = uri != NULL ? mv_routes_find (method, g_uri_get_path (uri)) : NULL;
  gboolean is_health = route != NULL && (route->flags & MV_ROUTE_HEALTH) != 0;
  MvLogRequest request = {
    .id = note->id,
    .method = method,
    .route = route != NULL ? route->path : NULL,
    .status = status,
    .code = note->problem != 0 ? mv_problem_get_name (note->problem) : NULL,
    .duration_us = g_get_monotonic_time () - note->since_us,
    .n_bytes_in = note->n_bytes_in,
    .n_bytes_out = note->n_bytes_out,
  };

  /* Supervision asks every few seconds. */
  mv_log_request (is_health ? G_LOG_LEVEL_DEBUG : G_LOG_LEVEL_INFO, &request);
}

static void
request_finished_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  tell (user_data, message, soup_server_message_get_status (message));
}

static void
request_aborted_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  tell (user_data, message, 0);
}

static void
mv_request_log_dispose (GObject *object)
{
  MvRequestLog *self = MV_REQUEST_LOG (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->random);

  G_OBJECT_CLASS (mv_request_log_parent_class)->dispose (object);
}

static void
mv_request_log_class_init (MvRequestLogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_request_log_dispose;
}

static void
mv_request_log_init (MvRequestLog *self)
{
}

/**
 * mv_request_log_new:
 * @clock: the time
 * @random: chance
 *
 * Returns: (transfer full): a log that does not trust any proxy
 */
MvRequestLog *
mv_request_log_new (MvClock *clock, MvRandom *random)
{
  MvRequestLog *self = g_object_new (MV_TYPE_REQUEST_LOG, NULL);

  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  return self;
}

/**
 * mv_request_log_set_trusts_proxy:
 * @self: a log
 * @trusts_proxy: whether a proxy stands in front that overwrites X-Request-Id
 *
 * Says whether the id in a request's header is taken. One that mv_request_id_is_valid() refuses is
 * never taken.
 */
void
mv_request_log_set_trusts_proxy (MvRequestLog *self, gboolean trusts_proxy)
{
  g_return_if_fail (MV_IS_REQUEST_LOG (self));

  self->trusts_proxy = trusts_proxy;
}

/**
 * mv_request_log_attach:
 * @self: a log
 * @soup: a server that has no connections yet
 *
 * Tells of all requests of @soup.
 */
void
mv_request_log_attach (MvRequestLog *self, SoupServer *soup)
{
  g_return_if_fail (MV_IS_REQUEST_LOG (self) && SOUP_IS_SERVER (soup));

  g_signal_connect_object (soup, "request-started", G_CALLBACK (request_started_cb), self, 0);
  g_signal_connect_object (soup, "request-finished", G_CALLBACK (request_finished_cb), self, 0);
  g_signal_connect_object (soup, "request-aborted", G_CALLBACK (request_aborted_cb), self, 0);
}

/**
 * mv_request_log_get_id:
 * @self: a log
 * @message: a message whose headers have come
 *
 * Returns: (transfer none): the id of that request
 */
const char *
mv_request_log_get_id (MvRequestLog *self, SoupServerMessage *message)
{
  g_return_val_if_fail (MV_IS_REQUEST_LOG (self), NULL);

  return get_note (self, message)->id;
}

/**
 * mv_request_log_note_problem:
 * @self: a log
 * @message: a message whose headers have come
 * @problem: what it is answered with; 0 for none
 *
 * Keeps what will be told of the request.
 */
void
mv_request_log_note_problem (MvRequestLog *self, SoupServerMessage *message, MvProblem problem)
{
  g_return_if_fail (MV_IS_REQUEST_LOG (self));

  get_note (self, message)->problem = problem;
}

/**
 * mv_request_log_tell_stolen:
 * @self: a log
 * @message: a message whose headers have come
 * @answer: what its client is sent
 *
 * Tells of a request whose connection is taken from libsoup; of all others it is told without being
 * asked.
 */
void
mv_request_log_tell_stolen (MvRequestLog *self, SoupServerMessage *message, const MvAnswer *answer)
{
  MvRequestNote *note;

  g_return_if_fail (MV_IS_REQUEST_LOG (self));

  note = get_note (self, message);
  note->problem = answer->problem;
  note->n_bytes_out = answer->body != NULL ? g_bytes_get_size (answer->body) : 0;
  tell (self, message, answer->status);
}
