/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-unsent-page.h"

#include "mv-rows.h"
#include "mv-sync-service.h"
#include "mv-trouble.h"

#include <glib/gi18n.h>

#define WIDTH 760

struct _MvUnsentPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the page goes */
  GtkWidget *column;         /* (unowned): what is built anew */
};

G_DEFINE_FINAL_TYPE (MvUnsentPage, mv_unsent_page, MV_TYPE_PAGE_WIDGET)

/* --- Reading -----------------------------------------------------------------------------------
 */

/* An entry of the outbox with what it is about. */
typedef struct
{
  char *account;    /* (owned) */
  MvUnsent *unsent; /* (owned) */
  MvRecord *record; /* (owned) (nullable) */
} MvUnsentRow;

static void
mv_unsent_row_free (gpointer data)
{
  MvUnsentRow *self = data;

  g_free (self->account);
  g_clear_pointer (&self->unsent, mv_unsent_free);
  g_clear_object (&self->record);
  g_free (self);
}

static gboolean
read_account (MvStore *store, const char *account, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) unsent = mv_store_list_unsent (store, account, error);

  if (unsent == NULL)
    return FALSE;
  g_ptr_array_set_free_func (unsent, NULL);
  for (guint i = 0; i < unsent->len; i++)
    {
      MvUnsentRow *row = g_new0 (MvUnsentRow, 1);

      row->account = g_strdup (account);
      row->unsent = g_ptr_array_index (unsent, i);
      /* What is gone from here, such as a deleted draft, is named by its kind alone. */
      if (row->unsent->id != NULL)
        row->record = mv_store_get (store, account, row->unsent->id, NULL);
      g_ptr_array_add (rows, row);
    }
  return TRUE;
}

static gpointer
read_unsent (MvStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (mv_unsent_row_free);
  g_autoptr (GPtrArray) accounts = mv_store_list_accounts (store, error);

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    {
      const MvAccount *account = g_ptr_array_index (accounts, i);

      if (account->server != NULL && !read_account (store, account->key, rows, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/* --- Words -------------------------------------------------------------------------------------
 */

static const char *
describe_kind (const MvUnsent *unsent)
{
  if (g_strcmp0 (unsent->kind, "contribution") == 0)
    return C_ ("something not sent", "A contribution");
  if (g_strcmp0 (unsent->kind, "reply") == 0 || g_strcmp0 (unsent->kind, "reply-draft") == 0)
    return C_ ("something not sent", "An answer");
  if (g_strcmp0 (unsent->kind, "claim") == 0)
    return C_ ("something not sent", "Hours and travel");
  if (unsent->command != NULL && g_str_has_prefix (unsent->command, "contribution."))
    return C_ ("something not sent", "What you did with a contribution");
  return C_ ("something not sent", "A change");
}

static GtkWidget *
build_row (const MvUnsentRow *item)
{
  g_autofree char *text = NULL;
  g_autofree char *reason = NULL;
  gboolean is_refused = item->unsent->problem != 0;
  GtkWidget *row;

  if (is_refused)
    reason = mv_trouble_dup_refusal (item->unsent->problem);

  if (item->record != NULL && mv_record_has (item->record, "text"))
    text = g_strdup (mv_record_get_text (item->record, "text"));
  row = mv_text_row_new (text != NULL && *text != '\0' ? text : describe_kind (item->unsent),
                         is_refused ? reason : _ ("Waiting to be sent"));
  mv_text_row_set_title_lines (MV_TEXT_ROW (row), 2);
  mv_rows_add_tile (row, is_refused ? "mv-attention-symbolic" : "mv-waiting-symbolic",
                    is_refused ? MV_TONE_RUST : MV_TONE_SLATE);
  if (item->record != NULL && g_strcmp0 (item->unsent->kind, "contribution") == 0)
    mv_rows_set_action (row, "win.open-contribution",
                        g_variant_new ("(ss)", item->account, item->unsent->id));
  return row;
}

/* --- The page ----------------------------------------------------------------------------------
 */

/* @title: what a look at the page should tell first */
static void
append_trouble (MvUnsentPage *self, const char *icon, const char *title, const GError *error)
{
  g_autoptr (GError) silence = g_error_new_literal (MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_OFFLINE,
                                                    "nothing has been heard");
  g_autofree char *sentence =
      mv_trouble_dup_sentence (error != NULL ? error : silence, MV_TROUBLE_SENDING);

  gtk_box_append (GTK_BOX (self->column), mv_rows_new_empty (icon, title, sentence));
}

static void
append_services (MvUnsentPage *self)
{
  GListModel *services = mv_session_get_services (self->session);
  const GError *trouble = mv_session_get_trouble (self->session);

  if (trouble != NULL)
    append_trouble (self, "mv-attention-symbolic", _ ("Sending has stopped."), trouble);
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (MvSyncService) service = g_list_model_get_item (services, i);
      MvSyncState state = mv_sync_service_get_state (service);
      const GError *error = mv_sync_service_get_last_error (service);

      if (state == MV_SYNC_STOPPED)
        append_trouble (self, "mv-attention-symbolic", _ ("Sending has stopped."), error);
      else if (state == MV_SYNC_OFFLINE)
        append_trouble (self, "mv-waiting-symbolic", _ ("No contact just now."), error);
    }
}

static void
build (MvUnsentPage *self, GPtrArray *rows)
{
  GtkWidget *list = mv_rows_new_list (_ ("Not sent yet"));
  GtkWidget *button;

  mv_rows_clear (self->column);
  append_services (self);
  if (rows->len == 0)
    gtk_box_append (GTK_BOX (self->column),
                    mv_rows_new_empty ("mv-check-symbolic", _ ("All sent."),
                                       _ ("What you write later appears here until it is sent.")));
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), build_row (g_ptr_array_index (rows, i)));
  gtk_box_append (GTK_BOX (self->column), list);
  gtk_widget_set_visible (list, rows->len > 0);
  button = mv_rows_new_primary_button (_ ("Send and fetch now"), "win.exchange", NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_visible (button,
                          g_list_model_get_n_items (mv_session_get_services (self->session)) > 0);
  gtk_box_append (GTK_BOX (self->column), button);
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvUnsentPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = mv_store_run_finish (MV_STORE (source), result, &error);

  if (rows != NULL && !g_cancellable_is_cancelled (self->cancellable))
    build (self, rows);
}

static void
load (MvUnsentPage *self)
{
  mv_store_read_async (mv_session_get_store (self->session), read_unsent, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, self->cancellable, read_cb,
                       g_object_ref (self));
}

static void
watch_services (MvUnsentPage *self)
{
  GListModel *services = mv_session_get_services (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (GObject) service = g_list_model_get_item (services, i);

      g_signal_connect_object (service, "notify::state", G_CALLBACK (load), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (service, "notify::n-unsent", G_CALLBACK (load), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
mv_unsent_page_dispose (GObject *object)
{
  MvUnsentPage *self = MV_UNSENT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_unsent_page_parent_class)->dispose (object);
}

static void
mv_unsent_page_finalize (GObject *object)
{
  g_object_unref (MV_UNSENT_PAGE (object)->cancellable);

  G_OBJECT_CLASS (mv_unsent_page_parent_class)->finalize (object);
}

static void
mv_unsent_page_class_init (MvUnsentPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_unsent_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_unsent_page_finalize;
}

static void
mv_unsent_page_init (MvUnsentPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_top (self->column, 24);
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Sending"));
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), self->column, WIDTH);
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), TRUE);
}

MvPageWidget *
mv_unsent_page_new (MvSession *session)
{
  MvUnsentPage *self = g_object_new (MV_TYPE_UNSENT_PAGE, NULL);

  self->session = g_object_ref (session);
  watch_services (self);
  load (self);
  return MV_PAGE_WIDGET (self);
}
