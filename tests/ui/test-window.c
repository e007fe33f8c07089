/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-state-line.h"
#include "mv-test-loop.h"
#include "mv-test-transport.h"
#include "mv-test-window.h"
#include "mv-today-page.h"
#include "mv-window.h"
#include "store-world.h"

/*
 * What the frame listens to may go at any time: a page, the exchange of an account, the session.
 */

static AdwApplication *application; /* (owned): a process can register one */

typedef struct
{
  World *world;
  MvTransport *transport; /* answers nothing */
  MvSession *session;
} Fixture;

static MvAnswer *
never_answer (MvTestTransport *transport, const MvRequest *request, gpointer data, GError **error)
{
  return NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->world = world_new_in_memory ();
  self->transport = mv_test_transport_new (NULL);
  mv_test_transport_set_handler (MV_TEST_TRANSPORT (self->transport), never_answer, NULL);
  self->session = mv_session_new (self->world->store, self->world->clock, self->world->random);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  mv_test_settle ();
  if (self->session != NULL)
    g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->transport);
  world_free (self->world);
}

/* Returns: (transfer none): the exchange of the account, which only the session holds */
static MvSyncService *
add_service (Fixture *self)
{
  g_autoptr (MvSyncService) service = mv_sync_service_new (
      self->world->store, "a", self->transport, "token", self->world->clock, self->world->random);

  mv_session_add_service (self->session, service);
  return service;
}

static gboolean
is_label (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget);
}

static const char *
get_first_line (GtkWidget *line)
{
  return gtk_label_get_label (GTK_LABEL (mv_test_find_widget (line, is_label, NULL, 0)));
}

static GtkWidget *
new_line (Fixture *self)
{
  GtkWidget *line = g_object_ref_sink (g_object_new (MV_TYPE_STATE_LINE, NULL));

  mv_state_line_set_session (MV_STATE_LINE (line), self->session);
  return line;
}

/* --- The state line ------------------------------------------------------------------------------
 */

/* The exchange of an account ends while the line listens to it: it is gone, and the line tells of
 * the rest. One that begins later is told of again. */
static void
test_service_dropped (Fixture *self, gconstpointer data)
{
  GtkWidget *line = new_line (self);
  MvSyncService *service = add_service (self);

  g_assert_cmpstr (get_first_line (line), ==, "All saved here.");
  g_object_add_weak_pointer (G_OBJECT (service), (gpointer *) &service);
  mv_session_remove_service (self->session, "a");
  mv_test_settle ();
  g_assert_null (service);
  g_assert_cmpstr (get_first_line (line), ==, "All saved on this computer.");
  add_service (self);
  g_assert_cmpstr (get_first_line (line), ==, "All saved here.");
  g_assert_finalize_object (line);
}

/* An exchange that others still hold, and that has left the session, is not listened to. */
static void
test_service_left (Fixture *self, gconstpointer data)
{
  GtkWidget *line = new_line (self);
  MvSyncService *service = g_object_ref (add_service (self));

  mv_session_remove_service (self->session, "a");
  g_assert_cmpuint (
      g_signal_handlers_disconnect_matched (service, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, line),
      ==, 0);
  g_object_notify (G_OBJECT (service), "n-unsent");
  g_assert_cmpstr (get_first_line (line), ==, "All saved on this computer.");
  mv_test_settle ();
  g_assert_finalize_object (service);
  g_assert_finalize_object (line);
}

/* The line goes first: what it listened to goes on telling, to nobody. */
static void
test_line_dropped (Fixture *self, gconstpointer data)
{
  GtkWidget *line = new_line (self);
  MvSyncService *service = add_service (self);

  g_object_run_dispose (G_OBJECT (line));
  g_object_notify (G_OBJECT (service), "state");
  g_assert_finalize_object (line);
  g_object_notify (G_OBJECT (service), "n-unsent");
  mv_session_remove_service (self->session, "a");
}

/* When the line gets another session, the one before may go. */
static void
test_session_dropped (Fixture *self, gconstpointer data)
{
  GtkWidget *line = new_line (self);
  MvSession *before = self->session;

  add_service (self);
  self->session = mv_session_new (self->world->store, self->world->clock, self->world->random);
  mv_state_line_set_session (MV_STATE_LINE (line), self->session);
  mv_test_settle ();
  g_assert_finalize_object (before);
  g_assert_cmpstr (get_first_line (line), ==, "All saved on this computer.");
  add_service (self);
  g_assert_cmpstr (get_first_line (line), ==, "All saved here.");
  g_assert_finalize_object (line);
}

/* --- The window ----------------------------------------------------------------------------------
 */

static MvPageWidget *
new_page (const char *title)
{
  GtkWidget *page = g_object_new (MV_TYPE_PAGE_WIDGET, "title", title, "place", "today", NULL);

  mv_page_widget_set_content (MV_PAGE_WIDGET (page), gtk_button_new_with_label (title), 400);
  return MV_PAGE_WIDGET (page);
}

/* A page whose title the window shows goes with the way back; the window then follows the one
 * below, and goes itself while it listens. */
static void
test_page_dropped (Fixture *self, gconstpointer data)
{
  MvPageWidget *below = new_page ("Below");
  MvPageWidget *above = new_page ("Above");
  MvWindow *window;

  window = mv_window_new (application, self->session);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (below), (gpointer *) &below);
  g_object_add_weak_pointer (G_OBJECT (above), (gpointer *) &above);
  mv_window_push (window, below);
  mv_window_push (window, above);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  mv_page_widget_set_title (above, "Changed");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Changed");
  mv_page_widget_set_title (below, "Heard later");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Changed");

  mv_window_back (window);
  while (above != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Heard later");
  mv_page_widget_set_title (below, "Below again");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Below again");

  gtk_window_destroy (GTK_WINDOW (window));
  mv_test_settle ();
  g_assert_null (below);
  g_assert_null (window);
}

/* A page that is asked for before the window has found its first place can be left again. */
static void
test_page_before_place (Fixture *self, gconstpointer data)
{
  MvPageWidget *early = new_page ("Early");
  MvWindow *window;

  window = mv_window_new (application, self->session);
  mv_window_open_at (window, "today");
  mv_window_push (window, early);
  g_assert_true (mv_window_get_page (window) == early);
  mv_test_settle ();
  g_assert_true (mv_window_get_page (window) == early);

  mv_window_back (window);
  g_assert_true (MV_IS_TODAY_PAGE (mv_window_get_page (window)));
  gtk_window_destroy (GTK_WINDOW (window));
  mv_test_settle ();
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  ADD ("/state-line/service-dropped", test_service_dropped);
  ADD ("/state-line/service-left", test_service_left);
  ADD ("/state-line/line-dropped", test_line_dropped);
  ADD ("/state-line/session-dropped", test_session_dropped);
  ADD ("/window/page-dropped", test_page_dropped);
  ADD ("/window/page-before-place", test_page_before_place);

  return g_test_run ();
}
