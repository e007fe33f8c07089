/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-form-private.h"

#include "mv-identity-number.h"

#include <math.h>
#include <string.h>

#define MAX_HOURS 100
#define MAX_SUGGESTION 4000 /* characters; as the record has it */

/* Words in a text that often mean that somebody took part in a study, or was told of it, and did
 * not help to shape it. Stems, folded. Source: the funders' list of what does not count as user
 * involvement. */
static const char *const participation_words[] = {
  "ble informert",      "blei informert",          "vart informert",
  "fikk informasjon",   "fekk informasjon",        "samtykket til",
  "samtykte til",       "skrev under på samtykke", "skreiv under på samtykke",
  "tok blodprøve",      "var deltaker i studien",  "var deltakar i studien",
  "ble intervjuet",     "blei intervjua",          "was informed",
  "signed the consent", "was interviewed",
};

gboolean
mv_form_is_blank_text (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* Whether the text reads as if somebody took part in a study or was told of it. Only for a soft
 * hint. */
gboolean
mv_contribution_form_may_be_participation (MvContributionForm *self)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), FALSE);

  folded = g_utf8_strdown (self->texts[MV_FORM_TEXT], -1);
  for (size_t i = 0; i < G_N_ELEMENTS (participation_words); i++)
    if (strstr (folded, participation_words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
holds_identity_number (const char *text, MvFormFinding *finding)
{
  size_t start, length;

  if (!mv_identity_number_find (text, &start, &length))
    return FALSE;
  g_snprintf (finding->words, sizeof finding->words, "%.*s", (int) length, text + start);
  finding->trouble = MV_FORM_IDENTITY_NUMBER;
  return TRUE;
}

gboolean
mv_form_read_number (const char *text, double max, double *out_number)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  char *end;
  double number;

  g_strdelimit (plain, ",", '.');
  number = g_ascii_strtod (plain, &end);
  if (*plain == '\0' || *end != '\0' || !isfinite (number) || number < 0 || number > max)
    return FALSE;
  *out_number = number;
  return TRUE;
}

/**
 * mv_contribution_form_read_hours:
 * @text: as typed: 1, 1,5, 1.5 or 1:30
 * @out_hours: (out): from 0 to 100; untouched on failure
 */
gboolean
mv_contribution_form_read_hours (const char *text, double *out_hours)
{
  const char *colon = strchr (text, ':');
  double hours, minutes;

  if (colon == NULL)
    return mv_form_read_number (text, MAX_HOURS, out_hours);
  {
    g_autofree char *before = g_strndup (text, (size_t) (colon - text));

    if (!mv_form_read_number (before, MAX_HOURS - 1, &hours) ||
        !mv_form_read_number (colon + 1, 59, &minutes))
      return FALSE;
    *out_hours = hours + minutes / 60;
    return TRUE;
  }
}

static gboolean
is_too_long (MvFormPart part, const char *text)
{
  const char *kind = mv_form_places[part].home == MV_FORM_IN_CLAIM ? "claim" : "contribution";
  const MvField *rule = mv_kind_find_field (mv_kind_find (kind), mv_form_places[part].field);

  return rule != NULL && rule->max > 0 && g_utf8_strlen (text, -1) > rule->max;
}

static gboolean
check_suggestion (MvSuggestion *suggestion, MvFormFinding *finding)
{
  const char *text = mv_suggestion_get_text (suggestion);

  if (mv_suggestion_get_is_removed (suggestion))
    return TRUE;
  if (g_utf8_strlen (text, -1) > MAX_SUGGESTION)
    finding->trouble = MV_FORM_TOO_LONG;
  else if (!holds_identity_number (text, finding))
    return TRUE;
  finding->suggestion = suggestion;
  return FALSE;
}

static gboolean
check_part (MvContributionForm *self, MvFormPart part, MvFormFinding *finding)
{
  const char *text = self->texts[part];
  double number;

  finding->part = part;
  if (mv_form_is_blank_text (text) || mv_form_places[part].shape == MV_FORM_AS_CODE)
    return TRUE;
  if (mv_form_places[part].shape == MV_FORM_AS_MINUTES ||
      mv_form_places[part].shape == MV_FORM_AS_JOURNEY)
    {
      gboolean is_number = mv_form_places[part].shape == MV_FORM_AS_MINUTES
                               ? mv_contribution_form_read_hours (text, &number)
                               : mv_form_read_number (text, MV_FORM_MAX_KILOMETRES, &number);
      finding->trouble = is_number ? MV_FORM_FINE : MV_FORM_NOT_A_NUMBER;
      return is_number;
    }
  if (is_too_long (part, text))
    {
      finding->trouble = MV_FORM_TOO_LONG;
      return FALSE;
    }
  return !holds_identity_number (text, finding);
}

/**
 * mv_contribution_form_check:
 * @self: a form
 * @out_finding: (out caller-allocates): the first thing that hinders sharing, in the order of the
 * page
 *
 * Checks what must be right before others see it. Drafts are never held to this.
 *
 * Returns: whether the contribution can be shared
 */
gboolean
mv_contribution_form_check (MvContributionForm *self, MvFormFinding *out_finding)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), FALSE);

  *out_finding = (MvFormFinding){ .trouble = MV_FORM_FINE };
  if (self->project == NULL)
    out_finding->trouble = MV_FORM_NO_PROJECT;
  else if (self->date == NULL)
    out_finding->trouble = MV_FORM_NOT_A_DATE;
  else if (mv_form_is_blank_text (self->texts[MV_FORM_TEXT]))
    out_finding->trouble = MV_FORM_NO_TEXT;
  if (out_finding->trouble != MV_FORM_FINE)
    return FALSE;

  if (!check_part (self, MV_FORM_TEXT, out_finding))
    return FALSE;
  for (guint i = 0; i < mv_form_count_places (self); i++)
    if (!check_suggestion (mv_form_peek_suggestion (self, i), out_finding))
      return FALSE;
  for (int i = MV_FORM_TEXT + 1; i < MV_FORM_N_PARTS; i++)
    if (!check_part (self, (MvFormPart) i, out_finding))
      return FALSE;
  return TRUE;
}

/* Nothing has been written: such a form leaves no draft behind. */
gboolean
mv_contribution_form_is_blank (MvContributionForm *self)
{
  g_return_val_if_fail (MV_IS_CONTRIBUTION_FORM (self), TRUE);

  for (int i = 0; i < MV_FORM_N_PARTS; i++)
    if (mv_form_places[i].shape != MV_FORM_AS_CODE && !mv_form_is_blank_text (self->texts[i]))
      return FALSE;
  for (guint i = 0; i < mv_form_count_places (self); i++)
    if (!mv_suggestion_is_blank (mv_form_peek_suggestion (self, i)))
      return FALSE;
  return TRUE;
}
