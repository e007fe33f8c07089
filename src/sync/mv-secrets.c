/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-secrets.h"

#include "mv-secrets-file.h"

#include <libsecret/secret.h>

typedef enum
{
  PLACE_UNKNOWN,
  PLACE_KEYRING,
  PLACE_FILE,
} Place;

struct _MvSecrets
{
  GObject parent_instance;

  char *label;      /* (owned) */
  char *plain_path; /* (owned) */
  Place place;
  SecretService *service; /* (owned) (nullable): kept, so that its session is opened once */
  GMutex mutex;           /* one thread at a time in the file */
};

G_DEFINE_QUARK (mv - secrets - error - quark, mv_secrets_error)

G_DEFINE_FINAL_TYPE (MvSecrets, mv_secrets, G_TYPE_OBJECT)

typedef enum
{
  VERB_OPEN,
  VERB_STORE,
  VERB_LOOKUP,
  VERB_CLEAR,
} Verb;

/* What a call is about. */
typedef struct
{
  Verb verb;
  char *account; /* (owned) (nullable): not for opening */
  char *token;   /* (owned) (nullable): to store */
} Errand;

static void
errand_free (Errand *self)
{
  g_free (self->account);
  g_free (self->token);
  g_free (self);
}

static const SecretSchema *
get_schema (void)
{
  static const SecretSchema schema = {
    .name = MV_APPLICATION_ID ".Device",
    .flags = SECRET_SCHEMA_NONE,
    .attributes = {
      { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
    },
  };

  return &schema;
}

/* The plain file */

static void
run_on_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MvSecrets *self = MV_SECRETS (source);
  Errand *errand = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  switch (errand->verb)
    {
    case VERB_STORE:
      mv_secrets_file_store (self->plain_path, errand->account, errand->token, &error);
      break;
    case VERB_LOOKUP:
      token = mv_secrets_file_lookup (self->plain_path, errand->account, &error);
      break;
    case VERB_CLEAR:
      mv_secrets_file_clear (self->plain_path, errand->account, &error);
      break;
    case VERB_OPEN:
    default:
      break;
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&token), g_free);
}

/* The keyring */

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_service_store_finish (SECRET_SERVICE (object), result, &error))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) found = NULL;

  found = secret_service_lookup_finish (SECRET_SERVICE (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (found != NULL && secret_value_get_text (found) != NULL)
    g_task_return_pointer (task, g_strdup (secret_value_get_text (found)), g_free);
  else
    /* It may have been kept before there was a keyring. */
    g_task_run_in_thread (task, run_on_file);
}

static void
cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_service_clear_finish (SECRET_SERVICE (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_run_in_thread (task, run_on_file);
}

/* @task: (transfer full) */
static void
run_on_keyring (MvSecrets *self, GTask *task)
{
  Errand *errand = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (SecretValue) value = NULL;

  if (errand->verb != VERB_OPEN)
    attributes = secret_attributes_build (get_schema (), "profile", self->label, "account",
                                          errand->account, NULL);

  switch (errand->verb)
    {
    case VERB_STORE:
      value = secret_value_new (errand->token, -1, "text/plain");
      secret_service_store (self->service, get_schema (), attributes, SECRET_COLLECTION_DEFAULT,
                            self->label, value, cancellable, stored_cb, task);
      break;
    case VERB_LOOKUP:
      secret_service_lookup (self->service, get_schema (), attributes, cancellable, found_cb, task);
      break;
    case VERB_CLEAR:
      secret_service_clear (self->service, get_schema (), attributes, cancellable, cleared_cb,
                            task);
      break;
    case VERB_OPEN:
    default:
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      break;
    }
}

/* Either */

/* @task: (transfer full) */
static void
run (MvSecrets *self, GTask *task)
{
  if (self->place == PLACE_KEYRING)
    {
      run_on_keyring (self, task);
      return;
    }

  g_task_run_in_thread (task, run_on_file);
  g_object_unref (task);
}

static void
keyring_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MvSecrets *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SecretService *service = secret_service_get_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (error != NULL)
    g_debug ("no keyring: %s", error->message);
  g_clear_object (&self->service);
  self->service = service;
  self->place = service != NULL ? PLACE_KEYRING : PLACE_FILE;
  run (self, g_steal_pointer (&task));
}

static void
begin (MvSecrets *self,
       Verb verb,
       const char *account,
       const char *token,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  errand->verb = verb;
  errand->account = g_strdup (account);
  errand->token = g_strdup (token);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);

  if (self->place == PLACE_UNKNOWN)
    secret_service_get (SECRET_SERVICE_OPEN_SESSION, cancellable, keyring_cb, task);
  else
    run (self, task);
}

/* What libsecret, D-Bus and the file system say, in words of our own: which of the two places did
 * not work. The message stays theirs. @error: (transfer full) */
static GError *
translate_error (GError *error)
{
  gboolean is_file = error->domain == G_FILE_ERROR || error->domain == G_KEY_FILE_ERROR ||
                     g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return error;

  error->domain = MV_SECRETS_ERROR;
  error->code = is_file ? MV_SECRETS_ERROR_FILE : MV_SECRETS_ERROR_KEYRING;
  return error;
}

static gboolean
finish (MvSecrets *self, GAsyncResult *result, gpointer tag, char **out_token, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *token = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);

  token = g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, translate_error (g_steal_pointer (&local_error)));
      return FALSE;
    }

  if (out_token != NULL)
    *out_token = g_steal_pointer (&token);
  return TRUE;
}

static void
mv_secrets_finalize (GObject *object)
{
  MvSecrets *self = MV_SECRETS (object);

  g_clear_object (&self->service);
  g_mutex_clear (&self->mutex);
  g_free (self->plain_path);
  g_free (self->label);

  G_OBJECT_CLASS (mv_secrets_parent_class)->finalize (object);
}

static void
mv_secrets_class_init (MvSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mv_secrets_finalize;
}

static void
mv_secrets_init (MvSecrets *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * mv_secrets_new:
 * @label: what the keyring shows; another one for each profile keeps profiles apart
 * @plain_path: the file used where there is no keyring
 *
 * Returns: (transfer full): secrets that have not yet been looked for anywhere
 */
MvSecrets *
mv_secrets_new (const char *label, const char *plain_path)
{
  MvSecrets *self;

  g_return_val_if_fail (label != NULL && plain_path != NULL, NULL);

  self = g_object_new (MV_TYPE_SECRETS, NULL);
  self->label = g_strdup (label);
  self->plain_path = g_strdup (plain_path);

  return self;
}

/**
 * mv_secrets_open_async:
 * @self: secrets
 * @cancellable: (nullable): cancels
 * @callback: called when the place is known
 * @user_data: passed to @callback
 *
 * Finds out where secrets are kept on this machine, see mv_secrets_is_plain(). Fails with
 * %G_IO_ERROR_CANCELLED only.
 */
void
mv_secrets_open_async (MvSecrets *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (MV_IS_SECRETS (self));

  begin (self, VERB_OPEN, NULL, NULL, mv_secrets_open_async, cancellable, callback, user_data);
}

/**
 * mv_secrets_open_finish:
 * @self: secrets
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the place is known
 */
gboolean
mv_secrets_open_finish (MvSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (MV_IS_SECRETS (self), FALSE);

  return finish (self, result, mv_secrets_open_async, NULL, error);
}

/**
 * mv_secrets_is_plain:
 * @self: secrets
 *
 * Returns: whether there is no keyring here, so that tokens are kept in a file that only the person
 *   can read; %FALSE while nobody has looked
 */
gboolean
mv_secrets_is_plain (MvSecrets *self)
{
  g_return_val_if_fail (MV_IS_SECRETS (self), FALSE);

  return self->place == PLACE_FILE;
}

/**
 * mv_secrets_store_async:
 * @self: secrets
 * @account: name of the account
 * @token: its token
 * @cancellable: (nullable): cancels
 * @callback: called when the token is kept
 * @user_data: passed to @callback
 *
 * Keeps a token in the place of the one before. Fails with %MV_SECRETS_ERROR or
 * %G_IO_ERROR_CANCELLED; what was kept before is then still there. A keyring that refuses is not
 * gone round by way of the file.
 */
void
mv_secrets_store_async (MvSecrets *self,
                        const char *account,
                        const char *token,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (MV_IS_SECRETS (self));
  g_return_if_fail (account != NULL && token != NULL);

  begin (self, VERB_STORE, account, token, mv_secrets_store_async, cancellable, callback,
         user_data);
}

/**
 * mv_secrets_store_finish:
 * @self: secrets
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the token is kept
 */
gboolean
mv_secrets_store_finish (MvSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (MV_IS_SECRETS (self), FALSE);

  return finish (self, result, mv_secrets_store_async, NULL, error);
}

/**
 * mv_secrets_lookup_async:
 * @self: secrets
 * @account: name of the account
 * @cancellable: (nullable): cancels
 * @callback: called when it has been looked for
 * @user_data: passed to @callback
 *
 * Looks for a token in the keyring and, since there may not always have been one, in the file.
 * Fails with %G_IO_ERROR_NOT_FOUND if there is none, else as mv_secrets_store_async() does.
 */
void
mv_secrets_lookup_async (MvSecrets *self,
                         const char *account,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (MV_IS_SECRETS (self));
  g_return_if_fail (account != NULL);

  begin (self, VERB_LOOKUP, account, NULL, mv_secrets_lookup_async, cancellable, callback,
         user_data);
}

/**
 * mv_secrets_lookup_finish:
 * @self: secrets
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full): the token, or %NULL with @error set
 */
char *
mv_secrets_lookup_finish (MvSecrets *self, GAsyncResult *result, GError **error)
{
  char *token = NULL;

  g_return_val_if_fail (MV_IS_SECRETS (self), NULL);

  return finish (self, result, mv_secrets_lookup_async, &token, error) ? token : NULL;
}

/**
 * mv_secrets_clear_async:
 * @self: secrets
 * @account: name of the account
 * @cancellable: (nullable): cancels
 * @callback: called when it is gone
 * @user_data: passed to @callback
 *
 * Forgets a token, in the keyring and in the file. No token is no failure. Fails as
 * mv_secrets_store_async() does.
 */
void
mv_secrets_clear_async (MvSecrets *self,
                        const char *account,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (MV_IS_SECRETS (self));
  g_return_if_fail (account != NULL);

  begin (self, VERB_CLEAR, account, NULL, mv_secrets_clear_async, cancellable, callback, user_data);
}

/**
 * mv_secrets_clear_finish:
 * @self: secrets
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the token is gone
 */
gboolean
mv_secrets_clear_finish (MvSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (MV_IS_SECRETS (self), FALSE);

  return finish (self, result, mv_secrets_clear_async, NULL, error);
}
