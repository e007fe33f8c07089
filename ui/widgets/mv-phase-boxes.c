/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-phase-boxes.h"

#include "mv-accessible.h"
#include "mv-band-widget.h"
#include "mv-palette.h"
#include "mv-phase-line.h"
#include "mv-phase-words.h"
#include "mv-rows.h"
#include "mv-shape-widget.h"
#include "mv-words.h"

#include <glib/gi18n.h>

/* Pixels at normal text size */
#define GAP 22
#define SHAPE_IN_BOX 22
#define SHAPE_IN_ROW 24
/* The middle of the shapes: padding and half their size. */
#define THREAD_Y (12 + SHAPE_IN_BOX / 2)
/* More boxes than this stand in two lines. */
#define BOXES_IN_LINE 4

/* What one box shows. The view it came from may be gone by the time the window folds. */
typedef struct
{
  char *name;       /* (owned): with an asterisk where the region has no word of its own */
  char *state_word; /* (owned): with the reason where the phase is not relevant */
  char *count;      /* (owned) */
  char *spoken;     /* (owned) */
  char *band_label; /* (owned) */
  MvPhaseState state;
  GArray *stitches;  /* (owned): of MvBandStitch */
  GtkWidget *button; /* (unowned) (nullable) */
  GtkWidget *shape;  /* (unowned) (nullable) */
  GtkWidget *band;   /* (unowned) (nullable): only when folded */
} MvBoxFace;

struct _MvPhaseBoxes
{
  GtkWidget parent_instance;

  GPtrArray *faces;  /* (owned) (element-type MvBoxFace) */
  GtkWidget *column; /* (unowned): our child */
  GtkWidget *detail; /* (owned) (nullable) */
  guint chosen;
  gboolean folded;
  gboolean is_building;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MvPhaseBoxes, mv_phase_boxes, GTK_TYPE_WIDGET)

static void
mv_box_face_free (gpointer data)
{
  MvBoxFace *self = data;

  g_free (self->name);
  g_free (self->state_word);
  g_free (self->count);
  g_free (self->spoken);
  g_free (self->band_label);
  g_array_unref (self->stitches);
  g_free (self);
}

/* --- Words ---------------------------------------------------------------------------------------
 */

static guint
count_unanswered (const MvProjectView *view, guint box)
{
  guint n = 0;

  for (guint i = 0; i < view->stitches->len; i++)
    {
      const MvStitch *stitch = &g_array_index (view->stitches, MvStitch, i);

      n += stitch->box == box && !mv_phase_words_is_answered (stitch->state);
    }
  return n;
}

static char *
describe_count (const MvProjectView *view, guint index)
{
  const MvProjectBox *box = g_ptr_array_index (view->boxes, index);
  guint n_unanswered = view->is_team ? count_unanswered (view, index) : 0;
  g_autofree char *own = NULL, *all = NULL, *unanswered = NULL;
  GString *line;

  if (box->n_all == 0 && box->n_own == 0)
    return g_strdup (_ ("No contributions yet"));
  if (view->is_team && n_unanswered == 0)
    return g_strdup_printf (ngettext ("%u contribution", "%u contributions", box->n_all),
                            box->n_all);
  /* Translators: how many contributions in a phase are the reader's: 4 av deg */
  own = g_strdup_printf (_ ("%u by you"), box->n_own);
  /* Translators: how many contributions there are in a phase: 8 i alt */
  all = g_strdup_printf (_ ("%u in all"), box->n_all);
  unanswered = g_strdup_printf (ngettext ("%u awaiting answer", "%u awaiting answer", n_unanswered),
                                n_unanswered);
  line = g_string_new (NULL);
  mv_words_append_part (line, view->is_team ? all : own);
  mv_words_append_part (line, view->is_team ? unanswered : all);
  return g_string_free (line, FALSE);
}

static char *
describe_spoken (const MvProjectView *view,
                 const MvProjectBox *box,
                 const char *state_word,
                 const char *count)
{
  if (view->is_team || box->n_all == 0)
    /* Translators: spoken name of a phase's box: phase, state, contributions */
    return g_strdup_printf (_ ("%s, %s, %s"), box->name, state_word, count);
  return g_strdup_printf (
      /* Translators: spoken name of a phase's box: {fase}, {tilstand}, du har {n} bidrag, {m} i alt
       */
      ngettext ("%s, %s, you have %u contribution, %u in all",
                "%s, %s, you have %u contributions, %u in all", box->n_own),
      box->name, state_word, box->n_own, box->n_all);
}

static MvBoxFace *
build_face (const MvProjectView *view, guint index)
{
  const MvProjectBox *box = g_ptr_array_index (view->boxes, index);
  MvBoxFace *face = g_new0 (MvBoxFace, 1);
  const char *word = mv_phase_words_get_state_word (box->state);

  face->name = g_strconcat (box->name, box->is_common ? "*" : "", NULL);
  face->state = box->state;
  face->state_word = box->state == MV_PHASE_NOT_RELEVANT && box->reason != NULL
                         /* Translators: «Ikke aktuelt: {why}» */
                         ? g_strdup_printf (_ ("Not relevant: %s"), box->reason)
                         : g_strdup (word);
  face->count = describe_count (view, index);
  face->spoken = describe_spoken (view, box, face->state_word, face->count);
  face->band_label = mv_phase_words_describe_band (view->stitches, (int) index);
  face->stitches = g_array_new (FALSE, FALSE, sizeof (MvBandStitch));
  for (guint i = 0; i < view->stitches->len; i++)
    {
      const MvStitch *stitch = &g_array_index (view->stitches, MvStitch, i);
      const MvBandStitch drawn = mv_phase_words_get_stitch (stitch);

      if (stitch->box == index)
        g_array_append_val (face->stitches, drawn);
    }
  return face;
}

/* --- Building ----------------------------------------------------------------------------------
 */

static void
show_chosen (MvPhaseBoxes *self)
{
  for (guint i = 0; i < self->faces->len; i++)
    {
      MvBoxFace *face = g_ptr_array_index (self->faces, i);
      gboolean is_chosen = i == self->chosen;
      MvGround ground = is_chosen ? MV_GROUND_CHOSEN : MV_GROUND_CARD;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (face->button), is_chosen);
      mv_shape_widget_set_ground (MV_SHAPE_WIDGET (face->shape), ground);
      if (face->band != NULL)
        mv_band_widget_set_ground (MV_BAND_WIDGET (face->band), ground);
    }
}

static void
place_detail (MvPhaseBoxes *self)
{
  MvBoxFace *face;

  if (self->detail == NULL)
    return;
  if (gtk_widget_get_parent (self->detail) != NULL)
    gtk_box_remove (GTK_BOX (self->column), self->detail);
  if (!self->folded || self->chosen >= self->faces->len)
    return;
  face = g_ptr_array_index (self->faces, self->chosen);
  gtk_box_insert_child_after (GTK_BOX (self->column), self->detail, face->button);
}

static void
toggled_cb (GtkToggleButton *button, MvPhaseBoxes *self)
{
  if (self->is_building || !gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < self->faces->len; i++)
    {
      MvBoxFace *face = g_ptr_array_index (self->faces, i);

      if (face->button == GTK_WIDGET (button) && i != self->chosen)
        {
          mv_phase_boxes_set_chosen (self, i);
          g_signal_emit (self, signals[CHOSEN], 0, i);
          return;
        }
    }
}

static GtkWidget *
build_box_content (MvBoxFace *face)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *name = mv_rows_new_text (face->name, "label");
  GtkWidget *state = mv_rows_new_text (face->state_word, "slate");

  gtk_widget_add_css_class (state, "state");
  /* Beside the first line of a name that takes two, where the thread comes in. */
  gtk_widget_set_valign (face->shape, GTK_ALIGN_START);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (line), face->shape);
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), state);
  gtk_box_append (GTK_BOX (box), mv_rows_new_text (face->count, "slate"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "small");
  return box;
}

static GtkWidget *
build_row_content (MvBoxFace *face)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autoptr (GString) second = g_string_new (NULL);

  mv_words_append_part (second, face->state_word);
  mv_words_append_part (second, face->count);
  gtk_box_append (GTK_BOX (texts), mv_rows_new_text (face->name, "label"));
  gtk_box_append (GTK_BOX (texts), mv_rows_new_text (second->str, "slate"));
  if (face->stitches->len > 0)
    {
      face->band = mv_band_widget_new (1, 0, MV_GROUND_CARD);
      for (guint i = 0; i < face->stitches->len; i++)
        mv_band_widget_append (MV_BAND_WIDGET (face->band), 0,
                               &g_array_index (face->stitches, MvBandStitch, i));
      mv_band_widget_set_label (MV_BAND_WIDGET (face->band), face->band_label);
      gtk_widget_set_margin_top (face->band, 6);
      gtk_box_append (GTK_BOX (texts), face->band);
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), face->shape);
  gtk_box_append (GTK_BOX (line), texts);
  return line;
}

static GtkWidget *
build_button (MvPhaseBoxes *self, MvBoxFace *face, GtkWidget *group)
{
  GtkWidget *button =
      g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);

  face->band = NULL;
  face->shape = mv_shape_widget_new (mv_phase_words_get_shape (face->state),
                                     self->folded ? SHAPE_IN_ROW : SHAPE_IN_BOX, MV_GROUND_CARD);
  face->button = button;
  gtk_button_set_child (GTK_BUTTON (button),
                        self->folded ? build_row_content (face) : build_box_content (face));
  gtk_widget_add_css_class (button, "phase-box");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  face->spoken, -1);
  mv_accessible_follow_choice (GTK_TOGGLE_BUTTON (button));
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_DEFAULT);
  return button;
}

/* One line of boxes from @first on, and its part of the band, if anything was written there. */
static void
build_line (MvPhaseBoxes *self, guint first, guint n_boxes, guint n_columns, GtkWidget **group)
{
  GtkWidget *line = mv_phase_line_new (n_columns, GAP, THREAD_Y);
  GtkWidget *band = mv_band_widget_new (n_columns, GAP, MV_GROUND_WINDOW);
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_stitches = 0;

  for (guint i = 0; i < n_boxes; i++)
    {
      MvBoxFace *face = g_ptr_array_index (self->faces, first + i);

      build_button (self, face, *group);
      *group = *group != NULL ? *group : face->button;
      mv_phase_line_append (MV_PHASE_LINE (line), face->button);
      for (guint j = 0; j < face->stitches->len; j++)
        mv_band_widget_append (MV_BAND_WIDGET (band), i,
                               &g_array_index (face->stitches, MvBandStitch, j));
      n_stitches += face->stitches->len;
      g_string_append_printf (words, "%s%s: %s", i > 0 ? ". " : "", face->name, face->band_label);
    }
  mv_band_widget_set_label (MV_BAND_WIDGET (band), words->str);
  gtk_widget_set_margin_top (band, 4);
  /* Over another line of boxes it is also the thread that leads there. */
  gtk_widget_set_visible (band, n_stitches > 0 || first == 0);
  gtk_box_append (GTK_BOX (self->column), line);
  gtk_box_append (GTK_BOX (self->column), band);
}

static void
build_wide (MvPhaseBoxes *self)
{
  guint n = self->faces->len;
  guint n_columns = n > BOXES_IN_LINE ? (n + 1) / 2 : n;
  GtkWidget *group = NULL;

  gtk_box_set_spacing (GTK_BOX (self->column), 12);
  for (guint first = 0; first < n; first += n_columns)
    build_line (self, first, MIN (n_columns, n - first), n_columns, &group);
}

static void
build_folded (MvPhaseBoxes *self)
{
  GtkWidget *group = NULL;

  gtk_box_set_spacing (GTK_BOX (self->column), 8);
  for (guint i = 0; i < self->faces->len; i++)
    {
      GtkWidget *button = build_button (self, g_ptr_array_index (self->faces, i), group);

      group = group != NULL ? group : button;
      gtk_box_append (GTK_BOX (self->column), button);
    }
}

static void
build (MvPhaseBoxes *self)
{
  self->is_building = TRUE;
  mv_rows_clear (self->column);
  if (self->folded)
    build_folded (self);
  else
    build_wide (self);
  show_chosen (self);
  place_detail (self);
  self->is_building = FALSE;
}

/* --- The thread from line to line --------------------------------------------------------------
 */

static gboolean
get_bounds (MvPhaseBoxes *self, GtkWidget *child, graphene_rect_t *out_bounds)
{
  return child != NULL && gtk_widget_get_visible (child) &&
         gtk_widget_compute_bounds (child, GTK_WIDGET (self), out_bounds);
}

/* A hook of thread beside @x, half as wide as a gap: to the right of a line of boxes, or to the
 * left of the next; from @top down to @bottom. */
static void
draw_hook (cairo_t *cr, double x, double out, double top, double bottom)
{
  double radius = MIN (GAP / 2.0, (bottom - top) / 2);
  double outside = x + out * GAP / 2.0, inside = outside - out * radius;

  cairo_move_to (cr, x, top);
  cairo_line_to (cr, inside, top);
  cairo_curve_to (cr, outside, top, outside, top, outside, top + radius);
  cairo_line_to (cr, outside, bottom - radius);
  cairo_curve_to (cr, outside, bottom, outside, bottom, inside, bottom);
  cairo_line_to (cr, x, bottom);
  cairo_stroke (cr);
}

/* The thread goes on from the end of one line of boxes to the beginning of the next: outside it,
 * and along the band between them. */
static void
snapshot_threads (MvPhaseBoxes *self, GtkSnapshot *snapshot)
{
  GtkWidget *line = gtk_widget_get_first_child (self->column);
  GtkWidget *band = line != NULL ? gtk_widget_get_next_sibling (line) : NULL;
  GtkWidget *next = band != NULL ? gtk_widget_get_next_sibling (band) : NULL;
  double stretch = mv_palette_get_stretch (GTK_WIDGET (self));
  graphene_rect_t above, between, below;
  double left, right, middle;
  MvPalette palette;
  cairo_t *cr;

  if (self->folded || !MV_IS_PHASE_LINE (next) || !get_bounds (self, line, &above) ||
      !get_bounds (self, band, &between) || !get_bounds (self, next, &below))
    return;
  left = (double) above.origin.x;
  right = left + (double) above.size.width;
  middle = (double) (between.origin.y + between.size.height / 2);
  mv_palette_from_widget (GTK_WIDGET (self), MV_GROUND_WINDOW, &palette);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (above.origin.x - GAP, 0, above.size.width + 2 * GAP,
                                     (float) gtk_widget_get_height (GTK_WIDGET (self))));
  cairo_set_source_rgb (cr, palette.loose.red, palette.loose.green, palette.loose.blue);
  cairo_set_line_width (cr, 2);
  draw_hook (cr, right, 1, (double) above.origin.y + THREAD_Y * stretch, middle);
  draw_hook (cr, left, -1, middle, (double) below.origin.y + THREAD_Y * stretch);
  cairo_destroy (cr);
}

static void
mv_phase_boxes_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MvPhaseBoxes *self = MV_PHASE_BOXES (widget);

  snapshot_threads (self, snapshot);
  gtk_widget_snapshot_child (widget, self->column, snapshot);
}

/* --- The widget --------------------------------------------------------------------------------
 */

static void
mv_phase_boxes_dispose (GObject *object)
{
  MvPhaseBoxes *self = MV_PHASE_BOXES (object);

  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_object (&self->detail);
  g_clear_pointer (&self->faces, g_ptr_array_unref);

  G_OBJECT_CLASS (mv_phase_boxes_parent_class)->dispose (object);
}

static void
mv_phase_boxes_class_init (MvPhaseBoxesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_phase_boxes_dispose;
  widget_class->snapshot = mv_phase_boxes_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);

  /**
   * MvPhaseBoxes::chosen:
   * @box: index of the box
   *
   * The person chose a box.
   */
  signals[CHOSEN] = g_signal_new ("chosen", MV_TYPE_PHASE_BOXES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
mv_phase_boxes_init (MvPhaseBoxes *self)
{
  self->faces = g_ptr_array_new_with_free_func (mv_box_face_free);
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Where is the project?"), -1);
}

GtkWidget *
mv_phase_boxes_new (void)
{
  return g_object_new (MV_TYPE_PHASE_BOXES, NULL);
}

void
mv_phase_boxes_set_view (MvPhaseBoxes *self, const MvProjectView *view, guint chosen)
{
  g_return_if_fail (MV_IS_PHASE_BOXES (self));

  g_ptr_array_set_size (self->faces, 0);
  for (guint i = 0; i < view->boxes->len; i++)
    if (!mv_phase_words_is_across (g_ptr_array_index (view->boxes, i)))
      g_ptr_array_add (self->faces, build_face (view, i));
  self->chosen = chosen;
  build (self);
}

void
mv_phase_boxes_set_folded (MvPhaseBoxes *self, gboolean folded)
{
  g_return_if_fail (MV_IS_PHASE_BOXES (self));

  if (self->folded == !!folded)
    return;
  self->folded = !!folded;
  build (self);
}

void
mv_phase_boxes_set_chosen (MvPhaseBoxes *self, guint box)
{
  g_return_if_fail (MV_IS_PHASE_BOXES (self));

  self->chosen = box;
  self->is_building = TRUE;
  show_chosen (self);
  self->is_building = FALSE;
  place_detail (self);
}

void
mv_phase_boxes_set_detail (MvPhaseBoxes *self, GtkWidget *detail)
{
  g_return_if_fail (MV_IS_PHASE_BOXES (self));

  if (self->detail != NULL && gtk_widget_get_parent (self->detail) != NULL)
    gtk_box_remove (GTK_BOX (self->column), self->detail);
  g_clear_object (&self->detail);
  self->detail = detail != NULL ? g_object_ref_sink (detail) : NULL;
  place_detail (self);
}
