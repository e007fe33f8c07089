/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-device.h"

#include "mv-http-transport.h"
#include "mv-store-private.h"
#include "mv-test-loop.h"

#include <glib/gstdio.h>

/* Longer than a draft rests. */
#define REST_US (6 * G_USEC_PER_SEC)

MvTestDevice *
mv_test_device_new (const char *address, MvClock *clock, guint64 seed)
{
  MvTestDevice *self = g_new0 (MvTestDevice, 1);
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autoptr (MvTransport) http = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->clock = g_object_ref (clock);
  self->random = mv_random_seeded_new (seed, 1);
  self->address = g_strdup (address);
  self->store = mv_store_open (":memory:", NULL, executor, executor, clock, self->random, &error);
  g_assert_no_error (error);
  http = mv_http_transport_new (address, &error);
  g_assert_no_error (error);
  self->transport = mv_test_transport_new (http);

  self->folder = g_dir_make_tmp ("medvirk-device-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "tokens", NULL);
  self->secrets = mv_secrets_new ("Medvirk test", path);

  return self;
}

void
mv_test_device_free (MvTestDevice *self)
{
  g_autofree char *path = g_build_filename (self->folder, "tokens", NULL);

  if (self->service != NULL)
    mv_sync_service_stop (self->service);
  g_clear_object (&self->service);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->transport);
  g_clear_object (&self->secrets);
  mv_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  g_remove (path);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->address);
  g_free (self->account);
  g_free (self->uid);
  g_free (self);
}

MvTestTransport *
mv_test_device_get_transport (MvTestDevice *self)
{
  return MV_TEST_TRANSPORT (self->transport);
}

static char *
lookup_token (MvTestDevice *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *token;

  mv_secrets_lookup_async (self->secrets, self->account, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  token = mv_secrets_lookup_finish (self->secrets, result, &error);
  g_assert_no_error (error);

  return token;
}

gboolean
mv_test_device_enrol (MvTestDevice *self, const char *code, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MvEnrolment) enrolment = NULL;
  g_autofree char *token = NULL;

  mv_enrol_async (self->store, self->transport, self->secrets, self->random, self->address, code,
                  "PC", NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  enrolment = mv_enrol_finish (result, error);
  if (enrolment == NULL)
    return FALSE;

  g_free (self->account);
  self->account = g_strdup (enrolment->account);
  g_free (self->uid);
  self->uid = g_strdup (enrolment->uid);
  token = lookup_token (self);
  g_clear_object (&self->service);
  self->service = mv_sync_service_new (self->store, self->account, self->transport, token,
                                       self->clock, self->random);
  mv_sync_service_set_secrets (self->service, self->secrets);

  return TRUE;
}

char *
mv_test_device_link_code (MvTestDevice *self)
{
  g_autofree char *token = lookup_token (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MvLinkCode) code = NULL;
  g_autoptr (GError) error = NULL;

  mv_link_code_async (self->transport, token, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);
  code = mv_link_code_finish (result, &error);
  g_assert_no_error (error);

  return g_strdup (code->code);
}

gboolean
mv_test_device_exchange (MvTestDevice *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (self->clock), REST_US);
  mv_sync_service_exchange_async (self->service, NULL, mv_test_keep_result, &result);
  mv_test_wait_for_result (&result);

  return mv_sync_service_exchange_finish (self->service, result, error);
}

void
mv_test_device_must_exchange (MvTestDevice *self)
{
  g_autoptr (GError) error = NULL;

  mv_test_device_exchange (self, &error);
  g_assert_no_error (error);
}

static void
add_suggestion (MvTestDevice *self, MvRecord *record)
{
  g_autofree char *id = mv_store_new_id (self->store);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *list = json_array_new ();
  JsonObject *suggestion = json_object_new ();

  json_object_set_string_member (suggestion, "id", id);
  json_object_set_string_member (suggestion, "text", "A suggestion");
  json_array_add_object_element (list, suggestion);
  json_node_take_array (node, list);
  mv_record_set_node (record, "suggestions", node);
}

char *
mv_test_device_write (MvTestDevice *self, const char *project, const char *text, MvSaveFlags flags)
{
  char *id = mv_store_new_id (self->store);
  g_autoptr (MvRecord) record = mv_record_new (mv_kind_find ("contribution"), id);
  g_autoptr (GError) error = NULL;

  mv_record_set_text (record, "project", project);
  mv_record_set_text (record, "date", "2026-11-20");
  mv_record_set_text (record, "text", text);
  add_suggestion (self, record);
  mv_store_save (self->store, self->account, record, flags, &error);
  g_assert_no_error (error);

  return id;
}

void
mv_test_device_change (MvTestDevice *self, const char *id, const char *text, MvSaveFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvRecord) record = mv_store_get (self->store, self->account, id, &error);
  g_autoptr (MvRecord) copy = NULL;

  g_assert_no_error (error);
  copy = mv_record_copy (record);
  mv_record_set_text (copy, "text", text);
  mv_store_save (self->store, self->account, copy, flags, &error);
  g_assert_no_error (error);
}

void
mv_test_device_share (MvTestDevice *self, const char *id, const char *audience)
{
  g_autoptr (GError) error = NULL;

  mv_store_share (self->store, self->account, id, audience, &error);
  g_assert_no_error (error);
}

void
mv_test_device_answer (MvTestDevice *self, const char *contribution, const char *text)
{
  g_autoptr (GError) error = NULL;

  mv_store_answer (self->store, self->account, contribution, NULL, "adopted", NULL, text, &error);
  g_assert_no_error (error);
}

char *
mv_test_device_dup_text (MvTestDevice *self, const char *id)
{
  g_autoptr (MvRecord) record = mv_store_get (self->store, self->account, id, NULL);

  return record == NULL ? NULL : g_strdup (mv_record_get_text (record, "text"));
}

guint
mv_test_device_count (MvTestDevice *self, const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  records = mv_store_list (self->store, self->account, kind, NULL, &error);
  g_assert_no_error (error);

  return records->len;
}

gboolean
mv_test_device_holds (MvTestDevice *self, const char *text)
{
  static const char *const sql =
      "SELECT 1 WHERE EXISTS (SELECT 1 FROM item WHERE instr (body, $1)) "
      "OR EXISTS (SELECT 1 FROM beneath WHERE instr (body, $1)) "
      "OR EXISTS (SELECT 1 FROM shadow WHERE instr (body, $1)) "
      "OR EXISTS (SELECT 1 FROM outbox WHERE instr (body, $1)) "
      "OR EXISTS (SELECT 1 FROM bin WHERE instr (body, $1))";
  g_autoptr (GError) error = NULL;
  gboolean is_found = FALSE;
  gint64 one;

  mv_db_get_one_integer (mv_store_get_db (self->store), &one, &is_found, &error, sql, "t", text);
  g_assert_no_error (error);

  return is_found;
}
