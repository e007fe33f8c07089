/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "trouble.h"

#include "mv-backend.h"
#include "mv-invitation-code.h"
#include "mv-language.h"
#include "mv-test-impostor.h"
#include "mv-test-invited.h"
#include "mv-test-resolver.h"
#include "mv-test-untrusted-server.h"

#include <glib/gstdio.h>
#include <string.h>

/* Taking an invitation that does not work, or from a server that is none. */

static void
assert_not_enrolled (MvTestDevice *device, const char *code, const char *about)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_false (mv_test_device_enrol (device, code, &error));
  trouble_assert_sentence (error, MV_TROUBLE_CONNECTING, about);
  accounts = mv_store_list_accounts (device->store, NULL);
  g_assert_cmpuint (accounts->len, ==, 0);
}

/* One letter is another one. */
static void
test_mistyped (MvTestInvited *self, gconstpointer data)
{
  g_autofree char *code = g_strdup (self->code);

  code[8] = code[8] == 'A' ? 'B' : 'A';
  assert_not_enrolled (self->device, code, "mistyped");
}

/* A code that is well formed and nobody's; one that another machine has used; and one that is too
 * old: the server tells nobody which of the three it is, so the sentence names them all. */
static void
test_wrong_used_expired (MvTestInvited *self, gconstpointer data)
{
  const char *address = mv_test_server_get_address (self->server);
  g_autoptr (MvTestDevice) first = mv_test_device_new (address, self->clock, 2);
  g_autofree char *wrong = mv_invitation_code_from_bits (12345);
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;

  assert_not_enrolled (self->device, wrong, "invitation");
  mv_test_device_enrol (first, self->code, &error);
  g_assert_no_error (error);
  assert_not_enrolled (self->device, self->code, "invitation");
  later = mv_test_world_invite (self->world, self->uid);
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (self->clock), 15 * G_TIME_SPAN_DAY);
  assert_not_enrolled (self->device, later, "invitation");
}

/* One attempt more than an hour allows. */
static void
test_too_many (MvTestInvited *self, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *code = mv_invitation_code_from_bits (12345 + i);

      assert_not_enrolled (self->device, code, "invitation");
    }
  assert_not_enrolled (self->device, self->code, "too many");
}

/* Nobody listens there any more. */
static void
test_no_answer (MvTestInvited *self, gconstpointer data)
{
  mv_test_server_kill (self->server);
  assert_not_enrolled (self->device, self->code, "offline");
  mv_test_server_start (self->server);
}

/* --- Servers that are none ----------------------------------------------------------------------
 */

/* Tries a good code at @address, and expects the program to say what is wrong. */
static void
assert_no_server (const char *address, int code, const char *about)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (TROUBLE_START_US);
  g_autoptr (MvTestDevice) device = mv_test_device_new (address, clock, 1);
  g_autofree char *invitation = mv_invitation_code_from_bits (12345);
  g_autoptr (GError) error = NULL;

  g_assert_false (mv_test_device_enrol (device, invitation, &error));
  g_assert_error (error, MV_TRANSPORT_ERROR, code);
  trouble_assert_sentence (error, MV_TROUBLE_CONNECTING, about);
  trouble_assert_sentence (error, MV_TROUBLE_SENDING, about);
}

/* The address does not exist. */
static void
test_unknown_server (void)
{
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = mv_test_resolver_new_empty ();

  g_resolver_set_default (resolver);
  assert_no_server ("https://medvirk.invalid", MV_TRANSPORT_ERROR_UNKNOWN_SERVER, "unknown server");
  g_resolver_set_default (before);
}

/* The sign-in page of a guests' network answers everything with 200 and does not get to see the
 * code. */
static void
test_captive_portal (void)
{
  g_autoptr (MvTestImpostor) portal = mv_test_impostor_new_portal ();

  assert_no_server (mv_test_impostor_get_address (portal), MV_TRANSPORT_ERROR_NOT_MEDVIRK,
                    "portal");
  g_assert_cmpuint (mv_test_impostor_get_n_posts (portal), ==, 0);
}

/* Nobody signed the server's certificate. */
static void
test_certificate (void)
{
  g_autoptr (MvTestUntrustedServer) server = mv_test_untrusted_server_new ();

  if (server == NULL)
    return;
  assert_no_server (mv_test_untrusted_server_get_address (server), MV_TRANSPORT_ERROR_CERTIFICATE,
                    "certificate");
}

/* Files that are no invitation, through the same call as `--connect`. */
static void
test_invitation_files (void)
{
  static const struct
  {
    const char *text; /* %NULL: there is no such file */
    const char *about;
  } rows[] = {
    /* another file */
    { "Dear friend\n", "no invitation" },
    /* of a later version */
    { "Medvirk-Invitation: 2\nServer: https://medvirk.example.no\nCode: K7QMW-3XPAE-9TFD6\n",
      "no invitation" },
    /* not a text */
    { "\xff\xfe", "no invitation" },
    /* a mistyped code */
    { "Medvirk-Invitation: 1\nServer: https://medvirk.example.no\nCode: K7QMW-3XPAE-9TFD7\n",
      "mistyped" },
    /* an address without encryption */
    { "Medvirk-Invitation: 1\nServer: http://medvirk.example.no\nCode: K7QMW-3XPAE-9TFD6\n",
      "address" },
    /* no file */
    { NULL, "no file" },
  };
  g_autoptr (GError) none = NULL;
  g_autoptr (MvProfile) profile = mv_profile_new ("invitations", &none);
  g_autofree char *path = mv_profile_dup_path (profile, "invitation.medvirk");

  g_assert_no_error (none);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_remove (path);
      if (rows[i].text != NULL)
        g_assert_true (g_file_set_contents (path, rows[i].text, -1, NULL));
      g_assert_null (mv_backend_connect (profile, path, &error));
      trouble_assert_sentence (error, MV_TROUBLE_CONNECTING, rows[i].about);
    }
}

#define INVITED(path, function)                                                                    \
  g_test_add (path, MvTestInvited, NULL, mv_test_invited_set_up, function,                         \
              mv_test_invited_tear_down)

void
trouble_add_connecting (void)
{
  INVITED ("/ui/trouble/mistyped", test_mistyped);
  INVITED ("/ui/trouble/wrong-used-expired", test_wrong_used_expired);
  INVITED ("/ui/trouble/too-many", test_too_many);
  INVITED ("/ui/trouble/no-answer", test_no_answer);
  g_test_add_func ("/ui/trouble/unknown-server", test_unknown_server);
  g_test_add_func ("/ui/trouble/captive-portal", test_captive_portal);
  g_test_add_func ("/ui/trouble/certificate", test_certificate);
  g_test_add_func ("/ui/trouble/invitation-files", test_invitation_files);
}
