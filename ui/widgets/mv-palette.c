/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-palette.h"

/* The pictures were drawn at this size of text, in pixels. */
#define DRAWN_EM 14.667
#define STRETCH_WITH_TEXT 0.7

/* The only place that asks the style context, since newer releases of the platform replace it. */
static MvColour
look_up (GtkWidget *widget, const char *name)
{
  GdkRGBA colour = { 0.5f, 0.5f, 0.5f, 1.0f };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour);
  return (MvColour){ (double) colour.red, (double) colour.green, (double) colour.blue,
                     (double) colour.alpha };
}

/* Dark cards are a veil over the window; what covers a thread must be opaque. */
static MvColour
lay_over (MvColour veil, MvColour under)
{
  double rest = 1 - veil.alpha;

  return (MvColour){ veil.red * veil.alpha + under.red * rest,
                     veil.green * veil.alpha + under.green * rest,
                     veil.blue * veil.alpha + under.blue * rest, 1 };
}

/**
 * mv_palette_from_widget:
 * @widget: what will be drawn on
 * @ground: what lies behind it
 * @out_palette: return location
 *
 * Fills in the colours that the style sheet names at the moment.
 */
void
mv_palette_from_widget (GtkWidget *widget, MvGround ground, MvPalette *out_palette)
{
  MvColour window = look_up (widget, "window_bg_color");

  out_palette->fjord = look_up (widget, "mv_fjord");
  out_palette->rust = look_up (widget, "mv_rust");
  out_palette->slate = look_up (widget, "mv_slate");
  out_palette->loose = look_up (widget, "mv_loose");
  switch (ground)
    {
    case MV_GROUND_CARD:
      out_palette->ground = lay_over (look_up (widget, "card_bg_color"), window);
      break;
    case MV_GROUND_CHOSEN:
      out_palette->ground = look_up (widget, "mv_fjord_tint");
      break;
    case MV_GROUND_WINDOW:
    default:
      out_palette->ground = window;
    }
}

double
mv_palette_get_stretch (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double em = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    em *= pango_cairo_context_get_resolution (context) / 72.0;
  return MAX (1.0, 1.0 + STRETCH_WITH_TEXT * (em / DRAWN_EM - 1.0));
}
