/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-link-page.h"
#include "mv-projects-page.h"
#include "mv-test-loop.h"
#include "mv-test-window.h"
#include "mv-today-page.h"
#include "store-world.h"

/*
 * Pages that have nothing yet say what will come there, and lead on to it.
 */

typedef MvPageWidget *(*NewPage) (MvSession *session);

static gboolean
does (GtkWidget *widget, gconstpointer action)
{
  return GTK_IS_BUTTON (widget) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

/* Whether a page for somebody without a project or a server has a button that does @action. */
static gboolean
leads_to (NewPage new_page, const char *action)
{
  World *world = world_new_in_memory ();
  g_autoptr (MvSession) session = mv_session_new (world->store, world->clock, world->random);
  GtkWidget *window = mv_test_window_new (700, 500);
  GtkWidget *page = GTK_WIDGET (new_page (session));
  gboolean found;

  mv_test_window_show (window, page);
  mv_test_settle ();
  found = mv_test_find_widget (page, does, action, 0) != NULL;
  mv_test_window_end (window, page);
  mv_test_settle ();
  g_clear_object (&session);
  world_free (world);
  return found;
}

/* Who is in no project gets to an invitation and to the example from the page of projects. */
static void
test_projects (void)
{
  g_assert_true (leads_to (mv_projects_page_new, "win.join"));
  g_assert_true (leads_to (mv_projects_page_new, "app.example"));
}

/* A second computer needs a server first: the page leads to an invitation, and makes no code. */
static void
test_link (void)
{
  g_assert_true (leads_to (mv_link_page_new, "win.join"));
}

/* Where nothing waits there is nothing to accept either. */
static void
test_today (void)
{
  g_assert_false (leads_to (mv_today_page_new, "win.join"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/empty-pages/projects", test_projects);
  g_test_add_func ("/empty-pages/link", test_link);
  g_test_add_func ("/empty-pages/today", test_today);

  return g_test_run ();
}
