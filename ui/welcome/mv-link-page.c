/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-welcome"

#include "config.h"

#include "mv-link-page.h"

#include "mv-accounts.h"
#include "mv-invitation-code.h"
#include "mv-rows.h"
#include "mv-trouble.h"

#include <glib/gi18n.h>

#define WIDTH 720

struct _MvLinkPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the page goes */
  GtkWidget *column;         /* (unowned) */
  char *link;                /* (owned) (nullable): of the code that is shown */
};

G_DEFINE_FINAL_TYPE (MvLinkPage, mv_link_page, MV_TYPE_PAGE_WIDGET)

static void build (MvLinkPage *self);

/* --- A code -------------------------------------------------------------------------------------
 */

static void
copy_cb (MvLinkPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->link);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", _ ("The link is copied."));
}

static GtkWidget *
build_value (const char *label, const char *value, const char *css_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *text = mv_rows_new_text (value, css_class);

  /* Read aloud letter by letter on demand, so that it can be reached and copied. */
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, value, -1);
  gtk_box_append (GTK_BOX (box), mv_rows_new_text (label, "slate"));
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

static void
show_code (MvLinkPage *self, const char *server, const MvLinkCode *code)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *copy = mv_rows_new_second_button (_ ("Copy both as a link"), NULL, NULL);

  g_free (self->link);
  self->link = mv_invitation_to_link (server, code->code);
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_halign (copy, GTK_ALIGN_START);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "text-card");
  gtk_box_append (GTK_BOX (card), build_value (_ ("Code"), code->code, "figure"));
  gtk_box_append (GTK_BOX (card), build_value (_ ("Address"), server, "bigprint"));
  gtk_box_append (GTK_BOX (card),
                  mv_rows_new_text (_ ("It works once, and for ten minutes. Do not give it to "
                                       "anyone: whoever has it can read what you can read."),
                                    NULL));
  gtk_box_append (GTK_BOX (card), copy);
  mv_rows_clear (self->column);
  gtk_box_append (GTK_BOX (self->column),
                  mv_rows_new_text (_ ("On the other computer, start Medvirk and choose “I use "
                                       "Medvirk on another computer”. Type this there:"),
                                    NULL));
  gtk_box_append (GTK_BOX (self->column), card);
}

static void
show_trouble (MvLinkPage *self, const GError *error)
{
  g_autofree char *sentence = mv_trouble_dup_sentence (error, MV_TROUBLE_ACTING);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                   "label", sentence, "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, "field-error");
  build (self);
  gtk_box_append (GTK_BOX (self->column), label);
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvLinkPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *server = NULL;
  g_autoptr (MvLinkCode) code = mv_accounts_link_finish (result, &server, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (code != NULL)
    show_code (self, server, code);
  else
    show_trouble (self, error);
}

static void
make_cb (GtkButton *button, gpointer user_data)
{
  MvLinkPage *self = user_data;
  const char *account = g_object_get_data (G_OBJECT (button), "account");

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  mv_accounts_link_async (self->session, account, self->cancellable, linked_cb,
                          g_object_ref (self));
}

/* --- The page -----------------------------------------------------------------------------------
 */

static GtkWidget *
build_button (MvLinkPage *self, MvSyncService *service)
{
  GtkWidget *button = mv_rows_new_primary_button (_ ("Make a code"), NULL, NULL);

  g_object_set_data_full (G_OBJECT (button), "account",
                          g_strdup (mv_sync_service_get_account (service)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (make_cb), self, 0);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
build (MvLinkPage *self)
{
  GListModel *services = mv_session_get_services (self->session);

  mv_rows_clear (self->column);
  if (g_list_model_get_n_items (services) == 0)
    {
      GtkWidget *empty = mv_rows_new_empty (
          "mv-machines-symbolic", _ ("What you have is on this computer only."),
          _ ("When you have connected with an invitation, you can use several computers."));

      mv_rows_add_way_to_invitation (empty);
      gtk_box_append (GTK_BOX (self->column), empty);
      return;
    }
  gtk_box_append (GTK_BOX (self->column),
                  mv_rows_new_text (_ ("You get a code to type on the other computer. Everything "
                                       "you have here will be there too."),
                                    NULL));
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (MvSyncService) service = g_list_model_get_item (services, i);

      gtk_box_append (GTK_BOX (self->column), build_button (self, service));
    }
}

/* An account whose exchange has only just begun. */
static void
services_changed_cb (MvLinkPage *self)
{
  if (self->link == NULL)
    build (self);
}

static void
mv_link_page_leave (MvPageWidget *page)
{
  g_cancellable_cancel (MV_LINK_PAGE (page)->cancellable);
}

static void
mv_link_page_dispose (GObject *object)
{
  MvLinkPage *self = MV_LINK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_link_page_parent_class)->dispose (object);
}

static void
mv_link_page_finalize (GObject *object)
{
  MvLinkPage *self = MV_LINK_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->link);

  G_OBJECT_CLASS (mv_link_page_parent_class)->finalize (object);
}

static void
mv_link_page_class_init (MvLinkPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_link_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_link_page_finalize;
  MV_PAGE_WIDGET_CLASS (klass)->leave = mv_link_page_leave;
}

static void
mv_link_page_init (MvLinkPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_top (self->column, 12);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Use another computer too"));
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), TRUE);
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), self->column, WIDTH);
}

MvPageWidget *
mv_link_page_new (MvSession *session)
{
  MvLinkPage *self = g_object_new (MV_TYPE_LINK_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (mv_session_get_services (session), "items-changed",
                           G_CALLBACK (services_changed_cb), self, G_CONNECT_SWAPPED);
  build (self);
  return MV_PAGE_WIDGET (self);
}
