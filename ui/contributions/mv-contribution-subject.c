/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-subject.h"

#include "mv-accessible.h"
#include "mv-contribution-words.h"
#include "mv-phases.h"
#include "mv-views.h"
#include "mv-words.h"

#include <glib/gi18n.h>

#define MAX_BESIDE 22 /* letters; the platform cuts what is longer */

struct _MvContributionSubject
{
  AdwBin parent_instance;

  MvContributionForm *form; /* (owned) */
  GPtrArray *projects;      /* (owned) (nullable) (element-type MvProjectRow) */
  char *language;           /* (owned) */
  gboolean is_filling;      /* the rows are being set from the form */
  gboolean folded;

  GtkWidget *list;
  AdwComboRow *project, *phase, *kind;
};

typedef enum
{
  SIGNAL_CHOSEN,
  SIGNAL_PROJECT_CHOSEN,
  SIGNAL_LAST,
} MvContributionSubjectSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvContributionSubject, mv_contribution_subject, ADW_TYPE_BIN)

/* From the form to the rows */

static gboolean
is_long (AdwComboRow *row)
{
  GtkStringObject *chosen = GTK_STRING_OBJECT (adw_combo_row_get_selected_item (row));

  return gtk_widget_get_visible (GTK_WIDGET (row)) && chosen != NULL &&
         g_utf8_strlen (gtk_string_object_get_string (chosen), -1) > MAX_BESIDE;
}

/* Beside the title a long choice would be cut; under it there is room. All rows do as the longest,
 * so that they look alike. */
static void
lay_out_choices (MvContributionSubject *self)
{
  AdwComboRow *const rows[] = { self->project, self->phase, self->kind };
  gboolean is_under = self->folded;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    is_under = is_under || is_long (rows[i]);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_combo_row_set_use_subtitle (rows[i], is_under);
}

static void
describe_choice (MvContributionSubject *self, AdwComboRow *row)
{
  GtkStringObject *chosen = GTK_STRING_OBJECT (adw_combo_row_get_selected_item (row));
  const char *text = chosen != NULL ? gtk_string_object_get_string (chosen) : "";

  /* The name of a combo row is its title alone; the choice must be heard too. */
  mv_accessible_set_description (row, text);
  lay_out_choices (self);
}

static void
fill_project (MvContributionSubject *self)
{
  const char *project = mv_contribution_form_get_project (self->form);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (titles, _ ("Choose a project"));
  for (guint i = 0; self->projects != NULL && i < self->projects->len; i++)
    {
      const MvProjectRow *row = g_ptr_array_index (self->projects, i);

      gtk_string_list_append (titles, row->title);
      if (g_strcmp0 (row->id, project) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->project, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->project, selected);
  describe_choice (self, self->project);
}

static void
fill_phase (MvContributionSubject *self)
{
  const char *const *codes = mv_contribution_form_get_phases (self->form);
  guint n_phases, n_codes = g_strv_length ((char **) codes), selected = 0;
  const MvPhase *phases = mv_phases_list (&n_phases);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GString) several = g_string_new (NULL);

  for (guint i = 0; i < n_phases; i++)
    if (mv_contribution_form_has_phase (self->form, phases[i].code))
      {
        selected = i + 1;
        mv_words_append_part (several, mv_phase_get_name (&phases[i], self->language));
      }
  if (n_codes > 1)
    selected = 0;

  gtk_string_list_append (names, n_codes > 1 ? several->str : _ ("Not chosen"));
  for (guint i = 0; i < n_phases; i++)
    gtk_string_list_append (names, mv_phase_get_name (&phases[i], self->language));
  adw_combo_row_set_model (self->phase, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->phase, selected);
  if (n_codes > 0)
    gtk_widget_set_visible (GTK_WIDGET (self->phase), TRUE);
  describe_choice (self, self->phase);
}

static void
fill_kind (MvContributionSubject *self)
{
  const char *code = mv_contribution_form_get_text (self->form, MV_FORM_KIND);
  const char *const *codes = mv_contribution_kinds ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("Not chosen"));
  for (guint i = 0; codes[i] != NULL; i++)
    {
      gtk_string_list_append (names, mv_contribution_kind_name (codes[i]));
      if (g_str_equal (codes[i], code))
        selected = i + 1;
    }
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->kind, selected);
  if (selected > 0)
    gtk_widget_set_visible (GTK_WIDGET (self->kind), TRUE);
  describe_choice (self, self->kind);
}

static void
fill (MvContributionSubject *self)
{
  self->is_filling = TRUE;
  fill_project (self);
  fill_phase (self);
  fill_kind (self);
  self->is_filling = FALSE;
}

/* From the rows to the form */

static void
project_selected_cb (MvContributionSubject *self)
{
  guint selected = adw_combo_row_get_selected (self->project);

  describe_choice (self, self->project);
  if (self->is_filling || self->projects == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
  if (selected == 0 || selected > self->projects->len)
    mv_contribution_form_set_project (self->form, NULL);
  else
    {
      const MvProjectRow *row = g_ptr_array_index (self->projects, selected - 1);

      g_signal_emit (self, signals[SIGNAL_PROJECT_CHOSEN], 0, row->account);
      mv_contribution_form_set_project (self->form, row->id);
    }
}

static void
phase_selected_cb (MvContributionSubject *self)
{
  guint selected = adw_combo_row_get_selected (self->phase);
  guint n_phases;
  const MvPhase *phases = mv_phases_list (&n_phases);

  describe_choice (self, self->phase);
  if (self->is_filling)
    return;
  /* The first row stands for what was there, none or several; another choice takes its place. */
  for (guint i = 0; i < n_phases; i++)
    mv_contribution_form_set_phase (self->form, phases[i].code, i + 1 == selected);
}

static void
kind_selected_cb (MvContributionSubject *self)
{
  guint selected = adw_combo_row_get_selected (self->kind);

  describe_choice (self, self->kind);
  if (!self->is_filling)
    mv_contribution_form_set_text (self->form, MV_FORM_KIND,
                                   selected == 0 ? "" : mv_contribution_kinds ()[selected - 1]);
}

static gboolean
mv_contribution_subject_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MV_CONTRIBUTION_SUBJECT (widget)->project));
}

static void
mv_contribution_subject_dispose (GObject *object)
{
  MvContributionSubject *self = MV_CONTRIBUTION_SUBJECT (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MV_TYPE_CONTRIBUTION_SUBJECT);
  g_clear_object (&self->form);
  g_clear_pointer (&self->projects, g_ptr_array_unref);

  G_OBJECT_CLASS (mv_contribution_subject_parent_class)->dispose (object);
}

static void
mv_contribution_subject_finalize (GObject *object)
{
  g_free (MV_CONTRIBUTION_SUBJECT (object)->language);

  G_OBJECT_CLASS (mv_contribution_subject_parent_class)->finalize (object);
}

static void
mv_contribution_subject_class_init (MvContributionSubjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mv_contribution_subject_dispose;
  object_class->finalize = mv_contribution_subject_finalize;
  widget_class->grab_focus = mv_contribution_subject_grab_focus;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MV_TYPE_CONTRIBUTION_SUBJECT, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PROJECT_CHOSEN] =
      g_signal_new ("project-chosen", MV_TYPE_CONTRIBUTION_SUBJECT, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/no/medvirk/Medvirk/contributions/mv-contribution-subject.ui");
  gtk_widget_class_bind_template_child (widget_class, MvContributionSubject, kind);
  gtk_widget_class_bind_template_child (widget_class, MvContributionSubject, list);
  gtk_widget_class_bind_template_child (widget_class, MvContributionSubject, phase);
  gtk_widget_class_bind_template_child (widget_class, MvContributionSubject, project);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, phase_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, project_selected_cb);
}

static void
mv_contribution_subject_init (MvContributionSubject *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @language: nb, nn or en: of the names of phases */
void
mv_contribution_subject_set_form (MvContributionSubject *self,
                                  MvContributionForm *form,
                                  const char *language)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_SUBJECT (self));
  g_return_if_fail (self->form == NULL);

  self->form = g_object_ref (form);
  self->language = g_strdup (language);
  g_signal_connect_object (form, "reloaded", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

/* @projects: (element-type MvProjectRow): those that can be written about */
void
mv_contribution_subject_set_projects (MvContributionSubject *self, GPtrArray *projects)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_SUBJECT (self));

  g_clear_pointer (&self->projects, g_ptr_array_unref);
  self->projects = g_ptr_array_ref (projects);
  self->is_filling = TRUE;
  fill_project (self);
  self->is_filling = FALSE;
}

/* Where it is narrow, what was chosen stands under the row's title. */
void
mv_contribution_subject_set_folded (MvContributionSubject *self, gboolean folded)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_SUBJECT (self));

  self->folded = folded;
  describe_choice (self, self->project);
  describe_choice (self, self->phase);
  describe_choice (self, self->kind);
}

/* The rows that are not shown before they are asked for or have something in them. */

GtkWidget *
mv_contribution_subject_get_phase_row (MvContributionSubject *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_SUBJECT (self), NULL);

  return GTK_WIDGET (self->phase);
}

GtkWidget *
mv_contribution_subject_get_kind_row (MvContributionSubject *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_SUBJECT (self), NULL);

  return GTK_WIDGET (self->kind);
}
