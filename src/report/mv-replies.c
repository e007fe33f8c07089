/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-report"

#include "config.h"

#include "mv-replies.h"

#include <string.h>

/**
 * mv_replies_find:
 * @replies: (nullable) (element-type MvRecord): records of the kind reply
 * @contribution: id of a contribution
 * @suggestion: id of one of its suggestions; empty for the whole
 *
 * Returns: (transfer none) (nullable): the reply to it
 */
MvRecord *
mv_replies_find (GPtrArray *replies, const char *contribution, const char *suggestion)
{
  for (guint i = 0; replies != NULL && i < replies->len; i++)
    {
      MvRecord *reply = g_ptr_array_index (replies, i);
      const char *about = mv_record_get_text (reply, "suggestion");

      if (g_strcmp0 (mv_record_get_text (reply, "contribution"), contribution) == 0 &&
          strcmp (about != NULL ? about : "", suggestion) == 0)
        return reply;
    }

  return NULL;
}

gboolean
mv_reply_is_answer (MvRecord *reply)
{
  const char *outcome = reply != NULL ? mv_record_get_text (reply, "outcome") : NULL;

  return outcome != NULL && strcmp (outcome, "waiting") != 0;
}

gboolean
mv_reply_is_adopted (MvRecord *reply)
{
  const char *outcome = reply != NULL ? mv_record_get_text (reply, "outcome") : NULL;

  return g_strcmp0 (outcome, "adopted") == 0 || g_strcmp0 (outcome, "partly") == 0;
}
