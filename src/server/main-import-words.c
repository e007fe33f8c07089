/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-import-words.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *code;
  const char *happened;
  const char *outcome; /* (nullable): else the study is left out */
} MvImportWords;

static const MvImportWords words[] = {
  { "missing", N_ ("This is missing, and a study needs it."), NULL },
  { "empty", N_ ("This is missing, and a study needs it."), NULL },
  { "wrong-type", N_ ("Something of another type stands here."), NULL },
  { "too-long", N_ ("The text is longer than a study may have."), NULL },
  { "too-many", N_ ("The list is longer than a study may have."), NULL },
  { "doubled", N_ ("Another study in the file has the same id."), NULL },
  { "unknown-code", N_ ("The word is new."),
    N_ ("The study is taken in, and the word is shown as it stands. Nothing needs to be done.") },
  { "test", N_ ("This is somebody's test."), N_ ("It is left out. Nothing needs to be done.") },
  { "invalid", N_ ("This does not fit what a study may have."), NULL },
};

static const char *const left_out = N_ ("The study is left out, and what the catalogue has of it "
                                        "stands. Mend it where it comes from, and import the file "
                                        "again.");

/**
 * mv_import_words_dup_problem:
 * @file: name of the file, as it was given
 * @problem: what was wrong in it
 *
 * Returns: (transfer full): file, line, study and field, what is wrong, what became of the study,
 *   and what to do
 */
char *
mv_import_words_dup_problem (const char *file, const MvImportProblem *problem)
{
  const MvImportWords *row = &words[G_N_ELEMENTS (words) - 1];
  const char *outcome;

  if (problem->item == 0)
    return g_strdup_printf ("%s: %s %s", file, _ ("There are no studies in the file."),
                            _ ("The catalogue is as it was. Fetch the file again, and import it."));

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i].code, problem->code) == 0)
        row = &words[i];
    }
  outcome = _ (row->outcome != NULL ? row->outcome : left_out);

  if (problem->field == NULL)
    /* Translators: file, number of the line, number of the study, what is wrong, what to do */
    return g_strdup_printf (_ ("%s, line %u, study %u: %s %s"), file, problem->line, problem->item,
                            _ ("This is not a study, but something else."), outcome);

  /* Translators: file, numbers of line and study, name of the field, what is wrong, what to do */
  return g_strdup_printf (_ ("%s, line %u, study %u, field “%s”: %s %s"), file, problem->line,
                          problem->item, problem->field, _ (row->happened), outcome);
}

/* The reader of JSON tells the line in its message. */
static guint
find_line (const char *message)
{
  const char *at = strstr (message, " in line ");
  guint line = 1;

  if (at != NULL)
    sscanf (at, " in line %u", &line);
  return line;
}

/**
 * mv_import_words_dup_refusal:
 * @file: name of the file, as it was given
 * @error: of opening it, or of mv_import_fnsp()
 *
 * Returns: (transfer full): why nothing of the file was taken in, and what to do
 */
char *
mv_import_words_dup_refusal (const char *file, const GError *error)
{
  if (error->domain != MV_PROBLEM)
    return g_strdup_printf (_ ("%s: The file could not be opened (%s). The catalogue is as it was. "
                               "Look where the file is, and import it again."),
                            file, error->message);
  if (error->code == MV_PROBLEM_TOO_LARGE)
    return g_strdup_printf (_ ("%s: The file is too large to be a list of studies. The catalogue "
                               "is as it was. Fetch the file again, and import it."),
                            file);
  /* Translators: file, number of the line */
  return g_strdup_printf (_ ("%s, line %u: The file is not whole, or not a list of studies. The "
                             "catalogue is as it was. Fetch the file again, and import it."),
                          file, find_line (error->message));
}
