/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-problem.h"

typedef struct
{
  const char *name;
  unsigned int status;
  const char *title;
} MvProblemRow;

static const MvProblemRow rows[] = {
  [MV_PROBLEM_BAD_JSON] = { "bad-json", 400, "Not readable as JSON" },
  [MV_PROBLEM_TOO_DEEP] = { "too-deep", 400, "Too many levels" },
  [MV_PROBLEM_NOT_AUTHENTICATED] = { "not-authenticated", 401, "Not signed in" },
  [MV_PROBLEM_DEVICE_REVOKED] = { "device-revoked", 401, "This device was removed" },
  [MV_PROBLEM_DEVICE_ASLEEP] = { "device-asleep", 401, "This device was not used for a long time" },
  [MV_PROBLEM_INVITATION_INVALID] = { "invitation-invalid", 403, "The invitation cannot be used" },
  [MV_PROBLEM_NOT_FOUND] = { "not-found", 404, "Not found" },
  [MV_PROBLEM_DEVICE_FORKED] = { "device-forked", 409, "Two devices use the same identity" },
  [MV_PROBLEM_OP_GAP] = { "op-gap", 409, "An operation is missing" },
  [MV_PROBLEM_TOO_LARGE] = { "too-large", 413, "Too large" },
  [MV_PROBLEM_WRONG_TYPE] = { "wrong-type", 415, "Not application/json" },
  [MV_PROBLEM_SCHEMA_TOO_OLD] = { "schema-too-old", 426, "The program is too old for this server" },
  [MV_PROBLEM_TOO_MANY] = { "too-many", 429, "Too many requests" },
  [MV_PROBLEM_BUSY] = { "busy", 503, "Busy, try again later" },
  [MV_PROBLEM_NO_BASE] = { "no-base", 422, "The write does not say what it builds on" },
  [MV_PROBLEM_INVALID] = { "invalid", 422, "A field breaks a rule" },
  [MV_PROBLEM_NOT_ALLOWED] = { "not-allowed", 403, "Not allowed" },
  [MV_PROBLEM_UNKNOWN_KIND] = { "unknown-kind", 422, "Unknown kind of record" },
  [MV_PROBLEM_DEPENDS] = { "depends", 422, "Depends on an operation that was refused" },
  [MV_PROBLEM_ERASED] = { "erased", 410, "Erased" },
};

typedef struct
{
  char *field; /* (owned) (nullable) */
} MvProblemPrivate;

static void
mv_problem_private_init (MvProblemPrivate *priv)
{
  priv->field = NULL;
}

static void
mv_problem_private_copy (const MvProblemPrivate *from, MvProblemPrivate *to)
{
  to->field = g_strdup (from->field);
}

static void
mv_problem_private_clear (MvProblemPrivate *priv)
{
  g_clear_pointer (&priv->field, g_free);
}

G_DEFINE_EXTENDED_ERROR (MvProblem, mv_problem)

static const MvProblemRow *
get_row (MvProblem problem)
{
  g_return_val_if_fail (problem >= MV_PROBLEM_BAD_JSON && problem < G_N_ELEMENTS (rows),
                        &rows[MV_PROBLEM_INVALID]);
  return &rows[problem];
}

/**
 * mv_problem_get_name:
 * @problem: a problem
 *
 * Returns: (transfer none): its stable name on the wire, such as `device-forked`
 */
const char *
mv_problem_get_name (MvProblem problem)
{
  return get_row (problem)->name;
}

/**
 * mv_problem_get_title:
 * @problem: a problem
 *
 * Returns: (transfer none): a short English title; the program shows its own sentence instead
 */
const char *
mv_problem_get_title (MvProblem problem)
{
  return get_row (problem)->title;
}

/**
 * mv_problem_get_status:
 * @problem: a problem
 *
 * Returns: the HTTP status that goes with it
 */
unsigned int
mv_problem_get_status (MvProblem problem)
{
  return get_row (problem)->status;
}

/**
 * mv_problem_from_name:
 * @name: (nullable): a name from the wire
 * @out_problem: (out): the problem; untouched if the name is unknown
 *
 * Returns: whether the name is known
 */
gboolean
mv_problem_from_name (const char *name, MvProblem *out_problem)
{
  g_return_val_if_fail (out_problem != NULL, FALSE);

  for (guint i = MV_PROBLEM_BAD_JSON; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_strcmp0 (rows[i].name, name) == 0)
        {
          *out_problem = (MvProblem) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * mv_problem_set:
 * @error: (nullable): where to put the error
 * @problem: what is wrong
 * @field: (nullable): name of the field that is wrong
 * @format: English message for developers, never with the text that people wrote
 *
 * Sets an error of the domain %MV_PROBLEM.
 */
void
mv_problem_set (GError **error, MvProblem problem, const char *field, const char *format, ...)
{
  va_list arguments;

  if (error == NULL)
    return;

  va_start (arguments, format);
  *error = g_error_new_valist (MV_PROBLEM, (int) problem, format, arguments);
  va_end (arguments);

  mv_problem_get_private (*error)->field = g_strdup (field);
}

/**
 * mv_problem_dup_field:
 * @error: an error of any domain
 *
 * Returns: (transfer full) (nullable): the field that is wrong, if @error says so
 */
char *
mv_problem_dup_field (const GError *error)
{
  if (error == NULL || error->domain != MV_PROBLEM)
    return NULL;

  return g_strdup (mv_problem_get_private (error)->field);
}
