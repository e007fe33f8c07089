/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-today"

#include "config.h"

#include "mv-today-page.h"

#include "mv-rows.h"
#include "mv-today-rows.h"
#include "mv-trouble.h"
#include "mv-words.h"

#include <glib/gi18n.h>

#define WIDTH 760
#define ROWS_MAX 7
/* Rows kept for what waits for the person. */
#define WAITS_KEPT 3
#define PAUSE_DAYS 28

struct _MvTodayPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the page goes */
  MvToday *today;            /* (owned) (nullable): %NULL before the first has been read */
  GtkWidget *column;         /* (unowned): what is built anew */
  gboolean shows_all;
  gboolean is_loading, is_stale;
};

G_DEFINE_FINAL_TYPE (MvTodayPage, mv_today_page, MV_TYPE_PAGE_WIDGET)

static void build (MvTodayPage *self);
static void load (MvTodayPage *self);

/* --- Pause -------------------------------------------------------------------------------------
 */

static char *
days_from (const char *date, int days)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) from = g_date_time_new_from_iso8601 (date, zone);
  g_autofree char *text = g_strconcat (date, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) then = NULL;

  if (from == NULL)
    from = g_date_time_new_from_iso8601 (text, zone);
  if (from == NULL)
    return g_strdup (date);
  then = g_date_time_add_days (from, days);
  return g_date_time_format (then, "%Y-%m-%d");
}

static void
pause_cb (MvTodayPage *self)
{
  GSettings *settings = mv_session_get_settings (self->session);
  g_autofree char *today = mv_session_dup_today (self->session);
  g_autofree char *until = days_from (today, PAUSE_DAYS);

  g_settings_set_string (settings, "pause-until", until);
  build (self);
}

static void
end_pause_cb (MvTodayPage *self)
{
  g_settings_reset (mv_session_get_settings (self->session), "pause-until");
  build (self);
}

static GtkWidget *
build_pause_button (MvTodayPage *self)
{
  GtkWidget *button = mv_rows_new_word_button (_ ("Take a break"), NULL, NULL);

  mv_rows_set_button_icon (button, "mv-pause-symbolic", _ ("Take a break"));
  gtk_widget_add_css_class (button, "flush");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (pause_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* A break from reminders, and the row that says until when and takes it back. */
static GtkWidget *
build_pause (MvTodayPage *self)
{
  GSettings *settings = mv_session_get_settings (self->session);
  g_autofree char *today = mv_session_dup_today (self->session);
  g_autofree char *until = NULL, *words = NULL, *sentence = NULL;
  GtkWidget *list, *row, *button;

  if (settings == NULL)
    return NULL;
  until = g_settings_get_string (settings, "pause-until");
  if (*until == '\0' || strcmp (until, today) <= 0)
    return build_pause_button (self);

  words = mv_words_date (until);
  /* Translators: %s is a date: «Du får ingen påminnelser før 21. desember» */
  sentence = g_strdup_printf (_ ("You get no reminders until %s"), words);
  list = mv_rows_new_list (_ ("Break"));
  row = mv_text_row_new (sentence, NULL);
  mv_rows_add_tile (row, "mv-pause-symbolic", MV_TONE_SLATE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  button = mv_rows_new_word_button (_ ("End the break"), NULL, NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (end_pause_cb), self, G_CONNECT_SWAPPED);
  mv_text_row_add_suffix (MV_TEXT_ROW (row), button);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

/* --- Groups ------------------------------------------------------------------------------------
 */

static guint
count_group (MvTodayPage *self, MvTodayGroup group)
{
  guint n = 0;

  for (guint i = 0; i < self->today->entries->len; i++)
    {
      const MvTodayEntry *entry = g_ptr_array_index (self->today->entries, i);

      n += mv_today_rows_get_group (entry->kind) == group;
    }
  return n;
}

static void
show_all (GtkWidget *widget, const char *action, GVariant *target)
{
  MvTodayPage *self = MV_TODAY_PAGE (widget);

  self->shows_all = TRUE;
  build (self);
}

/* The last row of a list that is longer than what is shown of it. */
static GtkWidget *
build_show_all (guint n_hidden)
{
  g_autofree char *label = g_strdup_printf (_ ("Show all (%u more)"), n_hidden);
  GtkWidget *row = mv_text_row_new (label, NULL);

  gtk_widget_add_css_class (row, "more");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "today.show-all");
  return row;
}

/* A heading and at most @n_rows of its entries; %NULL if the group has nothing. */
static GtkWidget *
build_group (MvTodayPage *self, MvTodayGroup group, guint n_rows)
{
  g_autofree char *today = mv_session_dup_today (self->session);
  const char *heading = mv_today_rows_get_heading (group);
  guint n_entries = count_group (self, group), n_shown = 0;
  GtkWidget *box, *list;

  if (n_entries == 0)
    return NULL;
  if (self->shows_all)
    n_rows = n_entries;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  list = mv_rows_new_list (heading);
  for (guint i = 0; i < self->today->entries->len && n_shown < n_rows; i++)
    {
      const MvTodayEntry *entry = g_ptr_array_index (self->today->entries, i);

      if (mv_today_rows_get_group (entry->kind) != group)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), mv_today_rows_new_row (entry, today));
      n_shown++;
    }
  if (n_shown < n_entries)
    gtk_list_box_append (GTK_LIST_BOX (list), build_show_all (n_entries - n_shown));
  gtk_box_append (GTK_BOX (box), mv_rows_new_heading (heading, 2));
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

/* The next meeting and what one waits for stand side by side where there is room. */
static GtkWidget *
build_singles (MvTodayPage *self)
{
  GtkWidget *meeting = build_group (self, MV_TODAY_GROUP_MEETING, 1);
  GtkWidget *waiting = build_group (self, MV_TODAY_GROUP_WAITING_FOR, 1);
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));
  GtkWidget *box;

  if (meeting == NULL && waiting == NULL)
    return NULL;
  box = gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL,
                     folded ? 18 : 24);
  gtk_box_set_homogeneous (GTK_BOX (box), !folded);
  if (meeting != NULL)
    gtk_box_append (GTK_BOX (box), meeting);
  if (waiting != NULL)
    gtk_box_append (GTK_BOX (box), waiting);
  return box;
}

/* --- When there is nothing ---------------------------------------------------------------------
 */

static GtkWidget *
build_quiet (MvTodayPage *self)
{
  GtkWidget *empty;

  if (self->today->has_account)
    return mv_rows_new_empty (
        "mv-check-symbolic", _ ("Nothing is waiting for you. That is fine."),
        _ ("New answers, news from your projects and the next meeting appear here."));
  empty = mv_rows_new_empty ("mv-sent-symbolic", _ ("You are not connected to a project yet."),
                             _ ("What you write is saved on this computer. When you have received "
                                "an invitation, accept it, and your projects appear here."));
  mv_rows_add_way_to_invitation (empty);
  return empty;
}

/* --- The page ----------------------------------------------------------------------------------
 */

static void
append (MvTodayPage *self, GtkWidget *child)
{
  if (child != NULL)
    gtk_box_append (GTK_BOX (self->column), child);
}

/* How many rows of the first two groups are shown: what waits for the person is never crowded out
 * by what is new. */
static void
share_rows (MvTodayPage *self, guint n_rows, guint *out_new, guint *out_waits)
{
  guint n_new = count_group (self, MV_TODAY_GROUP_NEW);
  guint n_waits = count_group (self, MV_TODAY_GROUP_WAITS);

  *out_waits = MIN (n_waits, MAX (WAITS_KEPT, n_rows - MIN (n_new, n_rows)));
  *out_new = MIN (n_new, n_rows - *out_waits);
}

static void
build_rows (MvTodayPage *self)
{
  guint n_singles = MIN (count_group (self, MV_TODAY_GROUP_MEETING), 1) +
                    MIN (count_group (self, MV_TODAY_GROUP_WAITING_FOR), 1);
  guint n_new, n_waits;

  if (self->today->entries->len == 0)
    append (self, build_quiet (self));
  share_rows (self, ROWS_MAX - n_singles, &n_new, &n_waits);
  append (self, build_group (self, MV_TODAY_GROUP_NEW, n_new));
  append (self, build_group (self, MV_TODAY_GROUP_WAITS, n_waits));
  append (self, build_singles (self));
}

static void
build (MvTodayPage *self)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));

  mv_rows_clear (self->column);
  if (self->today == NULL)
    return;
  gtk_box_set_spacing (GTK_BOX (self->column), folded ? 18 : 26);
  build_rows (self);
  if (folded)
    append (self, mv_rows_new_primary_button (_ ("Write a new contribution"), "win.write", NULL));
  append (self, build_pause (self));
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  MvToday *today = mv_today_load_finish (MV_STORE (source), result, &error);

  self->is_loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&today, mv_today_free);
      return;
    }
  if (today == NULL)
    {
      g_autofree char *trouble = mv_trouble_dup_sentence (error, MV_TROUBLE_ACTING);

      mv_rows_clear (self->column);
      append (self, mv_rows_new_empty ("mv-attention-symbolic", _ ("This page could not be read."),
                                       trouble));
      mv_page_widget_filled (MV_PAGE_WIDGET (self));
      return;
    }
  g_clear_pointer (&self->today, mv_today_free);
  self->today = today;
  build (self);
  if (self->is_stale)
    load (self);
}

/* Reads anew; what changes meanwhile is read once more afterwards. */
static void
load (MvTodayPage *self)
{
  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  mv_today_load_async (mv_session_get_store (self->session), self->cancellable, loaded_cb,
                       g_object_ref (self));
}

static void
mv_today_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  build (MV_TODAY_PAGE (page));
}

static void
mv_today_page_dispose (GObject *object)
{
  MvTodayPage *self = MV_TODAY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->today, mv_today_free);

  G_OBJECT_CLASS (mv_today_page_parent_class)->dispose (object);
}

static void
mv_today_page_finalize (GObject *object)
{
  g_object_unref (MV_TODAY_PAGE (object)->cancellable);

  G_OBJECT_CLASS (mv_today_page_parent_class)->finalize (object);
}

static void
mv_today_page_class_init (MvTodayPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_today_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_today_page_finalize;
  MV_PAGE_WIDGET_CLASS (klass)->folded_changed = mv_today_page_folded_changed;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "today.show-all", NULL, show_all);
}

static void
mv_today_page_init (MvTodayPage *self)
{
  MvPageWidget *page = MV_PAGE_WIDGET (self);

  self->cancellable = g_cancellable_new ();
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 26);
  gtk_widget_set_margin_top (self->column, 24);
  mv_page_widget_set_title (page, _ ("Today"));
  mv_page_widget_set_place (page, "today");
  mv_page_widget_set_content (page, self->column, WIDTH);
}

MvPageWidget *
mv_today_page_new (MvSession *session)
{
  MvTodayPage *self = g_object_new (MV_TYPE_TODAY_PAGE, NULL);
  g_autofree char *today = mv_session_dup_today (session);
  g_autofree char *words = mv_words_date_long (today);

  self->session = g_object_ref (session);
  mv_page_widget_set_heading_suffix (MV_PAGE_WIDGET (self), mv_rows_new_text (words, "slate"));
  g_signal_connect_object (mv_session_get_store (session), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return MV_PAGE_WIDGET (self);
}

/**
 * mv_today_page_has_content:
 * @self: a page
 *
 * Returns: whether what there is to show has been read and stands in the page
 */
gboolean
mv_today_page_has_content (MvTodayPage *self)
{
  g_return_val_if_fail (MV_IS_TODAY_PAGE (self), FALSE);

  return self->today != NULL;
}
