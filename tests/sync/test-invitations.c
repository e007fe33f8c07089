/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-invitation-code.h"
#include "mv-test-impostor.h"
#include "mv-test-invited.h"
#include "mv-test-untrusted-server.h"

/* Enrolment with the real server: invitations that do not work, and servers that are none. */

static void
assert_refused (MvTestDevice *device, const char *code, MvProblem problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_false (mv_test_device_enrol (device, code, &error));
  g_assert_error (error, MV_PROBLEM, (int) problem);
  accounts = mv_store_list_accounts (device->store, NULL);
  g_assert_cmpuint (accounts->len, ==, 0);
}

/* A right code, after one that was mistyped and did not even leave the PC. */
static void
test_right (MvTestInvited *fixture, gconstpointer data)
{
  g_autofree char *mistyped = g_strdup (fixture->code);
  g_autoptr (GError) error = NULL;

  mistyped[8] = mistyped[8] == 'A' ? 'B' : 'A';
  assert_refused (fixture->device, mistyped, MV_PROBLEM_INVALID);
  mv_test_device_enrol (fixture->device, fixture->code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->device->uid, ==, fixture->uid);
  mv_test_device_must_exchange (fixture->device);
  g_assert_cmpuint (mv_test_device_count (fixture->device, "account"), ==, 1);
}

/* Well-formed, and not one of the server's. */
static void
test_wrong (MvTestInvited *fixture, gconstpointer data)
{
  g_autofree char *code = mv_invitation_code_from_bits (12345);

  assert_refused (fixture->device, code, MV_PROBLEM_INVITATION_INVALID);
}

/* Used by another PC before. */
static void
test_used (MvTestInvited *fixture, gconstpointer data)
{
  g_autoptr (MvTestDevice) first =
      mv_test_device_new (mv_test_server_get_address (fixture->server), fixture->clock, 2);
  g_autoptr (GError) error = NULL;

  mv_test_device_enrol (first, fixture->code, &error);
  g_assert_no_error (error);
  assert_refused (fixture->device, fixture->code, MV_PROBLEM_INVITATION_INVALID);
}

/* A day too late. */
static void
test_expired (MvTestInvited *fixture, gconstpointer data)
{
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (fixture->clock), 15 * G_TIME_SPAN_DAY);
  assert_refused (fixture->device, fixture->code, MV_PROBLEM_INVITATION_INVALID);
}

/* After five wrong codes in an hour not even a right one is looked at; an hour later it is. */
static void
test_too_many (MvTestInvited *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *code = mv_invitation_code_from_bits (12345 + i);

      assert_refused (fixture->device, code, MV_PROBLEM_INVITATION_INVALID);
    }
  assert_refused (fixture->device, fixture->code, MV_PROBLEM_TOO_MANY);

  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (fixture->clock), 61 * G_TIME_SPAN_MINUTE);
  mv_test_device_enrol (fixture->device, fixture->code, &error);
  g_assert_no_error (error);
}

/* Loses the first answer to an invitation. */
static MvAnswer *
lose_first (MvTestTransport *transport,
            const MvRequest *request,
            MvAnswer *answer,
            gpointer data,
            GError **error)
{
  gboolean *is_lost = data;

  if (*is_lost || !g_str_equal (request->path, "/v1/enrol"))
    return answer;

  g_assert_cmpuint (answer->status, ==, 200);
  *is_lost = TRUE;
  mv_answer_free (answer);
  g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT, "lost");
  return NULL;
}

/* The code is used up at the server, but the answer did not arrive: the same PC may ask again. */
static void
test_lost_answer (MvTestInvited *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean is_lost = FALSE;

  mv_test_transport_set_filter (mv_test_device_get_transport (fixture->device), lose_first,
                                &is_lost);
  g_assert_false (mv_test_device_enrol (fixture->device, fixture->code, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT);
  g_clear_error (&error);

  mv_test_device_enrol (fixture->device, fixture->code, &error);
  g_assert_no_error (error);
  mv_test_device_must_exchange (fixture->device);
}

/* Nobody is at the address. */
static void
test_nobody (MvTestInvited *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  mv_test_server_kill (fixture->server);
  g_assert_false (mv_test_device_enrol (fixture->device, fixture->code, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE);
}

/* Tries the good code at @address. */
static void
assert_no_medvirk (MvTestInvited *fixture, const char *address, MvTransportError expected)
{
  g_autoptr (MvTestDevice) device = mv_test_device_new (address, fixture->clock, 3);
  g_autoptr (GError) error = NULL;

  g_assert_false (mv_test_device_enrol (device, fixture->code, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, (int) expected);
}

/* A guest network's page, and some other service that speaks JSON. */
static void
test_not_medvirk (MvTestInvited *fixture, gconstpointer data)
{
  g_autoptr (MvTestImpostor) portal = mv_test_impostor_new_portal ();
  g_autoptr (MvTestImpostor) service =
      mv_test_impostor_new ("application/json", "{\"hello\":\"world\"}");

  assert_no_medvirk (fixture, mv_test_impostor_get_address (portal),
                     MV_TRANSPORT_ERROR_NOT_MEDVIRK);
  assert_no_medvirk (fixture, mv_test_impostor_get_address (service),
                     MV_TRANSPORT_ERROR_NOT_MEDVIRK);
  g_assert_cmpuint (mv_test_impostor_get_n_posts (service), ==, 0);
}

/* A server that cannot prove who it is. */
static void
test_certificate (MvTestInvited *fixture, gconstpointer data)
{
  g_autoptr (MvTestUntrustedServer) server = mv_test_untrusted_server_new ();

  if (server != NULL)
    assert_no_medvirk (fixture, mv_test_untrusted_server_get_address (server),
                       MV_TRANSPORT_ERROR_CERTIFICATE);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, MvTestInvited, NULL, mv_test_invited_set_up, function,                         \
              mv_test_invited_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);

  ADD ("/invitations/right", test_right);
  ADD ("/invitations/wrong", test_wrong);
  ADD ("/invitations/used", test_used);
  ADD ("/invitations/expired", test_expired);
  ADD ("/invitations/too-many", test_too_many);
  ADD ("/invitations/lost-answer", test_lost_answer);
  ADD ("/invitations/nobody", test_nobody);
  ADD ("/invitations/not-medvirk", test_not_medvirk);
  ADD ("/invitations/certificate", test_certificate);

  return g_test_run ();
}
