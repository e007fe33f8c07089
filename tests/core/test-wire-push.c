/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-wire.h"

#include "mv-json.h"

#include <string.h>

#define DEVICE "0193a000-0000-7000-8000-0000000000de"

/* --- Push ---------------------------------------------------------------------------------- */

#define OP_PUT                                                                                     \
  "{\"at\":\"2026-11-20T10:01:02+01:00\",\"base\":0,\"body\":{\"text\":\"Hei\"},\"id\":\"" A       \
  "\",\"kind\":\"contribution\",\"n\":42,\"op\":\"put\",\"scope\":\"user/me\"}"
#define OP_PUT_AGAIN "{\"base\":{\"n\":42},\"body\":{},\"id\":\"" A "\",\"n\":43,\"op\":\"put\"}"
#define OP_DEL "{\"base\":3,\"id\":\"" B "\",\"n\":44,\"op\":\"del\"}"
#define OP_COMMAND                                                                                 \
  "{\"args\":{\"audience\":\"team\"},\"base\":{\"n\":43},\"n\":45,\"name\":\"contribution."        \
  "share\","                                                                                       \
  "\"op\":\"command\"}"
#define OP_RESOLVE                                                                                 \
  "{\"base\":6,\"body\":{},\"drop\":[\"" B "\"],\"id\":\"" A "\",\"n\":46,\"op\":\"resolve\"}"
#define BATCH(ops) "{\"schema\":1,\"device\":\"" DEVICE "\",\"ack\":41,\"ops\":[" ops "]}"

/* A batch with every kind of operation is read, and written again in canonical form. */
static void
test_wire_push (void)
{
  const char *text = BATCH (OP_PUT "," OP_PUT_AGAIN "," OP_DEL "," OP_COMMAND "," OP_RESOLVE);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPush) push = mv_push_decode (text, -1, &error);
  g_autofree char *again = NULL;
  const MvOp *op;

  g_assert_no_error (error);
  g_assert_cmpstr (push->device, ==, DEVICE);
  g_assert_cmpint (push->ack, ==, 41);
  g_assert_cmpuint (push->ops->len, ==, 5);

  op = g_ptr_array_index (push->ops, 0);
  g_assert_cmpint (op->type, ==, MV_OP_PUT);
  g_assert_cmpint (op->n, ==, 42);
  g_assert_cmpint (op->base_type, ==, MV_BASE_REV);
  g_assert_cmpint (op->base, ==, 0);
  g_assert_cmpstr (op->scope, ==, "user/me");
  g_assert_cmpstr (op->kind, ==, "contribution");
  g_assert_cmpstr (mv_json_get_text (op->body, "text"), ==, "Hei");

  op = g_ptr_array_index (push->ops, 1);
  g_assert_cmpint (op->base_type, ==, MV_BASE_OP);
  g_assert_cmpint (op->base, ==, 42);

  op = g_ptr_array_index (push->ops, 3);
  g_assert_cmpstr (op->name, ==, "contribution.share");
  g_assert_cmpstr (mv_json_get_text (op->args, "audience"), ==, "team");

  op = g_ptr_array_index (push->ops, 4);
  g_assert_cmpstr (op->drop[0], ==, B);

  for (guint i = 0; i < push->ops->len; i++)
    g_assert_cmpint (((const MvOp *) g_ptr_array_index (push->ops, i))->problem, ==, 0);

  again = mv_push_encode (push);
  g_assert_cmpstr (again, ==, text);
}

static char *
hash_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = mv_json_parse_object (text, -1, MV_WIRE_MAX_BODY, &error);
  g_autoptr (MvOp) op = mv_op_decode (object, &error);

  g_assert_no_error (error);
  return mv_op_dup_hash (op);
}

/* The hash is SHA-256 of the canonical text: order and blanks do not matter, contents do, also
 * those of members that we do not know. */
static void
test_wire_op_hash (void)
{
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, OP_DEL, -1);
  g_autofree char *hash = hash_of (OP_DEL);
  g_autofree char *reordered =
      hash_of ("{ \"n\": 44, \"op\": \"del\",\n \"id\": \"" B "\", \"base\": 3 }");
  g_autofree char *other = hash_of ("{\"n\":44,\"op\":\"del\",\"id\":\"" B "\",\"base\":4}");
  g_autofree char *unknown =
      hash_of ("{\"n\":44,\"op\":\"del\",\"id\":\"" B "\",\"base\":3,\"new\":1}");
  g_autoptr (MvOp) made = mv_op_new (MV_OP_DEL);
  g_autofree char *hash_of_made = NULL;

  made->n = 44;
  made->id = g_strdup (B);
  made->base_type = MV_BASE_REV;
  made->base = 3;
  hash_of_made = mv_op_dup_hash (made);

  g_assert_cmpstr (hash, ==, expected);
  g_assert_cmpstr (reordered, ==, expected);
  g_assert_cmpstr (hash_of_made, ==, expected);
  g_assert_cmpstr (other, !=, expected);
  g_assert_cmpstr (unknown, !=, expected);
}

/* A missing base is not broken: the server refuses that operation as no-base, the others go on. */
static void
test_wire_op_without_base (void)
{
  g_autoptr (MvPush) push = mv_push_decode (
      BATCH ("{\"n\":1,\"op\":\"del\",\"id\":\"" A "\"},{\"n\":2,\"op\":\"put\",\"id\":\"" A
             "\",\"base\":null,\"body\":{}},{\"n\":3,\"op\":\"command\",\"name\":\"x\"}"),
      -1, NULL);

  g_assert_nonnull (push);
  for (guint i = 0; i < 3; i++)
    {
      const MvOp *op = g_ptr_array_index (push->ops, i);

      g_assert_cmpint (op->base_type, ==, MV_BASE_NONE);
      g_assert_cmpint (op->problem, ==, 0);
    }
}

/* An operation that has a number but is wrong otherwise is marked, and its neighbours are whole. */
static void
test_wire_op_bad (void)
{
  static const BadRow rows[] = {
    { "{\"n\":9}", MV_PROBLEM_INVALID, "op" },                           /* no operation */
    { "{\"n\":9,\"op\":\"patch\"}", MV_PROBLEM_INVALID, "op" },          /* an unknown one */
    { "{\"n\":9,\"op\":\"del\",\"base\":1}", MV_PROBLEM_INVALID, "id" }, /* no item */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"0193A000-0000-7000-8000-00000000000A\",\"base\":1}",
      MV_PROBLEM_INVALID, "id" }, /* upper case */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":-1}", MV_PROBLEM_INVALID,
      "base" }, /* below zero */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":\"1\"}", MV_PROBLEM_INVALID,
      "base" }, /* a text */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":{\"n\":9}}", MV_PROBLEM_INVALID,
      "base" }, /* itself */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":{}}", MV_PROBLEM_INVALID,
      "base" }, /* of nothing */
    { "{\"n\":9,\"op\":\"put\",\"id\":\"" A "\",\"base\":1}", MV_PROBLEM_INVALID,
      "body" }, /* no body */
    { "{\"n\":9,\"op\":\"put\",\"id\":\"" A "\",\"base\":1,\"body\":\"{}\"}", MV_PROBLEM_INVALID,
      "body" }, /* a text as body */
    { "{\"n\":9,\"op\":\"put\",\"id\":\"" A "\",\"base\":0,\"body\":{},\"kind\":\"term\"}",
      MV_PROBLEM_INVALID, "scope" }, /* creates nowhere */
    { "{\"n\":9,\"op\":\"put\",\"id\":\"" A "\",\"base\":0,\"body\":{},\"scope\":\"user/me\"}",
      MV_PROBLEM_INVALID, "kind" }, /* creates nothing */
    { "{\"n\":9,\"op\":\"resolve\",\"id\":\"" A "\",\"base\":1,\"body\":{},\"drop\":[\"x\"]}",
      MV_PROBLEM_INVALID, "drop" },                                 /* not ids */
    { "{\"n\":9,\"op\":\"command\"}", MV_PROBLEM_INVALID, "name" }, /* no command */
    { "{\"n\":9,\"op\":\"command\",\"name\":\"x\",\"args\":[]}", MV_PROBLEM_INVALID,
      "args" }, /* a list */
    { "{\"n\":9,\"op\":\"del\",\"id\":\"" A "\",\"base\":1,\"at\":\"yesterday\"}",
      MV_PROBLEM_INVALID, "at" }, /* not a time */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf (
          BATCH ("%s,{\"n\":10,\"op\":\"del\",\"id\":\"" A "\",\"base\":1}"), rows[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (MvPush) push = mv_push_decode (text, -1, &error);
      const MvOp *op;

      g_assert_no_error (error);
      g_assert_cmpuint (push->ops->len, ==, 2);
      op = g_ptr_array_index (push->ops, 0);
      g_assert_cmpint (op->n, ==, 9);
      g_assert_cmpint (op->problem, ==, rows[i].problem);
      g_assert_cmpstr (op->field, ==, rows[i].field);
      op = g_ptr_array_index (push->ops, 1);
      g_assert_cmpint (op->problem, ==, 0);
    }
}

/* What is wrong with the batch itself refuses all of it. */
static void
test_wire_push_bad (void)
{
  static const BadRow rows[] = {
    { "null", MV_PROBLEM_BAD_JSON, NULL },                          /* not an object */
    { "{\"schema\":1,\"ops\":[]}", MV_PROBLEM_BAD_JSON, "device" }, /* whose? */
    { "{\"schema\":1,\"device\":\"d\",\"ops\":[]}", MV_PROBLEM_BAD_JSON, "device" }, /* no id */
    { "{\"schema\":1,\"device\":\"" DEVICE "\"}", MV_PROBLEM_BAD_JSON, "ops" },      /* no list */
    { "{\"schema\":1,\"device\":\"" DEVICE "\",\"ops\":{}}", MV_PROBLEM_BAD_JSON,
      "ops" }, /* not a list */
    { "{\"schema\":1,\"device\":\"" DEVICE "\",\"ack\":-1,\"ops\":[]}", MV_PROBLEM_BAD_JSON,
      "ack" },                                                         /* below zero */
    { BATCH ("1"), MV_PROBLEM_BAD_JSON, "ops" },                       /* not an operation */
    { BATCH ("{\"op\":\"del\"}"), MV_PROBLEM_BAD_JSON, "n" },          /* no number */
    { BATCH ("{\"n\":0,\"op\":\"del\"}"), MV_PROBLEM_BAD_JSON, "n" },  /* numbers start at 1 */
    { BATCH ("{\"n\":9007199254740993}"), MV_PROBLEM_BAD_JSON, NULL }, /* beyond 2^53 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_push_decode (rows[i].text, -1, &error));
      assert_problem (error, &rows[i]);
    }
}

static char *
make_batch_of (guint n_ops)
{
  g_autoptr (MvPush) push = mv_push_new (DEVICE);

  for (guint i = 1; i <= n_ops; i++)
    {
      MvOp *op = mv_op_new (MV_OP_DEL);

      op->n = i;
      op->id = g_strdup (A);
      op->base_type = MV_BASE_REV;
      op->base = 1;
      g_ptr_array_add (push->ops, op);
    }

  return mv_push_encode (push);
}

/* One hundred operations are taken, one more is too large. */
static void
test_wire_push_limit_ops (void)
{
  g_autofree char *most = make_batch_of (MV_WIRE_MAX_OPS);
  g_autofree char *more = make_batch_of (MV_WIRE_MAX_OPS + 1);
  g_autoptr (MvPush) push = mv_push_decode (most, -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (push->ops->len, ==, MV_WIRE_MAX_OPS);
  g_assert_null (mv_push_decode (more, -1, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_LARGE);
}

/* A batch of 1 MiB is read, one of a byte more is too large. */
static void
test_wire_push_limit_bytes (void)
{
  const char *batch = BATCH ("");
  g_autofree char *text = g_malloc (MV_WIRE_MAX_BODY + 1);
  g_autoptr (MvPush) push = NULL;
  g_autoptr (GError) error = NULL;

  memset (text, ' ', MV_WIRE_MAX_BODY + 1);
  memcpy (text, batch, strlen (batch));

  push = mv_push_decode (text, MV_WIRE_MAX_BODY, NULL);
  g_assert_nonnull (push);
  g_assert_null (mv_push_decode (text, MV_WIRE_MAX_BODY + 1, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_LARGE);
}

static char *
make_deep_batch (guint depth)
{
  GString *body = g_string_new (NULL);

  /* The batch, its list and the operation are three levels, the body is the fourth. */
  for (guint i = 4; i < depth; i++)
    g_string_append (body, "{\"a\":");
  g_string_append (body, "{}");
  for (guint i = 4; i < depth; i++)
    g_string_append_c (body, '}');

  g_string_prepend (body,
                    "{\"schema\":1,\"device\":\"" DEVICE
                    "\",\"ops\":[{\"n\":1,\"op\":\"put\",\"base\":1,\"id\":\"" A "\",\"body\":");
  g_string_append (body, "}]}");

  return g_string_free (body, FALSE);
}

/* Thirty-two levels are read, thirty-three are too deep. */
static void
test_wire_push_limit_depth (void)
{
  g_autofree char *most = make_deep_batch (MV_JSON_MAX_DEPTH);
  g_autofree char *more = make_deep_batch (MV_JSON_MAX_DEPTH + 1);
  g_autoptr (MvPush) push = mv_push_decode (most, -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (push);
  g_assert_null (mv_push_decode (more, -1, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_DEEP);
}

/* --- Results ------------------------------------------------------------------------------- */

/* An answer to a push looks as the protocol shows it and is read back the same. */
static void
test_wire_push_answer (void)
{
  g_autoptr (MvPushAnswer) answer = mv_push_answer_new ("e-9f", 46);
  g_autoptr (MvPushAnswer) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  MvResult *result;

  result = mv_result_new (42, MV_RESULT_OK);
  result->rev = 1;
  result->seq = 311;
  g_ptr_array_add (answer->results, result);
  result = mv_result_new (44, MV_RESULT_CONFLICT);
  result->rev = 5;
  g_ptr_array_add (answer->results, result);
  result = mv_result_new (45, MV_RESULT_OK);
  result->rev = 2;
  result->seq = 7;
  result->scope = g_strdup ("catalogue");
  g_ptr_array_add (answer->results, result);
  g_ptr_array_add (answer->results, mv_result_new_refused (46, MV_PROBLEM_INVALID, "date"));

  text = mv_push_answer_encode (answer);
  g_assert_cmpstr (
      text, ==,
      "{\"epoch\":\"e-9f\",\"last_n\":46,\"results\":[{\"n\":42,\"st\":\"ok\",\"rev\":1,\"seq\":"
      "311},"
      "{\"n\":44,\"st\":\"conflict\",\"rev\":5,\"sibling\":null},"
      "{\"n\":45,\"st\":\"ok\",\"rev\":2,\"seq\":7,\"scope\":\"catalogue\"},"
      "{\"n\":46,\"st\":\"refused\",\"problem\":{\"type\":\"tag:medvirk.no,2026:problem/invalid\","
      "\"title\":\"A field breaks a rule\",\"status\":422,\"code\":\"invalid\",\"field\":\"date\"}}"
      "]}");

  again = mv_push_answer_decode (text, -1, &error);
  g_assert_no_error (error);
  result = g_ptr_array_index (again->results, 3);
  g_assert_cmpint (result->status, ==, MV_RESULT_REFUSED);
  g_assert_cmpint (result->problem, ==, MV_PROBLEM_INVALID);
  g_assert_cmpstr (result->field, ==, "date");

  text_again = mv_push_answer_encode (again);
  g_assert_cmpstr (text_again, ==, text);
}

/* A reason that a newer server has is still a refusal. */
static void
test_wire_result_new_reason (void)
{
  g_autoptr (MvPushAnswer) answer =
      mv_push_answer_decode ("{\"epoch\":\"e\",\"last_n\":1,\"results\":[{\"n\":1,\"st\":"
                             "\"refused\",\"problem\":{\"code\":\"brand-new\"}}]}",
                             -1, NULL);
  const MvResult *result;

  g_assert_nonnull (answer);
  result = g_ptr_array_index (answer->results, 0);
  g_assert_cmpint (result->status, ==, MV_RESULT_REFUSED);
  g_assert_cmpint (result->problem, ==, MV_PROBLEM_INVALID);
}

/* From an answer that is not whole or not ours nothing is concluded. */
static void
test_wire_push_answer_bad (void)
{
  static const BadRow rows[] = {
    { "<html>", MV_PROBLEM_BAD_JSON, NULL }, /* a captive portal */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[", MV_PROBLEM_BAD_JSON, NULL }, /* cut */
    { "{\"last_n\":1,\"results\":[]}", MV_PROBLEM_BAD_JSON, "epoch" },            /* no epoch */
    { "{\"epoch\":\"e\",\"results\":[]}", MV_PROBLEM_BAD_JSON, "last_n" },        /* no number */
    { "{\"epoch\":\"e\",\"last_n\":1}", MV_PROBLEM_BAD_JSON, "results" },         /* no results */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[1]}", MV_PROBLEM_BAD_JSON,
      "results" }, /* not an object */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[{\"st\":\"ok\"}]}", MV_PROBLEM_BAD_JSON,
      "n" }, /* of what? */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[{\"n\":1,\"st\":\"fine\"}]}", MV_PROBLEM_BAD_JSON,
      "st" }, /* unknown status */
    { "{\"epoch\":\"e\",\"last_n\":1,\"results\":[{\"n\":1,\"st\":\"refused\"}]}",
      MV_PROBLEM_BAD_JSON, "problem" }, /* no reason */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mv_push_answer_decode (rows[i].text, -1, &error));
      assert_problem (error, &rows[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/push", test_wire_push);
  g_test_add_func ("/wire/op/hash", test_wire_op_hash);
  g_test_add_func ("/wire/op/without-base", test_wire_op_without_base);
  g_test_add_func ("/wire/op/bad", test_wire_op_bad);
  g_test_add_func ("/wire/push/bad", test_wire_push_bad);
  g_test_add_func ("/wire/push/limit/ops", test_wire_push_limit_ops);
  g_test_add_func ("/wire/push/limit/bytes", test_wire_push_limit_bytes);
  g_test_add_func ("/wire/push/limit/depth", test_wire_push_limit_depth);
  g_test_add_func ("/wire/push-answer", test_wire_push_answer);
  g_test_add_func ("/wire/result/new-reason", test_wire_result_new_reason);
  g_test_add_func ("/wire/push-answer/bad", test_wire_push_answer_bad);

  return g_test_run ();
}
