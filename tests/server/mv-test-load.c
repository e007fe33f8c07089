/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-load.h"

#include "mv-json.h"
#include "mv-scope.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  MvTestLoad *load; /* (unowned) */
  guint number;
  MvTestPerson person;
  GThread *thread;  /* (owned) */
  GPtrArray *acked; /* (owned) (element-type utf8): ids of the records */
} Writer;

struct _MvTestLoad
{
  MvTestFeed *t; /* (unowned) */
  char *scope;   /* where all write */
  GPtrArray *writers;
  MvTestPerson reader;
  GThread *reading;
  GPtrArray *read; /* (element-type utf8): ids as they came */
  GMutex mutex;
  GCond changed;
  guint ports[MV_TEST_LOAD_MAX_SERVERS]; /* under @mutex, like all below */
  guint serial;                          /* of the ports */
  guint n_acked;
  gboolean is_ending; /* the writers shall stop */
  char *last;         /* (nullable): the reader shall stop after this */
};

/* The servers run by the time of this machine, and the feed of the test does not. */
static void
be_awake (MvTestLoad *self)
{
  g_autoptr (MvClock) clock = mv_clock_system_new ();
  g_autofree char *now = mv_clock_dup_now (clock);
  g_autoptr (GError) error = NULL;

  mv_db_run (self->t->db, &error, "UPDATE device SET token_since = $1, seen = $1, created = $1",
             "t", now);
  mv_db_run (self->t->db, &error, "UPDATE person SET enrolled = created", "");
  g_assert_no_error (error);
}

static void
writer_free (Writer *self)
{
  mv_test_person_clear (&self->person);
  g_ptr_array_unref (self->acked);
  g_free (self);
}

MvTestLoad *
mv_test_load_new (MvTestFeed *t, guint n_writers)
{
  MvTestLoad *self = g_new0 (MvTestLoad, 1);

  self->t = t;
  self->scope = mv_scope_project (t->project);
  self->writers = g_ptr_array_new_with_free_func ((GDestroyNotify) writer_free);
  self->read = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  for (guint i = 0; i < n_writers; i++)
    {
      Writer *writer = g_new0 (Writer, 1);

      writer->load = self;
      writer->number = i;
      writer->acked = g_ptr_array_new_with_free_func (g_free);
      mv_test_feed_add_device (t, &writer->person, t->researcher.caller->uid);
      g_ptr_array_add (self->writers, writer);
    }
  mv_test_feed_add_device (t, &self->reader, t->person_a.caller->uid);
  be_awake (self);
  return self;
}

void
mv_test_load_free (MvTestLoad *self)
{
  g_ptr_array_unref (self->writers);
  g_ptr_array_unref (self->read);
  mv_test_person_clear (&self->reader);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->scope);
  g_free (self->last);
  g_free (self);
}

void
mv_test_load_set_server (MvTestLoad *self, guint place, guint port)
{
  g_mutex_lock (&self->mutex);
  self->ports[place] = port;
  self->serial++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* The first server there is from @place on; waits until there is one. */
static guint
take_port (MvTestLoad *self, guint place)
{
  guint port = 0;

  g_mutex_lock (&self->mutex);
  for (;;)
    {
      for (guint i = 0; port == 0 && i < MV_TEST_LOAD_MAX_SERVERS; i++)
        port = self->ports[(place + i) % MV_TEST_LOAD_MAX_SERVERS];
      if (port != 0)
        break;
      g_cond_wait (&self->changed, &self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return port;
}

/* %NULL without an answer of 200. */
static GBytes *
post (SoupSession *session,
      guint port,
      const char *path,
      const MvTestPerson *person,
      const char *body,
      guint wait_s)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u%s", port, path);
  g_autofree char *bearer = g_strconcat ("Bearer ", person->token, NULL);
  g_autofree char *wait = g_strdup_printf ("wait=%u", wait_s);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr (GBytes) sent = g_bytes_new (body, strlen (body));
  g_autoptr (GBytes) got = NULL;
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "Authorization", bearer);
  soup_message_headers_append (headers, "Prefer", wait);
  soup_message_set_request_body_from_bytes (message, "application/json", sent);
  got = soup_session_send_and_read (session, message, NULL, NULL);
  if (got == NULL || soup_message_get_status (message) != SOUP_STATUS_OK)
    return NULL;
  return g_steal_pointer (&got);
}

/* Writers */

static char *
format_push (const Writer *self, gint64 n, const char *id)
{
  return g_strdup_printf (
      "{\"schema\":1,\"device\":\"%s\",\"ack\":%" G_GINT64_FORMAT
      ",\"ops\":[{\"n\":%" G_GINT64_FORMAT
      ",\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"meeting\",\"base\":0,"
      "\"body\":{\"title\":\"M\",\"start\":\"2026-11-20T10:00:00+01:00\"}}]}",
      self->person.caller->device, n - 1, n, self->load->scope, id);
}

/* Whatever happens to the servers, the same operation is sent until it is answered. */
static void
write_one (Writer *self, SoupSession *session, gint64 n, const char *id)
{
  g_autofree char *body = format_push (self, n, id);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (MvPushAnswer) decoded = NULL;
  g_autoptr (GError) error = NULL;
  const MvResult *result;

  for (guint i = 0; answer == NULL; i++)
    answer = post (session, take_port (self->load, self->number + (guint) n + i), "/v1/sync/push",
                   &self->person, body, 0);

  decoded = mv_push_answer_decode (g_bytes_get_data (answer, NULL),
                                   (gssize) g_bytes_get_size (answer), &error);
  g_assert_no_error (error);
  g_assert_cmpint (decoded->last_n, ==, n);
  result = decoded->results->pdata[0];
  g_assert_cmpint (result->status, ==, MV_RESULT_OK);
  g_assert_cmpint (result->rev, ==, 1);
  g_ptr_array_add (self->acked, g_strdup (id));
}

static gpointer
run_writer (gpointer data)
{
  Writer *self = data;
  MvTestLoad *load = self->load;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (MvRandom) random = mv_random_system_new ();
  g_autoptr (MvClock) clock = mv_clock_system_new ();
  gboolean is_ending = FALSE;

  for (gint64 n = 1; !is_ending; n++)
    {
      g_autofree char *id = mv_uuid_new_v7 (clock, random);

      write_one (self, session, n, id);
      g_mutex_lock (&load->mutex);
      load->n_acked++;
      is_ending = load->is_ending;
      g_cond_broadcast (&load->changed);
      g_mutex_unlock (&load->mutex);
    }
  return NULL;
}

/* The reader */

static char *
format_pull (MvTestLoad *self)
{
  g_autofree char *text = mv_pull_encode (self->reader.pull);

  return g_steal_pointer (&text);
}

/* Returns whether there was anything. */
static gboolean
take_page (MvTestLoad *self, GBytes *answer)
{
  g_autoptr (MvPage) page =
      mv_page_decode (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  GHashTableIter iter;
  gpointer name, cursor;

  /* A server that was killed may have cut it; then it is read again. */
  if (!page->is_whole)
    return TRUE;

  g_free (self->reader.pull->epoch);
  self->reader.pull->epoch = g_strdup (page->head->epoch);
  g_hash_table_iter_init (&iter, page->end->cursors);
  while (g_hash_table_iter_next (&iter, &name, &cursor))
    mv_cursors_set (self->reader.pull->cursors, name, *(gint64 *) cursor);
  for (guint i = 0; i < page->rows->len; i++)
    {
      const MvLine *line = page->rows->pdata[i];

      if (g_strcmp0 (line->scope, self->scope) == 0 && g_strcmp0 (line->kind, "meeting") == 0)
        g_ptr_array_add (self->read, g_strdup (line->id));
    }
  return page->rows->len > 0;
}

static gboolean
is_at_end (MvTestLoad *self, gboolean had_rows)
{
  const char *newest = self->read->len > 0 ? self->read->pdata[self->read->len - 1] : NULL;
  gboolean is_end;

  g_mutex_lock (&self->mutex);
  is_end = self->last != NULL && (!had_rows || g_strcmp0 (newest, self->last) == 0);
  g_mutex_unlock (&self->mutex);
  return is_end;
}

static gpointer
run_reader (gpointer data)
{
  MvTestLoad *self = data;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  gboolean is_end = FALSE;

  for (guint i = 0; !is_end; i++)
    {
      g_autofree char *body = format_pull (self);
      g_autoptr (GBytes) answer =
          post (session, take_port (self, i), "/v1/sync/pull", &self->reader, body, 50);

      if (answer != NULL)
        is_end = is_at_end (self, take_page (self, answer));
    }
  return NULL;
}

void
mv_test_load_start (MvTestLoad *self)
{
  self->reading = g_thread_new ("reader", run_reader, self);
  for (guint i = 0; i < self->writers->len; i++)
    {
      Writer *writer = self->writers->pdata[i];

      writer->thread = g_thread_new ("writer", run_writer, writer);
    }
}

void
mv_test_load_wait (MvTestLoad *self, guint n_more)
{
  guint until;

  g_mutex_lock (&self->mutex);
  until = self->n_acked + n_more;
  while (self->n_acked < until)
    g_cond_wait (&self->changed, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

/* The end */

static void
write_last (MvTestLoad *self)
{
  Writer *writer = self->writers->pdata[0];
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *id = mv_test_feed_new_id (self->t);

  g_mutex_lock (&self->mutex);
  self->last = g_strdup (id);
  g_mutex_unlock (&self->mutex);
  write_one (writer, session, (gint64) writer->acked->len + 1, id);
}

static void
check_reader (MvTestLoad *self, GHashTable *acked)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->read->len; i++)
    {
      g_assert_true (g_hash_table_contains (acked, self->read->pdata[i]));
      g_assert_true (g_hash_table_add (seen, self->read->pdata[i]));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, g_hash_table_size (acked));
}

/* As often in the database as acknowledged, and each at its first revision. */
static void
check_database (MvTestLoad *self, GHashTable *acked)
{
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer id;
  gint64 n = 0;

  mv_db_get_one_integer (self->t->db, &n, NULL, &error,
                         "SELECT count(*) FROM item WHERE kind = 'meeting'", "");
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, g_hash_table_size (acked));

  g_hash_table_iter_init (&iter, acked);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (MvFeedItem) item = mv_test_feed_read (self->t, id);

      g_assert_nonnull (item);
      g_assert_cmpint (item->rev, ==, 1);
    }
}

void
mv_test_load_finish (MvTestLoad *self)
{
  g_autoptr (GHashTable) acked = g_hash_table_new (g_str_hash, g_str_equal);

  g_mutex_lock (&self->mutex);
  self->is_ending = TRUE;
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->writers->len; i++)
    g_thread_join (((Writer *) self->writers->pdata[i])->thread);
  write_last (self);
  g_thread_join (self->reading);

  for (guint i = 0; i < self->writers->len; i++)
    {
      Writer *writer = self->writers->pdata[i];

      for (guint j = 0; j < writer->acked->len; j++)
        g_assert_true (g_hash_table_add (acked, writer->acked->pdata[j]));
    }
  check_reader (self, acked);
  check_database (self, acked);
}
