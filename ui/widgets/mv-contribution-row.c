/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-contribution-row.h"

#include "mv-phase-boxes.h"
#include "mv-phase-words.h"
#include "mv-stitch-widget.h"
#include "mv-words.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * mv_contribution_row_describe_state:
 * @view: a contribution
 * @out_tone: (out): what colour goes with the words
 *
 * Returns: (transfer full): what has become of the contribution, in one to four words
 */
char *
mv_contribution_row_describe_state (const MvContributionView *view, MvTone *out_tone)
{
  *out_tone = MV_TONE_SLATE;
  switch (view->state)
    {
    case MV_STATE_DRAFT:
      *out_tone = MV_TONE_RUST;
      return g_strdup (C_ ("state of a contribution", "Draft"));
    case MV_STATE_PARTLY:
      *out_tone = MV_TONE_FJORD;
      /* Translators: of a contribution's suggestions: «Svar på 2 av 3» */
      return g_strdup_printf (_ ("Answer to %u of %u"), view->n_answered, view->n_suggestions);
    case MV_STATE_ANSWERED:
      *out_tone = MV_TONE_FJORD;
      return g_strdup (C_ ("state of a contribution", "Answered"));
    case MV_STATE_CLOSED:
      return g_strdup (C_ ("state of a contribution", "Closed"));
    case MV_STATE_WITHDRAWN:
      return g_strdup (C_ ("state of a contribution", "Withdrawn"));
    case MV_STATE_AWAITING:
    default:
      return g_strdup (C_ ("state of a contribution", "Awaiting answer"));
    }
}

static char *
describe_who (const MvContributionView *view)
{
  if (view->is_own)
    /* Translators: who wrote a contribution, where it was the reader: «Du» */
    return g_strdup (C_ ("writer of a contribution", "You"));
  if (view->is_on_behalf && view->author_name != NULL)
    /* Translators: the team wrote it for a person without the program: «Ført på vegne av Kari Nes»
     */
    return g_strdup_printf (_ ("On behalf of %s"), view->author_name);
  return g_strdup (view->author_name != NULL ? view->author_name : "");
}

static char *
describe (const MvContributionView *view, MvContributionRowFlags flags, const char *state)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *who = describe_who (view);
  g_autofree char *date = mv_words_date (mv_record_get_text (view->record, "date"));
  g_autofree char *suggestions = NULL;

  if (view->n_suggestions > 0)
    suggestions = g_strdup_printf (
        ngettext ("%u suggestion", "%u suggestions", view->n_suggestions), view->n_suggestions);
  mv_words_append_part (line, who);
  if (flags & MV_CONTRIBUTION_ROW_PROJECT)
    mv_words_append_part (line, view->project_title);
  mv_words_append_part (line, date);
  mv_words_append_part (line, suggestions);
  if (view->is_unsent && view->state != MV_STATE_DRAFT)
    mv_words_append_part (line, _ ("Not sent yet"));
  if (flags & MV_CONTRIBUTION_ROW_FOLDED)
    g_string_append_printf (line, "\n%s", state);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * mv_contribution_row_new:
 * @view: a contribution; not kept
 * @flags: how it is shown
 *
 * Returns: (transfer floating): a row that opens the contribution
 */
GtkWidget *
mv_contribution_row_new (const MvContributionView *view, MvContributionRowFlags flags)
{
  MvTone tone;
  g_autofree char *state = mv_contribution_row_describe_state (view, &tone);
  g_autofree char *subtitle = describe (view, flags, state);
  const char *title =
      view->title != NULL && *view->title != '\0' ? view->title : _ ("Without text yet");
  GtkWidget *row = mv_text_row_new (title, subtitle);
  GtkWidget *stitch = mv_stitch_widget_new (view->is_own, mv_phase_words_get_weft (view->state));

  mv_text_row_add_prefix (MV_TEXT_ROW (row), stitch);
  if (!(flags & MV_CONTRIBUTION_ROW_FOLDED))
    {
      g_autofree char *spoken = g_strdup_printf ("%s. %s", title, state);

      mv_text_row_add_suffix (MV_TEXT_ROW (row), mv_rows_new_chip (state, tone));
      mv_rows_set_spoken (row, spoken);
    }
  mv_rows_set_action (row, "win.open-contribution",
                      g_variant_new ("(ss)", view->account, mv_record_get_id (view->record)));
  return row;
}
