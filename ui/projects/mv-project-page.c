/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-projects"

#include "config.h"

#include "mv-project-page.h"

#include "mv-phase-boxes.h"
#include "mv-phase-words.h"
#include "mv-project-parts.h"
#include "mv-project-words.h"
#include "mv-rows.h"

#include <glib/gi18n.h>

#define WIDTH 880
#define SIDE_WIDTH 280

struct _MvProjectPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the page goes */
  char *account;             /* (owned) */
  char *project;             /* (owned) */
  MvProjectView *view;       /* (owned) (nullable): %NULL before the first has been read */
  guint chosen;              /* box */
  GtkWidget *column;         /* (unowned): what is built anew */
  GtkWidget *boxes;          /* (unowned) (nullable) */
  GtkWidget *phase_column;   /* (unowned) (nullable): what changes with the box */
  gboolean is_loading, is_stale;
};

G_DEFINE_FINAL_TYPE (MvProjectPage, mv_project_page, MV_TYPE_PAGE_WIDGET)

static void build (MvProjectPage *self);

static const MvProjectBox *
get_box (MvProjectPage *self)
{
  return g_ptr_array_index (self->view->boxes, self->chosen);
}

/* Index of the box across the phases, or the number of boxes. */
static guint
find_across (MvProjectPage *self)
{
  for (guint i = 0; i < self->view->boxes->len; i++)
    if (mv_phase_words_is_across (g_ptr_array_index (self->view->boxes, i)))
      return i;
  return self->view->boxes->len;
}

/* --- What changes with the box -----------------------------------------------------------------
 */

static void
across_cb (MvProjectPage *self)
{
  self->chosen = find_across (self);
  build (self);
}

static GtkWidget *
build_links (MvProjectPage *self)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));
  GtkWidget *box =
      gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL, folded ? 0 : 6);
  g_autofree char *all =
      g_strdup_printf (_ ("Show all contributions (%u)"), self->view->stitches->len);
  GtkWidget *button;

  gtk_widget_set_halign (box, GTK_ALIGN_START);
  button = mv_rows_new_word_button (
      all, "win.open-project-part",
      g_variant_new ("(sss)", self->account, self->project, "contributions"));
  gtk_widget_add_css_class (button, "flush");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_visible (button, self->view->contributions->len > 0);
  gtk_box_append (GTK_BOX (box), button);
  if (find_across (self) < self->view->boxes->len && self->chosen != find_across (self))
    {
      button = mv_rows_new_word_button (_ ("Across the phases"), NULL, NULL);
      if (folded || self->view->contributions->len == 0)
        gtk_widget_add_css_class (button, "flush");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_signal_connect_object (button, "clicked", G_CALLBACK (across_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
fill_phase (MvProjectPage *self)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));
  const MvProjectBox *box = get_box (self);
  gboolean is_across = mv_phase_words_is_across (box);

  mv_rows_clear (self->phase_column);
  /* Folded, the phase opens under its own box; across the phases there is none. */
  if (!folded || is_across)
    gtk_box_append (GTK_BOX (self->phase_column),
                    mv_project_parts_new_phase (self->view, box, folded, TRUE));
  gtk_box_append (GTK_BOX (self->phase_column),
                  mv_project_parts_new_contributions (self->view, box, folded));
  gtk_box_append (GTK_BOX (self->phase_column), build_links (self));
  mv_phase_boxes_set_detail (
      MV_PHASE_BOXES (self->boxes),
      folded && !is_across ? mv_project_parts_new_phase (self->view, box, TRUE, FALSE) : NULL);
}

static void
chosen_cb (MvProjectPage *self, guint box)
{
  self->chosen = box;
  fill_phase (self);
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

/* --- The whole page ----------------------------------------------------------------------------
 */

static GtkWidget *
build_body (MvProjectPage *self, gboolean folded)
{
  GtkWidget *body = gtk_box_new (folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL,
                                 folded ? 18 : 28);
  GtkWidget *side = mv_project_parts_new_side (self->view);
  GtkWidget *clamp;

  self->phase_column = gtk_box_new (GTK_ORIENTATION_VERTICAL, folded ? 14 : 22);
  gtk_widget_set_hexpand (self->phase_column, TRUE);
  gtk_box_append (GTK_BOX (body), self->phase_column);
  if (folded)
    {
      gtk_box_append (GTK_BOX (body), side);
      return body;
    }
  /* A size request would be a minimum; a clamp is the most. */
  clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), SIDE_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), SIDE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), side);
  gtk_widget_set_size_request (clamp, SIDE_WIDTH, -1);
  gtk_widget_set_valign (side, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (body), clamp);
  return body;
}

static void
build (MvProjectPage *self)
{
  gboolean folded = mv_page_widget_get_folded (MV_PAGE_WIDGET (self));
  GtkWidget *line;

  mv_rows_clear (self->column);
  self->boxes = NULL;
  self->phase_column = NULL;
  if (self->view == NULL)
    return;
  gtk_box_set_spacing (GTK_BOX (self->column), folded ? 10 : 12);
  gtk_box_append (GTK_BOX (self->column), mv_rows_new_heading (_ ("Where is the project?"), 2));
  self->boxes = mv_phase_boxes_new ();
  mv_phase_boxes_set_folded (MV_PHASE_BOXES (self->boxes), folded);
  mv_phase_boxes_set_view (MV_PHASE_BOXES (self->boxes), self->view, self->chosen);
  g_signal_connect_object (self->boxes, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->column), self->boxes);
  gtk_box_append (GTK_BOX (self->column), mv_project_parts_new_notes (self->view, folded));
  line = adw_bin_new ();
  gtk_widget_add_css_class (line, "hairline");
  gtk_widget_set_margin_top (line, folded ? 6 : 8);
  gtk_widget_set_margin_bottom (line, folded ? 6 : 12);
  gtk_box_append (GTK_BOX (self->column), line);
  gtk_box_append (GTK_BOX (self->column), build_body (self, folded));
  fill_phase (self);
  mv_page_widget_filled (MV_PAGE_WIDGET (self));
}

static void
take_view (MvProjectPage *self, MvProjectView *view)
{
  gboolean is_first = self->view == NULL;
  g_autofree char *people = mv_project_words_describe_people (view);

  g_clear_pointer (&self->view, mv_project_view_free);
  self->view = view;
  if (is_first || self->chosen >= view->boxes->len)
    self->chosen = view->current_box;
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), mv_record_get_text (view->record, "title"));
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), !view->is_former);
  mv_page_widget_set_heading_suffix (MV_PAGE_WIDGET (self), mv_rows_new_text (people, "slate"));
  build (self);
}

static void load (MvProjectPage *self);

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvProjectPage) self = user_data;
  g_autoptr (GError) error = NULL;
  MvProjectView *view = mv_project_view_load_finish (MV_STORE (source), result, &error);

  self->is_loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&view, mv_project_view_free);
      return;
    }
  if (view == NULL)
    {
      g_clear_pointer (&self->view, mv_project_view_free);
      mv_rows_clear (self->column);
      gtk_box_append (
          GTK_BOX (self->column),
          mv_rows_new_empty ("mv-projects-symbolic", _ ("You are no longer in this project."),
                             _ ("What you have written yourself is kept under Contributions.")));
      mv_page_widget_filled (MV_PAGE_WIDGET (self));
      return;
    }
  take_view (self, view);
  if (self->is_stale)
    load (self);
}

static void
load (MvProjectPage *self)
{
  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  mv_project_view_load_async (mv_session_get_store (self->session), self->account, self->project,
                              mv_session_get_language (self->session), self->cancellable, loaded_cb,
                              g_object_ref (self));
}

static void
mv_project_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  build (MV_PROJECT_PAGE (page));
}

/* Ctrl+N and every other way to write begins in the phase that is chosen. */
static GVariant *
mv_project_page_dup_write_target (MvPageWidget *page)
{
  MvProjectPage *self = MV_PROJECT_PAGE (page);
  const MvProjectBox *box;
  const char *code = "";

  if (self->view == NULL || self->view->is_former)
    return NULL;
  box = get_box (self);
  /* A box of several sub-phases begins in the one that goes on. */
  for (guint i = 0; box->codes != NULL && box->codes[i] != NULL; i++)
    if (*code == '\0' || box->code_states[i] == MV_PHASE_ONGOING)
      {
        code = box->codes[i];
        if (box->code_states[i] == MV_PHASE_ONGOING)
          break;
      }
  return g_variant_new ("(sss)", self->account, self->project, code);
}

static void
mv_project_page_dispose (GObject *object)
{
  MvProjectPage *self = MV_PROJECT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->view, mv_project_view_free);

  G_OBJECT_CLASS (mv_project_page_parent_class)->dispose (object);
}

static void
mv_project_page_finalize (GObject *object)
{
  MvProjectPage *self = MV_PROJECT_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->account);
  g_free (self->project);

  G_OBJECT_CLASS (mv_project_page_parent_class)->finalize (object);
}

static void
mv_project_page_class_init (MvProjectPageClass *klass)
{
  MvPageWidgetClass *page_class = MV_PAGE_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_project_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_project_page_finalize;
  page_class->folded_changed = mv_project_page_folded_changed;
  page_class->dup_write_target = mv_project_page_dup_write_target;
}

static void
mv_project_page_init (MvProjectPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_margin_top (self->column, 24);
  mv_page_widget_set_place (MV_PAGE_WIDGET (self), "projects");
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), self->column, WIDTH);
}

MvPageWidget *
mv_project_page_new (MvSession *session, const char *account, const char *project)
{
  MvProjectPage *self = g_object_new (MV_TYPE_PROJECT_PAGE, NULL);

  self->session = g_object_ref (session);
  self->account = g_strdup (account);
  self->project = g_strdup (project);
  g_signal_connect_object (mv_session_get_store (session), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return MV_PAGE_WIDGET (self);
}
