/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-window-private.h"

#include "mv-about-page.h"
#include "mv-accounts.h"
#include "mv-begin-page.h"
#include "mv-contribution-page.h"
#include "mv-dialogs.h"
#include "mv-help-page.h"
#include "mv-invitation-page.h"
#include "mv-link-page.h"
#include "mv-project-page.h"
#include "mv-project-part-page.h"
#include "mv-search-page.h"
#include "mv-shortcuts-page.h"
#include "mv-study-page.h"
#include "mv-sync-service.h"
#include "mv-trouble.h"
#include "mv-unsent-page.h"

#include <glib/gi18n.h>

/* The actions of the window, which pages activate and never call: see mv-page-widget.h. */

static void
go_to_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  mv_window_go_to (user_data, g_variant_get_string (target, NULL));
}

static void
back_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  mv_window_back (user_data);
}

static void
go_across_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  mv_window_go_across (user_data);
}

static void
say_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  mv_window_say (user_data, g_variant_get_string (target, NULL));
}

static void
write_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvPageWidget *page = mv_window_get_page (user_data);

  if (page == NULL || mv_page_widget_get_is_editor (page))
    return;
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "new-contribution",
                                  mv_page_widget_dup_write_target (page));
}

static void
open_project_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;
  const char *account, *project;

  g_variant_get (target, "(&s&s)", &account, &project);
  mv_window_push (self, mv_project_page_new (mv_window_get_session (self), account, project));
}

static void
open_project_part_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;
  const char *account, *project, *part;

  g_variant_get (target, "(&s&s&s)", &account, &project, &part);
  mv_window_push (self,
                  mv_project_part_page_new (mv_window_get_session (self), account, project, part));
}

static void
open_contribution_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;
  const char *account, *id;

  g_variant_get (target, "(&s&s)", &account, &id);
  mv_window_push (
      self, MV_PAGE_WIDGET (mv_contribution_page_new (mv_window_get_session (self), account, id)));
}

static void
new_contribution_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;
  const char *account, *project, *phase;
  GtkWidget *page;

  g_variant_get (target, "(&s&s&s)", &account, &project, &phase);
  page = mv_contribution_page_new_draft (mv_window_get_session (self), account, project, phase);
  mv_window_push (self, MV_PAGE_WIDGET (page));
}

static void
open_study_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;
  GtkWidget *page =
      mv_study_page_new (mv_window_get_session (self), g_variant_get_string (target, NULL));

  mv_window_push (self, MV_PAGE_WIDGET (page));
}

static void
show_unsent_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;

  if (MV_IS_UNSENT_PAGE (mv_window_get_page (self)))
    return;
  mv_window_push (self, mv_unsent_page_new (mv_window_get_session (self)));
}

static void
help_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;

  if (!MV_IS_HELP_PAGE (mv_window_get_page (self)))
    mv_window_push (self, mv_help_page_new ());
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;

  if (!MV_IS_SHORTCUTS_PAGE (mv_window_get_page (self)))
    mv_window_push (self, mv_shortcuts_page_new ());
}

static void
search_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;
  const char *text = g_variant_get_string (target, NULL);
  MvPageWidget *page = mv_window_get_page (self);

  if (MV_IS_SEARCH_PAGE (page))
    mv_search_page_find (MV_SEARCH_PAGE (page), text);
  else
    mv_window_push (self, mv_search_page_new (mv_window_get_session (self), text));
}

static void
search_focus_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;

  mv_window_show_sidebar (self);
  mv_sidebar_focus_search (mv_window_get_sidebar (self));
}

static void
exchange_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (mv_sync_service_exchange_finish (MV_SYNC_SERVICE (source), result, &error) ||
      g_cancellable_is_cancelled (mv_window_get_cancellable (self)))
    return;
  mv_window_say (self, _ ("Nothing could be sent or fetched just now. Everything is saved here and "
                          "will be sent later."));
}

static void
exchange_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;
  GListModel *services = mv_session_get_services (mv_window_get_session (self));

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (MvSyncService) service = g_list_model_get_item (services, i);

      mv_sync_service_exchange_async (service, mv_window_get_cancellable (self), exchange_done_cb,
                                      g_object_ref (self));
    }
}

static void
welcome_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  mv_window_begin (user_data);
}

static void
begin_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;

  mv_window_push (self, mv_begin_page_new (mv_window_get_session (self)));
}

static void
join_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;
  const char *text = g_variant_get_string (target, NULL);
  MvPageWidget *page = mv_window_get_page (self);

  if (!MV_IS_INVITATION_PAGE (page) || g_str_equal (text, "second"))
    {
      page = mv_invitation_page_new (mv_window_get_session (self), g_str_equal (text, "second"));
      mv_window_push (self, page);
    }
  if (g_str_has_prefix (text, "medvirk:"))
    mv_invitation_page_read_text (MV_INVITATION_PAGE (page), text);
  else if (g_str_has_prefix (text, "file:"))
    {
      g_autoptr (GFile) file = g_file_new_for_uri (text);

      mv_invitation_page_read_file (MV_INVITATION_PAGE (page), file);
    }
}

static void
stayed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *trouble = NULL;

  if (g_cancellable_is_cancelled (mv_window_get_cancellable (self)))
    return;
  if (mv_accounts_stay_finish (mv_window_get_session (self), result, &error))
    {
      mv_window_go_to (self, "projects");
      return;
    }
  trouble = mv_trouble_dup_sentence (error, MV_TROUBLE_ACTING);
  mv_dialogs_tell (GTK_WIDGET (self), _ ("This could not be saved"), trouble);
}

static void
stay_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;

  mv_accounts_stay_async (mv_window_get_session (self), mv_window_get_cancellable (self), stayed_cb,
                          g_object_ref (self));
}

static void
link_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;

  if (!MV_IS_LINK_PAGE (mv_window_get_page (self)))
    mv_window_push (self, mv_link_page_new (mv_window_get_session (self)));
}

static void
about_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvWindow *self = user_data;

  if (!MV_IS_ABOUT_PAGE (mv_window_get_page (self)))
    mv_window_push (self, mv_about_page_new ());
}

static const GActionEntry entries[] = {
  { "go-to", go_to_cb, "s" },
  { "back", back_cb },
  { "go-across", go_across_cb },
  { "say", say_cb, "s" },
  { "open-project", open_project_cb, "(ss)" },
  { "open-project-part", open_project_part_cb, "(sss)" },
  { "open-contribution", open_contribution_cb, "(ss)" },
  { "new-contribution", new_contribution_cb, "(sss)" },
  { "open-study", open_study_cb, "s" },
  { "show-unsent", show_unsent_cb },
  { "help", help_cb },
  { "shortcuts", shortcuts_cb },
  { "search", search_cb, "s" },
  { "write", write_cb },
  { "search-focus", search_focus_cb },
  { "exchange", exchange_cb },
  { "welcome", welcome_cb },
  { "begin", begin_cb },
  { "join", join_cb, "s" },
  { "stay", stay_cb },
  { "link", link_cb },
  { "about", about_cb },
};

void
mv_window_install_actions (MvWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
