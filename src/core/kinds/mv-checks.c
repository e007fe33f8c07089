/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-checks.h"

#include "mv-clock.h"
#include "mv-codes.h"
#include "mv-json.h"

#include <string.h>

static gboolean
refuse (GError **error, const char *field, const char *what)
{
  mv_problem_set (error, MV_PROBLEM_INVALID, field, "%s: %s", field, what);
  return FALSE;
}

static gboolean
is_code (MvRecord *record, const char *field, const char *code)
{
  return g_strcmp0 (mv_record_get_text (record, field), code) == 0;
}

/* Days sort as texts; moments may have different offsets. */
static gboolean
is_before (const char *left, const char *right)
{
  gint64 left_us, right_us;

  if (mv_time_from_text (left, &left_us) && mv_time_from_text (right, &right_us))
    return left_us < right_us;
  return strcmp (left, right) < 0;
}

/**
 * mv_check_dates:
 *
 * Nothing ends before it begins.
 */
gboolean
mv_check_dates (MvRecord *record, gboolean is_draft, GError **error)
{
  static const char *const pairs[][2] = {
    { "start", "end" },        { "since", "until" },
    { "date", "until" },       { "valid_from", "valid_until" },
    { "date", "valid_until" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const char *first = mv_record_get_text (record, pairs[i][0]);
      const char *last = mv_record_get_text (record, pairs[i][1]);

      if (first != NULL && last != NULL && *first != '\0' && *last != '\0' &&
          is_before (last, first))
        return refuse (error, pairs[i][1], "before the beginning");
    }
  return TRUE;
}

/**
 * mv_check_plan:
 *
 * A phase that is not relevant says why (domain: phases).
 */
gboolean
mv_check_plan (MvRecord *record, gboolean is_draft, GError **error)
{
  if (is_code (record, "state", "not-relevant") && !mv_record_has (record, "reason"))
    return refuse (error, "reason", "missing where the phase is not relevant");
  return mv_check_dates (record, is_draft, error);
}

/**
 * mv_check_reason:
 *
 * An answer that takes a suggestion not along, or lets it wait, says why (domain: a contribution).
 */
gboolean
mv_check_reason (MvRecord *record, gboolean is_draft, GError **error)
{
  if ((is_code (record, "outcome", "declined") || is_code (record, "outcome", "waiting")) &&
      !mv_record_has (record, "reason"))
    return refuse (error, "reason", "missing where a suggestion is declined or waits");
  return TRUE;
}

/**
 * mv_check_grade:
 *
 * Who is not impartial gives no grade.
 */
gboolean
mv_check_grade (MvRecord *record, gboolean is_draft, GError **error)
{
  if (is_code (record, "impartial", "no") && mv_record_has (record, "grade"))
    return refuse (error, "grade", "given by somebody who is not impartial");
  return TRUE;
}

/* Counts in which boxes @code stands, and tells the first. */
static guint
count_boxes (JsonArray *boxes, const char *code, guint *out_first)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (boxes); i++)
    {
      JsonArray *codes = mv_json_get_array (json_array_get_object_element (boxes, i), "codes");

      for (guint j = 0; j < json_array_get_length (codes); j++)
        if (strcmp (json_array_get_string_element (codes, j), code) == 0 && n++ == 0)
          *out_first = i;
    }
  return n;
}

/**
 * mv_check_boxes:
 *
 * Every sub-phase has exactly one box in every vocabulary, and boxes stand in the order of their
 * first code (domain: phases). X1 and X2 go across the phases, and need none of their own.
 */
gboolean
mv_check_boxes (MvRecord *record, gboolean is_draft, GError **error)
{
  JsonArray *boxes = mv_record_get_list (record, "boxes");
  guint n_opened = 0;

  for (guint i = 0; mv_codes_phases[i] != NULL; i++)
    {
      guint box = 0;
      guint n = count_boxes (boxes, mv_codes_phases[i], &box);

      if (n > 1 || (n == 0 && mv_codes_phases[i][0] == 'P'))
        return refuse (error, "boxes", "a phase without a box, or in two");
      if (n == 0)
        continue;
      if (box > n_opened)
        return refuse (error, "boxes", "not in the order of their phases");
      if (box == n_opened)
        n_opened++;
    }
  return TRUE;
}
