/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-studies"

#include "config.h"

#include "mv-study-sheet.h"

#include "mv-study-top.h"
#include "mv-study-words.h"
#include "mv-words.h"

#include <glib/gi18n.h>

/* Points */
#define MARGIN 54
#define TEXT_SIZE 12.0
#define TEXT_SIZE_MIN 4.0
#define INDENT 1.6 /* of the text's size */

typedef enum
{
  STYLE_TITLE,
  STYLE_HEADING,
  STYLE_TEXT,
  STYLE_POINT,
  STYLE_SMALL,
} MvSheetStyle;

/* Sizes and spaces against the size of the text */
static const struct
{
  double size, before;
  PangoWeight weight;
} styles[] = {
  [STYLE_TITLE] = { 1.7, 0, PANGO_WEIGHT_BOLD },
  [STYLE_HEADING] = { 1.15, 1.2, PANGO_WEIGHT_BOLD },
  [STYLE_TEXT] = { 1, 0.4, PANGO_WEIGHT_NORMAL },
  [STYLE_POINT] = { 1, 0.4, PANGO_WEIGHT_NORMAL },
  [STYLE_SMALL] = { 0.85, 0.4, PANGO_WEIGHT_NORMAL },
};

typedef struct
{
  MvSheetStyle style;
  const char *sign; /* (nullable): of a point */
  char *text;       /* (owned) */
} MvSheetPart;

static void
part_free (MvSheetPart *part)
{
  g_free (part->text);
  g_free (part);
}

static void
add (GPtrArray *parts, MvSheetStyle style, const char *sign, const char *text)
{
  MvSheetPart *part;

  if (text == NULL || *text == '\0')
    return;
  part = g_new0 (MvSheetPart, 1);
  part->style = style;
  part->sign = sign;
  part->text = g_strdup (text);
  g_ptr_array_add (parts, part);
}

static const char *
get_text (const MvStudyView *view, const char *field)
{
  return view->text != NULL ? mv_record_get_text (view->text, field) : NULL;
}

static void
add_points (GPtrArray *parts,
            const MvStudyView *view,
            const char *field,
            const char *heading,
            const char *sign)
{
  const char *text = get_text (view, field);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  if (text == NULL || *text == '\0')
    return;
  add (parts, STYLE_HEADING, NULL, heading);
  for (guint i = 0; lines[i] != NULL; i++)
    add (parts, STYLE_POINT, sign, g_strstrip (lines[i]));
}

/* (element-type MvSheetPart): what stands on the page, from top to bottom */
static GPtrArray *
list_parts (const MvStudyView *view)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  const char *title = get_text (view, "title"), *summary = get_text (view, "summary");
  g_autoptr (GString) state = g_string_new (NULL);
  g_autofree char *contact = mv_study_top_dup_contact (view);
  g_autofree char *source = mv_study_top_dup_source (view);

  mv_words_append_part (state, mv_study_state_name (mv_record_get_text (view->study, "status")));
  mv_words_append_part (state, view->responsible);
  add (parts, STYLE_TITLE, NULL, title != NULL ? title : mv_record_get_text (view->study, "title"));
  add (parts, STYLE_SMALL, NULL, state->str);
  add (parts, STYLE_HEADING, NULL, _ ("In brief"));
  add (parts, STYLE_TEXT, NULL,
       summary != NULL ? summary : mv_record_get_text (view->study, "summary"));
  add_points (parts, view, "who_can", _ ("Who can take part?"), "✓");
  add_points (parts, view, "who_cannot", _ ("Who cannot take part?"), "–");
  add (parts, STYLE_HEADING, NULL, contact != NULL ? _ ("Whom to ask") : NULL);
  add (parts, STYLE_TEXT, NULL, contact);
  add (parts, STYLE_HEADING, NULL,
       _ ("The doctor or the study’s contact considers whether you "
          "can take part."));
  /* The page is made with a study's own title, so that the doctor finds it in the register. */
  if (title != NULL)
    add (parts, STYLE_SMALL, NULL, mv_record_get_text (view->study, "title"));
  add (parts, STYLE_SMALL, NULL, source);
  add (parts, STYLE_SMALL, NULL, mv_study_top_get_link (view));
  return parts;
}

/* Draws the part at @y, or only measures it if @cr is %NULL; returns its height with the space
 * before it. */
static double
lay_out (const MvSheetPart *part,
         cairo_t *cr,
         PangoLayout *layout,
         double text_size,
         double width,
         double y)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  double indent = part->sign != NULL ? INDENT * text_size : 0;
  double before = styles[part->style].before * text_size;
  int height;

  pango_font_description_set_family (font, "Cantarell, Sans");
  pango_font_description_set_absolute_size (font,
                                            styles[part->style].size * text_size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[part->style].weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (cr != NULL && part->sign != NULL)
    {
      pango_layout_set_width (layout, -1);
      pango_layout_set_text (layout, part->sign, -1);
      cairo_move_to (cr, 0, y + before);
      pango_cairo_show_layout (cr, layout);
    }
  pango_layout_set_width (layout, (int) ((width - indent) * PANGO_SCALE));
  pango_layout_set_text (layout, part->text, -1);
  pango_layout_get_size (layout, NULL, &height);
  if (cr != NULL)
    {
      cairo_move_to (cr, indent, y + before);
      pango_cairo_show_layout (cr, layout);
    }
  return before + height / (double) PANGO_SCALE;
}

static double
lay_out_all (GPtrArray *parts, cairo_t *cr, PangoLayout *layout, double text_size, double width)
{
  double y = 0;

  for (guint i = 0; i < parts->len; i++)
    y += lay_out (g_ptr_array_index (parts, i), cr, layout, text_size, width, y);
  return y;
}

double
mv_study_sheet_draw (
    const MvStudyView *view, cairo_t *cr, PangoLayout *layout, double width, double height)
{
  g_autoptr (GPtrArray) parts = list_parts (view);
  double text_size = TEXT_SIZE;

  while (text_size > TEXT_SIZE_MIN && lay_out_all (parts, NULL, layout, text_size, width) > height)
    text_size -= 0.5;
  return lay_out_all (parts, cr, layout, text_size, width);
}

/* Printing */

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, MvStudyView *view)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  cairo_translate (cr, MARGIN, MARGIN);
  mv_study_sheet_draw (view, cr, layout, gtk_print_context_get_width (context) - 2 * MARGIN,
                       gtk_print_context_get_height (context) - 2 * MARGIN);
}

/* The dialog may be open longer than the page. */
static MvStudyView *
copy_view (const MvStudyView *view)
{
  MvStudyView *copy = g_new0 (MvStudyView, 1);

  copy->study = g_object_ref (view->study);
  copy->text = view->text != NULL ? g_object_ref (view->text) : NULL;
  copy->responsible = g_strdup (view->responsible);
  return copy;
}

static void
free_view (gpointer view, GClosure *closure)
{
  mv_study_view_free (view);
}

/* Returns: (transfer full): prints the page; keeps what it needs of @view */
GtkPrintOperation *
mv_study_sheet_new (const MvStudyView *view)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_job_name (operation, _ ("For the doctor"));
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), copy_view (view),
                         free_view, 0);
  return operation;
}
