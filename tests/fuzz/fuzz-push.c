/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz.h"
#include "mv-json.h"
#include "mv-wire.h"

#include <string.h>

/* Operations that are right are the same after being written and read; one that is wrong says how,
 * and the server knows it again when it comes a second time. */
static void
check_op (const MvOp *op)
{
  g_autofree char *hash = mv_op_dup_hash (op);
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (MvOp) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (op->n, >=, 1);
  g_assert_cmpuint (strlen (hash), ==, 64);
  if (op->problem != 0)
    {
      g_assert_nonnull (mv_problem_get_name (op->problem));
      return;
    }

  text = mv_op_encode (op);
  node = mv_json_parse (text, -1, 0, &error);
  g_assert_no_error (error);
  again = mv_op_decode (json_node_get_object (node), &error);
  g_assert_no_error (error);
  text_again = mv_op_encode (again);
  g_assert_cmpstr (text_again, ==, text);
}

static void
check_answer (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPushAnswer) answer =
      mv_push_answer_decode ((const char *) data, (gssize) size, &error);
  g_autoptr (MvPushAnswer) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (answer == NULL)
    {
      mv_fuzz_assert_refused (error);
      return;
    }

  text = mv_push_answer_encode (answer);
  again = mv_push_answer_decode (text, -1, &error);
  g_assert_no_error (error);
  text_again = mv_push_answer_encode (again);
  g_assert_cmpstr (text_again, ==, text);
}

/* What a server reads of a device that has written something, and a device of the answer to it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPush) push = mv_push_decode ((const char *) data, (gssize) size, &error);

  check_answer (data, size);
  if (push == NULL)
    {
      mv_fuzz_assert_refused (error);
      return 0;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (push->ops->len, <=, MV_WIRE_MAX_OPS);
  for (guint i = 0; i < push->ops->len; i++)
    check_op (g_ptr_array_index (push->ops, i));
  return 0;
}
