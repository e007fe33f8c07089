/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-scope.h"
#include "mv-test-database.h"
#include "mv-test-members.h"

#include <string.h>

#define N_WRITERS 8
#define SECONDS 2
#define SECONDS_LONG 20

/* Everybody has a connection of their own. */
typedef struct
{
  MvTestFeed *t; /* (unowned) */
  const char *url;
  MvTestPerson person;
  gint64 until_us;
  guint n_done;
  gint *n_writing; /* (atomic) */
} Hand;

static MvFeed *
open_feed (const Hand *self, MvClock *clock, MvRandom *random)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db = mv_db_open (self->url, NULL, MV_DB_MUST_EXIST, &error);

  g_assert_no_error (error);
  return mv_feed_new (db, clock, random);
}

static void
write_one (Hand *self, MvFeed *feed, const char *scope, const char *id)
{
  g_autofree char *text = g_strdup_printf (
      "{\"schema\":1,\"device\":\"%s\",\"ack\":%u,\"ops\":[{\"n\":%u,\"op\":\"put\","
      "\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"meeting\",\"base\":0,"
      "\"body\":{\"title\":\"M\",\"start\":\"2026-11-20T10:00:00+01:00\"}}]}",
      self->person.caller->device, self->n_done, self->n_done + 1, scope, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPush) push = mv_push_decode (text, -1, &error);
  g_autoptr (MvPushAnswer) answer = NULL;

  g_assert_no_error (error);
  answer = mv_feed_push (feed, self->person.caller, push, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((MvResult *) answer->results->pdata[0])->status, ==, MV_RESULT_OK);
  self->n_done++;
}

static gpointer
run_writer (gpointer data)
{
  Hand *self = data;
  g_autoptr (MvClock) clock = mv_clock_system_new ();
  g_autoptr (MvRandom) random = mv_random_system_new ();
  g_autoptr (MvFeed) feed = open_feed (self, clock, random);
  g_autofree char *scope = mv_scope_project (self->t->project);

  do
    {
      g_autofree char *id = mv_uuid_new_v7 (clock, random);

      write_one (self, feed, scope, id);
    }
  while (g_get_monotonic_time () < self->until_us);

  g_atomic_int_add (self->n_writing, -1);
  return NULL;
}

/* Takes what there is; every row has a number beyond all before it, and comes once. */
static guint
read_page (
    MvTestFeed *t, MvTestPerson *reader, const char *scope, gint64 *last_seq, GHashTable *seen)
{
  g_autoptr (MvPage) page = mv_test_feed_pull (t, reader);
  guint n = 0;

  for (guint i = 0; i < page->rows->len; i++)
    {
      const MvLine *line = page->rows->pdata[i];

      if (strcmp (line->scope, scope) != 0)
        continue;
      g_assert_cmpint (line->seq, >, *last_seq);
      *last_seq = line->seq;
      if (g_strcmp0 (line->kind, "meeting") == 0)
        {
          g_assert_true (g_hash_table_add (seen, g_strdup (line->id)));
          n++;
        }
    }
  return n + (page->end->more ? 1 : 0);
}

/* Eight connections write into one scope and a ninth reads by cursor all the while: nothing is
 * missed and nothing comes twice, although transactions end in another order than they began. */
static void
test_order (void)
{
  g_autofree char *url = mv_test_postgresql_new_url ();
  guint n_seconds = g_getenv ("MEDVIRK_LONG_TESTS") != NULL ? SECONDS_LONG : SECONDS;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Hand hands[N_WRITERS] = { 0 };
  GThread *threads[N_WRITERS];
  gint n_writing = N_WRITERS;
  gint64 last_seq = 0;
  guint n_done = 0;

  if (url == NULL)
    return;

  g_autoptr (MvTestFeed) t = mv_test_members_new (url);
  g_autofree char *scope = mv_scope_project (t->project);
  for (guint i = 0; i < N_WRITERS; i++)
    {
      hands[i] = (Hand){ .t = t, .url = url, .n_writing = &n_writing };
      hands[i].until_us = g_get_monotonic_time () + n_seconds * G_USEC_PER_SEC;
      mv_test_feed_add_device (t, &hands[i].person, t->researcher.caller->uid);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    threads[i] = g_thread_new ("writer", run_writer, &hands[i]);

  while (g_atomic_int_get (&n_writing) > 0)
    read_page (t, &t->person_a, scope, &last_seq, seen);
  while (read_page (t, &t->person_a, scope, &last_seq, seen) > 0)
    ;

  for (guint i = 0; i < N_WRITERS; i++)
    {
      g_thread_join (threads[i]);
      n_done += hands[i].n_done;
      mv_test_person_clear (&hands[i].person);
    }
  g_test_message ("%u writes by %u connections", n_done, N_WRITERS);
  g_assert_cmpuint (g_hash_table_size (seen), ==, n_done);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/order/eight-writers", test_order);

  return g_test_run ();
}
