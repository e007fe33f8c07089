/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-study-sheet.h"
#include "mv-words.h"

/* A sheet of A4 within its margins, in points */
#define WIDTH 487
#define HEIGHT 734

static MvStudyView *
make_view (const char *summary, const char *who_can)
{
  MvStudyView *view = g_new0 (MvStudyView, 1);

  view->study = mv_record_new (mv_kind_find ("study"), "");
  mv_record_set_text (view->study, "title", "A study");
  mv_record_set_text (view->study, "status", "recruiting");
  mv_record_set_text (view->study, "source", "fnsp");
  if (summary == NULL)
    return view;
  view->text = mv_record_new (mv_kind_find ("study-text"), "");
  mv_record_set_text (view->text, "title", "A study in plain words");
  mv_record_set_text (view->text, "summary", summary);
  if (who_can != NULL)
    mv_record_set_text (view->text, "who_can", who_can);
  return view;
}

/* What the sheet draws, and how much of the paper it takes. */
static double
draw (const MvStudyView *view, gboolean *out_is_blank)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  double height = mv_study_sheet_draw (view, cr, layout, WIDTH, HEIGHT);
  double x, y, ink_width, ink_height;

  cairo_recording_surface_ink_extents (surface, &x, &y, &ink_width, &ink_height);
  *out_is_blank = ink_width <= 0 || ink_height <= 0;
  g_assert_cmpfloat (x + ink_width, <=, WIDTH + 2);
  g_assert_cmpfloat (y + ink_height, <=, HEIGHT + 2);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return height;
}

/* A study that nobody has written about, one with a text, and one with far too much: each is one
 * page, and none is blank. */
static void
test_one_page (void)
{
  g_autoptr (GString) much = g_string_new (NULL), points = g_string_new (NULL);
  double bare, usual, full;
  gboolean is_blank;

  for (int i = 0; i < 200; i++)
    {
      g_string_append (much, "The study looks at whether it helps to train at home. ");
      if (i % 6 == 0)
        g_string_append (points, "You are over 40 years old\n");
    }
  {
    g_autoptr (MvStudyView) view = make_view (NULL, NULL);

    bare = draw (view, &is_blank);
    g_assert_false (is_blank);
  }
  {
    g_autoptr (MvStudyView) view = make_view ("A sentence.", "You are over 40\nYou can walk");

    usual = draw (view, &is_blank);
    g_assert_false (is_blank);
  }
  {
    g_autoptr (MvStudyView) view = make_view (much->str, points->str);

    full = draw (view, &is_blank);
    g_assert_false (is_blank);
  }
  g_assert_cmpfloat (bare, <, usual);
  g_assert_cmpfloat (usual, <, full);
  g_assert_cmpfloat (full, <=, HEIGHT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  mv_words_set_context ("en", NULL);
  g_test_add_func ("/study-sheet/one-page", test_one_page);
  return g_test_run ();
}
