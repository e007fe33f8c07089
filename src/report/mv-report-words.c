/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-report"

#include "config.h"

#include "mv-report-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *code;
  const char *word;
} MvWordRow;

static const MvWordRow outcomes[] = {
  { "adopted", N_ ("Adopted") },      { "partly", N_ ("Partly adopted") },
  { "declined", N_ ("Not adopted") }, { "waiting", N_ ("Waits until later") },
  { "passed-on", N_ ("Passed on") },  { "none-needed", N_ ("Needs no answer") },
};

static const MvWordRow states[] = {
  { "planned", N_ ("Planned") },
  { "ongoing", N_ ("Ongoing") },
  { "done", N_ ("Done") },
  { "not-relevant", N_ ("Not relevant") },
};

static const MvWordRow forms[] = {
  { "meeting", N_ ("in a meeting") },
  { "document", N_ ("on a document") },
  { "e-mail", N_ ("by e-mail") },
  { "phone", N_ ("on the phone") },
  { "workshop", N_ ("in a workshop") },
  { "survey", N_ ("in a survey") },
  { "talk", N_ ("in a talk") },
  { "writing", N_ ("in writing") },
  { "interview", N_ ("in an interview") },
  { "other", N_ ("in another way") },
};

static const MvWordRow roles[] = {
  { "informed", N_ ("got information") },
  { "asked", N_ ("was asked") },
  { "advised", N_ ("gave advice") },
  { "together", N_ ("worked together") },
  { "decided", N_ ("took part in deciding") },
  { "adviser", N_ ("adviser") },
  { "partner", N_ ("partner") },
  { "co-researcher", N_ ("co-researcher") },
  { "observer", N_ ("observer") },
};

static const MvWordRow effects_on[] = {
  { "question", N_ ("the research question") },
  { "design", N_ ("the design of the study") },
  { "burden", N_ ("the burden of taking part") },
  { "information", N_ ("the information to participants") },
  { "recruitment", N_ ("recruitment") },
  { "data", N_ ("data collection") },
  { "analysis", N_ ("analysis") },
  { "interpretation", N_ ("interpretation") },
  { "dissemination", N_ ("dissemination") },
  { "practice", N_ ("practice") },
  { "people", N_ ("the people who took part") },
  { "cost", N_ ("cost and time") },
};

static const struct
{
  const MvWordRow *rows;
  guint n_rows;
} groups[] = {
  [MV_REPORT_OUTCOMES] = { outcomes, G_N_ELEMENTS (outcomes) },
  [MV_REPORT_STATES] = { states, G_N_ELEMENTS (states) },
  [MV_REPORT_FORMS] = { forms, G_N_ELEMENTS (forms) },
  [MV_REPORT_ROLES] = { roles, G_N_ELEMENTS (roles) },
  [MV_REPORT_EFFECTS_ON] = { effects_on, G_N_ELEMENTS (effects_on) },
};

/* Returns: how many codes a group has */
guint
mv_report_count_codes (MvReportGroup group)
{
  return groups[group].n_rows;
}

/* Returns: one of them, in the order of the records' tables */
const char *
mv_report_get_code (MvReportGroup group, guint i)
{
  return groups[group].rows[i].code;
}

const char *
mv_report_get_source_word (MvReportGroup group, const char *code)
{
  for (guint i = 0; i < groups[group].n_rows; i++)
    {
      if (g_strcmp0 (groups[group].rows[i].code, code) == 0)
        return groups[group].rows[i].word;
    }

  return NULL;
}

/**
 * mv_report_get_word:
 * @group: which list of codes
 * @code: (nullable): a code
 * @words: (nullable): the language
 *
 * Returns: (nullable): what the code is called; %NULL for a code that this version does not know
 */
const char *
mv_report_get_word (MvReportGroup group, const char *code, const MvCatalogue *words)
{
  const char *word = mv_report_get_source_word (group, code);

  return word != NULL ? mv_catalogue_get (words, word) : NULL;
}

/**
 * mv_report_dup_date:
 * @date: (nullable): a day, `2026-11-22`
 * @words: (nullable): the language
 *
 * Returns: (transfer full): the day in figures, as the language writes it (in English by ISO 8601,
 *   since figures mean different days in different countries); empty for none
 */
char *
mv_report_dup_date (const char *date, const MvCatalogue *words)
{
  g_auto (GStrv) parts = g_strsplit (date != NULL ? date : "", "-", 3);

  if (g_strv_length (parts) != 3)
    return g_strdup (date != NULL ? date : "");

  if (strcmp (mv_catalogue_get_language (words), "en") == 0)
    return g_strdup (date);
  return g_strdup_printf ("%s.%s.%s", parts[2], parts[1], parts[0]);
}

void
mv_report_add (GPtrArray *to, MvParagraphStyle style, guint level, const char *text)
{
  g_ptr_array_add (to, mv_paragraph_new (style, level, 0, text));
}

void
mv_report_take (GPtrArray *to, MvParagraphStyle style, guint level, char *text)
{
  mv_report_add (to, style, level, text);
  g_free (text);
}
