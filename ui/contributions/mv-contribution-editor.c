/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-editor-private.h"

#include "mv-accessible.h"
#include "mv-date-text.h"

#include <glib/gi18n.h>

typedef enum
{
  SIGNAL_FIELD_LEFT,
  SIGNAL_LEAVE,
  SIGNAL_PROJECT_CHOSEN,
  SIGNAL_SHARE,
  SIGNAL_LAST,
} MvContributionEditorSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvContributionEditor, mv_contribution_editor, ADW_TYPE_BIN)

/* From the form to the widgets */

static void
show_day (MvContributionEditor *self)
{
  g_autofree char *yesterday = mv_date_text_add_days (self->today_date, -1);
  const char *date = mv_contribution_form_get_date (self->form);
  gboolean was_filling = self->is_filling;

  self->is_filling = TRUE;
  gtk_toggle_button_set_active (self->today, g_strcmp0 (date, self->today_date) == 0);
  gtk_toggle_button_set_active (self->yesterday, g_strcmp0 (date, yesterday) == 0);
  self->is_filling = was_filling;
}

static void
show_who (MvContributionEditor *self)
{
  gboolean is_team = gtk_toggle_button_get_active (self->team);
  guint n = is_team ? self->n_team : self->n_everyone;
  g_autofree char *text = NULL;

  if (!self->can_share)
    text = g_strdup (_ ("This project is only on this computer. Nobody else can read it."));
  else if (n == 0 || self->readers_project == NULL)
    text = g_strdup (_ ("The hospital may be asked for access to what you share."));
  else
    text = g_strdup_printf (
        /* Translators: %1$u people, %2$s title of a project. The hospital is a public body, so that
         * anyone may ask to see what it holds (innsyn). */
        ngettext ("%1$u person in %2$s can read it. The hospital may be asked for access to what "
                  "you share.",
                  "%1$u people in %2$s can read it. The hospital may be asked for access to what "
                  "you share.",
                  n),
        n, self->readers_project);
  gtk_label_set_label (self->who, text);
}

static void
fill (MvContributionEditor *self)
{
  MvEditorArea areas[N_AREAS];
  MvEditorNumber numbers[N_NUMBERS];

  mv_contribution_editor_list_areas (self, areas);
  mv_contribution_editor_list_numbers (self, numbers);
  self->is_filling = TRUE;
  gtk_editable_set_text (self->date, mv_contribution_form_get_date_text (self->form));
  show_day (self);

  for (int i = 0; i < N_AREAS; i++)
    {
      const char *text = mv_contribution_form_get_text (self->form, areas[i].part);

      mv_text_area_set_text (areas[i].area, text);
      if (*text != '\0')
        gtk_widget_set_visible (GTK_WIDGET (mv_contribution_editor_find_row (self, areas[i].part)),
                                TRUE);
    }
  for (int i = 0; i < N_NUMBERS; i++)
    {
      const char *text = mv_contribution_form_get_text (self->form, numbers[i].part);

      gtk_editable_set_text (numbers[i].entry, text);
      if (*text != '\0')
        gtk_widget_set_visible (GTK_WIDGET (self->hours_row), TRUE);
    }
  gtk_toggle_button_set_active (
      g_str_equal (mv_contribution_form_get_text (self->form, MV_FORM_AUDIENCE), "team")
          ? self->team
          : self->everyone,
      TRUE);
  {
    MvEditorChip chips[N_CHIPS];

    mv_contribution_editor_list_chips (self, chips);
    for (int i = 0; i < N_CHIPS; i++)
      gtk_widget_set_visible (chips[i].chip, !gtk_widget_get_visible (chips[i].opens));
  }
  mv_contribution_editor_show_more (self);
  self->is_filling = FALSE;
}

/* From the widgets to the form */

static void
subject_chosen_cb (MvContributionEditor *self)
{
  mv_form_row_set_error (self->subject_row, NULL);
}

static void
project_chosen_cb (MvContributionEditor *self, const char *account)
{
  g_signal_emit (self, signals[SIGNAL_PROJECT_CHOSEN], 0, account);
}

static void
date_changed_cb (MvContributionEditor *self)
{
  if (self->is_filling)
    return;
  if (mv_contribution_form_set_date_text (self->form, gtk_editable_get_text (self->date)))
    mv_form_row_set_error (self->date_row, NULL);
  show_day (self);
}

/* Not while it is being typed: a date is wrong until its last letter. */
static void
date_left_cb (MvContributionEditor *self)
{
  const char *date = mv_contribution_form_get_date (self->form);
  g_autofree char *text = NULL;

  if (date == NULL)
    {
      mv_form_row_set_error (
          self->date_row, _ ("This is not a date. Write day, month and year, such as 23.11.2026."));
      return;
    }
  text = mv_date_text_format (date);
  gtk_editable_set_text (self->date, text);
}

static void
day_toggled_cb (MvContributionEditor *self, GtkToggleButton *button)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (self->is_filling || !gtk_toggle_button_get_active (button))
    return;
  day = mv_date_text_add_days (self->today_date, button == self->today ? 0 : -1);
  text = mv_date_text_format (day);
  gtk_editable_set_text (self->date, text);
}

static void
area_changed_cb (MvContributionEditor *self, MvTextArea *changed)
{
  MvEditorArea areas[N_AREAS];
  g_autofree char *text = NULL;

  if (self->is_filling)
    return;
  text = mv_text_area_dup_text (changed);
  mv_contribution_editor_list_areas (self, areas);
  for (int i = 0; i < N_AREAS; i++)
    if (areas[i].area == changed)
      {
        mv_contribution_form_set_text (self->form, areas[i].part, text);
        mv_form_row_set_error (mv_contribution_editor_find_row (self, areas[i].part), NULL);
      }
}

static void
number_changed_cb (MvContributionEditor *self, GtkEditable *changed)
{
  MvEditorNumber numbers[N_NUMBERS];

  if (self->is_filling)
    return;
  mv_contribution_editor_list_numbers (self, numbers);
  for (int i = 0; i < N_NUMBERS; i++)
    if (numbers[i].entry == changed)
      mv_contribution_form_set_text (self->form, numbers[i].part, gtk_editable_get_text (changed));
  mv_form_row_set_error (self->hours_row, NULL);
}

static void
chip_clicked_cb (MvContributionEditor *self, GtkWidget *clicked)
{
  MvEditorChip chips[N_CHIPS];

  mv_contribution_editor_list_chips (self, chips);
  for (int i = 0; i < N_CHIPS; i++)
    if (chips[i].chip == clicked)
      {
        gtk_widget_set_visible (chips[i].opens, TRUE);
        gtk_widget_grab_focus (chips[i].focus);
        gtk_widget_set_visible (chips[i].chip, FALSE);
      }
  mv_contribution_editor_show_more (self);
}

static void
readers_toggled_cb (MvContributionEditor *self)
{
  if (!self->is_filling)
    mv_contribution_form_set_text (self->form, MV_FORM_AUDIENCE,
                                   mv_contribution_editor_get_audience (self));
  show_who (self);
}

static void
share_clicked_cb (MvContributionEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_SHARE], 0);
}

static void
leave_clicked_cb (MvContributionEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_LEAVE], 0);
}

static gboolean
share_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  MvContributionEditor *self = MV_CONTRIBUTION_EDITOR (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->share)))
    share_clicked_cb (self);
  return GDK_EVENT_STOP;
}

static void
form_changed_cb (MvContributionEditor *self)
{
  gtk_widget_set_visible (self->soft_hint, mv_contribution_form_may_be_participation (self->form));
}

static void
focus_left_cb (MvContributionEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_FIELD_LEFT], 0);
}

static gboolean
mv_contribution_editor_grab_focus (GtkWidget *widget)
{
  MvContributionEditor *self = MV_CONTRIBUTION_EDITOR (widget);

  if (mv_contribution_form_get_project (self->form) == NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->subject));
  return gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
mv_contribution_editor_dispose (GObject *object)
{
  MvContributionEditor *self = MV_CONTRIBUTION_EDITOR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), MV_TYPE_CONTRIBUTION_EDITOR);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (mv_contribution_editor_parent_class)->dispose (object);
}

static void
mv_contribution_editor_finalize (GObject *object)
{
  MvContributionEditor *self = MV_CONTRIBUTION_EDITOR (object);

  g_free (self->today_date);
  g_free (self->readers_project);

  G_OBJECT_CLASS (mv_contribution_editor_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, MvContributionEditor, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/no/medvirk/Medvirk/contributions/mv-contribution-editor.ui");
  BIND (better);
  BIND (better_chip);
  BIND (better_row);
  BIND (buttons);
  BIND (chips);
  BIND (column);
  BIND (date);
  BIND (date_row);
  BIND (distance);
  BIND (everyone);
  BIND (hoped);
  BIND (hoped_chip);
  BIND (hoped_row);
  BIND (hours_chip);
  BIND (hours_row);
  BIND (kind_chip);
  BIND (leave);
  BIND (meeting);
  BIND (more_row);
  BIND (phase_chip);
  BIND (preparation);
  BIND (readers);
  BIND (readers_row);
  BIND (share);
  BIND (soft_hint);
  BIND (subject);
  BIND (subject_row);
  BIND (suggestions);
  BIND (support);
  BIND (support_chip);
  BIND (support_row);
  BIND (team);
  BIND (text);
  BIND (text_row);
  BIND (today);
  BIND (travel);
  BIND (trouble);
  BIND (went_well);
  BIND (went_well_chip);
  BIND (went_well_row);
  BIND (who);
  BIND (yesterday);
}

#undef BIND

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, area_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chip_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, project_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, readers_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, share_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, subject_chosen_cb);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, MV_TYPE_CONTRIBUTION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
mv_contribution_editor_class_init (MvContributionEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (MV_TYPE_CONTRIBUTION_SUBJECT);
  g_type_ensure (MV_TYPE_FORM_ROW);
  g_type_ensure (MV_TYPE_SUGGESTION_LIST);
  g_type_ensure (MV_TYPE_TEXT_AREA);
  g_type_ensure (MV_TYPE_WRAP_BOX);

  object_class->dispose = mv_contribution_editor_dispose;
  object_class->finalize = mv_contribution_editor_finalize;
  widget_class->grab_focus = mv_contribution_editor_grab_focus;

  signals[SIGNAL_FIELD_LEFT] = new_signal ("field-left");
  signals[SIGNAL_LEAVE] = new_signal ("leave");
  signals[SIGNAL_SHARE] = new_signal ("share");
  signals[SIGNAL_PROJECT_CHOSEN] =
      g_signal_new ("project-chosen", MV_TYPE_CONTRIBUTION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, share_shortcut_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, share_shortcut_cb,
                                NULL);
  bind_template (widget_class);
  bind_callbacks (widget_class);
}

static void
watch_focus (MvContributionEditor *self, gpointer widget, GCallback callback)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, focus);
}

static void
mv_contribution_editor_init (MvContributionEditor *self)
{
  MvEditorArea areas[N_AREAS];

  self->can_share = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  mv_form_row_set_control (self->date_row, GTK_WIDGET (self->date));
  mv_accessible_follow_choice (self->today);
  mv_accessible_follow_choice (self->yesterday);
  mv_accessible_follow_choice (self->everyone);
  mv_accessible_follow_choice (self->team);
  watch_focus (self, self->date, G_CALLBACK (date_left_cb));
  mv_contribution_editor_list_areas (self, areas);
  for (int i = 0; i < N_AREAS; i++)
    watch_focus (self, areas[i].area, G_CALLBACK (focus_left_cb));
  watch_focus (self, self->suggestions, G_CALLBACK (focus_left_cb));
}

GtkWidget *
mv_contribution_editor_new (MvContributionForm *form, const char *language, const char *today)
{
  MvContributionEditor *self = g_object_new (MV_TYPE_CONTRIBUTION_EDITOR, NULL);

  self->form = g_object_ref (form);
  self->today_date = g_strdup (today);
  mv_contribution_subject_set_form (self->subject, form, language);
  mv_suggestion_list_set_form (self->suggestions, form);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "reloaded", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  show_who (self);
  return GTK_WIDGET (self);
}

/* @projects: (element-type MvProjectRow): those that can be written about */
void
mv_contribution_editor_set_projects (MvContributionEditor *self, GPtrArray *projects)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_EDITOR (self));

  mv_contribution_subject_set_projects (self->subject, projects);
}

/* Who could read it; 0 people for not known. @project: (nullable): title */
void
mv_contribution_editor_set_readers (MvContributionEditor *self,
                                    const char *project,
                                    guint n_everyone,
                                    guint n_team)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_EDITOR (self));

  g_free (self->readers_project);
  self->readers_project = g_strdup (project);
  self->n_everyone = n_everyone;
  self->n_team = n_team;
  show_who (self);
}

/* What stands here was shared before: who reads it is settled. */
void
mv_contribution_editor_set_is_edit (MvContributionEditor *self, gboolean is_edit)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_EDITOR (self));

  self->is_edit = is_edit;
  gtk_button_set_label (self->share,
                        is_edit ? _ ("Update what is shared") : _ ("Share with the project"));
  gtk_button_set_label (self->leave, is_edit ? _ ("Let it wait") : _ ("Keep it as a draft"));
  gtk_widget_set_visible (GTK_WIDGET (self->readers_row), !is_edit && self->can_share);
}

/* @can_share: %FALSE for a project that is only on this machine */
void
mv_contribution_editor_set_can_share (MvContributionEditor *self, gboolean can_share)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_EDITOR (self));

  self->can_share = can_share;
  gtk_widget_set_visible (GTK_WIDGET (self->share), can_share);
  gtk_widget_set_visible (GTK_WIDGET (self->readers_row), can_share && !self->is_edit);
  show_who (self);
}

/* Words that are wider than the window are broken, rather than the page made wider. */
static void
wrap_labels (MvWrapBox *buttons, float xalign)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (buttons)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

      gtk_label_set_wrap (GTK_LABEL (child), TRUE);
      gtk_label_set_justify (GTK_LABEL (child),
                             xalign == 0 ? GTK_JUSTIFY_LEFT : GTK_JUSTIFY_CENTER);
      /* The label fills the button: aligned to one side it would be no wider than its longest word.
       */
      gtk_widget_set_halign (child, GTK_ALIGN_FILL);
      gtk_label_set_xalign (GTK_LABEL (child), xalign);
    }
}

static void
fold_buttons (MvContributionEditor *self, gboolean folded)
{
  mv_wrap_box_set_stacked (self->buttons, folded);
  mv_wrap_box_set_stacked (self->readers, folded);
  mv_wrap_box_set_stacked (self->chips, folded);
  wrap_labels (self->buttons, 0.5);
  wrap_labels (self->chips, folded ? 0.0 : 0.5);
  if (folded)
    gtk_widget_add_css_class (GTK_WIDGET (self->chips), "stacked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->chips), "stacked");
}

void
mv_contribution_editor_set_folded (MvContributionEditor *self, gboolean folded)
{
  MvFormRow *rows[] = { self->subject_row,   self->date_row,   self->text_row,  self->hoped_row,
                        self->went_well_row, self->better_row, self->hours_row, self->support_row,
                        self->more_row,      self->readers_row };

  g_return_if_fail (MV_IS_CONTRIBUTION_EDITOR (self));

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    mv_form_row_set_folded (rows[i], folded);
  gtk_box_set_spacing (self->column, folded ? 18 : 12);
  mv_contribution_subject_set_folded (self->subject, folded);
  mv_suggestion_list_set_folded (self->suggestions, folded);
  fold_buttons (self, folded);
}

/* Returns: (transfer none): project or team, as the command that shares has it */
const char *
mv_contribution_editor_get_audience (MvContributionEditor *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_EDITOR (self), NULL);

  return gtk_toggle_button_get_active (self->team) ? "team" : "project";
}

/* @sentence: (nullable): why it could not be done, and what to do; %NULL when all is well again */
void
mv_contribution_editor_set_trouble (MvContributionEditor *self, const char *sentence)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_EDITOR (self));

  gtk_label_set_label (self->trouble, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), sentence != NULL);
}
