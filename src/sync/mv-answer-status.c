/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-sync"

#include "config.h"

#include "mv-answer-status.h"

#include "mv-json.h"

/**
 * mv_answer_check_status:
 * @answer: an answer
 * @error: return location for an error
 *
 * Fails with the server's own %MV_PROBLEM, with %MV_PROBLEM_TOO_MANY or %MV_PROBLEM_BUSY where only
 * what stands in front of the server answered, else with %MV_TRANSPORT_ERROR_NOT_MEDVIRK.
 *
 * Returns: whether the status is 200
 */
gboolean
mv_answer_check_status (const MvAnswer *answer, GError **error)
{
  g_return_val_if_fail (answer != NULL, FALSE);

  if (answer->status == 200)
    return TRUE;

  if (answer->body != NULL && !mv_answer_get_problem (answer, error))
    return FALSE;

  switch (answer->status)
    {
    case 429:
      mv_problem_set (error, MV_PROBLEM_TOO_MANY, NULL, "asked to come back later");
      return FALSE;

    case 502:
    case 503:
    case 504:
      mv_problem_set (error, MV_PROBLEM_BUSY, NULL, "the server cannot be reached now");
      return FALSE;

    default:
      g_set_error (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_NOT_MEDVIRK, "status %u",
                   answer->status);
      return FALSE;
    }
}

/**
 * mv_answer_get_text:
 * @answer: an answer
 * @out_length: (out): its length in bytes
 *
 * Returns: (transfer none): the body, not ended by a zero byte; empty if there is none
 */
const char *
mv_answer_get_text (const MvAnswer *answer, size_t *out_length)
{
  const char *text;

  g_return_val_if_fail (answer != NULL && out_length != NULL, NULL);

  *out_length = 0;
  text = answer->body == NULL ? NULL : g_bytes_get_data (answer->body, out_length);

  return text == NULL ? "" : text;
}

/**
 * mv_answer_read_object:
 * @answer: an answer
 * @error: return location for an error
 *
 * Fails as mv_answer_check_status() does, and with %MV_TRANSPORT_ERROR_CUT for what is not a whole
 * JSON object.
 *
 * Returns: (transfer full): the object in the body
 */
JsonObject *
mv_answer_read_object (const MvAnswer *answer, GError **error)
{
  JsonObject *object;
  const char *text;
  size_t length;

  if (!mv_answer_check_status (answer, error))
    return NULL;

  text = mv_answer_get_text (answer, &length);
  object = mv_json_parse_object (text, (gssize) length, MV_WIRE_MAX_BODY, NULL);
  if (object == NULL)
    g_set_error_literal (error, MV_TRANSPORT_ERROR, MV_TRANSPORT_ERROR_CUT,
                         "the answer is not whole");

  return object;
}
