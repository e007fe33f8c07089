/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-contributions"

#include "config.h"

#include "mv-contribution-words.h"

#include "mv-code-words.h"
#include "mv-report-words.h"
#include "mv-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_OUTCOMES 8

static const MvCodeWord kinds[] = {
  { "input", N_ ("Input"), NULL },
  { "document-comment", N_ ("Comment on a document"), NULL },
  { "meeting", N_ ("Meeting attendance"), NULL },
  { "review-information", N_ ("Review of patient information"), NULL },
  { "review-consent", N_ ("Review of the consent form"), NULL },
  { "review-protocol", N_ ("Review of the protocol"), NULL },
  { "interview", N_ ("Interview as co-researcher"), NULL },
  { "prioritisation", N_ ("Prioritisation"), NULL },
  { "assessment", N_ ("Assessment of applications"), NULL },
  { "analysis", N_ ("Analysis and interpretation"), NULL },
  { "talk", N_ ("Talk or presentation"), NULL },
  { "writing", N_ ("Writing"), NULL },
  { "co-authorship", N_ ("Co-authorship"), NULL },
  { "dissemination", N_ ("Dissemination"), NULL },
  { "teaching", N_ ("Teaching"), NULL },
  { "recruitment", N_ ("Recruitment"), NULL },
  { "other", N_ ("Something else"), NULL },
  { NULL },
};

/* Returns: (array zero-terminated): codes of the kinds of contribution, in the order they are shown
 */
const char *const *
mv_contribution_kinds (void)
{
  static const char *codes[G_N_ELEMENTS (kinds)];

  mv_code_words_list (kinds, codes);
  return codes;
}

/* A code that a newer program wrote stands for itself. */
const char *
mv_contribution_kind_name (const char *code)
{
  return mv_code_words_name (kinds, code, code);
}

/* Returns: (array zero-terminated): codes of what may become of a suggestion, in the order of the
 * buttons */
const char *const *
mv_outcomes (void)
{
  static const char *codes[MAX_OUTCOMES + 1];
  guint n = mv_report_count_codes (MV_REPORT_OUTCOMES);

  g_return_val_if_fail (n <= MAX_OUTCOMES, codes);

  for (guint i = 0; i < n; i++)
    codes[i] = mv_report_get_code (MV_REPORT_OUTCOMES, i);
  return codes;
}

const char *
mv_outcome_name (const char *code)
{
  const char *word = mv_report_get_source_word (MV_REPORT_OUTCOMES, code);

  return word != NULL ? _ (word) : code;
}

/* Returns: class of the chip that shows the outcome */
const char *
mv_outcome_style (const char *code)
{
  if (g_strcmp0 (code, "adopted") == 0 || g_strcmp0 (code, "partly") == 0)
    return "fjord";
  return g_strcmp0 (code, "passed-on") == 0 ? "plum" : "slate";
}

/* Without a reason such an answer is not taken: nobody should wonder why. */
gboolean
mv_outcome_needs_reason (const char *code)
{
  return g_strcmp0 (code, "declined") == 0 || g_strcmp0 (code, "waiting") == 0;
}

/* Whether the sentence that goes with the answer is a reason, and not news of what was done. */
gboolean
mv_outcome_is_explained (const char *code)
{
  return mv_outcome_needs_reason (code) || g_strcmp0 (code, "partly") == 0 ||
         g_strcmp0 (code, "passed-on") == 0;
}

/* Who wrote it, as the person who reads it would say. */
const char *
mv_contribution_author (const MvContributionView *view)
{
  if (view->is_own)
    return _ ("You");
  return view->author_name != NULL ? view->author_name : _ ("A user representative");
}

/* Returns: (nullable): how the author is spoken of in a sentence; %NULL where there is no name */
char *
mv_contribution_first_name (const MvContributionView *view)
{
  const char *end;

  if (view->is_own || view->author_name == NULL)
    return NULL;
  end = strchr (view->author_name, ' ');
  return end == NULL ? g_strdup (view->author_name)
                     : g_strndup (view->author_name, (size_t) (end - view->author_name));
}

/* Returns: (nullable): until when there should be an answer; %NULL when none is waited for */
char *
mv_contribution_due_text (const MvContributionView *view, const char *today)
{
  g_autofree char *day = NULL;

  if (view->due_on == NULL || (view->state != MV_STATE_AWAITING && view->state != MV_STATE_PARTLY))
    return NULL;
  day = mv_words_date (view->due_on);
  if (strcmp (view->due_on, today) < 0)
    /* Translators: an answer should have come by the day %s, and has not */
    return g_strdup_printf (_ ("the answer was due %s"), day);
  /* Translators: an answer comes by the day %s */
  return g_strdup_printf (_ ("answer by %s"), day);
}
