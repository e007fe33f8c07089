/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-form-private.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <math.h>

const MvFormPlace mv_form_places[MV_FORM_N_PARTS] = {
  [MV_FORM_TEXT] = { "text", MV_FORM_IN_CONTRIBUTION, MV_FORM_AS_TEXT },
  [MV_FORM_AUDIENCE] = { "audience", MV_FORM_IN_CONTRIBUTION, MV_FORM_AS_CODE },
  [MV_FORM_KIND] = { "kind", MV_FORM_IN_CONTRIBUTION, MV_FORM_AS_CODE },
  [MV_FORM_HOPED] = { "hoped", MV_FORM_IN_CONTRIBUTION, MV_FORM_AS_TEXT },
  [MV_FORM_WENT_WELL] = { "went_well", MV_FORM_IN_CONTRIBUTION, MV_FORM_AS_TEXT },
  [MV_FORM_BETTER] = { "could_be_better", MV_FORM_IN_CONTRIBUTION, MV_FORM_AS_TEXT },
  [MV_FORM_PREPARATION] = { "preparation_minutes", MV_FORM_IN_CLAIM, MV_FORM_AS_MINUTES },
  [MV_FORM_MEETING] = { "meeting_minutes", MV_FORM_IN_CLAIM, MV_FORM_AS_MINUTES },
  [MV_FORM_TRAVEL] = { "travel_minutes", MV_FORM_IN_CLAIM, MV_FORM_AS_MINUTES },
  [MV_FORM_DISTANCE] = { "journeys", MV_FORM_IN_CLAIM, MV_FORM_AS_JOURNEY },
  [MV_FORM_SUPPORT] = { "support", MV_FORM_IN_CLAIM, MV_FORM_AS_TEXT },
};

/* Reading records */

static char *
minutes_to_text (gint64 number)
{
  g_autofree char *text = NULL;

  if (number % 60 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number / 60);
  text =
      g_strdup_printf ("%" G_GINT64_FORMAT ",%02d", number / 60, (int) round ((number % 60) / 0.6));
  if (g_str_has_suffix (text, "0"))
    text[strlen (text) - 1] = '\0';
  return g_steal_pointer (&text);
}

guint
mv_form_count_in (JsonArray *list)
{
  return list != NULL ? json_array_get_length (list) : 0;
}

static JsonObject *
get_object (JsonArray *list, guint index)
{
  JsonNode *node = json_array_get_element (list, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
mv_form_get_member (JsonArray *list, guint index, const char *name)
{
  JsonObject *object = get_object (list, index);

  return object != NULL ? mv_json_get_text (object, name) : NULL;
}

/* The kilometres of all journeys together; the form changes them only where there is but one. */
static char *
journeys_to_text (JsonArray *journeys)
{
  gint64 kilometres = 0;

  for (guint i = 0; i < mv_form_count_in (journeys); i++)
    if (get_object (journeys, i) != NULL)
      kilometres += mv_json_get_integer (get_object (journeys, i), "kilometres", 0);
  return g_strdup_printf ("%" G_GINT64_FORMAT, kilometres);
}

char *
mv_form_read_part (MvRecord *record, MvFormPart part)
{
  const char *field = mv_form_places[part].field;

  if (record == NULL || !mv_record_has (record, field))
    return g_strdup ("");
  switch (mv_form_places[part].shape)
    {
    case MV_FORM_AS_MINUTES:
      return minutes_to_text (mv_record_get_integer (record, field));
    case MV_FORM_AS_JOURNEY:
      return journeys_to_text (mv_record_get_list (record, field));
    case MV_FORM_AS_TEXT:
    case MV_FORM_AS_CODE:
    default:
      return g_strdup (mv_record_get_text (record, field));
    }
}

/* Making records */

/* What is known of the one journey besides its length stays as it is. */
static void
write_journey (MvRecord *record, gint64 kilometres)
{
  JsonArray *before = mv_record_get_list (record, "journeys");
  JsonArray *journeys = json_array_new ();
  JsonObject *journey;
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), journeys);

  json_array_unref (journeys);
  if (mv_form_count_in (before) > 1)
    return;
  if (mv_form_count_in (before) == 1 && get_object (before, 0) != NULL)
    journey = mv_json_object_copy (get_object (before, 0));
  else
    {
      journey = json_object_new ();
      json_object_set_string_member (journey, "means", "car");
    }
  json_object_set_int_member (journey, "kilometres", kilometres);
  json_array_add_object_element (journeys, journey);
  mv_record_set_node (record, "journeys", node);
}

static void
write_part (MvContributionForm *self, MvRecord *record, MvFormPart part)
{
  const char *text = self->texts[part];
  double number;

  if (mv_form_is_blank_text (text))
    mv_record_set_text (record, mv_form_places[part].field, NULL);
  else if (mv_form_places[part].shape == MV_FORM_AS_TEXT ||
           mv_form_places[part].shape == MV_FORM_AS_CODE)
    mv_record_set_text (record, mv_form_places[part].field, text);
  else if (mv_form_places[part].shape == MV_FORM_AS_MINUTES &&
           mv_contribution_form_read_hours (text, &number))
    mv_record_set_integer (record, mv_form_places[part].field, (gint64) round (number * 60));
  else if (mv_form_places[part].shape == MV_FORM_AS_JOURNEY &&
           mv_form_read_number (text, MV_FORM_MAX_KILOMETRES, &number))
    write_journey (record, (gint64) round (number));
}

static void
write_suggestions (MvContributionForm *self, MvRecord *record)
{
  JsonArray *list = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < mv_form_count_places (self); i++)
    {
      MvSuggestion *suggestion = mv_form_peek_suggestion (self, i);
      JsonObject *object;

      if (mv_suggestion_get_is_removed (suggestion) || mv_suggestion_is_blank (suggestion))
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "id", mv_suggestion_get_id (suggestion));
      json_object_set_string_member (object, "text", mv_suggestion_get_text (suggestion));
      json_array_add_object_element (list, object);
    }
  json_node_take_array (node, list);
  mv_record_set_node (record, "suggestions", node);
}

/**
 * mv_contribution_form_make_record:
 * @self: a form
 *
 * Members that the form does not show are kept from the record it was filled from. While what was
 * typed as a date is not one, the date before stays.
 *
 * Returns: (transfer full): a contribution
 */
MvRecord *
mv_contribution_form_make_record (MvContributionForm *self)
{
  MvRecord *record;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  record = self->base != NULL ? mv_record_copy (self->base)
                              : mv_record_new (mv_kind_find ("contribution"), self->id);
  if (self->base == NULL)
    mv_record_set_scope (record, MV_SCOPE_ME);
  mv_record_set_text (record, "project", self->project);
  if (self->date != NULL)
    mv_record_set_text (record, "date", self->date);
  if (!mv_record_has (record, "language"))
    mv_record_set_text (record, "language", self->language);
  mv_record_set_texts (record, "phases", mv_contribution_form_get_phases (self));
  for (int i = 0; i < MV_FORM_N_PARTS; i++)
    if (mv_form_places[i].home == MV_FORM_IN_CONTRIBUTION)
      write_part (self, record, (MvFormPart) i);
  write_suggestions (self, record);
  return record;
}

/**
 * mv_contribution_form_make_claim:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): the claim that belongs to the contribution; %NULL when
 * nothing of it was ever filled in
 */
MvRecord *
mv_contribution_form_make_claim (MvContributionForm *self)
{
  gboolean is_needed;
  MvRecord *record;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), NULL);

  is_needed = self->claim != NULL;
  for (int i = 0; i < MV_FORM_N_PARTS; i++)
    is_needed = is_needed || (mv_form_places[i].home == MV_FORM_IN_CLAIM &&
                              !mv_form_is_blank_text (self->texts[i]));
  if (!is_needed)
    return NULL;

  record = self->claim != NULL ? mv_record_copy (self->claim)
                               : mv_record_new (mv_kind_find ("claim"), self->claim_id);
  if (self->claim == NULL)
    mv_record_set_scope (record, MV_SCOPE_ME);
  mv_record_set_text (record, "contribution", self->id);
  mv_record_set_text (record, "project", self->project);
  if (self->date != NULL)
    mv_record_set_text (record, "date", self->date);
  for (int i = 0; i < MV_FORM_N_PARTS; i++)
    if (mv_form_places[i].home == MV_FORM_IN_CLAIM)
      write_part (self, record, (MvFormPart) i);
  return record;
}
