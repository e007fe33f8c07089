/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-report"

#include "config.h"

#include "mv-drawing.h"

/* Phase shapes, as parts of their size */
#define SHAPE_STROKE 0.11
#define SHAPE_STROKE_MIN 2.0
#define CHECK_STROKE 0.12
#define N_DASHES 10
#define DASH_ON 0.58

/* The band, as parts of its height or of the pitch; pixels where it says so */
#define LEAD_PX 4.0
#define PITCH_MAX_PX 22.0
/* Closer than this, stitches cannot be told apart: then one stands for a month. */
#define PITCH_MIN_PX 8.0
#define WARP_MAX_PX 10.0
#define WARP_CORNER_PX 3.0
#define WEFT_PART 0.29
#define GAP_PART 0.075
#define GAP_MIN_PX 1.6
#define LOOSE_PX 2.0
#define LOOSE_BREAK_PX 2.0
#define CUT_FIRST 0.16
#define CUT_LAST 0.84
/* The height that the pixels above were drawn for; other heights stretch them. */
#define BAND_HEIGHT_PX 24.0

static void
set_colour (cairo_t *cr, const MvColour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

static void
rounded_rectangle (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  radius = MIN (radius, MIN (width, height) / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* --- Phase shapes ------------------------------------------------------------------------------
 */

static void
draw_ring (cairo_t *cr, double middle_x, double middle_y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, middle_x, middle_y, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
}

static void
draw_check (cairo_t *cr, double middle_x, double middle_y, double size, const MvPalette *palette)
{
  cairo_arc (cr, middle_x, middle_y, size / 2, 0, 2 * G_PI);
  cairo_fill (cr);
  set_colour (cr, &palette->ground);
  cairo_set_line_width (cr, CHECK_STROKE * size);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, middle_x - 0.21 * size, middle_y + 0.02 * size);
  cairo_line_to (cr, middle_x - 0.05 * size, middle_y + 0.18 * size);
  cairo_line_to (cr, middle_x + 0.23 * size, middle_y - 0.15 * size);
  cairo_stroke (cr);
}

static void
draw_dashed (cairo_t *cr, double middle_x, double middle_y, double radius, double size)
{
  double step = 2 * G_PI * radius / N_DASHES;
  const double dashes[] = { step * DASH_ON, step * (1 - DASH_ON) };

  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  draw_ring (cr, middle_x, middle_y, radius);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, middle_x - size / 4, middle_y);
  cairo_line_to (cr, middle_x + size / 4, middle_y);
  cairo_stroke (cr);
}

/**
 * mv_draw_shape:
 * @cr: where to draw
 * @shape: which state of a phase
 * @x: left edge
 * @y: upper edge
 * @size: width and height
 * @palette: colours; the ground shows in the check
 *
 * Draws the sign of a phase's state. The four differ without colour too.
 */
void
mv_draw_shape (
    cairo_t *cr, MvShape shape, double x, double y, double size, const MvPalette *palette)
{
  double stroke = MAX (SHAPE_STROKE * size, SHAPE_STROKE_MIN);
  double radius = (size - stroke) / 2;
  double middle_x = x + size / 2, middle_y = y + size / 2;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_width (cr, stroke);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  set_colour (cr, shape == MV_SHAPE_HALF || shape == MV_SHAPE_CHECK ? &palette->fjord
                                                                    : &palette->slate);
  switch (shape)
    {
    case MV_SHAPE_HALF:
      cairo_arc (cr, middle_x, middle_y, radius, G_PI_2, 3 * G_PI_2);
      cairo_close_path (cr);
      cairo_fill (cr);
      draw_ring (cr, middle_x, middle_y, radius);
      break;
    case MV_SHAPE_CHECK:
      draw_check (cr, middle_x, middle_y, size, palette);
      break;
    case MV_SHAPE_DASHED:
      draw_dashed (cr, middle_x, middle_y, radius, size);
      break;
    case MV_SHAPE_RING:
    default:
      draw_ring (cr, middle_x, middle_y, radius);
    }
  cairo_restore (cr);
}

/* --- The woven band ----------------------------------------------------------------------------
 */

/* Measures of one band or of a single stitch, in pixels. */
typedef struct
{
  double height;
  double stretch; /* against the height the measures were drawn for */
  double pitch;   /* from warp to warp */
  double warp;    /* width of a warp */
  double weft;    /* height of a weft */
  double gap;     /* ground that shows at a crossing */
} MvWeave;

static MvWeave
measure_weave (double height, double width_each)
{
  MvWeave weave = { .height = height, .stretch = height / BAND_HEIGHT_PX };

  weave.pitch = MIN (PITCH_MAX_PX * weave.stretch, width_each);
  weave.warp = MIN (WARP_MAX_PX * weave.stretch, weave.pitch / 2);
  weave.weft = WEFT_PART * height;
  weave.gap = MAX (GAP_PART * height, GAP_MIN_PX);
  return weave;
}

/* One warp: the person's own is cut twice on the slant, so that it differs without its colour. */
static void
draw_warp (cairo_t *cr,
           const MvWeave *weave,
           gboolean is_own,
           double middle,
           double top,
           const MvPalette *palette)
{
  double left = middle - weave->warp / 2;
  double slant = weave->warp * 0.6;

  cairo_save (cr);
  rounded_rectangle (cr, left, top, weave->warp, weave->height, WARP_CORNER_PX * weave->stretch);
  cairo_clip (cr);
  set_colour (cr, is_own ? &palette->rust : &palette->slate);
  cairo_paint (cr);
  if (is_own)
    {
      const double cuts[] = { CUT_FIRST, CUT_LAST };

      set_colour (cr, &palette->ground);
      cairo_set_line_width (cr, MAX (weave->gap, GAP_MIN_PX));
      for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
        {
          double y = top + cuts[i] * weave->height;

          cairo_move_to (cr, left - 1, y + slant / 2);
          cairo_line_to (cr, left + weave->warp + 1, y - slant / 2);
          cairo_stroke (cr);
        }
    }
  cairo_restore (cr);
}

/* A piece of weft from @left to @right; round where it ends, flat where the next piece joins. */
static void
draw_weft (cairo_t *cr,
           const MvWeave *weave,
           double left,
           double right,
           double top,
           gboolean joins_left,
           gboolean joins_right,
           const MvPalette *palette)
{
  double y = top + (weave->height - weave->weft) / 2;
  double corner = weave->weft * 0.3;

  cairo_save (cr);
  cairo_rectangle (cr, left, y, right - left, weave->weft);
  cairo_clip (cr);
  set_colour (cr, &palette->fjord);
  rounded_rectangle (cr, joins_left ? left - 2 * corner : left, y,
                     right - left + (joins_left ? 2 * corner : 0) + (joins_right ? 2 * corner : 0),
                     weave->weft, corner);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* The ground that shows around whatever lies on top. */
static void
draw_gap (cairo_t *cr, double x, double y, double width, double height, const MvPalette *palette)
{
  set_colour (cr, &palette->ground);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
draw_crossing (cairo_t *cr,
               const MvWeave *weave,
               const MvBandStitch *stitch,
               double middle,
               double top,
               gboolean weft_over,
               gboolean joins_left,
               gboolean joins_right,
               const MvPalette *palette)
{
  double left = middle - weave->pitch / 2;
  double right =
      stitch->weft == MV_WEFT_PARTLY ? middle + weave->warp * 0.2 : middle + weave->pitch / 2;
  double weft_y = top + (weave->height - weave->weft) / 2;

  if (weft_over)
    {
      double from = MAX (left, middle - weave->warp / 2);
      double to = MIN (right + weave->gap, middle + weave->warp / 2);

      draw_warp (cr, weave, stitch->is_own, middle, top, palette);
      draw_gap (cr, from, weft_y - weave->gap, to - from, weave->weft + 2 * weave->gap, palette);
      draw_weft (cr, weave, left, right, top, joins_left, joins_right, palette);
    }
  else
    {
      draw_weft (cr, weave, left, right, top, joins_left, joins_right, palette);
      draw_gap (cr, middle - weave->warp / 2 - weave->gap, weft_y, weave->warp + 2 * weave->gap,
                weave->weft, palette);
      draw_warp (cr, weave, stitch->is_own, middle, top, palette);
    }
}

static gboolean
is_whole (const MvBandRange *range, guint index)
{
  return index < range->n_stitches && range->stitches[index].weft == MV_WEFT_WHOLE;
}

/* What is woven at @index of a range. Over and under take turns; a stitch alone shows its weft. */
static void
draw_range_stitch (cairo_t *cr,
                   const MvWeave *weave,
                   const MvBandRange *range,
                   guint index,
                   double middle,
                   const MvPalette *palette)
{
  const MvBandStitch *stitch = &range->stitches[index];
  gboolean joins_left = index > 0 && is_whole (range, index - 1);
  gboolean joins_right = index + 1 < range->n_stitches &&
                         range->stitches[index + 1].weft != MV_WEFT_NONE &&
                         stitch->weft == MV_WEFT_WHOLE;
  gboolean is_alone = !joins_left && !joins_right;

  if (stitch->weft == MV_WEFT_NONE)
    {
      draw_gap (cr, middle - weave->warp / 2 - LOOSE_BREAK_PX, weave->height / 2 - LOOSE_PX,
                weave->warp + 2 * LOOSE_BREAK_PX, 2 * LOOSE_PX, palette);
      draw_warp (cr, weave, stitch->is_own, middle, 0, palette);
      return;
    }
  draw_crossing (cr, weave, stitch, middle, 0, is_alone || index % 2 == 0, joins_left, joins_right,
                 palette);
}

/* What one stitch shows of several: own if one of them is, answered as far as all of them are. */
static void
join_stitch (MvBandStitch *month, const MvBandStitch *stitch)
{
  month->is_own |= stitch->is_own;
  if (month->weft != stitch->weft)
    month->weft = MV_WEFT_PARTLY;
}

static gboolean
is_same_month (const MvBandStitch *a, const MvBandStitch *b)
{
  return a->month != 0 && a->month == b->month;
}

/* The stitches of @range, those of one month as one; in the order they came, which is that of
 * their days. */
static GArray *
group_by_month (const MvBandRange *range)
{
  GArray *months = g_array_new (FALSE, FALSE, sizeof (MvBandStitch));

  for (guint i = 0; i < range->n_stitches; i++)
    {
      const MvBandStitch *stitch = &range->stitches[i];
      MvBandStitch *last =
          months->len > 0 ? &g_array_index (months, MvBandStitch, months->len - 1) : NULL;

      if (last != NULL && is_same_month (last, stitch))
        join_stitch (last, stitch);
      else
        g_array_append_vals (months, stitch, 1);
    }
  return months;
}

static void
draw_range (
    cairo_t *cr, const MvBandRange *range, double lead, double height, const MvPalette *palette)
{
  double room = range->width - 2 * lead;
  g_autoptr (GArray) months = NULL;
  MvBandRange shown = *range;
  MvWeave weave;

  if (range->n_stitches == 0 || room <= 0)
    return;
  if (room / range->n_stitches < PITCH_MIN_PX * height / BAND_HEIGHT_PX)
    {
      months = group_by_month (range);
      shown.stitches = (const MvBandStitch *) (gpointer) months->data;
      shown.n_stitches = months->len;
    }
  weave = measure_weave (height, room / shown.n_stitches);
  for (guint i = 0; i < shown.n_stitches; i++)
    draw_range_stitch (cr, &weave, &shown, i, range->x + lead + (i + 0.5) * weave.pitch, palette);
}

/**
 * mv_draw_band:
 * @cr: where to draw, from 0, 0
 * @width: width of the band
 * @height: height of the band
 * @ranges: (array length=n_ranges): the phases' parts, from left to right
 * @n_ranges: how many
 * @palette: colours; the ground shows in the gaps of the weave
 *
 * Draws the woven band: a warp for each contribution in its phase's part, a weft where it was
 * answered, a loose thread where there is nothing. What was not answered stays open: quiet, no
 * alarm. Where a part has too many for its width, a warp stands for all of a month; the number is
 * said in words beside the band.
 */
void
mv_draw_band (cairo_t *cr,
              double width,
              double height,
              const MvBandRange *ranges,
              guint n_ranges,
              const MvPalette *palette)
{
  double lead = LEAD_PX * height / BAND_HEIGHT_PX;

  cairo_save (cr);
  cairo_new_path (cr);
  set_colour (cr, &palette->loose);
  cairo_rectangle (cr, 0, (height - LOOSE_PX) / 2, width, LOOSE_PX);
  cairo_fill (cr);

  for (guint i = 0; i < n_ranges; i++)
    draw_range (cr, &ranges[i], lead, height, palette);
  cairo_restore (cr);
}

/**
 * mv_draw_stitch:
 * @cr: where to draw, from 0, 0
 * @stitch: the contribution
 * @width: width of the sign
 * @height: height of the sign
 * @palette: colours; the ground shows in the gaps of the weave
 *
 * Draws one stitch of the band, the sign of a contribution in lists, so that the list explains the
 * band.
 */
void
mv_draw_stitch (
    cairo_t *cr, const MvBandStitch *stitch, double width, double height, const MvPalette *palette)
{
  MvWeave weave = measure_weave (height, width);

  cairo_save (cr);
  cairo_new_path (cr);
  if (stitch->weft == MV_WEFT_NONE)
    draw_warp (cr, &weave, stitch->is_own, width / 2, 0, palette);
  else
    draw_crossing (cr, &weave, stitch, width / 2, 0, TRUE, FALSE, FALSE, palette);
  cairo_restore (cr);
}
