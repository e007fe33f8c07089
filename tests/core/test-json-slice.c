/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json-slice.h"
#include "mv-json.h"
#include "mv-random.h"

#include <string.h>

/* Looking at a few members of a text without taking it apart. */

#define BODY                                                                                       \
  "{\"a\":\"Åse\",\"b\":[{\"id\":\"x\"},{\"id\":\"y]}\"}],\"c\":true,\"d\":null,\"e\":-12,"       \
  "\"f\":\"line\\nquote\\\"\",\"g\":{\"a\":1}}"

/* Texts are found by name on the first level, with their escapes undone; null is as not there. */
static void
test_find (void)
{
  MvJsonSlice body = mv_json_slice (BODY);
  MvJsonSlice value;
  g_autofree char *a = mv_json_slice_dup_member (body, "a");
  g_autofree char *f = mv_json_slice_dup_member (body, "f");

  g_assert_cmpstr (a, ==, "Åse");
  g_assert_cmpstr (f, ==, "line\nquote\"");
  g_assert_true (mv_json_slice_find (body, "c", &value));
  g_assert_true (mv_json_slice_is_true (value));
  g_assert_true (mv_json_slice_find (body, "e", &value));
  g_assert_false (mv_json_slice_is_true (value));
  g_assert_false (mv_json_slice_find (body, "d", &value));
  g_assert_false (mv_json_slice_find (body, "id", &value));
  g_assert_null (mv_json_slice_dup_member (body, "c"));
}

/* A name may be written with escapes, and blanks may stand anywhere. */
static void
test_find_in_loose_text (void)
{
  MvJsonSlice body = mv_json_slice (" { \"\\u0061\" : \"one\" , \"b\" : [ \"two\" , 3 ] } ");
  g_autofree char *a = mv_json_slice_dup_member (body, "a");
  MvJsonSlice b;

  g_assert_cmpstr (a, ==, "one");
  g_assert_true (mv_json_slice_find (body, "b", &b));
  g_assert_cmpuint (mv_json_slice_count (b), ==, 2);
}

/* Items of a list come in order, brackets within texts do not end it, and what is no list has none.
 */
static void
test_list (void)
{
  MvJsonSlice list, item;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (mv_json_slice_find (mv_json_slice (BODY), "b", &list));
  g_assert_cmpuint (mv_json_slice_count (list), ==, 2);
  g_assert_true (mv_json_slice_next (&list, &item));
  first = mv_json_slice_dup_member (item, "id");
  g_assert_cmpstr (first, ==, "x");
  g_assert_true (mv_json_slice_next (&list, &item));
  second = mv_json_slice_dup_member (item, "id");
  g_assert_cmpstr (second, ==, "y]}");
  g_assert_false (mv_json_slice_next (&list, &item));

  g_assert_cmpuint (mv_json_slice_count (mv_json_slice ("[]")), ==, 0);
  g_assert_cmpuint (mv_json_slice_count (mv_json_slice ("{\"a\":1}")), ==, 0);
}

/* Every beginning of a text, in memory that ends with it: nothing is read beyond (which the
 * sanitizer would tell), and nothing comes out that the text does not hold. */
static void
test_cut (void)
{
  for (size_t length = 0; length < strlen (BODY); length++)
    {
      g_autofree char *part = g_memdup2 (BODY, MAX (length, 1));
      MvJsonSlice body = { part, length };
      g_autofree char *a = mv_json_slice_dup_member (body, "a");
      MvJsonSlice list;

      if (a != NULL)
        g_assert_cmpstr (a, ==, "Åse");
      if (mv_json_slice_find (body, "b", &list))
        g_assert_cmpuint (mv_json_slice_count (list), ==, 2);
      g_assert_false (mv_json_is_canonical (part, length, MV_JSON_MAX_DEPTH));
    }
}

typedef struct
{
  const char *text;
  gboolean is_canonical;
} CanonicalRow;

/* What is taken as it came, and what is not. */
static void
test_canonical (void)
{
  static const CanonicalRow rows[] = {
    { BODY, TRUE },
    { "{}", TRUE },
    { "[]", TRUE },
    { "{\"a\":0,\"b\":-1,\"c\":123456789012345}", TRUE },
    { "{\"a\":\"tab\\tback\\\\slash\"}", TRUE },
    { "{\"a\":\"𝄞 lies beyond the first plane\"}", TRUE },
    { "", FALSE },                         /* nothing */
    { "{", FALSE },                        /* cut */
    { "{\"a\":1} ", FALSE },               /* a blank behind */
    { "{ \"a\":1}", FALSE },               /* a blank inside */
    { "{\"b\":1,\"a\":2}", FALSE },        /* names in another order */
    { "{\"a\":1,\"a\":2}", FALSE },        /* a name twice */
    { "{\"a\":1,\"aa\":2}", TRUE },        /* a name that begins like the other */
    { "{\"aa\":1,\"a\":2}", FALSE },       /* the same, the wrong way round */
    { "{\"\\u0061\":1}", FALSE },          /* an escape that is not needed */
    { "{\"a\":\"\\u00e5\"}", FALSE },      /* the same in a text */
    { "{\"a\":\"\\/\"}", FALSE },          /* an escape that RFC 8785 does not write */
    { "{\"a\":\"\\u0001\"}", FALSE },      /* is canonical, but rare: read the long way */
    { "{\"a\":1.5}", FALSE },              /* likewise */
    { "{\"a\":1e3}", FALSE },              /* another way to write a whole number */
    { "{\"a\":-0}", FALSE },               /* zero has no sign */
    { "{\"a\":01}", FALSE },               /* not JSON */
    { "{\"a\":9007199254740993}", FALSE }, /* beyond 2^53 */
    { "{\"a\":tru}", FALSE },              /* an unknown word */
    { "{\"a\":\"\x01\"}", FALSE },         /* a control character */
    { "{\"a\":\"\xff\"}", FALSE },         /* not UTF-8 */
    { "{\"a\":1,}", FALSE },               /* a comma too many */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (mv_json_is_canonical (rows[i].text, strlen (rows[i].text), MV_JSON_MAX_DEPTH) !=
          rows[i].is_canonical)
        g_error ("row %u: %s", i, rows[i].text);
    }
}

/* The depth is counted as the reader counts it. */
static void
test_canonical_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MV_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < MV_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, ']');

  g_assert_true (mv_json_is_canonical (text->str, text->len, MV_JSON_MAX_DEPTH));
  g_assert_true (mv_json_scan (text->str, text->len, 0, NULL));
  g_assert_false (mv_json_is_canonical (text->str, text->len, MV_JSON_MAX_DEPTH - 1));
}

/* Whatever is changed in a canonical text: if it is still called canonical, the strict reader takes
 * it and writes the very same again. */
static void
test_canonical_is_believed (void)
{
  static const char replacements[] = "{}[]\",:0123456789-.etrufalsn\\ \x7f\xc3\x01";
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  guint n_believed = 0;

  for (guint round = 0; round < 20000; round++)
    {
      g_autofree char *text = g_strdup (BODY);
      size_t length = strlen (text);
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *again = NULL;

      text[mv_random_below (random, (guint32) length)] =
          replacements[mv_random_below (random, sizeof replacements - 1)];
      if (!mv_json_is_canonical (text, length, MV_JSON_MAX_DEPTH))
        continue;

      n_believed++;
      node = mv_json_parse (text, (gssize) length, 0, NULL);
      g_assert_nonnull (node);
      again = mv_json_to_text (node);
      g_assert_cmpstr (again, ==, text);
    }
  g_assert_cmpuint (n_believed, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-slice/find", test_find);
  g_test_add_func ("/json-slice/find-in-loose-text", test_find_in_loose_text);
  g_test_add_func ("/json-slice/list", test_list);
  g_test_add_func ("/json-slice/cut", test_cut);
  g_test_add_func ("/json-slice/canonical", test_canonical);
  g_test_add_func ("/json-slice/canonical-depth", test_canonical_depth);
  g_test_add_func ("/json-slice/canonical-is-believed", test_canonical_is_believed);

  return g_test_run ();
}
