/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-report"

#include "config.h"

#include "mv-documentation.h"

#include "mv-involvement-count.h"
#include "mv-phases.h"
#include "mv-report-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Figures about people need so many of them, so that nobody is singled out. */
#define LEAST_PERSONS 3

/* What is being written. */
typedef struct
{
  const MvDocumentation *from; /* (unowned) */
  const MvCatalogue *words;    /* (unowned) (nullable) */
  const MvInvolvement *counts; /* (unowned) */
  GPtrArray *to;               /* (unowned) (element-type MvParagraph) */
} MvReport;

static gboolean
has (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
add (MvReport *self, MvParagraphStyle style, guint level, const char *source)
{
  mv_report_add (self->to, style, level, mv_catalogue_get (self->words, source));
}

/* Adds a sentence with two numbers in it. */
static void
add_numbers (MvReport *self, const char *source, guint some, guint all)
{
  g_autofree char *some_text = g_strdup_printf ("%u", some);
  g_autofree char *all_text = g_strdup_printf ("%u", all);

  mv_report_take (
      self->to, MV_PARAGRAPH_PLAIN, 0,
      mv_catalogue_fill (self->words, source, "some", some_text, "all", all_text, NULL));
}

/* "in a meeting 3, by e-mail 1"; NULL if all are 0 */
static char *
dup_counts (MvReport *self, MvReportGroup group, const guint *counts)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < mv_report_count_codes (group); i++)
    {
      const char *word = mv_report_get_word (group, mv_report_get_code (group, i), self->words);

      if (counts[i] > 0)
        g_string_append_printf (list, "%s%s %u", list->len > 0 ? ", " : "", word, counts[i]);
    }

  return g_string_free (list, list->len == 0);
}

static void
add_counts (MvReport *self, const char *source, MvReportGroup group, const guint *counts)
{
  g_autofree char *list = dup_counts (self, group, counts);

  if (list != NULL)
    mv_report_take (self->to, MV_PARAGRAPH_PLAIN, 0,
                    mv_catalogue_fill (self->words, source, "list", list, NULL));
}

/* --- Phases -------------------------------------------------------------------------------------
 */

static MvRecord *
find_plan (MvReport *self, const char *phase)
{
  for (guint i = 0; self->from->plans != NULL && i < self->from->plans->len; i++)
    {
      MvRecord *plan = g_ptr_array_index (self->from->plans, i);

      if (g_strcmp0 (mv_record_get_text (plan, "phase"), phase) == 0)
        return plan;
    }

  return NULL;
}

/* A phase that is not relevant says why. */
static char *
dup_state (MvReport *self, MvRecord *plan)
{
  const char *code = plan != NULL ? mv_record_get_text (plan, "state") : NULL;
  const char *state = mv_report_get_word (MV_REPORT_STATES, code, self->words);
  const char *reason = plan != NULL ? mv_record_get_text (plan, "reason") : NULL;

  if (g_strcmp0 (code, "not-relevant") == 0 && has (reason))
    return g_strdup_printf ("%s: %s", state, reason);
  return g_strdup (state != NULL ? state : "");
}

static void
add_phase (MvReport *self, const MvPhase *phase, const MvInvolvementRow *row)
{
  MvRecord *plan = find_plan (self, phase->code);
  g_autofree char *state = dup_state (self, plan);

  if (plan == NULL && row->n_contributions == 0)
    return;

  g_strdelimit (state, "\t\n", ' ');
  mv_report_take (
      self->to, MV_PARAGRAPH_TABLE_ROW, 0,
      g_strdup_printf ("%s\t%s\t%u\t%u\t%u\t%u",
                       mv_phase_get_name (phase, mv_catalogue_get_language (self->words)), state,
                       row->n_contributions, row->n_suggestions, row->n_answered, row->n_adopted));
}

static void
add_phases (MvReport *self)
{
  static const char *const heads[] = { N_ ("Phase"),         N_ ("Status"),
                                       N_ ("Contributions"), N_ ("Suggestions"),
                                       N_ ("Answered"),      N_ ("Adopted in all or part") };
  g_autoptr (GString) head = g_string_new (NULL);
  guint n_phases;
  const MvPhase *phases = mv_phases_list (&n_phases);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    g_string_append_printf (head, "%s%s", i > 0 ? "\t" : "",
                            mv_catalogue_get (self->words, heads[i]));
  mv_report_add (self->to, MV_PARAGRAPH_TABLE_ROW, 0, head->str);

  for (guint i = 0; i < MIN (n_phases, MV_INVOLVEMENT_N_PHASES); i++)
    add_phase (self, &phases[i], &self->counts->phases[i]);
  add (self, MV_PARAGRAPH_PLAIN, 0,
       N_ ("A contribution to several phases counts in each of them."));
}

/* --- The five items of GRIPP2's short form ------------------------------------------------------
 */

static void
add_aim (MvReport *self)
{
  add (self, MV_PARAGRAPH_HEADING, 2, N_ ("1. Aim"));
  add (self, MV_PARAGRAPH_PLAIN, 0,
       N_ ("To be written by the project: what the involvement should achieve."));
  add_numbers (self, N_ ("Contributions that say what they hoped to influence: {some} of {all}."),
               self->counts->n_hoped, self->counts->all.n_contributions);
}

static void
add_methods (MvReport *self)
{
  g_autofree char *persons = g_strdup_printf ("%u", self->counts->n_persons);
  g_autofree char *all = g_strdup_printf ("%u", self->counts->all.n_contributions);
  g_autofree char *first = mv_report_dup_date (self->counts->first, self->words);
  g_autofree char *last = mv_report_dup_date (self->counts->last, self->words);

  add (self, MV_PARAGRAPH_HEADING, 2, N_ ("2. Methods"));
  mv_report_take (
      self->to, MV_PARAGRAPH_PLAIN, 0,
      mv_catalogue_fill (self->words,
                         N_ ("Persons who contributed: {persons}. Contributions: {all}, "
                             "from {first} to {last}."),
                         "persons", persons, "all", all, "first", first, "last", last, NULL));
  if (self->counts->n_on_behalf > 0)
    add_numbers (self,
                 N_ ("Written down by the team on behalf of people without the program: {some} of "
                     "{all}."),
                 self->counts->n_on_behalf, self->counts->all.n_contributions);
  add_counts (self, N_ ("How people contributed: {list}."), MV_REPORT_FORMS, self->counts->forms);
  if (self->counts->n_persons >= LEAST_PERSONS)
    add_counts (self, N_ ("Their part, in their own words: {list}."), MV_REPORT_ROLES,
                self->counts->roles);
  add_phases (self);
}

static void
add_results (MvReport *self)
{
  const MvInvolvement *counts = self->counts;
  g_autofree char *effects = NULL;

  add (self, MV_PARAGRAPH_HEADING, 2, N_ ("3. Results"));
  add_numbers (self, N_ ("Suggestions that have got an answer: {some} of {all}."),
               counts->all.n_answered, counts->all.n_suggestions);
  for (guint i = 0; i < mv_report_count_codes (MV_REPORT_OUTCOMES); i++)
    {
      const char *code = mv_report_get_code (MV_REPORT_OUTCOMES, i);

      if (counts->outcomes[i] > 0)
        mv_report_take (self->to, MV_PARAGRAPH_LIST_ITEM, 1,
                        g_strdup_printf ("%s: %u",
                                         mv_report_get_word (MV_REPORT_OUTCOMES, code, self->words),
                                         counts->outcomes[i]));
    }

  if (counts->n_positive + counts->n_negative + counts->n_none + counts->n_too_early > 0)
    {
      g_autofree char *positive = g_strdup_printf ("%u", counts->n_positive);
      g_autofree char *negative = g_strdup_printf ("%u", counts->n_negative);
      g_autofree char *none = g_strdup_printf ("%u", counts->n_none);
      g_autofree char *early = g_strdup_printf ("%u", counts->n_too_early);

      mv_report_take (
          self->to, MV_PARAGRAPH_PLAIN, 0,
          mv_catalogue_fill (self->words,
                             N_ ("Effects that the answers tell of: positive {positive}, "
                                 "negative {negative}, none {none}, too early to say "
                                 "{early}."),
                             "positive", positive, "negative", negative, "none", none, "early",
                             early, NULL));
    }

  if (counts->changes->len > 0)
    add (self, MV_PARAGRAPH_HEADING, 3, N_ ("What became different"));
  for (guint i = 0; i < counts->changes->len; i++)
    mv_report_add (self->to, MV_PARAGRAPH_LIST_ITEM, 1, g_ptr_array_index (counts->changes, i));
}

static void
add_extent (MvReport *self)
{
  const MvInvolvement *counts = self->counts;
  guint n = counts->n_decided;

  add (self, MV_PARAGRAPH_HEADING, 2, N_ ("4. Extent of influence"));
  if (n == 0)
    add (self, MV_PARAGRAPH_PLAIN, 0, N_ ("No suggestion has been decided on yet."));
  else
    {
      g_autofree char *some = g_strdup_printf ("%u", counts->all.n_adopted);
      g_autofree char *all = g_strdup_printf ("%u", n);
      g_autofree char *percent =
          g_strdup_printf ("%u", (200 * counts->all.n_adopted + n) / (2 * n));

      mv_report_take (
          self->to, MV_PARAGRAPH_PLAIN, 0,
          mv_catalogue_fill (self->words,
                             N_ ("Adopted, wholly or in part: {some} of {all} suggestions "
                                 "that were decided on ({percent} per cent)."),
                             "some", some, "all", all, "percent", percent, NULL));
    }
  add_counts (self, N_ ("The answers name effects on: {list}."), MV_REPORT_EFFECTS_ON,
              counts->effects_on);
}

static void
add_reflections (MvReport *self)
{
  const MvInvolvement *counts = self->counts;

  add (self, MV_PARAGRAPH_HEADING, 2, N_ ("5. Reflections"));
  add (self, MV_PARAGRAPH_PLAIN, 0,
       N_ ("To be written by the project: what went well, what did not, and what others can "
           "learn."));
  add_numbers (self, N_ ("Contributions that say what went well: {some} of {all}."),
               counts->n_went_well, counts->all.n_contributions);
  add_numbers (self, N_ ("Contributions that say what could be better: {some} of {all}."),
               counts->n_could_be_better, counts->all.n_contributions);
  add (self, MV_PARAGRAPH_PLAIN, 0,
       N_ ("A person's own words are quoted only as that person has agreed to."));
}

static void
add_opening (MvReport *self)
{
  const char *title = mv_record_get_text (self->from->project, "title");
  g_autofree char *date = mv_report_dup_date (self->from->date, self->words);

  mv_report_take (self->to, MV_PARAGRAPH_HEADING, 1,
                  mv_catalogue_fill (self->words, N_ ("User involvement in {project}"), "project",
                                     title != NULL ? title : "", NULL));
  mv_report_take (
      self->to, MV_PARAGRAPH_PLAIN, 0,
      mv_catalogue_fill (self->words,
                         N_ ("Figures as of {date}, from what was shared with the project and not "
                             "withdrawn. A contribution without suggestions counts as one."),
                         "date", date, NULL));
}

/* A project without contributions says so, and why if it has said why. */
static void
add_none (MvReport *self)
{
  const char *reason = mv_record_get_text (self->from->project, "not_relevant");

  add (self, MV_PARAGRAPH_PLAIN, 0, N_ ("Nothing has been contributed yet."));
  if (has (reason))
    mv_report_take (self->to, MV_PARAGRAPH_PLAIN, 0,
                    mv_catalogue_fill (self->words,
                                       N_ ("The project finds involvement not relevant: {told}"),
                                       "told", reason, NULL));
}

/**
 * mv_documentation_write:
 * @self: what it is made from
 * @words: (nullable): its language; %NULL for English
 *
 * Writes how users have been involved in a project, phase by phase and with numbers, in the five
 * items of the short form of GRIPP2 (Staniszewska and others 2017): aim, methods, results, extent
 * of influence, reflections. What a record cannot know is left for the project to write. Words of
 * representatives are not quoted, and what people did is not counted for fewer than three.
 *
 * Returns: (transfer full) (element-type MvParagraph): the text
 */
GPtrArray *
mv_documentation_write (const MvDocumentation *self, const MvCatalogue *words)
{
  GPtrArray *paragraphs = mv_paragraphs_new ();
  g_autoptr (MvInvolvement) counts = mv_involvement_count (self->contributions, self->replies);
  MvReport report = { self, words, counts, paragraphs };

  add_opening (&report);
  if (counts->all.n_contributions == 0)
    {
      add_none (&report);
      return paragraphs;
    }

  add_aim (&report);
  add_methods (&report);
  add_results (&report);
  add_extent (&report);
  add_reflections (&report);
  return paragraphs;
}
