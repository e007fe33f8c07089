/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-random.h"

#include <string.h>

/* The seeded source gives the numbers that the generator's author publishes for seed 42, stream 54.
 */
static void
test_seeded (void)
{
  static const guint32 expected[] = { 0xa15c02b7, 0x7b47f409, 0xba1d3330,
                                      0x83d2f293, 0xbfa4784b, 0xcbed606e };
  g_autoptr (MvRandom) random = mv_random_seeded_new (42, 54);
  guint8 bytes[sizeof expected];

  mv_random_fill (random, bytes, sizeof bytes);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    for (guint j = 0; j < 4; j++)
      g_assert_cmphex (bytes[4 * i + j], ==, (expected[i] >> (8 * j)) & 0xff);
}

/* Streams of one seed differ. */
static void
test_streams (void)
{
  g_autoptr (MvRandom) one = mv_random_seeded_new (7, 1);
  g_autoptr (MvRandom) two = mv_random_seeded_new (7, 2);
  guint8 a[16], b[16];

  mv_random_fill (one, a, sizeof a);
  mv_random_fill (two, b, sizeof b);
  g_assert_true (memcmp (a, b, sizeof a) != 0);
}

/* The system's source fills every byte, in lengths beyond what one call of it gives. */
static void
test_system (void)
{
  g_autoptr (MvRandom) random = mv_random_system_new ();
  guint8 bytes[1000];
  gboolean seen[256] = { FALSE };
  guint n_seen = 0;

  memset (bytes, 0, sizeof bytes);
  mv_random_fill (random, bytes, sizeof bytes);
  for (guint i = 256; i < sizeof bytes; i++)
    if (!seen[bytes[i]])
      {
        seen[bytes[i]] = TRUE;
        n_seen++;
      }
  /* 744 bytes show fewer than 150 different values less often than once in 10^50. */
  g_assert_cmpuint (n_seen, >, 150);
}

/* Every number below the limit comes, and none from it on. */
static void
test_below (void)
{
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  guint counts[6] = { 0 };

  for (guint i = 0; i < 6000; i++)
    {
      guint32 number = mv_random_below (random, 6);

      g_assert_cmpuint (number, <, 6);
      counts[number]++;
    }
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpuint (counts[i], >, 850);
      g_assert_cmpuint (counts[i], <, 1150);
    }
  g_assert_cmpuint (mv_random_below (random, 1), ==, 0);
}

/* An id of version 7 starts with the milliseconds (here the example of RFC 9562, A.6) and says its
 * version and variant. */
static void
test_v7 (void)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (G_GINT64_CONSTANT (0x017F22E279B0) * 1000);
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  g_autofree char *id = mv_uuid_new_v7 (clock, random);

  g_assert_true (mv_uuid_is_valid (id));
  g_assert_true (g_str_has_prefix (id, "017f22e2-79b0-7000-"));
}

/* Ids made a microsecond apart sort as they were made; ids made in one differ. */
static void
test_v7_order (void)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (G_GINT64_CONSTANT (1795334400000000));
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  g_autofree char *last = mv_uuid_new_v7 (clock, random);
  g_autofree char *same = mv_uuid_new_v7 (clock, random);

  g_assert_cmpstr (same, !=, last);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *id = NULL;

      mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (clock), 1);
      id = mv_uuid_new_v7 (clock, random);
      g_assert_cmpstr (id, >, last);
      g_free (last);
      last = g_steal_pointer (&id);
    }
}

/* A thousand ids of one and the same moment are a thousand ids. */
static void
test_v7_unique (void)
{
  g_autoptr (MvClock) clock = mv_clock_virtual_new (0);
  g_autoptr (MvRandom) random = mv_random_seeded_new (1, 1);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++)
    g_assert_true (g_hash_table_add (ids, mv_uuid_new_v7 (clock, random)));
}

/* An id of version 5 follows from its name: vectors made with another implementation. */
static void
test_v5 (void)
{
  static const char *const rows[][2] = {
    { "", "bca01b59-fb3a-5525-8147-f1787d5a8d1e" },
    { "æøå", "3a6dfd24-c7fb-5a3d-a9a5-41c1d98d07ed" },
    { "project/p/by/u\nreply\nc\ns", "dcf5c1f4-dea4-5667-b7d5-3aecacc67ea4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = mv_uuid_new_v5 (rows[i][0]);

      g_assert_cmpstr (id, ==, rows[i][1]);
      g_assert_true (mv_uuid_is_valid (id));
    }
}

/* Ids of every version of RFC 9562 are taken, in lower case alone. */
static void
test_valid (void)
{
  static const char *const bad[] = {
    "",                                       /* nothing */
    "0193a000-0000-7000-8000-00000000000",    /* one short */
    "0193a000-0000-7000-8000-0000000000001",  /* one too many */
    "0193A000-0000-7000-8000-000000000001",   /* a capital */
    "0193a00000000-7000-8000-000000000001",   /* a hyphen missing */
    "0193a000-0000-0000-8000-000000000001",   /* version 0 */
    "0193a000-0000-9000-8000-000000000001",   /* version 9 */
    "0193a000-0000-7000-c000-000000000001",   /* another variant */
    "00000000-0000-0000-0000-000000000000",   /* the nil id */
    "ffffffff-ffff-ffff-ffff-ffffffffffff",   /* the max id */
    "{0193a000-0000-7000-8000-000000000001}", /* in braces */
    "0193a000-0000-7000-8000-00000000000g",   /* no such digit */
  };

  for (guint version = 1; version <= 8; version++)
    {
      g_autofree char *id = g_strdup_printf ("0193a000-0000-%u000-b000-00000000abcd", version);

      g_assert_true (mv_uuid_is_valid (id));
    }
  g_assert_false (mv_uuid_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (mv_uuid_is_valid (bad[i]))
      g_error ("taken for an id: %s", bad[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/random/seeded", test_seeded);
  g_test_add_func ("/random/streams", test_streams);
  g_test_add_func ("/random/system", test_system);
  g_test_add_func ("/random/below", test_below);
  g_test_add_func ("/uuid/v7", test_v7);
  g_test_add_func ("/uuid/v7-order", test_v7_order);
  g_test_add_func ("/uuid/v7-unique", test_v7_unique);
  g_test_add_func ("/uuid/v5", test_v5);
  g_test_add_func ("/uuid/valid", test_valid);

  return g_test_run ();
}
