/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-secrets.h"

#include <glib/gstdio.h>
#include <libglib-testing/dbus-queue.h>
#include <libsecret/secret.h>
#include <string.h>

/* Where tokens are kept: with a Secret Service that the test plays on a bus of its own, and
 * without. */

#define SERVICE_PATH "/org/freedesktop/secrets"
#define DEFAULT_PATH "/org/freedesktop/secrets/aliases/default"
#define ITEM_PATH "/org/freedesktop/secrets/collection/a/1"
#define SESSION_PATH "/org/freedesktop/secrets/session/1"
#define SERVICE "org.freedesktop.Secret.Service"
#define TOKEN "mvd_0123456789"

static const char *const interfaces_xml =
    "<node>"
    " <interface name='org.freedesktop.Secret.Service'>"
    "  <method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
    "   <arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
    "  <method name='SearchItems'><arg type='a{ss}' direction='in'/>"
    "   <arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
    "  <method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
    "   <arg type='a{o(oayays)}' direction='out'/></method>"
    " </interface>"
    " <interface name='org.freedesktop.Secret.Collection'>"
    "  <method name='CreateItem'><arg type='a{sv}' direction='in'/>"
    "   <arg type='(oayays)' direction='in'/><arg type='b' direction='in'/>"
    "   <arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
    " </interface>"
    " <interface name='org.freedesktop.Secret.Item'>"
    "  <method name='Delete'><arg type='o' direction='out'/></method>"
    " </interface>"
    "</node>";

/* Secrets with a folder of their own for the plain file. With a bus, @queue plays the service. */
typedef struct
{
  GtDBusQueue *queue; /* (nullable) */
  MvSecrets *secrets;
  char *folder;
  char *path;
} Fixture;

typedef struct
{
  GAsyncResult *result; /* (owned) (nullable) */
} Waiter;

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Waiter *waiter = user_data;

  waiter->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Waiter *waiter)
{
  while (waiter->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (&waiter->result);
}

static gboolean
store (Fixture *fixture, const char *token, GError **error)
{
  Waiter waiter = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  mv_secrets_store_async (fixture->secrets, "account", token, NULL, done_cb, &waiter);
  result = wait_for (&waiter);
  return mv_secrets_store_finish (fixture->secrets, result, error);
}

static char *
lookup (Fixture *fixture, GError **error)
{
  Waiter waiter = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  mv_secrets_lookup_async (fixture->secrets, "account", NULL, done_cb, &waiter);
  result = wait_for (&waiter);
  return mv_secrets_lookup_finish (fixture->secrets, result, error);
}

static gboolean
clear (Fixture *fixture, GError **error)
{
  Waiter waiter = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  mv_secrets_clear_async (fixture->secrets, "account", NULL, done_cb, &waiter);
  result = wait_for (&waiter);
  return mv_secrets_clear_finish (fixture->secrets, result, error);
}

static void
set_up_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  fixture->folder = g_dir_make_tmp ("medvirk-secrets-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "profile", "tokens", NULL);
  fixture->secrets = mv_secrets_new ("Medvirk test", fixture->path);
}

static void
export_object (Fixture *fixture, const char *path, const char *interface)
{
  g_autoptr (GDBusNodeInfo) node = NULL;
  g_autoptr (GError) error = NULL;

  node = g_dbus_node_info_new_for_xml (interfaces_xml, &error);
  g_assert_no_error (error);
  gt_dbus_queue_export_object (fixture->queue, path,
                               g_dbus_node_info_lookup_interface (node, interface), &error);
  g_assert_no_error (error);
}

static void
set_up_keyring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_up_plain (fixture, data);
  fixture->queue = gt_dbus_queue_new ();
  gt_dbus_queue_connect (fixture->queue, &error);
  g_assert_no_error (error);
  gt_dbus_queue_own_name (fixture->queue, "org.freedesktop.secrets");
  export_object (fixture, SERVICE_PATH, SERVICE);
  export_object (fixture, DEFAULT_PATH, "org.freedesktop.Secret.Collection");
  export_object (fixture, ITEM_PATH, "org.freedesktop.Secret.Item");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *profile = g_path_get_dirname (fixture->path);

  g_clear_object (&fixture->secrets);
  secret_service_disconnect ();
  if (fixture->queue != NULL)
    gt_dbus_queue_disconnect (fixture->queue, TRUE);
  g_clear_pointer (&fixture->queue, gt_dbus_queue_free);

  g_remove (fixture->path);
  g_rmdir (profile);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* The service's side */

/* libsecret has a connection of its own, so this asks for what was called and not for who called.
 */
static GDBusMethodInvocation *
pop (GtDBusQueue *queue, const char *path, const char *interface, const char *method)
{
  GDBusMethodInvocation *invocation = NULL;

  g_assert_true (gt_dbus_queue_pop_message (queue, &invocation));
  g_assert_cmpstr (g_dbus_method_invocation_get_object_path (invocation), ==, path);
  g_assert_cmpstr (g_dbus_method_invocation_get_interface_name (invocation), ==, interface);
  g_assert_cmpstr (g_dbus_method_invocation_get_method_name (invocation), ==, method);

  return invocation;
}

static GVariant *
get_arguments (GDBusMethodInvocation *invocation)
{
  return g_dbus_method_invocation_get_parameters (invocation);
}

static void
answer_open_session (GtDBusQueue *queue)
{
  g_autoptr (GDBusMethodInvocation) encrypted = NULL;
  g_autoptr (GDBusMethodInvocation) plain = NULL;
  const char *algorithm;

  /* We do not play the encrypted kind; the client then asks for the other. */
  encrypted = pop (queue, SERVICE_PATH, SERVICE, "OpenSession");
  g_variant_get (get_arguments (encrypted), "(&sv)", &algorithm, NULL);
  g_assert_true (g_str_has_prefix (algorithm, "dh-"));
  g_dbus_method_invocation_return_error_literal (encrypted, G_DBUS_ERROR,
                                                 G_DBUS_ERROR_NOT_SUPPORTED, "no");
  plain = pop (queue, SERVICE_PATH, SERVICE, "OpenSession");
  g_variant_get (get_arguments (plain), "(&sv)", &algorithm, NULL);
  g_assert_cmpstr (algorithm, ==, "plain");
  g_dbus_method_invocation_return_value (
      plain, g_variant_new ("(vo)", g_variant_new_string (""), SESSION_PATH));
}

static void
answer_search (GtDBusQueue *queue, gboolean is_found)
{
  g_autoptr (GDBusMethodInvocation) invocation = NULL;
  g_autoptr (GVariant) attributes = NULL;
  const char *value;
  const char *paths[] = { is_found ? ITEM_PATH : NULL, NULL };
  const char *none[] = { NULL };

  invocation = pop (queue, SERVICE_PATH, SERVICE, "SearchItems");
  g_variant_get (get_arguments (invocation), "(@a{ss})", &attributes);
  g_assert_true (g_variant_lookup (attributes, "profile", "&s", &value));
  g_assert_cmpstr (value, ==, "Medvirk test");
  g_assert_true (g_variant_lookup (attributes, "account", "&s", &value));
  g_assert_cmpstr (value, ==, "account");
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^ao^ao)", paths, none));
}

static GVariant *
make_secret (void)
{
  return g_variant_new (
      "(o@ay@ays)", SESSION_PATH,
      g_variant_new_from_data (G_VARIANT_TYPE_BYTESTRING, "", 0, TRUE, NULL, NULL),
      g_variant_new_from_data (G_VARIANT_TYPE_BYTESTRING, TOKEN, strlen (TOKEN), TRUE, NULL, NULL),
      "text/plain");
}

static void
answer_get_secrets (GtDBusQueue *queue)
{
  g_autoptr (GDBusMethodInvocation) invocation = NULL;
  GVariantBuilder builder;

  invocation = pop (queue, SERVICE_PATH, SERVICE, "GetSecrets");
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{o(oayays)}"));
  g_variant_builder_add (&builder, "{o@(oayays)}", ITEM_PATH, make_secret ());
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{o(oayays)})", &builder));
}

static GDBusMethodInvocation *
pop_create_item (GtDBusQueue *queue)
{
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) secret = NULL;
  g_autoptr (GVariant) value = NULL;
  GDBusMethodInvocation *invocation;
  const char *label;
  gboolean is_replacing;

  invocation = pop (queue, DEFAULT_PATH, "org.freedesktop.Secret.Collection", "CreateItem");
  g_variant_get (get_arguments (invocation), "(@a{sv}@(oayays)b)", &properties, &secret,
                 &is_replacing);
  g_assert_true (g_variant_lookup (properties, "org.freedesktop.Secret.Item.Label", "&s", &label));
  g_assert_cmpstr (label, ==, "Medvirk test");
  value = g_variant_get_child_value (secret, 2);
  g_assert_cmpmem (g_variant_get_data (value), g_variant_get_size (value), TOKEN, strlen (TOKEN));
  g_assert_true (is_replacing);

  return invocation;
}

static void
play_store (GtDBusQueue *queue, gpointer user_data)
{
  g_autoptr (GDBusMethodInvocation) invocation = NULL;

  answer_open_session (queue);
  invocation = pop_create_item (queue);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(oo)", ITEM_PATH, "/"));
}

static void
play_refused_store (GtDBusQueue *queue, gpointer user_data)
{
  g_autoptr (GDBusMethodInvocation) invocation = NULL;

  answer_open_session (queue);
  invocation = pop_create_item (queue);
  g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.Secret.Error.IsLocked",
                                              "locked");
}

static void
play_lookup (GtDBusQueue *queue, gpointer user_data)
{
  answer_open_session (queue);
  answer_search (queue, TRUE);
  answer_get_secrets (queue);
}

static void
play_nothing_found (GtDBusQueue *queue, gpointer user_data)
{
  answer_open_session (queue);
  answer_search (queue, FALSE);
}

static void
play_clear (GtDBusQueue *queue, gpointer user_data)
{
  g_autoptr (GDBusMethodInvocation) invocation = NULL;

  answer_open_session (queue);
  answer_search (queue, TRUE);
  invocation = pop (queue, ITEM_PATH, "org.freedesktop.Secret.Item", "Delete");
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/"));
}

static void
assert_no_file (Fixture *fixture)
{
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* With a keyring the token goes there, under the profile's label, and to no file. */
static void
test_keyring_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  gt_dbus_queue_set_server_func (fixture->queue, play_store, NULL);
  g_assert_true (store (fixture, TOKEN, &error));
  g_assert_no_error (error);
  g_assert_false (mv_secrets_is_plain (fixture->secrets));
  assert_no_file (fixture);
}

/* A keyring that says no is an error, and not gone round by way of the file. */
static void
test_keyring_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  gt_dbus_queue_set_server_func (fixture->queue, play_refused_store, NULL);
  g_assert_false (store (fixture, TOKEN, &error));
  g_assert_nonnull (error);
  assert_no_file (fixture);
}

/* The token comes back from the keyring. */
static void
test_keyring_lookup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  gt_dbus_queue_set_server_func (fixture->queue, play_lookup, NULL);
  token = lookup (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, TOKEN);
}

/* Nothing in the keyring and nothing in the file. */
static void
test_keyring_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  gt_dbus_queue_set_server_func (fixture->queue, play_nothing_found, NULL);
  g_assert_null (lookup (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Forgetting deletes the keyring's item. */
static void
test_keyring_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  gt_dbus_queue_set_server_func (fixture->queue, play_clear, NULL);
  g_assert_true (clear (fixture, &error));
  g_assert_no_error (error);
}

/* Without a keyring the token lasts from one start to the next, in a file for the person alone. */
static void
test_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  GStatBuf about;

  g_assert_true (store (fixture, TOKEN, &error));
  g_assert_no_error (error);
  g_assert_true (mv_secrets_is_plain (fixture->secrets));
  g_assert_cmpint (g_stat (fixture->path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);

  g_clear_object (&fixture->secrets);
  fixture->secrets = mv_secrets_new ("Medvirk test", fixture->path);
  token = lookup (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, TOKEN);
}

/* A later token takes the place of the one before; a cleared one is gone, twice as well. */
static void
test_plain_replace_and_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  g_assert_true (store (fixture, "mvd_first", NULL));
  g_assert_true (store (fixture, "mvd_second", NULL));
  token = lookup (fixture, NULL);
  g_assert_cmpstr (token, ==, "mvd_second");

  g_assert_true (clear (fixture, &error));
  g_assert_no_error (error);
  g_assert_null (lookup (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (clear (fixture, NULL));
}

/* Whether there is a keyring can be known before anything is kept. */
static void
test_plain_open (Fixture *fixture, gconstpointer data)
{
  Waiter waiter = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_false (mv_secrets_is_plain (fixture->secrets));
  mv_secrets_open_async (fixture->secrets, NULL, done_cb, &waiter);
  result = wait_for (&waiter);
  g_assert_true (mv_secrets_open_finish (fixture->secrets, result, NULL));
  g_assert_true (mv_secrets_is_plain (fixture->secrets));
  assert_no_file (fixture);
}

/* A damaged file is an error and is left alone. */
static void
test_plain_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *profile = g_path_get_dirname (fixture->path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir (profile, 0700);
  g_assert_true (g_file_set_contents (fixture->path, "not a key file", -1, NULL));
  g_assert_false (store (fixture, TOKEN, &error));
  g_assert_error (error, MV_SECRETS_ERROR, MV_SECRETS_ERROR_FILE);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "not a key file");
}

#define PLAIN(path, function) g_test_add (path, Fixture, NULL, set_up_plain, function, tear_down)
#define KEYRING(path, function)                                                                    \
  g_test_add (path, Fixture, NULL, set_up_keyring, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  PLAIN ("/sync/secrets/plain/keeps", test_plain);
  PLAIN ("/sync/secrets/plain/replace-and-clear", test_plain_replace_and_clear);
  PLAIN ("/sync/secrets/plain/open", test_plain_open);
  PLAIN ("/sync/secrets/plain/damaged", test_plain_damaged);
  KEYRING ("/sync/secrets/keyring/store", test_keyring_store);
  KEYRING ("/sync/secrets/keyring/refuses", test_keyring_refuses);
  KEYRING ("/sync/secrets/keyring/lookup", test_keyring_lookup);
  KEYRING ("/sync/secrets/keyring/not-found", test_keyring_not_found);
  KEYRING ("/sync/secrets/keyring/clear", test_keyring_clear);

  return g_test_run ();
}
