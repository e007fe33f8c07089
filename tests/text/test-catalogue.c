/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-catalogue.h"

#include <string.h>

/* A compiled catalogue of two texts: "Hello {name}," and "Yes". */
static GByteArray *
make (void)
{
  static const char *const texts[] = { "Hello {name},", "Yes", "Hei {name},", "Ja" };
  GByteArray *bytes = g_byte_array_new ();
  guint32 numbers[5 + 8] = { 0x950412de, 0, 2, 20, 36 };
  guint32 start = sizeof numbers;

  for (guint i = 0; i < 4; i++)
    {
      numbers[5 + 2 * i] = (guint32) strlen (texts[i]);
      numbers[6 + 2 * i] = start;
      start += (guint32) strlen (texts[i]) + 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = GUINT32_TO_LE (numbers[i]);
  g_byte_array_append (bytes, (const guint8 *) numbers, sizeof numbers);
  for (guint i = 0; i < 4; i++)
    g_byte_array_append (bytes, (const guint8 *) texts[i], (guint) strlen (texts[i]) + 1);

  return bytes;
}

static MvCatalogue *
open_bytes (GByteArray *array)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (array);

  return mv_catalogue_new ("nn", bytes);
}

/* What it has it translates; what it does not have is the source. */
static void
test_catalogue_get (void)
{
  g_autoptr (MvCatalogue) words = open_bytes (make ());

  g_assert_nonnull (words);
  g_assert_cmpstr (mv_catalogue_get_language (words), ==, "nn");
  g_assert_cmpstr (mv_catalogue_get (words, "Yes"), ==, "Ja");
  g_assert_cmpstr (mv_catalogue_get (words, "No"), ==, "No");
}

/* No catalogue is English. */
static void
test_catalogue_none (void)
{
  g_autofree char *filled = mv_catalogue_fill (NULL, "Hello {name},", "name", "A", NULL);

  g_assert_cmpstr (mv_catalogue_get_language (NULL), ==, "en");
  g_assert_cmpstr (mv_catalogue_get (NULL, "Yes"), ==, "Yes");
  g_assert_cmpstr (filled, ==, "Hello A,");
}

/* Names in braces are filled in once; what is filled in is left alone. */
static void
test_catalogue_fill (void)
{
  static const char *const rows[][4] = {
    { "Hello {name},", "A", "B", "Hei A," },        /* translated */
    { "Hello {name},", "{x}", "B", "Hei {x}," },    /* braces in somebody's words */
    { "{x} and {name}", "A", "B", "B and A" },      /* two, in any order */
    { "{name}{name}", "A", "B", "AA" },             /* twice */
    { "{other} {name", "A", "B", "{other} {name" }, /* not given; no end */
    { "{}", "A", "B", "{}" },                       /* no name */
  };
  g_autoptr (MvCatalogue) words = open_bytes (make ());

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *filled =
          mv_catalogue_fill (words, rows[i][0], "name", rows[i][1], "x", rows[i][2], NULL);

      g_assert_cmpstr (filled, ==, rows[i][3]);
    }
}

/* Bytes that are no catalogue are none; damaged ones have what can be read, and nothing breaks. */
static void
test_catalogue_damaged (void)
{
  GByteArray *const whole = make ();

  for (guint length = 0; length < whole->len; length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (whole->data, length);
      g_autoptr (MvCatalogue) words = mv_catalogue_new ("nn", cut);
      const char *text = mv_catalogue_get (words, "Yes");

      g_assert_true (strcmp (text, "Yes") == 0);
      g_assert_true (words == NULL || length >= 20);
    }

  for (guint i = 0; i < whole->len; i++)
    {
      g_autofree guint8 *data = g_memdup2 (whole->data, whole->len);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (MvCatalogue) words = NULL;

      data[i] ^= 0xff;
      bytes = g_bytes_new (data, whole->len);
      words = mv_catalogue_new ("nn", bytes);
      g_assert_true (g_utf8_validate (mv_catalogue_get (words, "Yes"), -1, NULL));
    }

  g_byte_array_unref (whole);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalogue/get", test_catalogue_get);
  g_test_add_func ("/catalogue/none", test_catalogue_none);
  g_test_add_func ("/catalogue/fill", test_catalogue_fill);
  g_test_add_func ("/catalogue/damaged", test_catalogue_damaged);

  return g_test_run ();
}
