/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-database.h"
#include "mv-test-feed.h"

#define NOTE                                                                                       \
  "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":%d,"             \
  "\"body\":{\"text\":\"%s\"}}"

/* A draft, an edit of it, and a share: the team has it in its next page, and the person's own scope
 * lets it go. */
static void
test_way (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *id = mv_test_feed_share (t, &t->person_a, "project", NULL);
  g_autofree char *by = mv_test_dup_scope (t, &t->person_a, "by");
  g_autoptr (GPtrArray) for_lead = mv_test_feed_pull_all (t, &t->lead);
  g_autoptr (GPtrArray) for_person = mv_test_feed_pull_all (t, &t->person_a);
  const MvLine *line = mv_test_find_line (for_lead, id);

  g_assert_nonnull (line);
  g_assert_cmpint (line->type, ==, MV_LINE_PUT);
  g_assert_cmpstr (line->scope, ==, by);
  g_assert_cmpint (line->rev, ==, 2);
  g_assert_cmpstr (line->by, ==, t->person_a.caller->uid);

  line = mv_test_find_line (for_person, id);
  g_assert_nonnull (line);
  g_assert_cmpint (line->type, ==, MV_LINE_DEL);
  g_assert_cmpstr (line->why, ==, "moved");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  mv_test_add_on_databases ("/push/way", test_way);

  return g_test_run ();
}
