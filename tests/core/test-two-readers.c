/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json-slice.h"
#include "mv-json.h"
#include "mv-test-texts.h"
#include "mv-test-wire.h"

#include <string.h>

/* Bodies and put lines are read in two ways: strictly by anybody, and quickly by the first download
 * and the lists. Both get the same texts here, whole and broken, and have to say the same. */

#define SCOPE "project/" A "/by/" B

static char *
leave (const char *body)
{
  return g_strdup (body);
}

/* How many of the texts each side took; a test that only ever sees refusals shows nothing. */
typedef struct
{
  guint n_texts;
  guint n_read;
  guint n_quick;
} Count;

/* What is called canonical is what the strict reader takes and writes again byte for byte. */
static void
compare_canonical (const char *text, gsize length, gpointer data)
{
  Count *count = data;
  g_autoptr (JsonNode) node = mv_json_parse (text, (gssize) length, 0, NULL);
  g_autofree char *again = node != NULL ? mv_json_to_text (node) : NULL;
  gboolean is_same = again != NULL && strlen (again) == length && memcmp (again, text, length) == 0;

  count->n_texts++;
  count->n_read += node != NULL;
  if (!mv_json_is_canonical (text, length, MV_JSON_MAX_DEPTH))
    return;

  count->n_quick++;
  if (!is_same)
    g_error ("called canonical: %.*s", (int) length, text);
}

static void
test_canonical (void)
{
  Count count = { 0 };

  mv_test_foreach_text (leave, compare_canonical, &count);
  g_test_message ("%u texts, %u read, %u canonical", count.n_texts, count.n_read, count.n_quick);
  g_assert_cmpuint (count.n_read, >, count.n_texts / 20);
  g_assert_cmpuint (count.n_quick, >, count.n_texts / 50);
}

/* Every body without what is rare is recognised: otherwise the quick way would be none. */
static void
test_recognised (void)
{
  guint n_kinds = 0;
  const MvKind *const *kinds = mv_kind_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    for (guint64 seed = 1; seed <= 50; seed++)
      {
        g_autofree char *body = mv_test_make_body (kinds[i], seed, FALSE);

        if (!mv_json_is_canonical (body, strlen (body), MV_JSON_MAX_DEPTH))
          g_error ("not recognised: %s", body);
      }
}

/* Looking into them */

static void compare_value (MvJsonSlice slice, JsonNode *node);

static void
compare_object (MvJsonSlice slice, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  MvJsonSlice value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_autofree char *other = g_strconcat (name, "\"", NULL);
      g_autofree char *text = mv_json_slice_dup_member (slice, name);

      g_assert_cmpstr (text, ==, mv_json_get_text (object, name));
      g_assert_false (mv_json_slice_find (slice, other, &value));
      if (JSON_NODE_HOLDS_NULL (member))
        {
          g_assert_false (mv_json_slice_find (slice, name, &value));
          continue;
        }
      g_assert_true (mv_json_slice_find (slice, name, &value));
      compare_value (value, member);
    }
}

static void
compare_list (MvJsonSlice slice, JsonArray *list)
{
  MvJsonSlice item;

  g_assert_cmpuint (mv_json_slice_count (slice), ==, json_array_get_length (list));
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      g_assert_true (mv_json_slice_next (&slice, &item));
      compare_value (item, json_array_get_element (list, i));
    }
  g_assert_false (mv_json_slice_next (&slice, &item));
}

static void
compare_value (MvJsonSlice slice, JsonNode *node)
{
  gboolean is_text =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
  gboolean is_true = JSON_NODE_HOLDS_VALUE (node) &&
                     json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
                     json_node_get_boolean (node);
  g_autofree char *text = mv_json_slice_dup_text (slice);
  MvJsonSlice ignored;

  g_assert_cmpstr (text, ==, is_text ? json_node_get_string (node) : NULL);
  g_assert_true (mv_json_slice_is_true (slice) == is_true);
  g_assert_true (mv_json_slice_is_list (slice) == JSON_NODE_HOLDS_ARRAY (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    compare_object (slice, json_node_get_object (node));
  else
    g_assert_false (mv_json_slice_find (slice, "id", &ignored));
  if (JSON_NODE_HOLDS_ARRAY (node))
    compare_list (slice, json_node_get_array (node));
  else
    g_assert_cmpuint (mv_json_slice_count (slice), ==, 0);
}

/* What stands in a text is the same for both, at all levels of it; a text that is broken is looked
 * into as well, and whatever comes out, the looking ends within it. */
static void
compare_slices (const char *text, gsize length, gpointer data)
{
  Count *count = data;
  g_autoptr (JsonNode) node = mv_json_parse (text, (gssize) length, 0, NULL);
  MvJsonSlice slice = { text, length };
  MvJsonSlice value;

  count->n_texts++;
  if (node != NULL)
    {
      while (slice.length > 0 && g_ascii_isspace (*slice.start))
        slice = (MvJsonSlice){ slice.start + 1, slice.length - 1 };
      count->n_read++;
      compare_value (slice, node);
    }
  else if (mv_json_slice_find (slice, "suggestions", &value))
    {
      g_assert_true (value.start >= text && value.start + value.length <= text + length);
      count->n_quick += mv_json_slice_count (value);
    }
}

static void
test_slices (void)
{
  Count count = { 0 };

  mv_test_foreach_text (leave, compare_slices, &count);
  g_test_message ("%u texts, %u read", count.n_texts, count.n_read);
  g_assert_cmpuint (count.n_read, >, count.n_texts / 20);
}

/* Lines */

static char *
make_line (const char *body)
{
  GString *line = g_string_new (NULL);

  mv_line_append_put (line, SCOPE, 17, A, 3, "contribution", strlen (body) % 2 == 0 ? B : NULL,
                      strlen (body) % 3 == 0 ? B : NULL, body);
  g_string_truncate (line, line->len - 1);
  return g_string_free (line, FALSE);
}

static void
assert_same_line (const MvLine *a, const MvLine *b)
{
  g_assert_cmpint (a->type, ==, b->type);
  g_assert_cmpstr (a->scope, ==, b->scope);
  g_assert_cmpint (a->seq, ==, b->seq);
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpint (a->rev, ==, b->rev);
  g_assert_cmpstr (a->kind, ==, b->kind);
  g_assert_cmpstr (a->by, ==, b->by);
  g_assert_cmpstr (a->conflict_of, ==, b->conflict_of);
  g_assert_cmpstr (a->body, ==, b->body);
}

/* A blank before it makes a line one that only the strict reader takes. */
static void
compare_lines (const char *text, gsize length, gpointer data)
{
  Count *count = data;
  g_autoptr (GString) strict = g_string_new (" ");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) strict_error = NULL;
  g_autoptr (MvLine) line = mv_line_decode (text, (gssize) length, &error);
  g_autoptr (MvLine) strict_line = NULL;

  g_string_append_len (strict, text, (gssize) length);
  strict_line = mv_line_decode (strict->str, (gssize) strict->len, &strict_error);
  count->n_texts++;
  if ((line == NULL) != (strict_line == NULL))
    g_error ("read in one way only: %.*s", (int) length, text);
  if (line != NULL)
    {
      count->n_read++;
      assert_same_line (line, strict_line);
    }
  else
    {
      g_autofree char *field = mv_problem_dup_field (error);
      g_autofree char *strict_field = mv_problem_dup_field (strict_error);

      g_assert_cmpint (error->code, ==, strict_error->code);
      g_assert_cmpstr (field, ==, strict_field);
    }
}

/* A line means the same whether it is read from left to right or as any JSON. */
static void
test_lines (void)
{
  Count count = { 0 };

  mv_test_foreach_text (make_line, compare_lines, &count);
  g_test_message ("%u lines, %u read", count.n_texts, count.n_read);
  g_assert_cmpuint (count.n_read, >, count.n_texts / 20);
}

typedef struct
{
  const char *instead_of;
  const char *text;
} LineRow;

/* What stands around the body, in all the ways that it may be wrong or unusual. */
static void
test_envelopes (void)
{
  static const LineRow rows[] = {
    { "\"rev\":3", "\"rev\":3,\"rev\":3" },           /* a name twice */
    { "\"rev\":3", "\"rev\":0" },                     /* no revision */
    { "\"rev\":3", "\"rev\":-1" },                    /* below zero */
    { "\"rev\":3", "\"rev\":03" },                    /* not JSON */
    { "\"rev\":3", "\"rev\":3.0" },                   /* a whole number, written otherwise */
    { "\"rev\":3", "\"rev\":3.5" },                   /* no whole number */
    { "\"rev\":3", "\"rev\":999999999999999" },       /* fifteen digits */
    { "\"rev\":3", "\"rev\":9007199254740992" },      /* 2^53 */
    { "\"rev\":3", "\"rev\":9007199254740993" },      /* beyond */
    { "\"rev\":3", "\"rev\":36893488147419103235" },  /* 3 if it wraps round 64 bits */
    { "\"rev\":3", "\"rev\":\"3\"" },                 /* a text */
    { "\"seq\":17", "\"seq\":0" },                    /* no place */
    { "\"seq\":17,", "" },                            /* absent */
    { "\"seq\":17", "\"seq\":null" },                 /* null */
    { "\"id\":\"" A, "\"id\":\"" },                   /* empty */
    { "\"id\":\"0193a", "\"id\":\"0193A" },           /* upper case */
    { "\"id\":\"0193a", "\"id\":\"\\u00300193a" },    /* too long, and with an escape */
    { "\"id\":\"0193a", "\"id\":\"\\u0030193a" },     /* right, and with an escape */
    { "contribution", "" },                           /* no kind */
    { "contribution", "contri\xc3ution" },            /* no UTF-8 */
    { "contribution", "contri\tution" },              /* a control character */
    { "contribution", "unknown-kind" },               /* a kind of the future */
    { "\"t\":\"put\"", "\"t\":\"del\"" },             /* another line */
    { "\"t\":\"put\"", "\"t\":\"hopp\"" },            /* no line at all */
    { "\"s\":\"project/", "\"s\":\"proj\\u0065ct/" }, /* an escape in the scope */
    { "\"body\":{", "\"body\":[{" },                  /* no object */
    { "\"body\":{", "\"body\":{}}{" },                /* more after the end */
    { "\"body\":{", "\"new\":[1],\"body\":{" },       /* a member of the future */
    { "\"body\":{", "\"by\":5,\"body\":{" },          /* a writer that is no text */
  };
  Count count = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line = make_line ("{\"text\":\"Hei\"}");
      const char *at = strstr (line, rows[i].instead_of);

      g_assert_nonnull (at);
      mv_test_hand_over_with (line, (gsize) (at - line), strlen (rows[i].instead_of), rows[i].text,
                              compare_lines, &count);
    }
  for (guint n_bytes = 250; n_bytes < 262; n_bytes++)
    {
      g_autofree char *line = make_line ("{}");
      g_autofree char *name = g_strnfill (n_bytes, 'k');
      const char *at = strstr (line, "contribution");

      mv_test_hand_over_with (line, (gsize) (at - line), strlen ("contribution"), name,
                              compare_lines, &count);
    }
  g_assert_cmpuint (count.n_read, >, 10);
  g_assert_cmpuint (count.n_texts - count.n_read, >, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/two-readers/canonical", test_canonical);
  g_test_add_func ("/two-readers/recognised", test_recognised);
  g_test_add_func ("/two-readers/slices", test_slices);
  g_test_add_func ("/two-readers/lines", test_lines);
  g_test_add_func ("/two-readers/envelopes", test_envelopes);

  return g_test_run ();
}
