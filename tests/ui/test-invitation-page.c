/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-accounts.h"
#include "mv-fault-vfs.h"
#include "mv-form-row.h"
#include "mv-invitation-code.h"
#include "mv-invitation-page.h"
#include "mv-language.h"
#include "mv-test-folder.h"
#include "mv-test-impostor.h"
#include "mv-test-resolver.h"
#include "mv-test-invited.h"
#include "mv-test-loop.h"
#include "mv-test-untrusted-server.h"
#include "mv-test-window.h"
#include "mv-trouble.h"

#include <string.h>

/*
 * The page that takes an invitation, in a window, with a real server: what is wrong with an
 * invitation stands on the page in three languages, and a right one connects.
 */

#define CODE "K7QMW-3XPAE-9TFD6"

static const char *const languages[] = { "en", "nb", "nn" };

typedef struct
{
  MvTestInvited invited;
  char *folder; /* (owned): of this PC */
  MvFaultVfs *vfs;
  MvStore *store;
  MvSession *session;
  GtkWidget *window;
  MvInvitationPage *page; /* (unowned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (MvExecutor) executor = mv_executor_inline_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MvSecrets) secrets = NULL;
  g_autofree char *replica = NULL, *tokens = NULL;

  mv_test_invited_set_up (&self->invited, data);
  self->folder = g_dir_make_tmp ("medvirk-invitation-XXXXXX", &error);
  g_assert_no_error (error);
  replica = g_build_filename (self->folder, "replica.db", NULL);
  tokens = g_build_filename (self->folder, "tokens", NULL);
  self->vfs = mv_fault_vfs_new (NULL);
  self->store = mv_store_open (replica, mv_fault_vfs_get_name (self->vfs), executor, executor,
                               self->invited.clock, self->invited.random, &error);
  g_assert_no_error (error);
  self->session = mv_session_new (self->store, self->invited.clock, self->invited.random);
  secrets = mv_secrets_new ("Medvirk test", tokens);
  mv_session_set_secrets (self->session, secrets);
  self->window = mv_test_window_new (800, 800);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  mv_accounts_stop (self->session);
  gtk_window_destroy (GTK_WINDOW (self->window));
  mv_test_settle ();
  g_assert_finalize_object (self->session);
  mv_store_close (self->store);
  mv_test_settle ();
  g_assert_finalize_object (self->store);
  mv_fault_vfs_free (self->vfs);
  mv_test_remove_folder (self->folder);
  g_free (self->folder);
  mv_test_invited_tear_down (&self->invited, data);
  mv_language_apply ("en");
}

/* --- What is on the page ------------------------------------------------------------------------
 */

static void
open_page (Fixture *self, const char *language)
{
  mv_session_set_language (self->session, language);
  self->page = MV_INVITATION_PAGE (mv_invitation_page_new (self->session, FALSE));
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->page));
  mv_test_settle ();
}

static gboolean
is_entry (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_ENTRY (widget);
}

static gboolean
is_primary (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "primary");
}

/* A sentence that says what is wrong, by a field or over the button. */
static gboolean
is_wrong (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "field-error") &&
         gtk_widget_get_visible (widget);
}

static GtkWidget *
find_nth (Fixture *self, MvTestWanted wanted, guint n)
{
  return mv_test_find_widget (GTK_WIDGET (self->page), wanted, NULL, n);
}

static const char *
get_trouble (Fixture *self)
{
  GtkWidget *label = find_nth (self, is_wrong, 0);

  /* One thing is said at a time. */
  g_assert_null (find_nth (self, is_wrong, 1));
  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

static void
type (Fixture *self, guint entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_nth (self, is_entry, entry)), text);
  mv_test_settle ();
}

/* Presses the button, and waits until it can be pressed again or the page has done its work. */
static void
press_connect (Fixture *self)
{
  GtkWidget *button = find_nth (self, is_primary, 0);

  g_signal_emit_by_name (button, "clicked");
  while (!gtk_widget_is_sensitive (button))
    g_main_context_iteration (NULL, TRUE);
}

/* The page says what is said of the error, and nothing has been kept. */
static void
assert_trouble (Fixture *self, GQuark domain, int code, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  if (domain == MV_PROBLEM)
    mv_problem_set (&error, (MvProblem) code, field, "expected");
  else
    error = g_error_new_literal (domain, code, "expected");
  sentence = mv_trouble_dup_sentence (error, MV_TROUBLE_CONNECTING);
  g_assert_cmpstr (get_trouble (self), ==, sentence);
  mv_fault_vfs_heal (self->vfs);
  accounts = mv_store_list_accounts (self->store, NULL);
  g_assert_cmpuint (accounts->len, ==, 0);
}

/* The exchange begins when the token has been looked up. */
static void
wait_for_exchange (Fixture *self)
{
  GListModel *services = mv_session_get_services (self->session);

  g_assert_null (get_trouble (self));
  while (g_list_model_get_n_items (services) == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* --- Before anything is sent --------------------------------------------------------------------
 */

/* A slip shows when its group is full, without pressing anything, and goes when it is mended. */
static void
test_typed (Fixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      open_page (self, languages[i]);
      type (self, 0, "K7QMW-3XPA");
      g_assert_null (get_trouble (self));
      type (self, 0, "K7QMW-3XPAF");
      g_assert_nonnull (strstr (get_trouble (self), "2"));
      g_assert_true (g_hash_table_add (said, g_strdup (get_trouble (self))));
      type (self, 0, "K7QMW-3XPAE");
      g_assert_null (get_trouble (self));
      type (self, 0, CODE "6");
      g_assert_true (g_hash_table_add (said, g_strdup (get_trouble (self))));
      type (self, 0, CODE);
      g_assert_null (get_trouble (self));
    }
}

/* What is typed, pasted, pressed or opened and cannot be an invitation is said where it stands. */
static void
test_not_an_invitation (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *code, *server; /* typed; (nullable) */
    const char *text;          /* pasted or pressed; (nullable) */
    const char *file;          /* text of a file; (nullable) */
    const char *field;         /* what the sentence is about */
  } rows[] = {
    /* nothing; half a code; a slip */
    { "", "", NULL, NULL, "code" },
    { "K7QMW", "https://medvirk.example.no", NULL, NULL, "code" },
    { "K7QMW-3XPAE-9TFD7", "https://medvirk.example.no", NULL, NULL, "code" },
    /* no address; one that is not safe; one that is none */
    { CODE, "", NULL, NULL, "server" },
    { CODE, "http://medvirk.example.no", NULL, NULL, "server" },
    { CODE, "not an address", NULL, NULL, "server" },
    /* a letter without an invitation, and one with a mistyped code */
    { NULL, NULL, "Hei, vil du vere med i prosjektet vårt?", NULL, "invitation" },
    { NULL, NULL, "Koden din er K7QMW-3XPAE-9TFD7. Velkomen!", NULL, "code" },
    /* links: something else, an unsafe address, more than an invitation has */
    { NULL, NULL, "medvirk:something?code=" CODE, NULL, "invitation" },
    { NULL, NULL, "medvirk:invitation?server=ftp%3A%2F%2Fa.no&code=" CODE, NULL, "server" },
    { NULL, NULL, "medvirk:invitation?server=https%3A%2F%2Fa.no&code=" CODE "&x=1", NULL,
      "invitation" },
    /* files: of another version, a picture, an empty one */
    { NULL, NULL, NULL, "Medvirk-Invitation: 2\nServer: https://a.no\nCode: " CODE "\n",
      "invitation" },
    { NULL, NULL, NULL, "\x89PNG\r\n\x1a\n", "invitation" },
    { NULL, NULL, NULL, "", "invitation" },
  };
  g_autofree char *path = g_build_filename (self->folder, "some.medvirk", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (rows) * G_N_ELEMENTS (languages); i++)
    {
      guint row = i / G_N_ELEMENTS (languages);

      open_page (self, languages[i % G_N_ELEMENTS (languages)]);
      if (rows[row].text != NULL)
        mv_invitation_page_read_text (self->page, rows[row].text);
      else if (rows[row].file != NULL)
        {
          g_assert_true (g_file_set_contents (path, rows[row].file, -1, NULL));
          mv_invitation_page_read_file (self->page, file);
        }
      else
        {
          type (self, 0, rows[row].code);
          type (self, 1, rows[row].server);
          press_connect (self);
        }
      assert_trouble (self, MV_PROBLEM, MV_PROBLEM_INVALID, rows[row].field);
    }
}

/* --- What the network and the disk answer -------------------------------------------------------
 */

static void
try_in_all_languages (
    Fixture *self, const char *address, const char *code, GQuark domain, int expected)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      open_page (self, languages[i]);
      mv_invitation_page_fill (self->page, address, code);
      press_connect (self);
      assert_trouble (self, domain, expected, NULL);
    }
}

/* Servers that are none, or do not answer. */
static void
test_no_server (Fixture *self, gconstpointer data)
{
  g_autofree char *address = g_strdup (mv_test_server_get_address (self->invited.server));
  g_autoptr (GResolver) before = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = mv_test_resolver_new_empty ();
  g_autoptr (MvTestImpostor) portal = mv_test_impostor_new_portal ();
  g_autoptr (MvTestUntrustedServer) untrusted = mv_test_untrusted_server_new ();

  g_resolver_set_default (resolver);
  try_in_all_languages (self, "https://medvirk.invalid", CODE, MV_TRANSPORT_ERROR,
                        MV_TRANSPORT_ERROR_UNKNOWN_SERVER);
  g_resolver_set_default (before);
  try_in_all_languages (self, mv_test_impostor_get_address (portal), CODE, MV_TRANSPORT_ERROR,
                        MV_TRANSPORT_ERROR_NOT_MEDVIRK);
  g_assert_cmpuint (mv_test_impostor_get_n_posts (portal), ==, 0);
  if (untrusted != NULL)
    try_in_all_languages (self, mv_test_untrusted_server_get_address (untrusted), CODE,
                          MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CERTIFICATE);
  mv_test_server_kill (self->invited.server);
  try_in_all_languages (self, address, self->invited.code, MV_TRANSPORT_ERROR,
                        MV_TRANSPORT_ERROR_OFFLINE);
  mv_test_server_start (self->invited.server);
}

/* A code that the server does not take: used by another machine, too old; and one attempt more than
 * an hour allows. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  const char *address = mv_test_server_get_address (self->invited.server);
  g_autoptr (MvTestDevice) other = mv_test_device_new (address, self->invited.clock, 2);
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;

  mv_test_device_enrol (other, self->invited.code, &error);
  g_assert_no_error (error);
  try_in_all_languages (self, address, self->invited.code, MV_PROBLEM,
                        MV_PROBLEM_INVITATION_INVALID);
  later = mv_test_world_invite (self->invited.world, self->invited.uid);
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (self->invited.clock), 15 * G_TIME_SPAN_DAY);
  try_in_all_languages (self, address, later, MV_PROBLEM, MV_PROBLEM_INVITATION_INVALID);
  /* The hour has so far seen three; two more are refused for what they are, then for their number.
   */
  for (guint i = 0; i < 2; i++)
    {
      open_page (self, "en");
      mv_invitation_page_fill (self->page, address, later);
      press_connect (self);
      assert_trouble (self, MV_PROBLEM, MV_PROBLEM_INVITATION_INVALID, NULL);
    }
  try_in_all_languages (self, address, later, MV_PROBLEM, MV_PROBLEM_TOO_MANY);
}

/* There is no room for the account: the page says so, and the same code works once there is. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  open_page (self, "nn");
  mv_invitation_page_fill (self->page, mv_test_server_get_address (self->invited.server),
                           self->invited.code);
  mv_fault_vfs_set_full_after (self->vfs, 0);
  press_connect (self);
  assert_trouble (self, MV_STORE_ERROR, MV_STORE_ERROR_FULL, NULL);
  press_connect (self);
  wait_for_exchange (self);
}

/* --- A right one --------------------------------------------------------------------------------
 */

/* A letter with a code and an address fills in both; then the machine is connected and exchanges.
 */
static void
test_right (Fixture *self, gconstpointer data)
{
  g_autofree char *letter =
      g_strdup_printf ("Hei! Gå til %s og bruk koden %s.\nHelsing oss",
                       mv_test_server_get_address (self->invited.server), self->invited.code);
  g_autoptr (GPtrArray) accounts = NULL;
  const MvAccount *account;

  open_page (self, "nb");
  type (self, 0, letter);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_nth (self, is_entry, 0))), ==,
                   self->invited.code);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_nth (self, is_entry, 1))), ==,
                   mv_test_server_get_address (self->invited.server));
  press_connect (self);
  wait_for_exchange (self);
  accounts = mv_store_list_accounts (self->store, NULL);
  g_assert_cmpuint (accounts->len, ==, 1);
  account = g_ptr_array_index (accounts, 0);
  g_assert_cmpstr (account->uid, ==, self->invited.uid);
}

/* Who was on this machine alone keeps the account, which now has a server, and what was written. */
static void
test_was_alone (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) record = mv_record_new (mv_kind_find ("ownproject"), "");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;
  const MvAccount *alone, *connected;

  mv_accounts_stay_async (self->session, NULL, NULL, NULL);
  mv_test_settle ();
  /* Once is enough. */
  mv_accounts_stay_async (self->session, NULL, NULL, NULL);
  mv_test_settle ();
  before = mv_store_list_accounts (self->store, NULL);
  g_assert_cmpuint (before->len, ==, 1);
  alone = g_ptr_array_index (before, 0);
  g_assert_null (alone->server);
  mv_record_set_text (record, "title", "My own");
  mv_store_save (self->store, alone->key, record, MV_SAVE_SHARED, &error);
  g_assert_no_error (error);

  open_page (self, "en");
  mv_invitation_page_fill (self->page, mv_test_server_get_address (self->invited.server),
                           self->invited.code);
  press_connect (self);
  wait_for_exchange (self);
  after = mv_store_list_accounts (self->store, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  connected = g_ptr_array_index (after, 0);
  g_assert_cmpstr (connected->key, ==, alone->key);
  g_assert_cmpstr (connected->uid, ==, self->invited.uid);
  kept = mv_store_list (self->store, alone->key, "ownproject", "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->len, ==, 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);

  ADD ("/invitation-page/typed", test_typed);
  ADD ("/invitation-page/not-an-invitation", test_not_an_invitation);
  ADD ("/invitation-page/no-server", test_no_server);
  ADD ("/invitation-page/refused", test_refused);
  ADD ("/invitation-page/full-disk", test_full_disk);
  ADD ("/invitation-page/right", test_right);
  ADD ("/invitation-page/was-alone", test_was_alone);

  return g_test_run ();
}
