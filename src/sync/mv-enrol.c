/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-enrol.h"

#include "mv-answer-status.h"
#include "mv-json.h"

#include <string.h>

/*
 * An enrolment is one job of several steps, each begun by the callback of the one before:
 * remember_device, ask_server, send_code, keep_token, add_account. The device's id is kept until
 * the end, so that an invitation whose answer was lost can be sent again by the same device, which
 * the server answers with a token again.
 */
typedef struct
{
  MvStore *store;         /* (owned) */
  MvTransport *transport; /* (owned) */
  MvSecrets *secrets;     /* (owned) */
  MvRandom *random;       /* (owned) */
  char *local_account;    /* (owned) (nullable) */
  char *server;           /* (owned) */
  char *code;             /* (owned) (nullable) */
  char *device_name;      /* (owned) */
  char *device;           /* (owned) (nullable) */
  char *token;            /* (owned) (nullable): once it has been given */
  MvEnrolment *enrolment; /* (owned) (nullable): the same */
  GError *failure;        /* (owned) (nullable): why what was kept is being taken back */
} Enrol;

static void
enrol_free (Enrol *self)
{
  g_clear_object (&self->store);
  g_clear_object (&self->transport);
  g_clear_object (&self->secrets);
  g_clear_object (&self->random);
  g_free (self->local_account);
  g_free (self->server);
  g_free (self->code);
  g_free (self->device_name);
  g_free (self->device);
  g_free (self->token);
  g_clear_pointer (&self->enrolment, mv_enrolment_free);
  g_clear_error (&self->failure);
  g_free (self);
}

/**
 * mv_enrolment_free:
 * @self: (nullable) (transfer full): an enrolment
 */
void
mv_enrolment_free (MvEnrolment *self)
{
  if (self == NULL)
    return;

  g_free (self->account);
  g_free (self->uid);
  g_free (self->name);
  g_free (self);
}

/**
 * mv_link_code_free:
 * @self: (nullable) (transfer full): a link code
 */
void
mv_link_code_free (MvLinkCode *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->expires);
  g_free (self);
}

/**
 * mv_account_key_new:
 * @server: the server's address
 * @uid: the person there
 *
 * Returns: (transfer full): the key under which this device keeps that account: short, the same
 * each time, and telling nothing of either
 */
char *
mv_account_key_new (const char *server, const char *uid)
{
  g_autofree char *name = NULL;
  g_autofree char *sum = NULL;

  g_return_val_if_fail (server != NULL && uid != NULL, NULL);

  name = g_strconcat (server, "\n", uid, NULL);
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  return g_strndup (sum, 16);
}

/* Under what the device's id is kept while an invitation has not been answered. The code itself is
 * not kept. */
static char *
make_pending_key (const Enrol *self)
{
  g_autofree char *name = g_strconcat (self->server, "\n", self->code, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  return g_strconcat ("pending:", sum, NULL);
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Enrol *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!mv_secrets_clear_finish (MV_SECRETS (object), result, &error))
    g_debug ("an entry of the keyring stays behind: %s", error->message);

  if (self->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&self->failure));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->enrolment),
                           (GDestroyNotify) mv_enrolment_free);
}

static gpointer
add_on_writer (MvStore *store, gpointer data, GError **error)
{
  Enrol *self = data;
  g_autoptr (MvAccount) known = NULL;
  g_autoptr (GError) not_found = NULL;
  MvAccount account = { 0 };
  gboolean is_done;

  if (self->local_account != NULL)
    {
      is_done =
          mv_store_connect_account (store, self->local_account, self->server, self->enrolment->uid,
                                    self->device, self->enrolment->name, error);
      return is_done ? self : NULL;
    }

  /* Enrolled before and then revoked or asleep: the same person with a new device identity. */
  known = mv_store_find_account (store, self->enrolment->account, &not_found);
  if (known != NULL)
    {
      is_done = mv_store_fork_device (store, known->key, self->device, error);
      return is_done ? self : NULL;
    }

  account.key = self->enrolment->account;
  account.server = self->server;
  account.uid = self->enrolment->uid;
  account.device = self->device;
  account.name = self->enrolment->name;
  is_done = mv_store_add_account (store, &account, error);
  return is_done ? self : NULL;
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Enrol *self = g_task_get_task_data (task);
  g_autofree char *key = NULL;

  /* A token without an account would be of no use to anybody. */
  if (mv_store_run_finish (MV_STORE (object), result, &self->failure) == NULL)
    key = g_strdup (self->enrolment->account);
  else
    key = make_pending_key (self);

  mv_secrets_clear_async (self->secrets, key, NULL, cleared_cb, g_steal_pointer (&task));
}

static void
token_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Enrol *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!mv_secrets_store_finish (MV_SECRETS (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  mv_store_write_async (self->store, add_on_writer, self, NULL, NULL, NULL, added_cb,
                        g_steal_pointer (&task));
}

static gboolean
read_enrolment (Enrol *self, const MvAnswer *answer, GError **error)
{
  g_autoptr (JsonObject) object = mv_answer_read_object (answer, error);
  const char *token;
  const char *uid;
  const char *device;

  if (object == NULL)
    return FALSE;

  token = mv_json_get_text (object, "token");
  uid = mv_json_get_text (object, "account");
  device = mv_json_get_text (object, "device");
  if (token == NULL || uid == NULL || !mv_uuid_is_valid (uid) ||
      g_strcmp0 (device, self->device) != 0)
    {
      g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK,
                           "the answer to an invitation lacks something");
      return FALSE;
    }

  self->token = g_strdup (token);
  self->enrolment = g_new0 (MvEnrolment, 1);
  self->enrolment->account = self->local_account != NULL ? g_strdup (self->local_account)
                                                         : mv_account_key_new (self->server, uid);
  self->enrolment->uid = g_strdup (uid);
  self->enrolment->name = g_strdup (mv_json_get_text (object, "name"));
  if (self->enrolment->name == NULL)
    self->enrolment->name = g_strdup ("");

  return TRUE;
}

static void
code_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Enrol *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvAnswer) answer = mv_transport_send_finish (MV_TRANSPORT (object), result, &error);

  if (answer == NULL || !read_enrolment (self, answer, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  mv_secrets_store_async (self->secrets, self->enrolment->account, self->token, cancellable,
                          token_kept_cb, g_steal_pointer (&task));
}

static MvRequest *
make_request (const char *method, const char *path, const char *token, JsonObject *object)
{
  g_autoptr (GBytes) body = NULL;
  MvRequest *request;

  if (object != NULL)
    {
      char *text = mv_json_object_to_text (object);

      body = g_bytes_new_take (text, strlen (text));
    }
  request = mv_request_new (method, path, token, body);
  g_free (request->content_type);
  request->content_type = object != NULL ? g_strdup ("application/json") : NULL;

  return request;
}

/* @task: (transfer full) */
static void
send_code (GTask *task)
{
  Enrol *self = g_task_get_task_data (task);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (MvRequest) request = NULL;
  JsonObject *device = json_object_new ();

  json_object_set_string_member (device, "id", self->device);
  json_object_set_string_member (device, "name", self->device_name);
  json_object_set_string_member (object, "invitation", self->code);
  json_object_set_object_member (object, "device", device);

  request = make_request ("POST", "/v1/enrol", NULL, object);
  mv_transport_send_async (self->transport, request, g_task_get_cancellable (task),
                           code_answered_cb, task);
}

static void
server_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvAnswer) answer = mv_transport_send_finish (MV_TRANSPORT (object), result, &error);
  g_autoptr (JsonObject) about = NULL;

  if (answer != NULL)
    about = mv_answer_read_object (answer, &error);
  if (about == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Some other service that speaks JSON must not get to see an invitation. */
  if (mv_json_get_text (about, "epoch") == NULL)
    {
      g_task_return_new_error (task, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK,
                               "the answer does not name an epoch");
      return;
    }

  send_code (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
ask_server (GTask *task)
{
  Enrol *self = g_task_get_task_data (task);
  g_autoptr (MvRequest) request = make_request ("GET", "/v1", NULL, NULL);

  mv_transport_send_async (self->transport, request, g_task_get_cancellable (task),
                           server_answered_cb, task);
}

static void
device_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (mv_secrets_store_finish (MV_SECRETS (object), result, &error))
    ask_server (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
device_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Enrol *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = make_pending_key (self);
  g_autofree char *device = mv_secrets_lookup_finish (MV_SECRETS (object), result, &error);

  if (device == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (device != NULL && mv_uuid_is_valid (device))
    {
      self->device = g_steal_pointer (&device);
      ask_server (g_steal_pointer (&task));
      return;
    }

  self->device = mv_store_new_id (self->store);
  mv_secrets_store_async (self->secrets, key, self->device, cancellable, device_kept_cb,
                          g_steal_pointer (&task));
}

/**
 * mv_enrol_connect_async:
 * @store: the replica
 * @transport: way to the server
 * @secrets: where the token is kept
 * @random: chance
 * @local_account: (nullable): key of the account of this machine alone that gets a server
 * @server: the server's address
 * @code: an invitation or link code, as typed
 * @device_name: what the person calls this machine
 * @cancellable: (nullable): cancels; the code may then have been used
 * @callback: called when the account is there
 * @user_data: passed to @callback
 *
 * Enrols this device. First asks whether a Medvirk server answers, then sends the code.
 *
 * Fails with %MV_PROBLEM_INVALID and the field `code` for a mistyped code (before anything is sent)
 * or `server` for what is not an address; with %MV_PROBLEM_INVITATION_INVALID for one that the
 * server refuses, %MV_PROBLEM_TOO_MANY for one attempt too many, %MV_TRANSPORT_ERROR where the
 * server could not be reached or is none, %MV_STORE_ERROR and the errors of MvSecrets. The account
 * has then not been added, and the same code may be tried again from this device: an answer that
 * was lost is asked for again.
 */
void
mv_enrol_connect_async (MvStore *store,
                        MvTransport *transport,
                        MvSecrets *secrets,
                        MvRandom *random,
                        const char *local_account,
                        const char *server,
                        const char *code,
                        const char *device_name,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  Enrol *self;

  g_return_if_fail (MV_IS_STORE (store) && MV_IS_TRANSPORT (transport));
  g_return_if_fail (MV_IS_SECRETS (secrets) && MV_IS_RANDOM (random));
  g_return_if_fail (server != NULL && code != NULL && device_name != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, mv_enrol_connect_async);
  self = g_new0 (Enrol, 1);
  g_task_set_task_data (task, self, (GDestroyNotify) enrol_free);
  self->store = g_object_ref (store);
  self->transport = g_object_ref (transport);
  self->secrets = g_object_ref (secrets);
  self->random = g_object_ref (random);
  self->local_account = g_strdup (local_account);
  self->device_name = g_strdup (device_name);

  self->server = mv_server_address_normalise (server, &error);
  if (self->server == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->code = mv_invitation_normalise (code, NULL);
  if (self->code == NULL)
    {
      mv_problem_set (&error, MV_PROBLEM_INVALID, "code", "the code is mistyped");
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  key = make_pending_key (self);
  mv_secrets_lookup_async (secrets, key, cancellable, device_found_cb, g_steal_pointer (&task));
}

/**
 * mv_enrol_async:
 * @store: the replica
 * @transport: way to the server
 * @secrets: where the token is kept
 * @random: chance
 * @server: the server's address
 * @code: an invitation or link code, as typed
 * @device_name: what the person calls this machine
 * @cancellable: (nullable): cancels
 * @callback: called when the account is there
 * @user_data: passed to @callback
 *
 * Enrols this device as mv_enrol_connect_async() does, with an account of its own. An account of
 * the same person on the same server gets its new token and a new device identity.
 */
void
mv_enrol_async (MvStore *store,
                MvTransport *transport,
                MvSecrets *secrets,
                MvRandom *random,
                const char *server,
                const char *code,
                const char *device_name,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  mv_enrol_connect_async (store, transport, secrets, random, NULL, server, code, device_name,
                          cancellable, callback, user_data);
}

/**
 * mv_enrol_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full): what the server gave, or %NULL with @error set
 */
MvEnrolment *
mv_enrol_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_enrol_connect_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
link_code_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvAnswer) answer = mv_transport_send_finish (MV_TRANSPORT (object), result, &error);
  g_autoptr (JsonObject) given = NULL;
  g_autoptr (MvLinkCode) code = NULL;

  if (answer != NULL)
    given = mv_answer_read_object (answer, &error);
  if (given == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  code = g_new0 (MvLinkCode, 1);
  if (mv_json_get_text (given, "code") != NULL)
    code->code = mv_invitation_normalise (mv_json_get_text (given, "code"), NULL);
  code->expires = g_strdup (mv_json_get_text (given, "expires"));
  if (code->code == NULL)
    g_task_return_new_error (task, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK,
                             "the answer holds no code");
  else
    g_task_return_pointer (task, g_steal_pointer (&code), (GDestroyNotify) mv_link_code_free);
}

/**
 * mv_link_code_async:
 * @transport: way to the server
 * @token: token of this device
 * @cancellable: (nullable): cancels
 * @callback: called when the code is there
 * @user_data: passed to @callback
 *
 * Asks for a code with which the same person enrols another PC. Fails with %MV_TRANSPORT_ERROR,
 * %MV_PROBLEM or %G_IO_ERROR_CANCELLED.
 */
void
mv_link_code_async (MvTransport *transport,
                    const char *token,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (JsonObject) nothing = NULL;
  g_autoptr (MvRequest) request = NULL;
  GTask *task;

  g_return_if_fail (MV_IS_TRANSPORT (transport) && token != NULL);

  nothing = json_object_new ();
  request = make_request ("POST", "/v1/me/devices", token, nothing);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, mv_link_code_async);
  mv_transport_send_async (transport, request, cancellable, link_code_answered_cb, task);
}

/**
 * mv_link_code_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full): the code, or %NULL with @error set
 */
MvLinkCode *
mv_link_code_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, mv_link_code_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
