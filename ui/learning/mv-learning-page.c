/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-learning"

#include "config.h"

#include "mv-learning-page.h"

#include "mv-code-words.h"
#include "mv-rows.h"
#include "mv-tab-order.h"
#include "mv-words.h"

#include <glib/gi18n.h>

#define WIDTH 760

struct _MvLearningPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when the page goes */
  GtkBox *content;           /* (unowned) */
};

G_DEFINE_FINAL_TYPE (MvLearningPage, mv_learning_page, MV_TYPE_PAGE_WIDGET)

/* Read together: the page is shown when both are known. */
typedef struct
{
  GPtrArray *resources; /* (owned) (element-type MvRecord) */
  GPtrArray *terms;     /* (owned) (element-type MvRecord) */
} Found;

static void
found_free (Found *found)
{
  g_clear_pointer (&found->resources, g_ptr_array_unref);
  g_clear_pointer (&found->terms, g_ptr_array_unref);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static gpointer
find (MvStore *store, gpointer data, GError **error)
{
  g_autoptr (Found) found = g_new0 (Found, 1);

  found->resources = mv_store_list (store, NULL, "resource", NULL, error);
  if (found->resources == NULL)
    return NULL;
  found->terms = mv_store_list (store, NULL, "term", NULL, error);
  return found->terms != NULL ? g_steal_pointer (&found) : NULL;
}

static const char *
name_sort (const char *sort)
{
  static const MvCodeWord sorts[] = {
    { "course", N_ ("Course"), NULL },
    { "guide", N_ ("Guide"), NULL },
    { "video", N_ ("Film"), NULL },
    { "text", N_ ("Text"), NULL },
    { "network", N_ ("Network"), NULL },
    { "contact", N_ ("Contact"), NULL },
    { NULL },
  };

  return mv_code_words_name (sorts, sort, NULL);
}

static char *
describe_resource (MvRecord *resource)
{
  gint64 minutes = mv_record_get_integer (resource, "minutes");
  GString *line = g_string_new (NULL);

  mv_words_append_part (line, name_sort (mv_record_get_text (resource, "sort")));
  mv_words_append_part (line, mv_record_get_text (resource, "provider"));
  if (minutes > 0)
    {
      g_autofree char *time =
          g_strdup_printf (ngettext ("%u minute", "%u minutes", (gulong) minutes), (guint) minutes);

      mv_words_append_part (line, time);
    }
  if (mv_record_has (resource, "summary"))
    g_string_append_printf (line, "\n%s", mv_record_get_text (resource, "summary"));
  return g_string_free (line, FALSE);
}

/* Opening the page */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MvLearningPage) self = data;

  if (!g_app_info_launch_default_for_uri_finish (result, NULL))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                _ ("The page could not be opened."));
}

static void
resource_activated_cb (MvLearningPage *self, GtkListBoxRow *row)
{
  const char *link = g_object_get_data (G_OBJECT (row), "link");

  if (link != NULL)
    g_app_info_launch_default_for_uri_async (link, NULL, self->cancellable, opened_cb,
                                             g_object_ref (self));
}

static gboolean
is_web_address (const char *link)
{
  const char *scheme = link != NULL ? g_uri_peek_scheme (link) : NULL;

  return g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0;
}

static void
add_resources (MvLearningPage *self, GPtrArray *resources)
{
  GtkWidget *list;

  if (resources->len == 0)
    return;
  list = mv_rows_new_list (_ ("Courses and guides"));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (resource_activated_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < resources->len; i++)
    {
      MvRecord *resource = g_ptr_array_index (resources, i);
      const char *link = mv_record_get_text (resource, "link");
      g_autofree char *line = describe_resource (resource);
      GtkWidget *row = mv_text_row_new (mv_record_get_text (resource, "title"), line);

      mv_rows_add_tile (row, "mv-learning-symbolic", MV_TONE_FJORD);
      if (is_web_address (link))
        {
          g_object_set_data_full (G_OBJECT (row), "link", g_strdup (link), g_free);
          gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
        }
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_box_append (self->content, mv_rows_new_heading (_ ("Courses and guides"), 2));
  gtk_box_append (self->content, list);
}

static const char *
get_word (MvRecord *term, const char *language)
{
  const char *word = mv_record_get_text (term, language);

  return word != NULL ? word : mv_record_get_text (term, "nb");
}

static const char *
get_explanation (MvRecord *term, const char *language)
{
  g_autofree char *field = g_strconcat ("explanation_", language, NULL);
  const char *explanation = mv_record_get_text (term, field);

  return explanation != NULL ? explanation : mv_record_get_text (term, "explanation_nb");
}

static int
compare_terms (gconstpointer a, gconstpointer b, gpointer language)
{
  MvRecord *first = *(MvRecord *const *) a;
  MvRecord *second = *(MvRecord *const *) b;

  return g_utf8_collate (get_word (first, language), get_word (second, language));
}

static void
add_terms (MvLearningPage *self, GPtrArray *terms)
{
  const char *language = mv_session_get_language (self->session);
  GtkWidget *list;

  if (terms->len == 0)
    return;
  g_ptr_array_sort_with_data (terms, compare_terms, (gpointer) language);
  list = mv_rows_new_list (_ ("Word list"));
  mv_tab_order_set_one_stop (list);
  for (guint i = 0; i < terms->len; i++)
    {
      MvRecord *term = g_ptr_array_index (terms, i);

      gtk_list_box_append (GTK_LIST_BOX (list), mv_text_row_new (get_word (term, language),
                                                                 get_explanation (term, language)));
    }
  gtk_box_append (self->content, mv_rows_new_heading (_ ("Word list"), 2));
  gtk_box_append (self->content, list);
}

static void
add_what_comes (MvLearningPage *self)
{
  gtk_box_append (
      self->content,
      mv_rows_new_empty ("mv-learning-symbolic", _ ("More will come here."),
                         _ ("Courses with a certificate, networks, notices, and a place to submit "
                            "an idea for research. When your organisation adds courses and words, "
                            "you find them on this page.")));
}

static void
show (MvLearningPage *self, const Found *found)
{
  mv_rows_clear (GTK_WIDGET (self->content));
  if (found != NULL)
    {
      add_resources (self, found->resources);
      add_terms (self, found->terms);
    }
  add_what_comes (self);
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = mv_store_run_finish (MV_STORE (source), result, &error);
  MvLearningPage *self = data;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show (self, found);
}

static void
load (MvLearningPage *self)
{
  mv_store_read_async (mv_session_get_store (self->session), find, NULL, NULL,
                       (GDestroyNotify) found_free, self->cancellable, found_cb, self);
}

static void
store_changed_cb (MvLearningPage *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "resource") || g_strv_contains (kinds, "term"))
    load (self);
}

static void
mv_learning_page_dispose (GObject *object)
{
  MvLearningPage *self = MV_LEARNING_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_learning_page_parent_class)->dispose (object);
}

static void
mv_learning_page_finalize (GObject *object)
{
  g_object_unref (MV_LEARNING_PAGE (object)->cancellable);

  G_OBJECT_CLASS (mv_learning_page_parent_class)->finalize (object);
}

static void
mv_learning_page_class_init (MvLearningPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_learning_page_dispose;
  object_class->finalize = mv_learning_page_finalize;
}

static void
mv_learning_page_init (MvLearningPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_set_margin_top (GTK_WIDGET (self->content), 24);
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "learning");
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Learning"));
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), GTK_WIDGET (self->content), WIDTH);
}

GtkWidget *
mv_learning_page_new (MvSession *session)
{
  MvLearningPage *self;

  g_return_val_if_fail (MV_IS_SESSION (session), NULL);

  self = g_object_new (MV_TYPE_LEARNING_PAGE, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (mv_session_get_store (session), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
