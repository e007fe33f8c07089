/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-drawing.h"

#include <string.h>

#define WIDTH 120
#define HEIGHT 24

/* Five greys that a pixel can be told by. */
static const MvPalette greys = {
  .ground = { 1, 1, 1, 1 },
  .fjord = { 0.2, 0.2, 0.2, 1 },
  .rust = { 0.4, 0.4, 0.4, 1 },
  .slate = { 0.6, 0.6, 0.6, 1 },
  .loose = { 0.8, 0.8, 0.8, 1 },
};
/* One dark colour for all threads, as on a grey print-out. */
static const MvPalette one_colour = {
  .ground = { 1, 1, 1, 1 },
  .fjord = { 0, 0, 0, 1 },
  .rust = { 0, 0, 0, 1 },
  .slate = { 0, 0, 0, 1 },
  .loose = { 0, 0, 0, 1 },
};

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
} Canvas;

static Canvas
open_canvas (void)
{
  Canvas canvas;

  canvas.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  canvas.cr = cairo_create (canvas.surface);
  cairo_set_source_rgb (canvas.cr, 1, 1, 1);
  cairo_paint (canvas.cr);
  return canvas;
}

static void
close_canvas (Canvas *canvas)
{
  g_assert_cmpint (cairo_status (canvas->cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (canvas->cr);
  cairo_surface_destroy (canvas->surface);
}

/* The grey at a place, 0 to 1, from its blue part. */
static double
grey_at (Canvas *canvas, int x, int y)
{
  const guint8 *data;

  cairo_surface_flush (canvas->surface);
  data = cairo_image_surface_get_data (canvas->surface);
  return data[y * cairo_image_surface_get_stride (canvas->surface) + x * 4] / 255.0;
}

#define assert_grey(canvas, x, y, colour)                                                          \
  g_assert_cmpfloat_with_epsilon (grey_at (canvas, x, y), (colour).red, 0.02)

static gboolean
is_same (Canvas *a, Canvas *b)
{
  cairo_surface_flush (a->surface);
  cairo_surface_flush (b->surface);
  return memcmp (cairo_image_surface_get_data (a->surface),
                 cairo_image_surface_get_data (b->surface),
                 (size_t) cairo_image_surface_get_stride (a->surface) * HEIGHT) == 0;
}

/* The four states of a phase differ in shape, so that they can be told apart in one colour. */
static void
test_shapes_differ (void)
{
  Canvas drawn[4];

  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++)
    {
      drawn[i] = open_canvas ();
      mv_draw_shape (drawn[i].cr, (MvShape) i, 1, 1, 22, &one_colour);
    }
  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++)
    for (guint j = i + 1; j < G_N_ELEMENTS (drawn); j++)
      g_assert_false (is_same (&drawn[i], &drawn[j]));
  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++)
    close_canvas (&drawn[i]);
}

/* Of the ongoing phase's ring the left half is filled, and the right half shows the ground. */
static void
test_half_is_left (void)
{
  Canvas canvas = open_canvas ();

  mv_draw_shape (canvas.cr, MV_SHAPE_HALF, 1, 1, 22, &greys);
  assert_grey (&canvas, 7, 12, greys.fjord);
  assert_grey (&canvas, 17, 12, greys.ground);
  close_canvas (&canvas);
}

/* One's own stitch differs from others' without its colour. */
static void
test_own_differs_in_one_colour (void)
{
  const MvBandStitch own = { TRUE, MV_WEFT_NONE }, other = { FALSE, MV_WEFT_NONE };
  Canvas a = open_canvas (), b = open_canvas ();

  mv_draw_stitch (a.cr, &own, 28, 24, &one_colour);
  mv_draw_stitch (b.cr, &other, 28, 24, &one_colour);
  g_assert_false (is_same (&a, &b));
  close_canvas (&a);
  close_canvas (&b);
}

/* An unanswered contribution is a warp alone; answered, the weft lies over it from edge to edge;
 * partly answered, the weft ends just past the middle. */
static void
test_weft_shows_answer (void)
{
  const MvBandStitch none = { FALSE, MV_WEFT_NONE }, partly = { FALSE, MV_WEFT_PARTLY },
                     whole = { FALSE, MV_WEFT_WHOLE };
  Canvas canvas = open_canvas ();

  mv_draw_stitch (canvas.cr, &none, 28, 24, &greys);
  assert_grey (&canvas, 14, 12, greys.slate);
  assert_grey (&canvas, 5, 12, greys.ground);
  close_canvas (&canvas);

  canvas = open_canvas ();
  mv_draw_stitch (canvas.cr, &partly, 28, 24, &greys);
  assert_grey (&canvas, 6, 12, greys.fjord);
  assert_grey (&canvas, 14, 12, greys.fjord);
  assert_grey (&canvas, 23, 12, greys.ground);
  close_canvas (&canvas);

  canvas = open_canvas ();
  mv_draw_stitch (canvas.cr, &whole, 28, 24, &greys);
  assert_grey (&canvas, 6, 12, greys.fjord);
  assert_grey (&canvas, 22, 12, greys.fjord);
  assert_grey (&canvas, 14, 2, greys.slate);
  close_canvas (&canvas);
}

/* In the band, the first answered contribution has the weft over, the second the warp; where nobody
 * has written, the thread lies loose. */
static void
test_band_weaves (void)
{
  const MvBandStitch stitches[] = { { FALSE, MV_WEFT_WHOLE },
                                    { FALSE, MV_WEFT_WHOLE },
                                    { FALSE, MV_WEFT_NONE } };
  const MvBandRange range = { 0, WIDTH, stitches, G_N_ELEMENTS (stitches) };
  Canvas canvas = open_canvas ();

  mv_draw_band (canvas.cr, WIDTH, HEIGHT, &range, 1, &greys);
  assert_grey (&canvas, 4 + 11, 12, greys.fjord);
  assert_grey (&canvas, 4 + 22 + 11, 12, greys.slate);
  assert_grey (&canvas, 4 + 44 + 11, 12, greys.slate);
  assert_grey (&canvas, 110, 12, greys.loose);
  close_canvas (&canvas);
}

/* However many contributions there are in a phase, nothing is drawn outside its part of the band.
 */
static void
test_band_stays_in_range (void)
{
  MvBandStitch stitches[200];
  const MvBandRange range = { 40, 40, stitches, G_N_ELEMENTS (stitches) };
  Canvas canvas = open_canvas ();

  for (guint i = 0; i < G_N_ELEMENTS (stitches); i++)
    stitches[i] = (MvBandStitch){ i % 3 == 0, MV_WEFT_WHOLE };
  mv_draw_band (canvas.cr, WIDTH, HEIGHT, &range, 1, &greys);
  for (int y = 0; y < HEIGHT; y++)
    if (y < 11 || y > 12)
      {
        assert_grey (&canvas, 38, y, greys.ground);
        assert_grey (&canvas, 82, y, greys.ground);
      }
  close_canvas (&canvas);
}

/* More contributions than can be told apart: one stitch for each month, half woven where some of
 * the month's have an answer. Those without a month are drawn each by itself. */
static void
test_band_groups_by_month (void)
{
  MvBandStitch many[60], months[3] = { { TRUE, MV_WEFT_WHOLE, 0 },
                                       { FALSE, MV_WEFT_NONE, 0 },
                                       { FALSE, MV_WEFT_PARTLY, 0 } };
  const MvBandRange range = { 0, WIDTH, many, G_N_ELEMENTS (many) };
  const MvBandRange wanted = { 0, WIDTH, months, G_N_ELEMENTS (months) };
  Canvas grouped = open_canvas (), drawn = open_canvas (), single = open_canvas ();

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    {
      guint month = i / 20;
      MvWeft weft = month == 0 || (month == 2 && i % 2 == 0) ? MV_WEFT_WHOLE : MV_WEFT_NONE;

      many[i] = (MvBandStitch){ month == 0 && i == 3, weft, 24300 + month };
    }
  mv_draw_band (grouped.cr, WIDTH, HEIGHT, &range, 1, &greys);
  mv_draw_band (drawn.cr, WIDTH, HEIGHT, &wanted, 1, &greys);
  g_assert_true (is_same (&grouped, &drawn));

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    many[i].month = 0;
  mv_draw_band (single.cr, WIDTH, HEIGHT, &range, 1, &greys);
  g_assert_false (is_same (&single, &drawn));
  close_canvas (&grouped);
  close_canvas (&drawn);
  close_canvas (&single);
}

/* A band without phases, and a phase without room, draw no more than the loose thread. */
static void
test_band_of_nothing (void)
{
  const MvBandStitch stitch = { TRUE, MV_WEFT_WHOLE };
  const MvBandRange too_narrow = { 10, 8, &stitch, 1 };
  Canvas a = open_canvas (), b = open_canvas ();

  mv_draw_band (a.cr, WIDTH, HEIGHT, NULL, 0, &greys);
  mv_draw_band (b.cr, WIDTH, HEIGHT, &too_narrow, 1, &greys);
  assert_grey (&a, 60, 12, greys.loose);
  g_assert_true (is_same (&a, &b));
  close_canvas (&a);
  close_canvas (&b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/drawing/shapes-differ", test_shapes_differ);
  g_test_add_func ("/drawing/half-is-left", test_half_is_left);
  g_test_add_func ("/drawing/own-differs-in-one-colour", test_own_differs_in_one_colour);
  g_test_add_func ("/drawing/weft-shows-answer", test_weft_shows_answer);
  g_test_add_func ("/drawing/band-weaves", test_band_weaves);
  g_test_add_func ("/drawing/band-stays-in-range", test_band_stays_in_range);
  g_test_add_func ("/drawing/band-groups-by-month", test_band_groups_by_month);
  g_test_add_func ("/drawing/band-of-nothing", test_band_of_nothing);
  return g_test_run ();
}
