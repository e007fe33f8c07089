/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/*
 * The drawing: phase shapes and the woven band, one routine for screen and paper. Everything is
 * relative to the size given; colours are given, since the gaps of the weave need to know the
 * ground.
 */

typedef struct
{
  double red, green, blue, alpha;
} MvColour;

typedef struct
{
  MvColour ground; /* what lies behind */
  MvColour fjord;  /* answers, the project's thread */
  MvColour rust;   /* one's own thread */
  MvColour slate;  /* others' thread */
  MvColour loose;  /* thread without stitches */
} MvPalette;

typedef enum
{
  MV_SHAPE_RING,   /* planned */
  MV_SHAPE_HALF,   /* ongoing */
  MV_SHAPE_CHECK,  /* done */
  MV_SHAPE_DASHED, /* not relevant */
} MvShape;

void mv_draw_shape (
    cairo_t *cr, MvShape shape, double x, double y, double size, const MvPalette *palette);

typedef enum
{
  MV_WEFT_NONE, /* no answer */
  MV_WEFT_PARTLY,
  MV_WEFT_WHOLE,
} MvWeft;

typedef struct
{
  gboolean is_own; /* rust with diagonal cuts, else slate plain */
  MvWeft weft;
  guint month; /* of its day, counted from any month; 0: not known */
} MvBandStitch;

typedef struct
{
  double x, width; /* range of the phase's box */
  const MvBandStitch *stitches;
  guint n_stitches;
} MvBandRange;

void mv_draw_band (cairo_t *cr,
                   double width,
                   double height,
                   const MvBandRange *ranges,
                   guint n_ranges,
                   const MvPalette *palette);
/* A single stitch, the sign of a contribution in lists. */
void mv_draw_stitch (
    cairo_t *cr, const MvBandStitch *stitch, double width, double height, const MvPalette *palette);

G_END_DECLS
