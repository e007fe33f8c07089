/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-band-widget.h"

/* Pixels at normal text size */
#define HEIGHT 24

struct _MvBandWidget
{
  GtkWidget parent_instance;

  GPtrArray *ranges; /* (owned) (element-type GArray): of MvBandStitch */
  int gap;
  MvGround ground;
};

G_DEFINE_FINAL_TYPE (MvBandWidget, mv_band_widget, GTK_TYPE_WIDGET)

static void
mv_band_widget_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int) (HEIGHT * mv_palette_get_stretch (widget) + 0.5);
}

static void
mv_band_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MvBandWidget *self = MV_BAND_WIDGET (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  guint n_ranges = self->ranges->len;
  g_autofree MvBandRange *ranges = g_new0 (MvBandRange, n_ranges);
  double each = (width - self->gap * (double) (n_ranges - 1)) / n_ranges;
  MvPalette palette;
  cairo_t *cr;

  for (guint i = 0; i < n_ranges; i++)
    {
      GArray *stitches = g_ptr_array_index (self->ranges, i);

      ranges[i] = (MvBandRange){ .x = i * (each + self->gap),
                                 .width = each,
                                 .stitches = (const MvBandStitch *) (gpointer) stitches->data,
                                 .n_stitches = stitches->len };
    }
  mv_palette_from_widget (widget, self->ground, &palette);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  mv_draw_band (cr, width, height, ranges, n_ranges, &palette);
  cairo_destroy (cr);
}

static void
mv_band_widget_finalize (GObject *object)
{
  MvBandWidget *self = MV_BAND_WIDGET (object);

  g_ptr_array_unref (self->ranges);

  G_OBJECT_CLASS (mv_band_widget_parent_class)->finalize (object);
}

static void
mv_band_widget_class_init (MvBandWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mv_band_widget_finalize;
  widget_class->measure = mv_band_widget_measure;
  widget_class->snapshot = mv_band_widget_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mv_band_widget_init (MvBandWidget *self)
{
  self->ranges = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

GtkWidget *
mv_band_widget_new (guint n_ranges, int gap, MvGround ground)
{
  MvBandWidget *self = g_object_new (MV_TYPE_BAND_WIDGET, NULL);

  for (guint i = 0; i < n_ranges; i++)
    g_ptr_array_add (self->ranges, g_array_new (FALSE, FALSE, sizeof (MvBandStitch)));
  self->gap = gap;
  self->ground = ground;
  return GTK_WIDGET (self);
}

/**
 * mv_band_widget_append:
 * @self: a band
 * @range: part of the band, from 0
 * @stitch: the contribution; copied
 *
 * Adds a contribution at the end of a part.
 */
void
mv_band_widget_append (MvBandWidget *self, guint range, const MvBandStitch *stitch)
{
  g_return_if_fail (MV_IS_BAND_WIDGET (self));
  g_return_if_fail (range < self->ranges->len);

  g_array_append_vals (g_ptr_array_index (self->ranges, range), stitch, 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mv_band_widget_set_label (MvBandWidget *self, const char *label)
{
  g_return_if_fail (MV_IS_BAND_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
mv_band_widget_set_ground (MvBandWidget *self, MvGround ground)
{
  g_return_if_fail (MV_IS_BAND_WIDGET (self));

  self->ground = ground;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
