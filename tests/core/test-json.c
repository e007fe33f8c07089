/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *canonical; /* (nullable): %NULL if it is the text itself */
} GoodRow;

/* What RFC 8259 allows is read, and written as RFC 8785 has it. */
static void
test_good (void)
{
  static const GoodRow rows[] = {
    { "{}", NULL },
    { "[]", NULL },
    { "null", NULL },
    { "true", NULL },
    { "false", NULL },
    { "\"\"", NULL },
    { " \t\r\n[ 1 , 2 ] \n", "[1,2]" }, /* blanks everywhere */
    { "{\"b\":1,\"a\":{\"d\":[],\"c\":null}}", "{\"a\":{\"c\":null,\"d\":[]},\"b\":1}" },
    { "{\"\":1}", NULL },                         /* an empty name */
    { "{\"a\":1,\"A\":2}", "{\"A\":2,\"a\":1}" }, /* names differ by case */
    { "\"\\u00e6\\u00D8\\u20ac\"", "\"æØ€\"" },   /* escapes of two and three bytes */
    { "\"\\ud83d\\ude00\"", "\"😀\"" },            /* a surrogate pair */
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"" }, /* every short escape */
    { "\"\\u0001\\u001F\\u007f\"", "\"\\u0001\\u001f\x7f\"" },            /* control characters */
    { "\"\\u005C\\u0022\"", "\"\\\\\\\"\"" }, /* the long way to write \ and " */
    { "\"čŋš\"", NULL },                      /* Sámi letters */
    { "0", NULL },
    { "-0", "0" },
    { "-0.0", "0" },
    { "-1", NULL },
    { "1.0", "1" }, /* a whole number, however it is written */
    { "1E2", "100" },
    { "1e+2", "100" },
    { "12e-1", "1.2" },
    { "0.1", NULL },
    { "4.50", "4.5" },
    { "2e-3", "0.002" },
    { "0.000000000000000000000000001", "1e-27" },
    { "333333333.33333329", "333333333.3333333" },
    { "1e-999", "0" },            /* smaller than any double */
    { "9007199254740992", NULL }, /* 2^53 */
    { "-9007199254740992", NULL },
    { "9007199254740991.5", "9007199254740992" }, /* rounds to the limit */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = mv_json_parse (rows[i].text, -1, 0, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      g_assert_true (mv_json_scan (rows[i].text, strlen (rows[i].text), 0, NULL));
      text = mv_json_to_text (node);
      g_assert_cmpstr (text, ==, rows[i].canonical == NULL ? rows[i].text : rows[i].canonical);
    }
}

static const char *const bad_rows[] = {
  "",                            /* nothing */
  "   ",                         /* blanks alone */
  "{",                           /* cut in an object */
  "{\"a\"",                      /* cut after a name */
  "{\"a\":",                     /* cut before a value */
  "{\"a\":1",                    /* cut after a value */
  "{\"a\":1,",                   /* cut after a comma */
  "[",                           /* cut in a list */
  "[1",                          /* cut after an element */
  "[1,",                         /* cut after a comma */
  "\"",                          /* cut in a string */
  "\"a",                         /* cut in a string */
  "\"\\",                        /* cut in an escape */
  "\"\\u00",                     /* cut in an escape */
  "tru",                         /* cut in a word */
  "-",                           /* a sign alone */
  "[1,]",                        /* a comma too many */
  "[,1]",                        /* a comma too early */
  "[1 2]",                       /* no comma */
  "{\"a\":1,}",                  /* a comma too many */
  "{,}",                         /* a comma alone */
  "{\"a\" 1}",                   /* no colon */
  "{\"a\":}",                    /* no value */
  "{a:1}",                       /* a name without quotes */
  "{1:1}",                       /* a number as a name */
  "{'a':1}",                     /* single quotes */
  "[1]]",                        /* a bracket too many */
  "[1}",                         /* the wrong bracket */
  "{} {}",                       /* two values */
  "1 2",                         /* two values */
  "// c\n1",                     /* a comment */
  "[1/* c */]",                  /* a comment */
  "var x = 1;",                  /* a program */
  "True",                        /* a capital */
  "nul",                         /* not quite a word */
  "nulll",                       /* more than a word */
  "NaN",                         /* not a number */
  "Infinity",                    /* nor this */
  "-Infinity",                   /* nor this */
  "+1",                          /* a plus sign */
  "01",                          /* a leading zero */
  "-01",                         /* a leading zero */
  "1.",                          /* a point without decimals */
  ".5",                          /* decimals without a number */
  "1e",                          /* an exponent without digits */
  "1e+",                         /* an exponent without digits */
  "0x10",                        /* hexadecimal */
  "1_000",                       /* a separator */
  "--1",                         /* two signs */
  "9007199254740993",            /* 2^53 + 1 */
  "-9007199254740993",           /* -2^53 - 1 */
  "9007199254740994.0",          /* 2^53 + 2, with decimals */
  "1e16",                        /* beyond, with an exponent */
  "1e999",                       /* beyond any double */
  "99999999999999999999999",     /* beyond 64 bits */
  "\"\t\"",                      /* a bare tab in a string */
  "\"\n\"",                      /* a bare newline in a string */
  "\"\x01\"",                    /* a bare control character */
  "\"\\x41\"",                   /* an unknown escape */
  "\"\\'\"",                     /* an unknown escape */
  "\"\\u12g4\"",                 /* a digit that is none */
  "\"\\u+123\"",                 /* a sign for a digit */
  "\"\\u0000\"",                 /* an escaped NUL */
  "\"\\ud83d\"",                 /* half a pair */
  "\"\\ud83d\\u0041\"",          /* half a pair and a letter */
  "\"\\ud83dx\"",                /* half a pair and a letter */
  "\"\\ude00\"",                 /* the other half */
  "\"\\ud83d\\ud83d\"",          /* twice the first half */
  "\"\xff\"",                    /* not UTF-8 */
  "\"\xc0\xaf\"",                /* overlong UTF-8 */
  "\"\xed\xa0\x80\"",            /* a surrogate in UTF-8 */
  "\"\xf4\x90\x80\x80\"",        /* beyond U+10FFFF */
  "\"\xc3\"",                    /* half a character */
  "\xef\xbb\xbf{}",              /* a byte order mark */
  "\xc2\xa0{}",                  /* a no-break space */
  "{\"a\":1,\"a\":2}",           /* a name twice */
  "{\"a\":1,\"\\u0061\":2}",     /* a name twice, escaped */
  "[{\"b\":{\"c\":1,\"c\":1}}]", /* a name twice, deep inside */
  "<html>",                      /* a captive portal */
};

/* What is not JSON is refused, with the same answer from scan and parse. */
static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = mv_json_parse (bad_rows[i], -1, 0, &error);

      if (node != NULL)
        g_error ("taken for JSON: %s", bad_rows[i]);
      g_assert_error (error, MV_PROBLEM, MV_PROBLEM_BAD_JSON);
      g_assert_false (mv_json_scan (bad_rows[i], strlen (bad_rows[i]), 0, NULL));
    }
}

/* Bytes that no C string can hold, and no text at all. */
static void
test_bad_bytes (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mv_json_scan ("[1]\0", 4, 0, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_BAD_JSON);
  g_clear_error (&error);
  g_assert_false (mv_json_scan ("\"a\0b\"", 5, 0, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_BAD_JSON);
  g_clear_error (&error);
  g_assert_null (mv_json_parse (NULL, 0, 0, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_BAD_JSON);
  g_clear_error (&error);
  g_assert_null (mv_json_parse (NULL, -1, 0, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_BAD_JSON);
}

/* Every beginning of a document is refused, however much of it is there: a cut answer is never
 * taken for a whole one. The text is not followed by a NUL, so reading beyond it would be found. */
static void
test_cut (void)
{
  static const char text[] = "{\"a\":[1,-2.5e3,true,null,\"x\\u00e6\\n\"],\"b\":{\"c\":{}}}";
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *part = g_memdup2 (text, i);

      g_assert_false (mv_json_scan (part, i, 0, NULL));
    }
  g_assert_true (mv_json_scan (text, length, 0, NULL));
}

static char *
nest (guint depth, const char *open, const char *inner, const char *close)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inner);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

/* 32 levels are read; one more is too deep, and a million of them do no harm. */
static void
test_depth (void)
{
  static const char *const shapes[][3] = {
    { "[", "", "]" }, { "{\"a\":", "1", "}" }, { "[{\"a\":", "1", "}]" }, /* two levels each */
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      guint most = i == 2 ? MV_JSON_MAX_DEPTH / 2 : MV_JSON_MAX_DEPTH;
      g_autofree char *good = nest (most, shapes[i][0], shapes[i][1], shapes[i][2]);
      g_autofree char *bad = nest (most + 1, shapes[i][0], shapes[i][1], shapes[i][2]);
      g_autofree char *worse = nest (1000000, shapes[i][0], "", "");
      g_autoptr (GError) error = NULL;

      g_assert_true (mv_json_scan (good, strlen (good), 0, &error));
      g_assert_no_error (error);
      g_assert_false (mv_json_scan (bad, strlen (bad), 0, &error));
      g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_DEEP);
      g_clear_error (&error);
      g_assert_false (mv_json_scan (worse, strlen (worse), 0, &error));
      g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_DEEP);
    }
}

/* Depth counts levels, not brackets. */
static void
test_width (void)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "[],{},");
  g_string_append (text, "0]");
  g_assert_true (mv_json_scan (text->str, text->len, 0, NULL));
}

/* A text of the largest size is read, and one byte more is not. */
static void
test_size (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mv_json_scan ("[1, 2]", 6, 6, &error));
  g_assert_no_error (error);
  g_assert_false (mv_json_scan ("[1, 2]", 6, 5, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_TOO_LARGE);
}

/* An error says where reading stopped, and never what a person wrote. */
static void
test_message (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mv_json_scan ("{\"secret\":\"word\",]", 18, 0, &error));
  g_assert_nonnull (strstr (error->message, "byte 17"));
  g_assert_null (strstr (error->message, "secret"));
  g_assert_null (strstr (error->message, "word"));
}

/* Only an object is an object. */
static void
test_object (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = mv_json_parse_object ("{\"a\":1}", -1, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (mv_json_get_integer (object, "a", 0), ==, 1);
  g_assert_null (mv_json_parse_object ("[]", -1, 0, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_BAD_JSON);
}

/* Asking for a member never warns: what is absent or of another type is not there. */
static void
test_access (void)
{
  g_autoptr (JsonObject) object = mv_json_parse_object (
      "{\"t\":\"x\",\"i\":7,\"f\":1.5,\"b\":true,\"o\":{},\"a\":[],\"n\":null}", -1, 0, NULL);
  static const char *const names[] = { "t", "i", "f", "b", "o", "a", "n", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = names[i];

      g_assert_cmpstr (mv_json_get_text (object, name), ==, *name == 't' ? "x" : NULL);
      g_assert_cmpint (mv_json_get_integer (object, name, -1), ==, *name == 'i' ? 7 : -1);
      g_assert_true (mv_json_get_boolean (object, name, FALSE) == (*name == 'b'));
      g_assert_true ((mv_json_get_object (object, name) != NULL) == (*name == 'o'));
      g_assert_true ((mv_json_get_array (object, name) != NULL) == g_str_equal (name, "a"));
    }
  g_assert_null (mv_json_get_text (NULL, "t"));
  g_assert_cmpint (mv_json_get_integer (NULL, "i", 3), ==, 3);
  g_assert_true (mv_json_get_boolean (NULL, "b", TRUE));
  g_assert_null (mv_json_get_object (NULL, "o"));
  g_assert_null (mv_json_get_array (NULL, "a"));
}

typedef struct
{
  guint64 bits;
  const char *text;
} NumberRow;

/* Numbers as RFC 8785, appendix B, has them. */
static void
test_numbers (void)
{
  static const NumberRow rows[] = {
    { G_GUINT64_CONSTANT (0x0000000000000000), "0" },
    { G_GUINT64_CONSTANT (0x8000000000000000), "0" },
    { G_GUINT64_CONSTANT (0x0000000000000001), "5e-324" },
    { G_GUINT64_CONSTANT (0x8000000000000001), "-5e-324" },
    { G_GUINT64_CONSTANT (0x7fefffffffffffff), "1.7976931348623157e+308" },
    { G_GUINT64_CONSTANT (0xffefffffffffffff), "-1.7976931348623157e+308" },
    { G_GUINT64_CONSTANT (0x4340000000000000), "9007199254740992" },
    { G_GUINT64_CONSTANT (0xc340000000000000), "-9007199254740992" },
    { G_GUINT64_CONSTANT (0x4430000000000000), "295147905179352830000" },
    { G_GUINT64_CONSTANT (0x44b52d02c7e14af5), "9.999999999999997e+22" },
    { G_GUINT64_CONSTANT (0x44b52d02c7e14af6), "1e+23" },
    { G_GUINT64_CONSTANT (0x44b52d02c7e14af7), "1.0000000000000001e+23" },
    { G_GUINT64_CONSTANT (0x444b1ae4d6e2ef4e), "999999999999999700000" },
    { G_GUINT64_CONSTANT (0x444b1ae4d6e2ef4f), "999999999999999900000" },
    { G_GUINT64_CONSTANT (0x444b1ae4d6e2ef50), "1e+21" },
    { G_GUINT64_CONSTANT (0x3eb0c6f7a0b5ed8c), "9.999999999999997e-7" },
    { G_GUINT64_CONSTANT (0x3eb0c6f7a0b5ed8d), "0.000001" },
    { G_GUINT64_CONSTANT (0x41b3de4355555553), "333333333.3333332" },
    { G_GUINT64_CONSTANT (0x41b3de4355555554), "333333333.33333325" },
    { G_GUINT64_CONSTANT (0x41b3de4355555555), "333333333.3333333" },
    { G_GUINT64_CONSTANT (0x41b3de4355555556), "333333333.3333334" },
    { G_GUINT64_CONSTANT (0x41b3de4355555557), "333333333.33333343" },
    { G_GUINT64_CONSTANT (0xbecbf647612f3696), "-0.0000033333333333333333" },
    { G_GUINT64_CONSTANT (0x43143ff3c1cb0959), "1424953923781206.2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *text = NULL;
      double value;

      memcpy (&value, &rows[i].bits, sizeof value);
      node = json_node_init_double (json_node_alloc (), value);
      text = mv_json_to_text (node);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Names sort by UTF-16 units: the example of RFC 8785, 3.2.3. */
static void
test_sorting (void)
{
  g_autoptr (JsonNode) node = mv_json_parse ("{\"\\u20ac\":\"Euro Sign\","
                                             "\"\\r\":\"Carriage Return\","
                                             "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
                                             "\"1\":\"One\","
                                             "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\","
                                             "\"\\u0080\":\"Control\","
                                             "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
                                             -1, 0, NULL);
  g_autofree char *text = mv_json_to_text (node);

  g_assert_cmpstr (text, ==,
                   "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\","
                   "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                   "\"😀\":\"Emoji: Grinning Face\","
                   "\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

/* Names that begin alike: the shorter first; characters that share bytes sort by the character. */
static void
test_sorting_prefixes (void)
{
  g_autoptr (JsonNode) node =
      mv_json_parse ("{\"ab\":1,\"a\":2,\"\":3,\"aé\":4,\"aè\":5,\"😁\":6,\"😀\":7}", -1, 0, NULL);
  g_autofree char *text = mv_json_to_text (node);

  g_assert_cmpstr (text, ==, "{\"\":3,\"a\":2,\"ab\":1,\"aè\":5,\"aé\":4,\"😀\":7,\"😁\":6}");
}

/* The example of RFC 8785, 3.2.2, but for 1E30, which is beyond our numbers. */
static void
test_canonical (void)
{
  g_autoptr (JsonNode) node =
      mv_json_parse ("{\n  \"numbers\": [333333333.33333329, 4.50, 2e-3, "
                     "0.000000000000000000000000001],\n"
                     "  \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n"
                     "  \"literals\": [null, true, false]\n}",
                     -1, 0, NULL);
  g_autofree char *text = mv_json_to_text (node);

  g_assert_cmpstr (text, ==,
                   "{\"literals\":[null,true,false],"
                   "\"numbers\":[333333333.3333333,4.5,0.002,1e-27],"
                   "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

/* A copy shares nothing with what it was made from, at any depth. */
static void
test_copy (void)
{
  g_autoptr (JsonObject) object = mv_json_parse_object (
      "{\"o\":{\"x\":[{\"y\":1}]},\"n\":null,\"t\":\"text\",\"f\":1.5,\"b\":true}", -1, 0, NULL);
  g_autoptr (JsonObject) copy = mv_json_object_copy (object);
  g_autofree char *before = mv_json_object_to_text (object);
  g_autofree char *same = mv_json_object_to_text (copy);
  g_autofree char *after = NULL;
  JsonArray *list = json_object_get_array_member (json_object_get_object_member (copy, "o"), "x");

  g_assert_cmpstr (same, ==, before);
  json_object_set_int_member (json_array_get_object_element (list, 0), "y", 2);
  json_array_add_null_element (list);
  json_node_set_string (json_object_get_member (copy, "t"), "changed");
  after = mv_json_object_to_text (object);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/good", test_good);
  g_test_add_func ("/json/bad", test_bad);
  g_test_add_func ("/json/bad-bytes", test_bad_bytes);
  g_test_add_func ("/json/cut", test_cut);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/width", test_width);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/message", test_message);
  g_test_add_func ("/json/object", test_object);
  g_test_add_func ("/json/access", test_access);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/sorting", test_sorting);
  g_test_add_func ("/json/sorting-prefixes", test_sorting_prefixes);
  g_test_add_func ("/json/canonical", test_canonical);
  g_test_add_func ("/json/copy", test_copy);

  return g_test_run ();
}
