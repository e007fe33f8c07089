/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-enrol.h"

#include "mv-json.h"
#include "mv-test-transport.h"

#include <glib/gstdio.h>

/* Enrolment against a server that the test plays, and without a keyring. */

#define SERVER "https://medvirk.example.no"
#define UID "01940000-0000-7000-8000-000000000001"

/* A new profile. The server answers as the members say. */
typedef struct
{
  MvClock *clock;
  MvRandom *random;
  MvStore *store;
  MvTransport *transport;
  MvSecrets *secrets;
  char *folder;
  char *path;
  char *code;
  const char *about;        /* what GET /v1 gives */
  MvProblem problem;        /* what the invitation gets, if not 0 */
  MvTransportError lost;    /* what comes instead of an answer to the invitation, if not 0 */
  MvTransportError missing; /* what comes instead of an answer to GET /v1, if not 0 */
  guint n_invitations;
  char *device; /* of the latest invitation */
  char *device_name;
  char *invitation;
} Fixture;

static MvAnswer *
answer_invitation (Fixture *fixture, const MvRequest *request, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;
  JsonObject *device;

  object = mv_json_parse_object (g_bytes_get_data (request->body, NULL),
                                 (gssize) g_bytes_get_size (request->body), 4096, error);
  g_assert_no_error (*error);
  device = mv_json_get_object (object, "device");
  g_free (fixture->device);
  fixture->device = g_strdup (mv_json_get_text (device, "id"));
  g_free (fixture->device_name);
  fixture->device_name = g_strdup (mv_json_get_text (device, "name"));
  g_free (fixture->invitation);
  fixture->invitation = g_strdup (mv_json_get_text (object, "invitation"));
  fixture->n_invitations++;

  if (fixture->lost != 0)
    {
      g_set_error_literal (error, MV_TRANSPORT_ERROR, (int) fixture->lost, "lost");
      return NULL;
    }
  if (fixture->problem != 0)
    return mv_test_answer_new_problem (fixture->problem);

  text = g_strdup_printf ("{\"token\":\"mvd_%u\",\"account\":\"%s\",\"device\":\"%s\","
                          "\"name\":\"Person A\",\"epoch\":\"e-1\"}",
                          fixture->n_invitations, UID, fixture->device);
  return mv_test_answer_new_json (text);
}

static MvAnswer *
handler (MvTestTransport *transport, const MvRequest *request, gpointer data, GError **error)
{
  Fixture *fixture = data;

  if (g_str_equal (request->path, "/v1/enrol"))
    return answer_invitation (fixture, request, error);

  g_assert_cmpstr (request->path, ==, "/v1");
  if (fixture->missing != 0)
    {
      g_set_error_literal (error, MV_TRANSPORT_ERROR, (int) fixture->missing, "missing");
      return NULL;
    }
  return mv_test_answer_new_json (fixture->about);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autoptr (GError) error = NULL;

  fixture->clock = mv_clock_virtual_new (1800000000 * (gint64) G_USEC_PER_SEC);
  fixture->random = mv_random_seeded_new (1, 1);
  fixture->store =
      mv_store_open (":memory:", NULL, executor, executor, fixture->clock, fixture->random, &error);
  g_assert_no_error (error);
  fixture->transport = mv_test_transport_new (NULL);
  mv_test_transport_set_handler (MV_TEST_TRANSPORT (fixture->transport), handler, fixture);
  fixture->folder = g_dir_make_tmp ("medvirk-enrol-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "tokens", NULL);
  fixture->secrets = mv_secrets_new ("Medvirk test", fixture->path);
  fixture->code = mv_invitation_code_from_bits (G_GUINT64_CONSTANT (0x0123456789abcde));
  fixture->about = "{\"api\":1,\"epoch\":\"e-1\"}";
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->transport);
  g_clear_object (&fixture->secrets);
  mv_store_close (fixture->store);
  g_assert_finalize_object (fixture->store);
  g_clear_object (&fixture->random);
  g_clear_object (&fixture->clock);
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
  g_free (fixture->code);
  g_free (fixture->device);
  g_free (fixture->device_name);
  g_free (fixture->invitation);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out_result = user_data;

  *out_result = g_object_ref (result);
}

static MvEnrolment *
enrol_with (
    Fixture *fixture, const char *local, const char *server, const char *code, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mv_enrol_connect_async (fixture->store, fixture->transport, fixture->secrets, fixture->random,
                          local, server, code, "PC-en", NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return mv_enrol_finish (result, error);
}

static MvEnrolment *
enrol (Fixture *fixture, GError **error)
{
  return enrol_with (fixture, NULL, SERVER, fixture->code, error);
}

static char *
lookup (Fixture *fixture, const char *account)
{
  g_autoptr (GAsyncResult) result = NULL;

  mv_secrets_lookup_async (fixture->secrets, account, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return mv_secrets_lookup_finish (fixture->secrets, result, NULL);
}

static void
assert_nothing_kept (Fixture *fixture)
{
  g_autoptr (GPtrArray) accounts = mv_store_list_accounts (fixture->store, NULL);
  g_autofree char *key = mv_account_key_new (SERVER, UID);
  g_autofree char *token = lookup (fixture, key);

  g_assert_cmpuint (accounts->len, ==, 0);
  g_assert_null (token);
}

/* An invitation becomes an account and a token, and nothing else is left behind. */
static void
test_enrol (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvEnrolment) enrolment = enrol (fixture, &error);
  g_autoptr (MvAccount) account = NULL;
  g_autofree char *token = NULL;
  g_autofree char *file = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->invitation, ==, fixture->code);
  g_assert_cmpstr (fixture->device_name, ==, "PC-en");
  g_assert_cmpstr (enrolment->uid, ==, UID);
  g_assert_cmpstr (enrolment->name, ==, "Person A");

  account = mv_store_find_account (fixture->store, enrolment->account, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->server, ==, SERVER);
  g_assert_cmpstr (account->uid, ==, UID);
  g_assert_cmpstr (account->device, ==, fixture->device);
  token = lookup (fixture, enrolment->account);
  g_assert_cmpstr (token, ==, "mvd_1");
  g_assert_true (g_file_get_contents (fixture->path, &file, NULL, NULL));
  g_assert_null (strstr (file, "pending"));
}

/* What is typed carelessly is the same code; the address may lack https. */
static void
test_forgiving (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *lower = g_ascii_strdown (fixture->code, -1);
  g_autofree char *typed = g_strconcat ("  ", lower, " ", NULL);
  g_autoptr (MvEnrolment) enrolment =
      enrol_with (fixture, NULL, "medvirk.example.no/", typed, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->invitation, ==, fixture->code);
}

/* What can be seen to be wrong here is not sent anywhere. */
static void
test_mistyped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *field = NULL;

  fixture->code[0] = fixture->code[0] == 'A' ? 'B' : 'A';
  g_assert_null (enrol (fixture, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVALID);
  field = mv_problem_dup_field (error);
  g_assert_cmpstr (field, ==, "code");
  g_clear_error (&error);
  g_free (field);

  g_assert_null (enrol_with (fixture, NULL, "http://medvirk.example.no", fixture->code, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVALID);
  field = mv_problem_dup_field (error);
  g_assert_cmpstr (field, ==, "server");
  g_assert_cmpuint (mv_test_transport_get_n_sent (MV_TEST_TRANSPORT (fixture->transport)), ==, 0);
  assert_nothing_kept (fixture);
}

/* The server's refusals come through as they are. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const MvProblem problems[] = { MV_PROBLEM_INVITATION_INVALID, MV_PROBLEM_TOO_MANY,
                                 MV_PROBLEM_BUSY };

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture->problem = problems[i];
      g_assert_null (enrol (fixture, &error));
      g_assert_error (error, MV_PROBLEM, (int) problems[i]);
      assert_nothing_kept (fixture);
    }
}

/* A server that cannot be reached, or is none, gets no invitation. */
static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  const MvTransportError errors[] = { MV_TRANSPORT_ERROR_OFFLINE, MV_TRANSPORT_ERROR_UNKNOWN_SERVER,
                                      MV_TRANSPORT_ERROR_CERTIFICATE,
                                      MV_TRANSPORT_ERROR_NOT_MEDVIRK };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture->missing = errors[i];
      g_assert_null (enrol (fixture, &error));
      g_assert_error (error, MV_TRANSPORT_ERROR, (int) errors[i]);
    }
  g_assert_cmpuint (fixture->n_invitations, ==, 0);
  assert_nothing_kept (fixture);
}

/* Another service that speaks JSON. */
static void
test_not_medvirk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->about = "{\"message\":\"welcome\"}";
  g_assert_null (enrol (fixture, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK);
  g_assert_cmpuint (fixture->n_invitations, ==, 0);
}

/* A lost answer is asked for again by the same device, also after the program was closed. */
static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvEnrolment) enrolment = NULL;
  g_autofree char *first = NULL;

  fixture->lost = MV_TRANSPORT_ERROR_CUT;
  g_assert_null (enrol (fixture, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT);
  g_clear_error (&error);
  assert_nothing_kept (fixture);
  first = g_strdup (fixture->device);

  g_clear_object (&fixture->secrets);
  fixture->secrets = mv_secrets_new ("Medvirk test", fixture->path);
  fixture->lost = 0;
  enrolment = enrol (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->device, ==, first);
}

/* The same person again, after the device was revoked: one account, a new identity and token. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvEnrolment) first = enrol (fixture, &error);
  g_autoptr (MvEnrolment) second = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *device = g_strdup (fixture->device);
  g_autofree char *token = NULL;

  g_assert_no_error (error);
  second = enrol (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->account, ==, second->account);
  g_assert_cmpstr (fixture->device, !=, device);

  accounts = mv_store_list_accounts (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_cmpstr (((MvAccount *) accounts->pdata[0])->device, ==, fixture->device);
  token = lookup (fixture, second->account);
  g_assert_cmpstr (token, ==, "mvd_2");
}

/* A person who was on this machine alone takes her account along. */
static void
test_connect (Fixture *fixture, gconstpointer data)
{
  MvAccount local = { .key = (char *) "local",
                      .uid = (char *) "01940000-0000-7000-8000-00000000000a",
                      .name = (char *) "Person A" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MvEnrolment) enrolment = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  const MvAccount *account;

  g_assert_true (mv_store_add_account (fixture->store, &local, &error));
  enrolment = enrol_with (fixture, "local", SERVER, fixture->code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enrolment->account, ==, "local");

  accounts = mv_store_list_accounts (fixture->store, &error);
  g_assert_cmpuint (accounts->len, ==, 1);
  account = g_ptr_array_index (accounts, 0);
  g_assert_cmpstr (account->server, ==, SERVER);
  g_assert_cmpstr (account->uid, ==, UID);
}

/* Answers to an invitation that lack something are not believed. */
static MvAnswer *
lacking_handler (MvTestTransport *transport,
                 const MvRequest *request,
                 gpointer data,
                 GError **error)
{
  if (g_str_equal (request->path, "/v1"))
    return mv_test_answer_new_json ("{\"api\":1,\"epoch\":\"e-1\"}");

  return mv_test_answer_new_json (data);
}

static void
test_lacking_answers (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = {
    "{}",                                           /* nothing */
    "{\"token\":\"mvd_x\",\"account\":\"no uid\"}", /* an account that is no uid */
    "{\"token\":\"mvd_x\",\"account\":\"" UID "\"," /* another device */
    "\"device\":\"01940000-0000-7000-8000-0000000000ff\"}",
    "{\"token\":\"mvd_x\",", /* cut */
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      mv_test_transport_set_handler (MV_TEST_TRANSPORT (fixture->transport), lacking_handler,
                                     (gpointer) answers[i]);
      g_assert_null (enrol (fixture, &error));
      g_assert_cmpuint (error->domain, ==, MV_TRANSPORT_ERROR);
      assert_nothing_kept (fixture);
    }
}

/* A code for one's own second PC, asked for with this device's token. */
static MvAnswer *
link_handler (MvTestTransport *transport, const MvRequest *request, gpointer data, GError **error)
{
  g_autofree char *text = NULL;

  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/v1/me/devices");
  g_assert_cmpstr (request->token, ==, "mvd_1");
  if (data == NULL)
    return mv_test_answer_new_json ("{\"code\":\"not a code\"}");

  text = g_strdup_printf ("{\"code\":\"%s\",\"expires\":\"2026-11-22T08:10:00Z\"}", (char *) data);
  return mv_test_answer_new_json (text);
}

static MvLinkCode *
ask_link_code (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mv_link_code_async (fixture->transport, "mvd_1", NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return mv_link_code_finish (result, error);
}

static void
test_link_code (Fixture *fixture, gconstpointer data)
{
  MvTestTransport *transport = MV_TEST_TRANSPORT (fixture->transport);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvLinkCode) code = NULL;

  mv_test_transport_set_handler (transport, link_handler, fixture->code);
  code = ask_link_code (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (code->code, ==, fixture->code);
  g_assert_cmpstr (code->expires, ==, "2026-11-22T08:10:00Z");

  mv_test_transport_set_handler (transport, link_handler, NULL);
  g_assert_null (ask_link_code (fixture, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);

  ADD ("/sync/enrol/enrol", test_enrol);
  ADD ("/sync/enrol/forgiving", test_forgiving);
  ADD ("/sync/enrol/mistyped", test_mistyped);
  ADD ("/sync/enrol/refused", test_refused);
  ADD ("/sync/enrol/unreachable", test_unreachable);
  ADD ("/sync/enrol/not-medvirk", test_not_medvirk);
  ADD ("/sync/enrol/lost-answer", test_lost_answer);
  ADD ("/sync/enrol/again", test_again);
  ADD ("/sync/enrol/connect", test_connect);
  ADD ("/sync/enrol/lacking-answers", test_lacking_answers);
  ADD ("/sync/enrol/link-code", test_link_code);

  return g_test_run ();
}
