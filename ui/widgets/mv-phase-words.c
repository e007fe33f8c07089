/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-phase-words.h"

#include "mv-words.h"

#include <glib/gi18n.h>

const char *
mv_phase_words_get_state_word (MvPhaseState state)
{
  switch (state)
    {
    case MV_PHASE_DONE:
      return C_ ("state of a phase", "Done");
    case MV_PHASE_ONGOING:
      return C_ ("state of a phase", "Ongoing");
    case MV_PHASE_NOT_RELEVANT:
      return C_ ("state of a phase", "Not relevant");
    case MV_PHASE_PLANNED:
    default:
      return C_ ("state of a phase", "Planned");
    }
}

MvShape
mv_phase_words_get_shape (MvPhaseState state)
{
  switch (state)
    {
    case MV_PHASE_DONE:
      return MV_SHAPE_CHECK;
    case MV_PHASE_ONGOING:
      return MV_SHAPE_HALF;
    case MV_PHASE_NOT_RELEVANT:
      return MV_SHAPE_DASHED;
    case MV_PHASE_PLANNED:
    default:
      return MV_SHAPE_RING;
    }
}

MvWeft
mv_phase_words_get_weft (MvAnswerState state)
{
  switch (state)
    {
    case MV_STATE_ANSWERED:
    case MV_STATE_CLOSED:
      return MV_WEFT_WHOLE;
    case MV_STATE_PARTLY:
      return MV_WEFT_PARTLY;
    case MV_STATE_DRAFT:
    case MV_STATE_AWAITING:
    case MV_STATE_WITHDRAWN:
    default:
      return MV_WEFT_NONE;
    }
}

gboolean
mv_phase_words_is_across (const MvProjectBox *box)
{
  return box->codes != NULL && box->codes[0] != NULL && box->codes[0][0] == 'X';
}

gboolean
mv_phase_words_is_answered (MvAnswerState state)
{
  return mv_phase_words_get_weft (state) == MV_WEFT_WHOLE;
}

/* What the band draws of one contribution. */
MvBandStitch
mv_phase_words_get_stitch (const MvStitch *stitch)
{
  return (MvBandStitch){ stitch->is_own, mv_phase_words_get_weft (stitch->state), stitch->month };
}

/**
 * mv_phase_words_describe_band:
 * @stitches: (element-type MvStitch): contributions of a project
 * @box: which box, or -1 for all
 *
 * Returns: (transfer full): the band in words
 */
char *
mv_phase_words_describe_band (const GArray *stitches, int box)
{
  guint n_all = 0, n_answered = 0;
  g_autofree char *all = NULL, *answered = NULL;

  for (guint i = 0; i < stitches->len; i++)
    {
      const MvStitch *stitch = &g_array_index (stitches, MvStitch, i);

      if (box >= 0 && stitch->box != (guint) box)
        continue;
      n_all++;
      n_answered += mv_phase_words_is_answered (stitch->state);
    }
  if (n_all == 0)
    return g_strdup (_ ("No contributions yet"));
  all = mv_words_capitalise (mv_words_number (n_all));
  answered = mv_words_number (n_answered);
  /* Translators: in words up to twelve, so that a screen reader reads it well: «Elleve bidrag, ni
     med svar». The first %s is the number of contributions, the second how many have an answer. */
  return g_strdup_printf (
      ngettext ("%s contribution, %s answered", "%s contributions, %s answered", n_all), all,
      answered);
}
