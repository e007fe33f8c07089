/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-form-private.h"

#include "mv-date-text.h"

#include <string.h>

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_RELOADED,
  SIGNAL_LAST,
} MvContributionFormSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvContributionForm, mv_contribution_form, G_TYPE_OBJECT)

static void
tell_changed (MvContributionForm *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take_string (char **target, char *value)
{
  g_free (*target);
  *target = value;
}

MvSuggestion *
mv_form_peek_suggestion (MvContributionForm *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->suggestions), position);

  /* The list holds the reference that stays. */
  return MV_SUGGESTION (item);
}

guint
mv_form_count_places (MvContributionForm *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->suggestions));
}

static void
append_suggestion (MvContributionForm *self, const char *id, const char *text)
{
  g_autofree char *new_id = id == NULL ? mv_uuid_new_v7 (self->clock, self->random) : NULL;
  g_autoptr (MvSuggestion) suggestion = mv_suggestion_new (id != NULL ? id : new_id, text);

  g_signal_connect_object (suggestion, "notify", G_CALLBACK (tell_changed), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->suggestions, suggestion);
}

static void
mv_contribution_form_dispose (GObject *object)
{
  MvContributionForm *self = MV_CONTRIBUTION_FORM (object);

  g_clear_object (&self->suggestions);
  g_clear_object (&self->base);
  g_clear_object (&self->claim);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);

  G_OBJECT_CLASS (mv_contribution_form_parent_class)->dispose (object);
}

static void
mv_contribution_form_finalize (GObject *object)
{
  MvContributionForm *self = MV_CONTRIBUTION_FORM (object);

  g_free (self->id);
  g_free (self->claim_id);
  g_free (self->language);
  g_free (self->today);
  g_free (self->project);
  g_free (self->date);
  g_free (self->date_text);
  for (int i = 0; i < MV_FORM_N_PARTS; i++)
    g_free (self->texts[i]);
  g_ptr_array_unref (self->phases);

  G_OBJECT_CLASS (mv_contribution_form_parent_class)->finalize (object);
}

static void
mv_contribution_form_class_init (MvContributionFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_contribution_form_dispose;
  object_class->finalize = mv_contribution_form_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MV_TYPE_CONTRIBUTION_FORM, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RELOADED] = g_signal_new ("reloaded", MV_TYPE_CONTRIBUTION_FORM, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mv_contribution_form_init (MvContributionForm *self)
{
  self->suggestions = g_list_store_new (MV_TYPE_SUGGESTION);
  self->phases = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->phases, NULL);
  for (int i = 0; i < MV_FORM_N_PARTS; i++)
    self->texts[i] = g_strdup ("");
}

/**
 * mv_contribution_form_new:
 * @clock: for ids
 * @random: for ids
 * @language: nb, nn or en: what a new contribution is written in
 * @today: the day now, which a new contribution starts with
 *
 * Returns: an empty form with today's date
 */
MvContributionForm *
mv_contribution_form_new (MvClock *clock, MvRandom *random, const char *language, const char *today)
{
  MvContributionForm *self = g_object_new (MV_TYPE_CONTRIBUTION_FORM, NULL);

  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->language = g_strdup (language);
  self->today = g_strdup (today);
  self->date = g_strdup (today);
  self->date_text = mv_date_text_format (today);
  self->id = mv_uuid_new_v7 (clock, random);
  self->claim_id = mv_uuid_new_v7 (clock, random);
  return self;
}

/* Filling from records */

static void
load_phases (MvContributionForm *self, MvRecord *record)
{
  g_auto (GStrv) phases = mv_record_dup_texts (record, "phases");

  g_ptr_array_set_size (self->phases, 0);
  for (guint i = 0; phases != NULL && phases[i] != NULL; i++)
    g_ptr_array_add (self->phases, g_strdup (phases[i]));
  g_ptr_array_add (self->phases, NULL);
}

/**
 * mv_contribution_form_load:
 * @self: a form
 * @contribution: what to show
 * @claim: (nullable): hours and needs that belong to it
 *
 * Fills the form; what stood there before is gone.
 */
void
mv_contribution_form_load (MvContributionForm *self, MvRecord *contribution, MvRecord *claim)
{
  JsonArray *list;
  const char *date;

  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));
  g_return_if_fail (MV_IS_RECORD (contribution));

  g_set_object (&self->base, contribution);
  g_set_object (&self->claim, claim);
  take_string (&self->id, g_strdup (mv_record_get_id (contribution)));
  if (claim != NULL)
    take_string (&self->claim_id, g_strdup (mv_record_get_id (claim)));
  take_string (&self->project, g_strdup (mv_record_get_text (contribution, "project")));
  date = mv_record_get_text (contribution, "date");
  take_string (&self->date, g_strdup (date));
  take_string (&self->date_text, mv_date_text_format (date));
  for (int i = 0; i < MV_FORM_N_PARTS; i++)
    take_string (
        &self->texts[i],
        mv_form_read_part (mv_form_places[i].home == MV_FORM_IN_CLAIM ? claim : contribution,
                           (MvFormPart) i));
  load_phases (self, contribution);

  g_list_store_remove_all (self->suggestions);
  list = mv_record_get_list (contribution, "suggestions");
  for (guint i = 0; i < mv_form_count_in (list); i++)
    append_suggestion (self, mv_form_get_member (list, i, "id"),
                       mv_form_get_member (list, i, "text"));

  g_signal_emit (self, signals[SIGNAL_RELOADED], 0);
}

/* The one that changed wins; where both did, both texts stand after one another. */
static char *
merge_text (const char *base, const char *mine, const char *theirs)
{
  if (g_strcmp0 (mine, theirs) == 0 || g_strcmp0 (theirs, base) == 0)
    return g_strdup (mine);
  if (g_strcmp0 (mine, base) == 0 || mv_form_is_blank_text (mine))
    return g_strdup (theirs);
  if (mv_form_is_blank_text (theirs))
    return g_strdup (mine);
  return g_strdup_printf ("%s\n\n%s", mine, theirs);
}

static const char *
find_in (JsonArray *list, const char *id)
{
  for (guint i = 0; i < mv_form_count_in (list); i++)
    if (g_strcmp0 (mv_form_get_member (list, i, "id"), id) == 0)
      return mv_form_get_member (list, i, "text");
  return NULL;
}

static void
rebase_suggestions (MvContributionForm *self, JsonArray *base, JsonArray *incoming)
{
  for (guint i = 0; i < mv_form_count_places (self); i++)
    {
      MvSuggestion *mine = mv_form_peek_suggestion (self, i);
      const char *theirs = find_in (incoming, mv_suggestion_get_id (mine));

      if (theirs != NULL)
        {
          g_autofree char *text = merge_text (find_in (base, mv_suggestion_get_id (mine)),
                                              mv_suggestion_get_text (mine), theirs);
          mv_suggestion_set_text (mine, text);
        }
    }

  for (guint i = 0; i < mv_form_count_in (incoming); i++)
    {
      const char *id = mv_form_get_member (incoming, i, "id");
      gboolean is_here = find_in (base, id) != NULL;

      for (guint j = 0; j < mv_form_count_places (self) && !is_here; j++)
        is_here = g_strcmp0 (mv_suggestion_get_id (mv_form_peek_suggestion (self, j)), id) == 0;
      if (!is_here)
        append_suggestion (self, id, mv_form_get_member (incoming, i, "text"));
    }
}

/**
 * mv_contribution_form_rebase:
 * @self: a form that somebody is writing in
 * @incoming: the same contribution as it came from the person's other machine
 *
 * Takes in what was written on the other machine without losing what is being written here: what
 * was changed on one side only is taken from there; where both were changed, both texts are kept.
 */
void
mv_contribution_form_rebase (MvContributionForm *self, MvRecord *incoming)
{
  g_autoptr (MvRecord) base = NULL;
  const char *project;

  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));
  g_return_if_fail (MV_IS_RECORD (incoming));

  base = self->base != NULL ? g_object_ref (self->base) : NULL;
  for (int i = 0; i < MV_FORM_N_PARTS; i++)
    {
      g_autofree char *before = mv_form_read_part (base, (MvFormPart) i);
      g_autofree char *theirs = mv_form_read_part (incoming, (MvFormPart) i);

      if (mv_form_places[i].home == MV_FORM_IN_CONTRIBUTION)
        take_string (
            &self->texts[i],
            mv_form_places[i].shape == MV_FORM_AS_TEXT
                ? merge_text (before, self->texts[i], theirs)
                : g_strdup (strcmp (before, self->texts[i]) == 0 ? theirs : self->texts[i]));
    }

  project = mv_record_get_text (incoming, "project");
  if (base != NULL && g_strcmp0 (self->project, mv_record_get_text (base, "project")) == 0)
    take_string (&self->project, g_strdup (project));
  if (base != NULL && g_strcmp0 (self->date, mv_record_get_text (base, "date")) == 0)
    {
      take_string (&self->date, g_strdup (mv_record_get_text (incoming, "date")));
      take_string (&self->date_text, mv_date_text_format (self->date));
    }
  rebase_suggestions (self, base != NULL ? mv_record_get_list (base, "suggestions") : NULL,
                      mv_record_get_list (incoming, "suggestions"));
  g_set_object (&self->base, incoming);
  g_signal_emit (self, signals[SIGNAL_RELOADED], 0);
}

/* What stands in the form is saved as @saved: what comes in later is compared with that. */
void
mv_contribution_form_set_base (MvContributionForm *self, MvRecord *saved)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));

  g_set_object (&self->base, saved);
}

/* What a person changes */

const char *
mv_contribution_form_get_id (MvContributionForm *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  return self->id;
}

/* The contribution goes to another account, where an id of another's record would not be taken. */
void
mv_contribution_form_renew_id (MvContributionForm *self)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));

  take_string (&self->id, mv_uuid_new_v7 (self->clock, self->random));
  take_string (&self->claim_id, mv_uuid_new_v7 (self->clock, self->random));
  g_clear_object (&self->base);
  g_clear_object (&self->claim);
}

const char *
mv_contribution_form_get_project (MvContributionForm *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  return self->project;
}

/* @project: (nullable): id; %NULL for not chosen yet */
void
mv_contribution_form_set_project (MvContributionForm *self, const char *project)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));

  if (g_strcmp0 (self->project, project) == 0)
    return;
  take_string (&self->project, g_strdup (project));
  tell_changed (self);
}

/* Returns: (nullable): `2026-11-23`; %NULL when what was typed is not a date */
const char *
mv_contribution_form_get_date (MvContributionForm *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  return self->date;
}

const char *
mv_contribution_form_get_date_text (MvContributionForm *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  return self->date_text;
}

/* Returns: whether @text is a date */
gboolean
mv_contribution_form_set_date_text (MvContributionForm *self, const char *text)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), FALSE);

  if (strcmp (self->date_text, text) == 0)
    return self->date != NULL;
  mv_date_text_parse (text, self->today, &date);
  take_string (&self->date_text, g_strdup (text));
  take_string (&self->date, g_steal_pointer (&date));
  tell_changed (self);
  return self->date != NULL;
}

const char *
mv_contribution_form_get_text (MvContributionForm *self, MvFormPart part)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  return self->texts[part];
}

void
mv_contribution_form_set_text (MvContributionForm *self, MvFormPart part, const char *text)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));

  if (text == NULL)
    text = "";
  if (strcmp (self->texts[part], text) == 0)
    return;
  take_string (&self->texts[part], g_strdup (text));
  tell_changed (self);
}

/* Returns: (transfer none): codes, in the order they were chosen */
const char *const *
mv_contribution_form_get_phases (MvContributionForm *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  return (const char *const *) self->phases->pdata;
}

gboolean
mv_contribution_form_has_phase (MvContributionForm *self, const char *code)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), FALSE);

  return g_strv_contains (mv_contribution_form_get_phases (self), code);
}

void
mv_contribution_form_set_phase (MvContributionForm *self, const char *code, gboolean is_on)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));

  if (mv_contribution_form_has_phase (self, code) == is_on)
    return;
  if (is_on)
    g_ptr_array_insert (self->phases, (int) self->phases->len - 1, g_strdup (code));
  for (guint i = 0; !is_on && i + 1 < self->phases->len; i++)
    if (strcmp (g_ptr_array_index (self->phases, i), code) == 0)
      g_ptr_array_remove_index (self->phases, i--);
  tell_changed (self);
}

/* Suggestions */

/* Returns: (transfer none) (element-type MvSuggestion): also those that were taken out */
GListModel *
mv_contribution_form_get_suggestions (MvContributionForm *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  return G_LIST_MODEL (self->suggestions);
}

/* Returns: the place of the new one, at the end */
guint
mv_contribution_form_add_suggestion (MvContributionForm *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), 0);

  append_suggestion (self, NULL, "");
  tell_changed (self);
  return mv_form_count_places (self) - 1;
}

/* The nearest place in the direction that holds one that is not taken out. */
static gboolean
find_neighbour (MvContributionForm *self, guint position, int by, guint *out_neighbour)
{
  for (gint64 i = (gint64) position + by; i >= 0 && i < mv_form_count_places (self); i += by)
    if (!mv_suggestion_get_is_removed (mv_form_peek_suggestion (self, (guint) i)))
      {
        *out_neighbour = (guint) i;
        return TRUE;
      }
  return FALSE;
}

/* In one change, so that those who show the list see items that move and none that goes. */
static void
shift (MvContributionForm *self, guint from, guint to)
{
  guint first = MIN (from, to);
  guint n = MAX (from, to) - first + 1;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gpointer moved;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->suggestions), first + i));
  moved = g_ptr_array_steal_index (items, from - first);
  g_ptr_array_insert (items, (int) (to - first), moved);
  g_list_store_splice (self->suggestions, first, n, items->pdata, n);
}

/**
 * mv_contribution_form_move_suggestion:
 * @self: a form
 * @position: place in the list
 * @by: -1 for up, 1 for down
 *
 * Moves a suggestion past the next one in that direction, passing over those that were taken out.
 *
 * Returns: whether there was anywhere to go
 */
gboolean
mv_contribution_form_move_suggestion (MvContributionForm *self, guint position, int by)
{
  guint neighbour;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), FALSE);
  g_return_val_if_fail (by == -1 || by == 1, FALSE);
  g_return_val_if_fail (position < mv_form_count_places (self), FALSE);

  if (!find_neighbour (self, position, by, &neighbour))
    return FALSE;
  shift (self, position, neighbour);
  tell_changed (self);
  return TRUE;
}

/* It keeps its place, so that it can be put back where it was. */
void
mv_contribution_form_remove_suggestion (MvContributionForm *self, guint position)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));
  g_return_if_fail (position < mv_form_count_places (self));

  mv_suggestion_set_is_removed (mv_form_peek_suggestion (self, position), TRUE);
}

void
mv_contribution_form_restore_suggestion (MvContributionForm *self, guint position)
{
  g_return_if_fail (MV_IS_CONTRIBUTION_FORM (self));
  g_return_if_fail (position < mv_form_count_places (self));

  mv_suggestion_set_is_removed (mv_form_peek_suggestion (self, position), FALSE);
}

/* Returns: from 1, those taken out not counted; 0 for one that was taken out */
guint
mv_contribution_form_get_number (MvContributionForm *self, guint position)
{
  guint number = 0;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), 0);
  g_return_val_if_fail (position < mv_form_count_places (self), 0);

  if (mv_suggestion_get_is_removed (mv_form_peek_suggestion (self, position)))
    return 0;
  for (guint i = 0; i <= position; i++)
    if (!mv_suggestion_get_is_removed (mv_form_peek_suggestion (self, i)))
      number++;
  return number;
}

guint
mv_contribution_form_count_suggestions (MvContributionForm *self)
{
  guint count = 0;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), 0);

  for (guint i = 0; i < mv_form_count_places (self); i++)
    if (!mv_suggestion_get_is_removed (mv_form_peek_suggestion (self, i)))
      count++;
  return count;
}
