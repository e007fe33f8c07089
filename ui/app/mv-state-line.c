/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-state-line.h"

#include "mv-rows.h"
#include "mv-words.h"

#include <glib/gi18n.h>

struct _MvStateLine
{
  AdwBin parent_instance;

  GtkWidget *button; /* (unowned): our child */
  GtkWidget *icon;   /* (unowned) */
  GtkWidget *first;  /* (unowned): label of the first line */
  GtkWidget *second; /* (unowned): label of the second line */

  MvSession *session; /* (owned) (nullable) */
  GPtrArray *watched; /* (owned) (element-type MvSyncService): those that tell us */
};

G_DEFINE_FINAL_TYPE (MvStateLine, mv_state_line, ADW_TYPE_BIN)

/* What all accounts together have to say. */
typedef struct
{
  guint n_services, n_unsent;
  gint64 last_answer; /* oldest of the accounts', 0 if one has had none */
  gboolean is_stopped;
} MvSummary;

static void
summarise (MvStateLine *self, MvSummary *out_summary)
{
  GListModel *services = mv_session_get_services (self->session);

  *out_summary = (MvSummary){ .n_services = g_list_model_get_n_items (services),
                              .is_stopped = mv_session_get_trouble (self->session) != NULL };
  for (guint i = 0; i < out_summary->n_services; i++)
    {
      g_autoptr (MvSyncService) service = g_list_model_get_item (services, i);
      gint64 last = mv_sync_service_get_last_answer (service);

      out_summary->n_unsent += mv_sync_service_get_n_unsent (service);
      out_summary->is_stopped |= mv_sync_service_get_state (service) == MV_SYNC_STOPPED;
      if (i == 0 || last < out_summary->last_answer)
        out_summary->last_answer = last;
    }
}

/* "Last at 10.32", or the day where it was not today. */
static char *
describe_last (MvStateLine *self, gint64 time_us)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);
  g_autofree char *date = local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;
  g_autofree char *today = mv_session_dup_today (self->session);
  g_autofree char *words = NULL;

  if (g_strcmp0 (date, today) == 0)
    {
      words = mv_words_time (time_us);
      /* Translators: when the server last answered, a time of day: Sist kl. 10.32 */
      return g_strdup_printf (_ ("Last contact at %s"), words);
    }
  words = mv_words_day_near (date, today);
  /* Translators: when the server last answered, a day: Sist i går 22. november */
  return g_strdup_printf (_ ("Last contact %s"), words);
}

static void
show (MvStateLine *self,
      const char *icon_name,
      const char *css_class,
      const char *first,
      const char *second)
{
  g_autofree char *name =
      second != NULL ? g_strdup_printf ("%s %s", first, second) : g_strdup (first);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_remove_css_class (self->icon, "moss");
  gtk_widget_remove_css_class (self->icon, "slate");
  gtk_widget_add_css_class (self->icon, css_class);
  gtk_label_set_label (GTK_LABEL (self->first), first);
  gtk_label_set_label (GTK_LABEL (self->second), second != NULL ? second : "");
  gtk_widget_set_visible (self->second, second != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
update (MvStateLine *self)
{
  g_autofree char *second = NULL;
  MvSummary summary;

  if (self->session == NULL)
    return;
  summarise (self, &summary);
  if (summary.n_services == 0)
    {
      show (self, "mv-check-symbolic", "moss", _ ("All saved on this computer."), NULL);
    }
  else if (summary.is_stopped)
    {
      show (self, "mv-attention-symbolic", "slate", _ ("All saved here."),
            _ ("Sending has stopped. See why."));
    }
  else if (summary.n_unsent > 0)
    {
      second = g_strdup_printf (
          /* Translators: of all that a person has written: 3 er ikke sendt ennå. */
          ngettext ("%u not sent yet.", "%u not sent yet.", summary.n_unsent), summary.n_unsent);
      show (self, "mv-waiting-symbolic", "slate", _ ("All saved here."), second);
    }
  else if (summary.last_answer == 0)
    {
      show (self, "mv-waiting-symbolic", "slate", _ ("All saved here."),
            _ ("Waiting for first contact."));
    }
  else
    {
      second = describe_last (self, summary.last_answer);
      show (self, "mv-check-symbolic", "moss", _ ("All sent."), second);
    }
}

static void
stop_watching (MvStateLine *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i), update, self);
  g_ptr_array_set_size (self->watched, 0);
}

static void
services_changed_cb (MvStateLine *self)
{
  static const char *const told_by[] = { "notify::n-unsent", "notify::last-answer",
                                         "notify::state" };
  GListModel *services = mv_session_get_services (self->session);

  stop_watching (self);
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      GObject *service = g_list_model_get_item (services, i);

      for (guint j = 0; j < G_N_ELEMENTS (told_by); j++)
        g_signal_connect_object (service, told_by[j], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->watched, service);
    }
  update (self);
}

static void
forget_session (MvStateLine *self)
{
  stop_watching (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (mv_session_get_services (self->session),
                                          services_changed_cb, self);
  g_clear_object (&self->session);
}

static void
mv_state_line_dispose (GObject *object)
{
  forget_session (MV_STATE_LINE (object));

  G_OBJECT_CLASS (mv_state_line_parent_class)->dispose (object);
}

static void
mv_state_line_finalize (GObject *object)
{
  g_ptr_array_unref (MV_STATE_LINE (object)->watched);

  G_OBJECT_CLASS (mv_state_line_parent_class)->finalize (object);
}

static void
mv_state_line_class_init (MvStateLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_state_line_dispose;
  object_class->finalize = mv_state_line_finalize;
}

static GtkWidget *
new_line (const char *css_class)
{
  GtkWidget *label = mv_rows_new_text ("", "small");

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
mv_state_line_init (MvStateLine *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->watched = g_ptr_array_new_with_free_func (g_object_unref);

  self->icon =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->first = new_line ("label");
  self->second = new_line ("slate");
  gtk_box_append (GTK_BOX (lines), self->first);
  gtk_box_append (GTK_BOX (lines), self->second);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), lines);

  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "state-line");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-unsent");
  adw_bin_set_child (ADW_BIN (self), self->button);
}

/**
 * mv_state_line_set_session:
 * @self: a state line
 * @session: whose exchange it tells of
 *
 * Starts telling of it, and of no other.
 */
void
mv_state_line_set_session (MvStateLine *self, MvSession *session)
{
  g_return_if_fail (MV_IS_STATE_LINE (self));

  forget_session (self);
  self->session = g_object_ref (session);
  g_signal_connect_object (mv_session_get_services (session), "items-changed",
                           G_CALLBACK (services_changed_cb), self, G_CONNECT_SWAPPED);
  services_changed_cb (self);
}
