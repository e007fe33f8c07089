/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-report"

#include "config.h"

#include "mv-involvement-count.h"

#include "mv-json.h"
#include "mv-phases.h"
#include "mv-replies.h"
#include "mv-report-words.h"
#include "mv-scope.h"

#include <string.h>

/* While it is counted. */
typedef struct
{
  MvInvolvement *to; /* (unowned) */
  GHashTable
      *replies; /* (owned) (element-type utf8 MvRecord): "contribution/suggestion" -> reply */
  GHashTable *persons; /* (owned) (element-type utf8) */
} MvCount;

void
mv_involvement_free (MvInvolvement *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

static void
count_code (guint *counts, MvReportGroup group, const char *code)
{
  for (guint i = 0; i < mv_report_count_codes (group); i++)
    {
      if (g_strcmp0 (mv_report_get_code (group, i), code) == 0)
        counts[i]++;
    }
}

/* --- What came of it ----------------------------------------------------------------------------
 */

static void
count_effect (MvInvolvement *to, const char *effect)
{
  if (g_strcmp0 (effect, "positive") == 0)
    to->n_positive++;
  else if (g_strcmp0 (effect, "negative") == 0)
    to->n_negative++;
  else if (g_strcmp0 (effect, "none") == 0)
    to->n_none++;
  else if (g_strcmp0 (effect, "too-early") == 0)
    to->n_too_early++;
}

static void
count_reply (MvCount *self, MvRecord *reply)
{
  const char *outcome = mv_record_get_text (reply, "outcome");
  const char *changed = mv_record_get_text (reply, "changed");
  g_auto (GStrv) effects_on = mv_record_dup_texts (reply, "effects_on");

  count_code (self->to->outcomes, MV_REPORT_OUTCOMES, outcome);
  self->to->n_decided +=
      mv_reply_is_adopted (reply) || g_strcmp0 (outcome, "declined") == 0 ? 1 : 0;
  count_effect (self->to, mv_record_get_text (reply, "effect"));
  for (guint i = 0; effects_on != NULL && effects_on[i] != NULL; i++)
    count_code (self->to->effects_on, MV_REPORT_EFFECTS_ON, effects_on[i]);
  if (changed != NULL && *changed != '\0')
    g_ptr_array_add (self->to->changes, (gpointer) changed);
}

static MvRecord *
find_reply (MvCount *self, MvRecord *contribution, const char *suggestion)
{
  g_autofree char *key = g_strconcat (mv_record_get_id (contribution), "/", suggestion, NULL);

  return g_hash_table_lookup (self->replies, key);
}

static void
count_suggestion (MvCount *self, MvRecord *contribution, const char *id, MvInvolvementRow *row)
{
  MvRecord *reply = find_reply (self, contribution, id != NULL ? id : "");

  row->n_suggestions++;
  row->n_answered += mv_reply_is_answer (reply) ? 1 : 0;
  row->n_adopted += mv_reply_is_adopted (reply) ? 1 : 0;
  if (reply != NULL)
    count_reply (self, reply);
}

/* --- What was contributed -----------------------------------------------------------------------
 */

/* Who it is from: the person whose part of the project it stands in. */
static void
count_person (MvCount *self, MvRecord *contribution)
{
  const char *name = mv_record_get_scope (contribution);
  const char *by = mv_record_get_by (contribution);
  MvScope scope;

  if (name != NULL && mv_scope_parse (name, &scope) && scope.person[0] != '\0')
    g_hash_table_add (self->persons, g_strdup (scope.person));
  else if (by != NULL)
    g_hash_table_add (self->persons, g_strdup (by));
}

static void
count_period (MvInvolvement *to, const char *date)
{
  if (date == NULL || *date == '\0')
    return;
  if (to->first == NULL || strcmp (date, to->first) < 0)
    to->first = date;
  if (to->last == NULL || strcmp (date, to->last) > 0)
    to->last = date;
}

static void
add_row (MvInvolvementRow *to, const MvInvolvementRow *row)
{
  to->n_contributions += row->n_contributions;
  to->n_suggestions += row->n_suggestions;
  to->n_answered += row->n_answered;
  to->n_adopted += row->n_adopted;
}

static void
count_phases (MvInvolvement *to, MvRecord *contribution, const MvInvolvementRow *row)
{
  g_auto (GStrv) codes = mv_record_dup_texts (contribution, "phases");
  guint n_phases;
  const MvPhase *phases = mv_phases_list (&n_phases);

  for (guint i = 0; codes != NULL && i < MIN (n_phases, MV_INVOLVEMENT_N_PHASES); i++)
    {
      if (g_strv_contains ((const char *const *) codes, phases[i].code))
        add_row (&to->phases[i], row);
    }
}

static void
count_contribution (MvCount *self, MvRecord *contribution)
{
  JsonArray *suggestions = mv_record_get_list (contribution, "suggestions");
  guint n = suggestions != NULL ? json_array_get_length (suggestions) : 0;
  MvInvolvementRow row = { .n_contributions = 1 };

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (suggestions, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        count_suggestion (self, contribution, mv_json_get_text (json_node_get_object (node), "id"),
                          &row);
    }
  if (n == 0)
    count_suggestion (self, contribution, "", &row);

  add_row (&self->to->all, &row);
  count_phases (self->to, contribution, &row);
  count_person (self, contribution);
  count_period (self->to, mv_record_get_text (contribution, "date"));
  count_code (self->to->forms, MV_REPORT_FORMS, mv_record_get_text (contribution, "form"));
  count_code (self->to->roles, MV_REPORT_ROLES, mv_record_get_text (contribution, "role"));
  self->to->n_on_behalf += mv_record_get_boolean (contribution, "on_behalf") ? 1 : 0;
  self->to->n_hoped += mv_record_has (contribution, "hoped") ? 1 : 0;
  self->to->n_went_well += mv_record_has (contribution, "went_well") ? 1 : 0;
  self->to->n_could_be_better += mv_record_has (contribution, "could_be_better") ? 1 : 0;
}

static GHashTable *
index_replies (GPtrArray *replies)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; replies != NULL && i < replies->len; i++)
    {
      MvRecord *reply = g_ptr_array_index (replies, i);
      const char *contribution = mv_record_get_text (reply, "contribution");
      const char *suggestion = mv_record_get_text (reply, "suggestion");

      g_hash_table_insert (index,
                           g_strconcat (contribution != NULL ? contribution : "", "/",
                                        suggestion != NULL ? suggestion : "", NULL),
                           reply);
    }

  return index;
}

/**
 * mv_involvement_count:
 * @contributions: (element-type MvRecord): the project's shared contributions
 * @replies: (nullable) (element-type MvRecord): the replies to them
 *
 * Returns: (transfer full): the counts; they borrow texts from the records
 */
MvInvolvement *
mv_involvement_count (GPtrArray *contributions, GPtrArray *replies)
{
  MvInvolvement *self = g_new0 (MvInvolvement, 1);
  g_autoptr (GHashTable) index = index_replies (replies);
  g_autoptr (GHashTable) persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  MvCount count = { self, index, persons };

  self->changes = g_ptr_array_new ();
  for (guint i = 0; i < contributions->len; i++)
    {
      MvRecord *contribution = g_ptr_array_index (contributions, i);

      if (!mv_record_get_boolean (contribution, "withdrawn") &&
          !mv_record_has (contribution, "edits"))
        count_contribution (&count, contribution);
    }

  self->n_persons = g_hash_table_size (persons);
  return self;
}
