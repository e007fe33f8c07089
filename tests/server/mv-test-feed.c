/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-feed.h"

#include "mv-feed-schema.h"

#include <string.h>

#define FIRST_MOMENT "2026-11-20T08:00:00Z"

char *
mv_test_feed_new_id (MvTestFeed *self)
{
  return mv_uuid_new_v7 (self->clock, self->random);
}

/* People */

void
mv_test_feed_add_device (MvTestFeed *self, MvTestPerson *person, const char *uid)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *device = mv_test_feed_new_id (self);
  g_autofree char *now = mv_clock_dup_now (self->clock);
  g_autofree char *hash = NULL;

  person->token = g_strconcat ("mvd_", device, NULL);
  hash = mv_feed_hash_token (person->token);
  mv_db_run (
      self->db, &error,
      "INSERT INTO device (id, uid, name, token_hash, token_since, last_n, ack, schema, created,"
      " seen) VALUES ($1, $2, 'PC', $3, $4, 0, 0, 1, $4, $4)",
      "tttt", device, uid, hash, now);
  g_assert_no_error (error);

  person->caller = mv_feed_authenticate (self->feed, person->token, &error);
  g_assert_no_error (error);
  person->pull = mv_pull_new ();
}

static void
add_person (MvTestFeed *self, MvTestPerson *person, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = mv_test_feed_new_id (self);

  mv_feed_begin (self->feed, &error);
  mv_feed_add_person (self->feed, uid, name, "nb", NULL, &error);
  mv_db_run (self->db, &error, "UPDATE person SET confirmed = created WHERE uid = $1", "t", uid);
  mv_feed_commit (self->feed, NULL, &error);
  g_assert_no_error (error);

  mv_test_feed_add_device (self, person, uid);
}

void
mv_test_person_clear (MvTestPerson *person)
{
  mv_caller_free (person->caller);
  g_free (person->token);
  mv_pull_free (person->pull);
}

static void
set_membership (
    MvTestFeed *self, MvMembershipType type, const char *owner, MvTestPerson *person, MvRoles roles)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (self->feed, &error);
  mv_feed_set_membership (self->feed, type, owner, person->caller->uid, roles, &error);
  mv_feed_commit (self->feed, NULL, &error);
  g_assert_no_error (error);
}

void
mv_test_feed_set_roles (MvTestFeed *self, MvTestPerson *person, MvRoles roles)
{
  set_membership (self, MV_MEMBERSHIP_PROJECT, self->project, person, roles);
}

/* The world */

static void
write_record (
    MvTestFeed *self, const char *scope, const char *kind, const char *id, const char *body)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (self->feed, &error);
  mv_feed_write (self->feed, scope, kind, id, "", body, NULL, NULL, &error);
  mv_feed_commit (self->feed, NULL, &error);
  g_assert_no_error (error);
}

static void
make_world (MvTestFeed *self)
{
  g_autofree char *scope = NULL;
  g_autofree char *project = NULL;

  self->organisation = mv_test_feed_new_id (self);
  self->project = mv_test_feed_new_id (self);
  self->committee = mv_test_feed_new_id (self);
  scope = mv_scope_project (self->project);
  project = g_strdup_printf (
      "{\"organisation\":\"%s\",\"title\":\"Prosjekt A\",\"vocabulary\":\"national\"}",
      self->organisation);

  write_record (self, "catalogue", "organisation", self->organisation,
                "{\"name\":\"Sykehus A\",\"region\":\"vest\"}");
  write_record (self, scope, "project", self->project, project);

  add_person (self, &self->lead, "Leder A");
  add_person (self, &self->researcher, "Forsker A");
  add_person (self, &self->person_a, "Representant A");
  add_person (self, &self->person_b, "Representant B");
  add_person (self, &self->secretary, "Sekretær A");
  add_person (self, &self->stranger, "Person A");

  mv_test_feed_set_roles (self, &self->lead, MV_ROLE_LEAD);
  mv_test_feed_set_roles (self, &self->person_a, MV_ROLE_REPRESENTATIVE);
  mv_test_feed_set_roles (self, &self->researcher, MV_ROLE_RESEARCHER);
  mv_test_feed_set_roles (self, &self->person_b, MV_ROLE_REPRESENTATIVE);
  set_membership (self, MV_MEMBERSHIP_COMMITTEE, self->committee, &self->secretary,
                  MV_ROLE_SECRETARY);
}

MvTestFeed *
mv_test_feed_new (const char *url)
{
  MvTestFeed *self = g_new0 (MvTestFeed, 1);
  g_autoptr (GError) error = NULL;
  gint64 now = 0;

  g_assert_true (mv_time_from_text (FIRST_MOMENT, &now));
  self->clock = mv_clock_virtual_new (now);
  self->random = mv_random_seeded_new (1, 1);
  self->db = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  mv_feed_schema_migrate (self->db, self->random, &error);
  g_assert_no_error (error);
  self->feed = mv_feed_new (self->db, self->clock, self->random);
  make_world (self);

  return self;
}

void
mv_test_feed_free (MvTestFeed *self)
{
  mv_test_person_clear (&self->lead);
  mv_test_person_clear (&self->researcher);
  mv_test_person_clear (&self->person_a);
  mv_test_person_clear (&self->person_b);
  mv_test_person_clear (&self->secretary);
  mv_test_person_clear (&self->stranger);
  g_free (self->organisation);
  g_free (self->project);
  g_free (self->committee);
  g_assert_finalize_object (self->feed);
  g_assert_finalize_object (self->db);
  g_assert_finalize_object (self->clock);
  g_assert_finalize_object (self->random);
  g_free (self);
}

/* Push */

MvPushAnswer *
mv_test_feed_send_batch (MvTestFeed *self, MvTestPerson *person, const char *ops, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{\"schema\":1,\"device\":\"%s\",\"ack\":0,\"ops\":%s}",
                                           person->caller->device, ops);
  g_autoptr (GError) local = NULL;
  g_autoptr (MvPush) push = mv_push_decode (text, -1, &local);

  g_assert_no_error (local);
  return mv_feed_push (self->feed, person->caller, push, NULL, error);
}

static MvResult *
send_op (MvTestFeed *self, MvTestPerson *person, const char *op)
{
  g_autofree char *ops = g_strdup_printf ("[{\"n\":%" G_GINT64_FORMAT ",%s]", ++person->n, op + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPushAnswer) answer = mv_test_feed_send_batch (self, person, ops, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answer->results->len, ==, 1);
  g_assert_cmpint (answer->last_n, ==, person->n);
  return g_steal_pointer (&answer->results->pdata[0]);
}

MvResult *
mv_test_feed_send (MvTestFeed *self, MvTestPerson *person, const char *format, ...)
{
  g_autofree char *op = NULL;
  va_list arguments;

  va_start (arguments, format);
  op = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return send_op (self, person, op);
}

gint64
mv_test_feed_do (MvTestFeed *self, MvTestPerson *person, const char *format, ...)
{
  g_autofree char *op = NULL;
  MvResult *result;
  gint64 rev;
  va_list arguments;

  va_start (arguments, format);
  op = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  result = send_op (self, person, op);
  if (result->status != MV_RESULT_OK)
    g_error ("%s: %s %s", op,
             result->problem != 0 ? mv_problem_get_name (result->problem) : "conflict",
             result->field);
  rev = result->rev;
  mv_result_free (result);
  return rev;
}

void
mv_test_feed_refuse (MvTestFeed *self,
                     MvTestPerson *person,
                     MvProblem problem,
                     const char *field,
                     const char *format,
                     ...)
{
  g_autofree char *op = NULL;
  MvResult *result;
  va_list arguments;

  va_start (arguments, format);
  op = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  result = send_op (self, person, op);
  if (result->status != MV_RESULT_REFUSED || result->problem != problem)
    g_error ("%s: %s %s", op, result->problem != 0 ? mv_problem_get_name (result->problem) : "done",
             result->field);
  if (field != NULL)
    g_assert_cmpstr (result->field, ==, field);
  mv_result_free (result);
}

/* Pull */

static void
take_cursors (MvTestPerson *person, const MvPage *page)
{
  GHashTableIter iter;
  gpointer scope, seq;

  g_free (person->pull->epoch);
  person->pull->epoch = g_strdup (page->head->epoch);
  for (guint i = 0; page->head->drop[i] != NULL; i++)
    g_hash_table_remove (person->pull->cursors, page->head->drop[i]);
  g_hash_table_iter_init (&iter, page->end->cursors);
  while (g_hash_table_iter_next (&iter, &scope, &seq))
    mv_cursors_set (person->pull->cursors, scope, *(gint64 *) seq);
}

MvPage *
mv_test_feed_pull (MvTestFeed *self, MvTestPerson *person)
{
  g_autoptr (GError) error = NULL;
  gboolean is_nothing = FALSE;
  g_autoptr (GBytes) bytes =
      mv_feed_pull (self->feed, person->caller, person->pull, &is_nothing, &error);
  MvPage *page;
  size_t size;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (bytes, &size);
  page = mv_page_decode (text, size);
  g_assert_true (page->is_whole);
  g_assert_cmpint (is_nothing, ==,
                   page->rows->len == 0 && page->head->drop[0] == NULL &&
                       page->head->reset[0] == NULL && g_hash_table_size (page->end->cursors) == 0);
  take_cursors (person, page);
  return page;
}

GPtrArray *
mv_test_feed_pull_all (MvTestFeed *self, MvTestPerson *person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_line_free);
  gboolean has_more = TRUE;

  while (has_more)
    {
      g_autoptr (MvPage) page = mv_test_feed_pull (self, person);

      has_more = page->end->more;
      for (guint i = 0; i < page->rows->len; i++)
        g_ptr_array_add (lines, g_steal_pointer (&page->rows->pdata[i]));
    }
  return lines;
}

const MvLine *
mv_test_find_line (GPtrArray *lines, const char *id)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const MvLine *line = lines->pdata[i];

      if (strcmp (line->id, id) == 0)
        return line;
    }
  return NULL;
}

const MvLineScope *
mv_test_find_scope (const MvLine *head, const char *scope)
{
  for (guint i = 0; i < head->scopes->len; i++)
    {
      const MvLineScope *row = head->scopes->pdata[i];

      if (strcmp (row->scope, scope) == 0)
        return row;
    }
  return NULL;
}

/* Contributions */

char *
mv_test_dup_scope (MvTestFeed *self, MvTestPerson *person, const char *part)
{
  return mv_scope_project_person (self->project, part, person->caller->uid);
}

char *
mv_test_reply_id (const char *scope, const char *contribution, const char *suggestion)
{
  g_autofree char *name = g_strdup_printf ("%s\nreply\n%s\n%s", scope, contribution, suggestion);

  return mv_uuid_new_v5 (name);
}

char *
mv_test_feed_share (MvTestFeed *self, MvTestPerson *person, const char *audience, ...)
{
  char *id = mv_test_feed_new_id (self);
  g_autoptr (GString) suggestions = g_string_new (NULL);
  const char *suggestion;
  va_list arguments;

  va_start (arguments, audience);
  while ((suggestion = va_arg (arguments, const char *)) != NULL)
    g_string_append_printf (suggestions, "%s{\"id\":\"%s\",\"text\":\"Et forslag\"}",
                            suggestions->len > 0 ? "," : "", suggestion);
  va_end (arguments);

  mv_test_feed_do (
      self, person,
      "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"contribution\","
      "\"base\":0,\"body\":{\"project\":\"%s\",\"date\":\"2026-11-20\",\"text\":\"Hei\","
      "\"phases\":[\"P3\"],\"suggestions\":[%s],\"language\":\"nb\"}}",
      id, self->project, suggestions->str);
  g_assert_cmpint (
      mv_test_feed_do (self, person,
                       "{\"op\":\"command\",\"name\":\"contribution.share\",\"base\":1,"
                       "\"args\":{\"contribution\":\"%s\",\"audience\":\"%s\"}}",
                       id, audience),
      ==, 2);
  return id;
}

MvFeedItem *
mv_test_feed_read (MvTestFeed *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  MvFeedItem *item = NULL;

  mv_feed_read (self->feed, id, &item, &error);
  g_assert_no_error (error);
  return item;
}
