/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-texts.h"

#include "mv-json.h"
#include "mv-random.h"

#include <string.h>

/* Making texts: the same seed makes the same */

typedef struct
{
  MvRandom *random;
  gboolean is_rare; /* with what is canonical and yet left to the strict reader */
} Maker;

static gboolean
toss (Maker *self, guint32 one_in)
{
  return mv_random_below (self->random, one_in) == 0;
}

static void append_object (Maker *self, GString *to, const MvField *fields);

static void
append_text (Maker *self, GString *to)
{
  static const char *const pieces[] = {
    "a", "Åse", " ", "\"", "\\", "\n", "\t", "]", "}", "{\"", ",", ":", "null", "/", "𝄞", "\x7f",
  };
  static const char *const rare[] = { "\x01", "\x1f" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint32 n = mv_random_below (self->random, 6); n > 0; n--)
    g_string_append (text, pieces[mv_random_below (self->random, G_N_ELEMENTS (pieces))]);
  if (self->is_rare && toss (self, 4))
    g_string_append (text, rare[mv_random_below (self->random, G_N_ELEMENTS (rare))]);
  mv_json_append_string (to, text->str);
}

static void
append_number (Maker *self, GString *to)
{
  static const char *const numbers[] = { "0", "-1", "28", "999999999999999", "-123456789012345" };
  static const char *const rare[] = { "0.5", "9007199254740992", "-9007199254740992", "1e-7" };

  if (self->is_rare && toss (self, 2))
    g_string_append (to, rare[mv_random_below (self->random, G_N_ELEMENTS (rare))]);
  else
    g_string_append (to, numbers[mv_random_below (self->random, G_N_ELEMENTS (numbers))]);
}

static void
append_one (Maker *self, GString *to, const MvField *field)
{
  if (toss (self, 12))
    g_string_append (to, "null");
  else if (field->type == MV_FIELD_OBJECT)
    append_object (self, to, field->fields);
  else if (field->type == MV_FIELD_BOOLEAN)
    g_string_append (to, toss (self, 2) ? "true" : "false");
  else if (field->type == MV_FIELD_INTEGER)
    append_number (self, to);
  else if (field->type == MV_FIELD_CODE)
    mv_json_append_string (to, field->codes[0]);
  else
    append_text (self, to);
}

static void
append_value (Maker *self, GString *to, const MvField *field)
{
  guint32 n_items;

  if ((field->flags & MV_FIELD_MANY) == 0)
    {
      append_one (self, to, field);
      return;
    }

  n_items = mv_random_below (self->random, 4);
  g_string_append_c (to, '[');
  for (guint32 i = 0; i < n_items; i++)
    {
      if (i > 0)
        g_string_append_c (to, ',');
      append_one (self, to, field);
    }
  g_string_append_c (to, ']');
}

/* In the order of the table, which is not the canonical one. */
static void
append_object (Maker *self, GString *to, const MvField *fields)
{
  const char *before = "{";

  for (const MvField *field = fields; field->name != NULL; field++)
    {
      if (toss (self, 4))
        continue;
      g_string_append_printf (to, "%s\"%s\":", before, field->name);
      append_value (self, to, field);
      before = ",";
    }
  if (self->is_rare)
    {
      g_string_append_printf (to, "%s\"new\\nfield\":1,\"\xee\x80\x80\":[[],{}]", before);
      before = ",";
    }
  g_string_append (to, *before == '{' ? "{}" : "}");
}

/* A body of the kind as a newer or older version might send it: its fields, in any combination. */
char *
mv_test_make_body (const MvKind *kind, guint64 seed, gboolean is_rare)
{
  g_autoptr (MvRandom) random = mv_random_seeded_new (seed, 1);
  Maker maker = { random, is_rare };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  append_object (&maker, text, kind->fields);
  node = mv_json_parse (text->str, -1, 0, &error);
  g_assert_no_error (error);
  return mv_json_to_text (node);
}

/* The same with blanks everywhere that they may stand, and an escape in each name. */
static char *
loosen (const char *text)
{
  GString *loose = g_string_new (" ");
  gboolean is_in_text = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' && (at == text || at[-1] != '\\' || !is_in_text))
        is_in_text = !is_in_text;
      else if (is_in_text && *at == '\\')
        g_string_append_c (loose, *at++);
      else if (is_in_text && *at == 'a')
        {
          g_string_append (loose, "\\u0061");
          continue;
        }
      g_string_append_c (loose, *at);
      if (!is_in_text && strchr ("{}[],:", *at) != NULL)
        g_string_append (loose, " \t\r\n");
    }
  return g_string_free (loose, FALSE);
}

/* Breaking them */

/* In memory that ends with the text, so that the sanitizer tells of a look beyond it. */
static void
hand_over (GString *text, MvTestTextFunc func, gpointer data)
{
  g_autofree char *copy = g_malloc (MAX (text->len, 1));

  memcpy (copy, text->str, text->len);
  func (copy, text->len, data);
}

void
mv_test_hand_over_with (
    const char *text, gsize at, gsize n_gone, const char *new, MvTestTextFunc func, gpointer data)
{
  g_autoptr (GString) broken = g_string_new (text);

  g_string_erase (broken, (gssize) at, (gssize) n_gone);
  g_string_insert (broken, (gssize) at, new);
  hand_over (broken, func, data);
}

static void
cut (const char *text, MvTestTextFunc func, gpointer data)
{
  g_autoptr (GString) part = g_string_new (text);

  while (part->len > 0)
    {
      g_string_truncate (part, part->len - 1);
      hand_over (part, func, data);
    }
}

static void
change_bytes (const char *text, MvRandom *random, MvTestTextFunc func, gpointer data)
{
  static const char bytes[] = "{}[]\",:0123456789-+.etrufalsnuE\\/ \n\x7f\xc3\xff\x01";

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GString) broken = g_string_new (text);

      /* The NUL at the end of the list is one of the bytes. */
      broken->str[mv_random_below (random, (guint32) broken->len)] =
          bytes[mv_random_below (random, sizeof bytes)];
      hand_over (broken, func, data);
    }
}

/* What stands at the places where a value may begin is replaced or preceded by something else. */
static void
change_values (const char *text, MvTestTextFunc func, gpointer data)
{
  static const char *const values[] = {
    "9007199254740992",        /* 2^53 */
    "9007199254740993",        /* beyond */
    "-9007199254740993",       /* below */
    "999999999999999",         /* the most digits that the quick one takes */
    "1000000000000000",        /* one more */
    "99999999999999999999",    /* beyond 64 bits */
    "1e400",                   /* beyond a double */
    "1e3",                     /* a whole number written otherwise */
    "1.0",                     /* likewise */
    "-0",                      /* likewise */
    "01",                      /* not JSON */
    "+1",                      /* not JSON */
    "\"\xff\"",                /* no UTF-8 */
    "\"\xc0\x80\"",            /* a NUL in two bytes */
    "\"\xed\xa0\x80\"",        /* half a surrogate pair as bytes */
    "\"\xf4\x90\x80\x80\"",    /* beyond Unicode */
    "\"\\ud800\"",             /* half a surrogate pair as an escape */
    "\"\\ud834\\udd1e\"",      /* a whole one */
    "\"\\u0000\"",             /* a NUL as an escape */
    "\"\\/\"",                 /* an escape that is not needed */
    "\"\\x\"",                 /* no escape at all */
    "\"\\",                    /* an escape that nothing follows */
    "{\"a\":1,\"a\":1}",       /* a name twice */
    "{\"a\":1,\"\\u0061\":1}", /* the same, one of them written otherwise */
    "{\"b\":1,\"a\":1}",       /* names in another order */
    "{\"\":1}",                /* an empty name */
    "NULL",
    "True",
    "nul",
    "[,]",
    "{,}",
    "[1,]",
    "", /* not JSON */
  };

  for (const char *at = strchr (text, ':'); at != NULL; at = strchr (at + 1, ':'))
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      {
        mv_test_hand_over_with (text, (gsize) (at + 1 - text), 0, values[i], func, data);
        mv_test_hand_over_with (text, (gsize) (at + 1 - text), strcspn (at + 1, ",}]"), values[i],
                                func, data);
      }
}

/* A name of the text comes twice, first and last. */
static void
repeat_name (const char *text, MvTestTextFunc func, gpointer data)
{
  const char *name = strrchr (text, '{') + 1;
  g_autofree char *member = g_strndup (name, strcspn (name, ":") + 1);
  g_autofree char *first = g_strconcat (member, "0,", NULL);

  mv_test_hand_over_with (text, (gsize) (name - text), 0, first, func, data);
}

static void
nest (const char *text, MvTestTextFunc func, gpointer data)
{
  static const guint depths[] = { 29, 30, 31, 32, 33, 100, 100000 };
  const char *body = strstr (text, "\"body\":{");
  const char *value = strchr (body != NULL ? body + strlen ("\"body\":{") : text, ':') + 1;

  for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *left = g_strnfill (depths[i], '[');
      g_autofree char *right = g_strnfill (depths[i], ']');
      g_autofree char *both = g_strconcat (left, right, NULL);

      mv_test_hand_over_with (text, (gsize) (value - text), strcspn (value, ",}]"), both, func,
                              data);
      mv_test_hand_over_with (text, (gsize) (value - text), 0, left, func, data);
    }
}

static void
break_in_all_ways (const char *text, MvRandom *random, MvTestTextFunc func, gpointer data)
{
  cut (text, func, data);
  change_bytes (text, random, func, data);
  change_values (text, func, data);
  nest (text, func, data);
  repeat_name (text, func, data);
}

/* For all kinds: texts of them, whole, loosened and broken. */
void
mv_test_foreach_text (char *(*wrap) (const char *body), MvTestTextFunc func, gpointer data)
{
  guint n_kinds = 0;
  const MvKind *const *kinds = mv_kind_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    for (guint64 seed = 1; seed <= 4; seed++)
      {
        g_autoptr (MvRandom) random = mv_random_seeded_new (seed, i);
        g_autofree char *body = mv_test_make_body (kinds[i], seed, seed % 2 == 0);
        g_autofree char *text = wrap (body);
        g_autofree char *loose = loosen (text);
        g_autoptr (GString) whole = g_string_new (text);

        hand_over (whole, func, data);
        g_string_assign (whole, loose);
        hand_over (whole, func, data);
        if (seed == 1 + i % 2 && strlen (body) > 2)
          break_in_all_ways (text, random, func, data);
      }
}
