/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-welcome"

#include "config.h"

#include "mv-welcome-page.h"

#include "mv-accessible.h"
#include "mv-band-widget.h"
#include "mv-rows.h"
#include "mv-shape-widget.h"
#include "mv-text-scale.h"

#include <glib/gi18n.h>

#define WIDTH 720
#define N_STITCHES 30
#define N_STEPS 2

struct _MvWelcomePage
{
  MvPageWidget parent_instance;

  MvSession *session;          /* (owned) */
  GtkWidget *languages;        /* (unowned): box of the choices of a language */
  GtkWidget *chosen;           /* (unowned): the one in force */
  GtkAdjustment *scale;        /* (unowned): text size in per cent */
  GtkWidget *scale_row, *foot; /* (unowned): turned upright where there is little room */
  GtkWidget *percent;          /* (unowned): the size in figures */
};

G_DEFINE_FINAL_TYPE (MvWelcomePage, mv_welcome_page, MV_TYPE_PAGE_WIDGET)

/* Each in its own language, so that everybody finds theirs. */
static const struct
{
  const char *code, *name, *sentence;
} languages[] = {
  { "nb", "Bokmål", "Jeg leser og skriver bokmål" },
  { "nn", "Nynorsk", "Eg les og skriv nynorsk" },
  { "en", "English", "I read and write English" },
};

/* --- Language ----------------------------------------------------------------------------------
 */

static void
language_toggled_cb (GtkToggleButton *button, gpointer code)
{
  if (gtk_toggle_button_get_active (button))
    gtk_widget_activate_action (GTK_WIDGET (button), "app.language", "s", code);
}

static GtkWidget *
build_language (MvWelcomePage *self, guint i)
{
  gboolean is_chosen = g_str_equal (languages[i].code, mv_session_get_language (self->session));
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_RADIO, "active", is_chosen, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *name = g_strdup_printf ("%s. %s", languages[i].name, languages[i].sentence);
  GtkWidget *shape = mv_shape_widget_new (is_chosen ? MV_SHAPE_CHECK : MV_SHAPE_RING, 22,
                                          is_chosen ? MV_GROUND_CHOSEN : MV_GROUND_CARD);

  gtk_box_append (GTK_BOX (words), mv_rows_new_text (languages[i].name, "label"));
  gtk_box_append (GTK_BOX (words), mv_rows_new_text (languages[i].sentence, "slate"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (shape, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), shape);
  gtk_box_append (GTK_BOX (line), words);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "language-choice");
  gtk_widget_set_hexpand (button, TRUE);
  mv_accessible_set_label (button, name);
  if (is_chosen)
    self->chosen = button;
  return button;
}

static void
build_languages (MvWelcomePage *self)
{
  GtkWidget *first = NULL;

  self->languages = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO_GROUP,
                                  "spacing", 14, "homogeneous", TRUE, NULL);
  mv_accessible_set_label (self->languages, _ ("Language"));
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      GtkWidget *button = build_language (self, i);

      if (first == NULL)
        first = button;
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      g_signal_connect (button, "toggled", G_CALLBACK (language_toggled_cb),
                        (gpointer) languages[i].code);
      gtk_box_append (GTK_BOX (self->languages), button);
    }
}

/* --- Text size ---------------------------------------------------------------------------------
 */

static void
show_percent (MvWelcomePage *self)
{
  /* Translators: a number of per cent, such as 150 % */
  g_autofree char *text =
      g_strdup_printf (_ ("%d %%"), (int) gtk_adjustment_get_value (self->scale));

  gtk_label_set_label (GTK_LABEL (self->percent), text);
}

static void
scale_changed_cb (MvWelcomePage *self)
{
  GSettings *settings = mv_session_get_settings (self->session);
  int value = (int) gtk_adjustment_get_value (self->scale);
  int step = (value + MV_TEXT_SCALE_STEP / 2) / MV_TEXT_SCALE_STEP * MV_TEXT_SCALE_STEP;

  if (step != value)
    {
      gtk_adjustment_set_value (self->scale, step);
      return;
    }
  show_percent (self);
  if (settings != NULL && g_settings_get_int (settings, "text-scale") != step)
    g_settings_set_int (settings, "text-scale", step);
}

static void
setting_changed_cb (MvWelcomePage *self)
{
  GSettings *settings = mv_session_get_settings (self->session);

  gtk_adjustment_set_value (self->scale, g_settings_get_int (settings, "text-scale"));
}

static GtkWidget *
build_size_button (const char *label, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "second");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  mv_accessible_set_label (button, name);
  return button;
}

static GtkWidget *
build_scale (MvWelcomePage *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *scale;

  self->scale = gtk_adjustment_new (MV_TEXT_SCALE_MIN, MV_TEXT_SCALE_MIN, MV_TEXT_SCALE_MAX,
                                    MV_TEXT_SCALE_STEP, MV_TEXT_SCALE_STEP, 0);
  scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->scale);
  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  for (int value = MV_TEXT_SCALE_MIN; value <= MV_TEXT_SCALE_MAX; value += MV_TEXT_SCALE_STEP)
    gtk_scale_add_mark (GTK_SCALE (scale), value, GTK_POS_BOTTOM, NULL);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_widget_set_valign (scale, GTK_ALIGN_CENTER);
  mv_accessible_set_label (scale, _ ("Text size"));

  self->percent = mv_rows_new_text ("", "label");
  gtk_widget_add_css_class (self->percent, "numeric");
  gtk_widget_set_valign (self->percent, GTK_ALIGN_CENTER);
  show_percent (self);

  /* Translators: on a button that makes text smaller, as on e-book readers */
  gtk_box_append (GTK_BOX (buttons),
                  build_size_button (_ ("A−"), _ ("A−, smaller text"), "app.text-smaller"));
  /* Translators: on a button that makes text larger, as on e-book readers */
  gtk_box_append (GTK_BOX (buttons),
                  build_size_button (_ ("A+"), _ ("A+, larger text"), "app.text-larger"));
  gtk_box_append (GTK_BOX (buttons), self->percent);
  gtk_box_append (GTK_BOX (row), buttons);
  gtk_box_append (GTK_BOX (row), scale);
  return row;
}

/* --- The page ----------------------------------------------------------------------------------
 */

static GtkWidget *
build_sample (void)
{
  GtkWidget *list = mv_rows_new_list (_ ("An example of the text size"));
  GtkWidget *row = mv_text_row_new (
      /* Translators: an example of a row in the list of what waits */
      _ ("Read and comment: consent form"),
      _ ("This is how the text looks. Change it at any time with Ctrl + and Ctrl −."));

  mv_rows_add_tile (row, "mv-document-symbolic", MV_TONE_RUST);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

static GtkWidget *
build_band (void)
{
  GtkWidget *band = mv_band_widget_new (1, 0, MV_GROUND_WINDOW);

  for (guint i = 0; i < N_STITCHES; i++)
    {
      MvBandStitch stitch = { .is_own = i % 3 != 1,
                              .weft = i < N_STITCHES - 1 ? MV_WEFT_WHOLE : MV_WEFT_NONE };

      mv_band_widget_append (MV_BAND_WIDGET (band), 0, &stitch);
    }
  mv_band_widget_set_label (MV_BAND_WIDGET (band), _ ("Two threads woven into one band"));
  return band;
}

static GtkWidget *
build_part (const char *heading, GtkWidget *child)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  gtk_box_append (GTK_BOX (part), mv_rows_new_heading (heading, 2));
  gtk_box_append (GTK_BOX (part), child);
  return part;
}

static GtkWidget *
build_foot (MvWelcomePage *self)
{
  g_autofree char *step = g_strdup_printf (
      /* Translators: first the number of the step, then how many there are */
      _ ("Step %d of %d"), 1, N_STEPS);
  GtkWidget *label = mv_rows_new_text (step, "slate");

  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (self->foot), label);
  gtk_box_append (GTK_BOX (self->foot),
                  mv_rows_new_primary_button (_ ("Continue"), "win.begin", NULL));
  return self->foot;
}

static void
build (MvWelcomePage *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *sizes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (column),
                  mv_rows_new_text (_ ("Here you write what you contribute to research, and see "
                                       "what it led to."),
                                    "lead"));
  gtk_box_append (GTK_BOX (column), build_band ());
  build_languages (self);
  gtk_box_append (GTK_BOX (column), build_part (_ ("Language"), self->languages));
  self->scale_row = build_scale (self);
  gtk_box_append (GTK_BOX (sizes), self->scale_row);
  gtk_box_append (GTK_BOX (sizes), build_sample ());
  gtk_box_append (GTK_BOX (column), build_part (_ ("Text size"), sizes));
  gtk_box_append (GTK_BOX (column), build_foot (self));
  gtk_widget_set_margin_top (column, 12);
  mv_page_widget_set_content (MV_PAGE_WIDGET (self), column, WIDTH);
}

static void
mv_welcome_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  MvWelcomePage *self = MV_WELCOME_PAGE (page);
  GtkOrientation orientation = folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->languages), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->scale_row), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->foot), orientation);
}

/* After a change of language the page is a new one, and the focus where it was. */
static gboolean
mv_welcome_page_grab_first_focus (MvPageWidget *page)
{
  return gtk_widget_grab_focus (MV_WELCOME_PAGE (page)->chosen);
}

static void
mv_welcome_page_dispose (GObject *object)
{
  g_clear_object (&MV_WELCOME_PAGE (object)->session);

  G_OBJECT_CLASS (mv_welcome_page_parent_class)->dispose (object);
}

static void
mv_welcome_page_class_init (MvWelcomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_welcome_page_dispose;
  MV_PAGE_WIDGET_CLASS (klass)->folded_changed = mv_welcome_page_folded_changed;
  MV_PAGE_WIDGET_CLASS (klass)->grab_first_focus = mv_welcome_page_grab_first_focus;
}

static void
mv_welcome_page_init (MvWelcomePage *self)
{
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), _ ("Welcome to Medvirk"));
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), TRUE);
}

/**
 * mv_welcome_page_new:
 * @session: whose language and settings are chosen
 *
 * Returns: (transfer floating): the page
 */
MvPageWidget *
mv_welcome_page_new (MvSession *session)
{
  MvWelcomePage *self = g_object_new (MV_TYPE_WELCOME_PAGE, NULL);
  GSettings *settings = mv_session_get_settings (session);

  self->session = g_object_ref (session);
  build (self);
  if (settings != NULL)
    {
      setting_changed_cb (self);
      g_signal_connect_object (settings, "changed::text-scale", G_CALLBACK (setting_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  show_percent (self);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (scale_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return MV_PAGE_WIDGET (self);
}
