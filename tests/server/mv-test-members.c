/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-members.h"

#include "mv-directory.h"
#include "mv-json.h"
#include "mv-phases.h"

static void
set_member (MvTestFeed *t, MvTestPerson *person, const char *role)
{
  g_autoptr (GError) error = NULL;
  MvNewMember member = { .owner = t->project, .uid = person->caller->uid, .role = role };

  mv_directory_set_member (t->feed, &member, &error);
  g_assert_no_error (error);
}

static void
give_role (MvTestFeed *t, MvTestPerson *person, const char *role)
{
  g_autoptr (GError) error = NULL;
  MvNewMember member = { .owner = t->organisation, .uid = person->caller->uid, .role = role };

  mv_directory_give_role (t->feed, &member, &error);
  g_assert_no_error (error);
}

static void
put_vocabulary (MvTestFeed *t)
{
  g_autoptr (MvRecord) record = mv_vocabulary_to_record (mv_vocabularies_find ("national"));
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autoptr (GError) error = NULL;

  mv_directory_put (t->feed, "catalogue", "vocabulary", id, NULL, mv_record_get_body (record),
                    &error);
  g_assert_no_error (error);
}

MvTestFeed *
mv_test_members_new (const char *url)
{
  MvTestFeed *t = mv_test_feed_new (url);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (t->feed, &error);
  g_assert_no_error (error);
  put_vocabulary (t);
  set_member (t, &t->lead, "lead");
  set_member (t, &t->researcher, "researcher");
  set_member (t, &t->person_a, "representative");
  set_member (t, &t->person_b, "representative");
  give_role (t, &t->secretary, "coordinator");
  give_role (t, &t->secretary, "administrator");
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);

  return t;
}

static char *
format_command (const char *name, int base, const char *args)
{
  g_autofree char *base_text = base < 0 ? g_strdup ("") : g_strdup_printf ("\"base\":%d,", base);

  return g_strdup_printf ("{\"op\":\"command\",\"name\":\"%s\",%s\"args\":%s}", name, base_text,
                          args);
}

gint64
mv_test_command (
    MvTestFeed *t, MvTestPerson *person, const char *name, int base, const char *args, ...)
{
  g_autofree char *formatted = NULL;
  g_autofree char *op = NULL;
  va_list arguments;

  va_start (arguments, args);
  formatted = g_strdup_vprintf (args, arguments);
  va_end (arguments);
  op = format_command (name, base, formatted);

  return mv_test_feed_do (t, person, "%s", op);
}

void
mv_test_command_refused (MvTestFeed *t,
                         MvTestPerson *person,
                         MvProblem problem,
                         const char *field,
                         const char *name,
                         int base,
                         const char *args,
                         ...)
{
  g_autofree char *formatted = NULL;
  g_autofree char *op = NULL;
  va_list arguments;

  va_start (arguments, args);
  formatted = g_strdup_vprintf (args, arguments);
  va_end (arguments);
  op = format_command (name, base, formatted);

  mv_test_feed_refuse (t, person, problem, field, "%s", op);
}

JsonObject *
mv_test_find_body (
    MvTestFeed *t, const char *scope, const char *kind, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = mv_feed_list (t->feed, scope, kind, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (items->pdata[i], &error);

      g_assert_no_error (error);
      if (g_strcmp0 (mv_json_get_text (body, field), value) == 0)
        return g_steal_pointer (&body);
    }

  return NULL;
}

JsonObject *
mv_test_read_body (MvTestFeed *t, const char *id)
{
  g_autoptr (MvFeedItem) item = mv_test_feed_read (t, id);
  g_autoptr (GError) error = NULL;
  JsonObject *body = mv_feed_item_parse_body (item, &error);

  g_assert_no_error (error);
  return body;
}

void
mv_test_assert_text (MvTestFeed *t, const char *id, const char *field, const char *value)
{
  g_autoptr (JsonObject) body = mv_test_read_body (t, id);

  g_assert_cmpstr (mv_json_get_text (body, field), ==, value);
}
