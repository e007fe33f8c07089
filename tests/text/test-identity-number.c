/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-identity-number.h"

#include <string.h>

/* Numbers whose check digits agree, for days in 2039: they belong to nobody. */
#define NUMBER "31123999935"
#define D_NUMBER "71123999929"
#define OTHER "09123999905"

typedef struct
{
  const char *text;
  const char *found; /* NULL: nothing */
} Row;

/* What is found, exactly, and what is not. */
static void
test_identity_number (void)
{
  static const Row rows[] = {
    { NUMBER, NUMBER },                 /* alone */
    { "Hei, " NUMBER ".", NUMBER },     /* in a sentence */
    { "fnr" NUMBER "x", NUMBER },       /* between letters */
    { "311239 99935", "311239 99935" }, /* with a blank */
    { "311239\xc2\xa0"
      "99935",
      "311239\xc2\xa0"
      "99935" },                          /* with a blank that does not break */
    { "Æ: " D_NUMBER, D_NUMBER },         /* a D-number */
    { "12345678901 og " NUMBER, NUMBER }, /* the second number */
    { NUMBER " " OTHER, NUMBER },         /* the first of two */
    { "2026 " OTHER, OTHER },             /* after another number */

    { "", NULL },              /* nothing */
    { "I dag", NULL },         /* no digits */
    { "31123999936", NULL },   /* last check digit wrong */
    { "31123999945", NULL },   /* first check digit wrong */
    { "13123999935", NULL },   /* digits exchanged */
    { "00000000000", NULL },   /* no day */
    { "32123999974", NULL },   /* 32nd of a month */
    { "3112399993", NULL },    /* a digit too few */
    { "1" NUMBER, NULL },      /* a digit too many in front */
    { NUMBER "1", NULL },      /* a digit too many behind */
    { "311239  99935", NULL }, /* two blanks */
    { "31123 999935", NULL },  /* a blank elsewhere */
    { "311239-99935", NULL },  /* a hyphen */
    { "311239", NULL },        /* only a date */
    { "311239 ", NULL },       /* a date at the end */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      size_t start = 77;
      size_t length = 77;
      gboolean is_found = mv_identity_number_find (rows[i].text, &start, &length);

      g_assert_cmpint (is_found, ==, rows[i].found != NULL);
      if (is_found)
        {
          g_assert_cmpuint (length, ==, strlen (rows[i].found));
          g_assert_cmpmem (rows[i].text + start, length, rows[i].found, length);
        }
      else
        {
          g_assert_cmpuint (start, ==, 77);
          g_assert_cmpuint (length, ==, 77);
        }
    }
}

/* Who only wants to know whether there is one need not ask where. */
static void
test_identity_number_optional (void)
{
  g_assert_true (mv_identity_number_find (NUMBER, NULL, NULL));
  g_assert_false (mv_identity_number_find ("12", NULL, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/identity-number/find", test_identity_number);
  g_test_add_func ("/identity-number/optional", test_identity_number_optional);

  return g_test_run ();
}
