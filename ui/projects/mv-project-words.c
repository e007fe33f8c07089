/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-projects"

#include "config.h"

#include "mv-project-words.h"

#include "mv-code-words.h"
#include "mv-words.h"

#include <glib/gi18n.h>

/**
 * mv_project_words_describe_row:
 * @row: a project in the list
 *
 * Returns: (transfer full): organisation, where the project is, and what there is for the reader
 */
char *
mv_project_words_describe_row (const MvProjectRow *row)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean is_team = g_strcmp0 (row->role, "lead") == 0 || g_strcmp0 (row->role, "researcher") == 0;
  g_autofree char *count = NULL;

  mv_words_append_part (line, row->organisation);
  if (!row->is_ended)
    mv_words_append_part (line, row->box);
  if (is_team && row->n_unanswered > 0)
    count =
        g_strdup_printf (ngettext ("%u awaiting answer", "%u awaiting answer", row->n_unanswered),
                         row->n_unanswered);
  else if (!is_team && row->n_own > 0)
    /* Translators: how many contributions the reader has written in a project: «6 bidrag av deg» */
    count = g_strdup_printf (
        ngettext ("%u contribution by you", "%u contributions by you", row->n_own), row->n_own);
  mv_words_append_part (line, count);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * mv_project_words_describe_role:
 * @role: (nullable): code of a planned role
 *
 * Returns: (transfer full) (nullable): what was agreed, as a sentence in the reader's own voice, or
 *   the title where the organisation uses titles
 */
char *
mv_project_words_describe_role (const char *role)
{
  static const MvCodeWord roles[] = {
    { "informed", N_ ("Agreed: I am informed"), NULL },
    { "asked", N_ ("Agreed: I am asked"), NULL },
    { "advised", N_ ("Agreed: I give advice"), NULL },
    { "together", N_ ("Agreed: We work together"), NULL },
    { "decided", N_ ("Agreed: I take part in deciding"), NULL },
    { "adviser", N_ ("Agreed: adviser"), NULL },
    { "partner", N_ ("Agreed: partner"), NULL },
    { "co-researcher", N_ ("Agreed: co-researcher"), NULL },
    { "observer", N_ ("Agreed: representative and observer"), NULL },
    { NULL },
  };

  return g_strdup (mv_code_words_name (roles, role, NULL));
}

/**
 * mv_project_words_describe_people:
 * @view: a project
 *
 * Returns: (transfer full): the organisation and who leads the project
 */
char *
mv_project_words_describe_people (const MvProjectView *view)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *lead = NULL;

  mv_words_append_part (line, view->organisation);
  if (view->lead != NULL)
    /* Translators: who leads a project: «leder Anders Vik» */
    lead = g_strdup_printf (_ ("led by %s"), view->lead);
  mv_words_append_part (line, lead);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

const char *
mv_project_words_get_member_role (const char *role)
{
  if (g_strcmp0 (role, "lead") == 0)
    return C_ ("role of a person", "Project lead");
  if (g_strcmp0 (role, "researcher") == 0)
    return C_ ("role of a person", "Researcher");
  if (g_strcmp0 (role, "former") == 0)
    return C_ ("role of a person", "Earlier user representative");
  return C_ ("role of a person", "User representative");
}

/**
 * mv_project_words_is_in_box:
 * @contribution: a contribution of the project
 * @box: a box of its vocabulary
 *
 * Returns: whether the first of the contribution's phases is in the box; one without a phase counts
 *   as going across the phases
 */
gboolean
mv_project_words_is_in_box (const MvContributionView *contribution, const MvProjectBox *box)
{
  g_auto (GStrv) phases = mv_record_dup_texts (contribution->record, "phases");

  if (phases == NULL || phases[0] == NULL)
    return box->codes != NULL && g_strv_contains ((const char *const *) box->codes, "X1");
  return box->codes != NULL && g_strv_contains ((const char *const *) box->codes, phases[0]);
}
