/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-studies"

#include "config.h"

#include "mv-study-words.h"

#include "mv-code-words.h"

#include <glib/gi18n.h>

/* In the order of the filter. */
static const MvCodeWord states[] = {
  { "recruiting", N_ ("Recruiting"), "moss" },
  { "not-recruiting", N_ ("Not recruiting"), "slate" },
  { "not-started", N_ ("Not started"), "slate" },
  { "ended", N_ ("Completed"), "slate" },
  { NULL },
};

/* Registers are called by their own names. */
static const MvCodeWord sources[] = {
  { "fnsp", "kliniskestudier.helsenorge.no", NULL },
  { "ctgov", "ClinicalTrials.gov", NULL },
  { "ctis", "CTIS", NULL },
  { "isrctn", "ISRCTN", NULL },
  { NULL },
};

/* Returns: (array zero-terminated): codes of the states a reader can choose between */
const char *const *
mv_study_states (void)
{
  static const char *codes[G_N_ELEMENTS (states)];

  mv_code_words_list (states, codes);
  return codes;
}

/* Returns: (nullable): whether the study takes people in, in words; %NULL where it is not known */
const char *
mv_study_state_name (const char *code)
{
  return mv_code_words_name (states, code, NULL);
}

const char *
mv_study_state_style (const char *code)
{
  return mv_code_words_style (states, code, "slate");
}

/* Returns: (nullable): the register's name; %NULL where it comes from no register */
const char *
mv_study_source_name (const char *code)
{
  return mv_code_words_name (sources, code, NULL);
}

/* That the text is not to be had in the reader's own written language. */
char *
mv_study_only_in (const char *language)
{
  if (g_strcmp0 (language, "nn") == 0)
    return g_strdup (_ ("The text is only in Nynorsk."));
  if (g_strcmp0 (language, "nb") == 0)
    return g_strdup (_ ("The text is only in Bokmål."));
  return g_strdup (_ ("The text is only in English."));
}
