/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-database.h"
#include "mv-test-feed.h"

#include <string.h>

static void
write_note (MvTestFeed *t, MvTestPerson *person, const char *text)
{
  g_autofree char *id = mv_test_feed_new_id (t);

  mv_test_feed_do (
      t, person,
      "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"
      "\"body\":{\"text\":\"%s\"}}",
      id, text);
}

static void
run_sql (MvTestFeed *t, const char *sql, const char *value)
{
  g_autoptr (GError) error = NULL;

  mv_db_run (t->db, &error, sql, value != NULL ? "t" : "", value);
  g_assert_no_error (error);
}

/* Own things come first, then projects, the committee, the catalogue and study texts; and each page
 * names every granted scope with its head. */
static void
test_order (const char *url)
{
  static const char *const places[] = { "user/", "project/", "committee/", "catalogue",
                                        "studies/" };
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *scope = mv_scope_project (t->project);
  guint place = 0, n_pages = 0;
  gboolean has_more = TRUE;

  mv_test_feed_set_roles (t, &t->secretary, MV_ROLE_RESEARCHER);
  for (guint i = 0; i < 3; i++)
    write_note (t, &t->secretary, "a");

  t->secretary.pull->limit = 1;
  while (has_more)
    {
      g_autoptr (MvPage) page = mv_test_feed_pull (t, &t->secretary);
      const MvLineScope *row = mv_test_find_scope (page->head, "user/me");

      g_assert_cmpint (page->rows->len, ==, 1);
      g_assert_nonnull (row);
      g_assert_cmpint (row->head, ==, 3);
      g_assert_cmpint (mv_test_find_scope (page->head, scope)->head, ==, 1);
      for (guint i = 1; i < page->head->scopes->len; i++)
        g_assert_nonnull (((MvLineScope *) page->head->scopes->pdata[i])->role);

      for (guint i = 0; i < page->head->scopes->len; i++)
        {
          const MvLineScope *at = page->head->scopes->pdata[i];

          while (!g_str_has_prefix (at->scope, places[place]))
            g_assert_cmpuint (++place, <, G_N_ELEMENTS (places));
        }
      place = 0;
      has_more = page->end->more;
      n_pages++;
    }

  /* Three notes, the project, the organisation. */
  g_assert_cmpuint (n_pages, ==, 5);
}

/* A page has as many rows as were asked for, and says whether there are more. */
static void
test_limit (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);

  for (guint i = 0; i < 4; i++)
    write_note (t, &t->stranger, "a");

  /* Four notes and the organisation. */
  t->stranger.pull->limit = 4;
  g_autoptr (MvPage) page = mv_test_feed_pull (t, &t->stranger);
  g_assert_cmpint (page->rows->len, ==, 4);
  g_assert_true (page->end->more);
  g_autoptr (MvPage) rest = mv_test_feed_pull (t, &t->stranger);
  g_assert_cmpint (rest->rows->len, ==, 1);
  g_assert_false (rest->end->more);

  /* Exactly as many as there are: nothing more. */
  g_hash_table_remove_all (t->stranger.pull->cursors);
  t->stranger.pull->limit = 5;
  g_autoptr (MvPage) all = mv_test_feed_pull (t, &t->stranger);
  g_assert_cmpint (all->rows->len, ==, 5);
  g_assert_false (all->end->more);

  /* Nothing new. */
  g_autoptr (MvPage) nothing = mv_test_feed_pull (t, &t->stranger);
  g_assert_cmpint (nothing->rows->len, ==, 0);
  g_assert_false (nothing->end->more);
}

/* A page has at most 1 MiB, and a thousand rows; what does not fit comes with the next, and nothing
 * comes twice or not at all. */
static void
test_page_size (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *text = g_strnfill (250 * 1024, 'x');
  g_autofree char *long_body = g_strdup_printf ("{\"text\":\"%s\"}", text);
  g_autofree char *scope = mv_scope_user (t->stranger.caller->uid);
  g_autoptr (GError) error = NULL;
  gboolean has_more = TRUE;
  guint n_rows = 0, n_pages = 0;

  mv_feed_begin (t->feed, &error);
  for (guint i = 0; i < 1010; i++)
    {
      g_autofree char *id = mv_test_feed_new_id (t);

      mv_feed_write (t->feed, scope, "note", id, NULL, i < 10 ? long_body : "{\"text\":\"a\"}",
                     NULL, NULL, &error);
    }
  mv_feed_commit (t->feed, NULL, &error);
  g_assert_no_error (error);

  t->stranger.pull->limit = MV_WIRE_MAX_ROWS;
  while (has_more)
    {
      gboolean is_nothing;
      g_autoptr (GBytes) bytes =
          mv_feed_pull (t->feed, t->stranger.caller, t->stranger.pull, &is_nothing, &error);
      g_autoptr (MvPage) page = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), <=, MV_WIRE_MAX_PAGE);
      page = mv_test_feed_pull (t, &t->stranger);
      g_assert_cmpuint (page->rows->len, <=, MV_WIRE_MAX_ROWS);
      n_rows += page->rows->len;
      has_more = page->end->more;
      n_pages++;
    }
  g_assert_cmpuint (n_rows, ==, 1011);
  /* Four long ones fit a page; the last two, 998 short ones; two and the organisation. */
  g_assert_cmpuint (n_pages, ==, 4);
}

/* A scope that is no longer granted is dropped, also one that never was, and another's own scope.
 */
static void
test_drop (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *other = mv_scope_user (t->lead.caller->uid);
  g_autofree char *project = mv_scope_project (t->project);

  g_ptr_array_unref (mv_test_feed_pull_all (t, &t->person_a));
  mv_cursors_set (t->person_a.pull->cursors, other, 1);
  mv_cursors_set (t->person_a.pull->cursors, "committee/nonsense", 1);
  mv_test_feed_set_roles (t, &t->person_a, MV_ROLE_NONE);

  g_autoptr (MvPage) page = mv_test_feed_pull (t, &t->person_a);
  g_assert_cmpuint (g_strv_length (page->head->drop), ==, 3);
  g_assert_cmpstr (page->head->drop[0], ==, "committee/nonsense");
  g_assert_cmpstr (page->head->drop[1], ==, project);
  g_assert_cmpstr (page->head->drop[2], ==, other);
  g_assert_null (mv_test_find_scope (page->head, project));
}

/* A cursor beyond the head, below the floor, or of another epoch: that scope begins at 0. */
static void
test_reset (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  guint i;

  for (i = 0; i < 3; i++)
    write_note (t, &t->stranger, "a");
  g_ptr_array_unref (mv_test_feed_pull_all (t, &t->stranger));

  for (i = 0; i < 4; i++)
    {
      g_autoptr (MvPage) page = NULL;

      switch (i)
        {
        case 0: /* numbers that the server never gave */
          mv_cursors_set (t->stranger.pull->cursors, "user/me", 4);
          break;
        case 1: /* tombstones that the device may have missed are gone */
          run_sql (t, "UPDATE scope SET floor = 2 WHERE name = 'user/' || $1",
                   t->stranger.caller->uid);
          mv_cursors_set (t->stranger.pull->cursors, "user/me", 1);
          break;
        case 2: /* at the floor nothing was missed */
          mv_cursors_set (t->stranger.pull->cursors, "user/me", 2);
          break;
        default: /* a server that was restored from a backup */
          g_free (t->stranger.pull->epoch);
          t->stranger.pull->epoch = g_strdup ("e-0");
          break;
        }

      page = mv_test_feed_pull (t, &t->stranger);
      g_assert_cmpuint (g_strv_length (page->head->reset), ==, i == 2 ? 0 : i == 3 ? 2 : 1);
      if (i != 2)
        g_assert_true (g_strv_contains ((const char *const *) page->head->reset, "user/me"));
      g_assert_cmpuint (page->rows->len, ==, i == 2 ? 1 : i == 3 ? 4 : 3);
    }
}

/* One whom the inviter has not confirmed gets the own scope and the catalogue, and writes only
 * there in the own; everything else is not allowed, whether it exists or not. */
static void
test_unconfirmed (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *shared = mv_test_feed_share (t, &t->person_b, "project", NULL);
  g_autofree char *id = mv_test_feed_new_id (t);
  g_autofree char *scope = mv_scope_project (t->project);

  run_sql (t, "UPDATE person SET confirmed = NULL WHERE uid = $1", t->person_a.caller->uid);
  mv_caller_free (t->person_a.caller);
  t->person_a.caller = mv_feed_authenticate (t->feed, t->person_a.token, NULL);
  g_assert_false (t->person_a.caller->is_confirmed);

  g_autoptr (MvPage) page = mv_test_feed_pull (t, &t->person_a);
  g_assert_cmpuint (page->head->scopes->len, ==, 2);
  g_assert_nonnull (mv_test_find_scope (page->head, "user/me"));
  g_assert_nonnull (mv_test_find_scope (page->head, "catalogue"));

  write_note (t, &t->person_a, "a");
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL,
                       "{\"op\":\"put\",\"id\":\"%s\",\"base\":2,\"body\":{}}", shared);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL,
                       "{\"op\":\"del\",\"id\":\"%s\",\"base\":2}", id);
  mv_test_feed_refuse (
      t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL,
      "{\"op\":\"put\",\"scope\":\"%s\",\"id\":\"%s\",\"kind\":\"meeting\",\"base\":0,"
      "\"body\":{}}",
      scope, id);
  mv_test_feed_refuse (t, &t->person_a, MV_PROBLEM_NOT_ALLOWED, NULL,
                       "{\"op\":\"command\",\"name\":\"contribution.share\",\"base\":1,"
                       "\"args\":{\"contribution\":\"%s\",\"audience\":\"project\"}}",
                       shared);
}

/* Tokens: unknown ones, those of removed and of sleeping devices and of erased people each have
 * their answer; just before 90 days a device is awake. */
static void
test_tokens (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  static const char *const strange[] = { NULL, "", "mvd_", "mvd_unknown", "Bearer mvd_" };
  g_autofree char *too_long = g_strnfill (4096, 'x');
  g_autoptr (MvCaller) caller = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_assert_null (mv_feed_authenticate (t->feed, strange[i], &error));
      g_assert_error (error, MV_PROBLEM, MV_PROBLEM_NOT_AUTHENTICATED);
      g_clear_error (&error);
    }
  memcpy (too_long, "mvd_", 4);
  g_assert_null (mv_feed_authenticate (t->feed, too_long, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_NOT_AUTHENTICATED);
  g_clear_error (&error);

  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), 90 * G_TIME_SPAN_DAY);
  caller = mv_feed_authenticate (t->feed, t->lead.token, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (caller->uid, ==, t->lead.caller->uid);
  g_assert_cmpstr (caller->device, ==, t->lead.caller->device);
  g_assert_true (caller->needs_note);
  g_assert_true (mv_feed_note_use (t->feed, t->lead.token, &error));

  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (t->clock), G_TIME_SPAN_SECOND);
  g_assert_null (mv_feed_authenticate (t->feed, t->person_a.token, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_DEVICE_ASLEEP);
  g_clear_error (&error);

  run_sql (t, "UPDATE device SET revoked = seen WHERE uid = $1", t->person_a.caller->uid);
  g_assert_null (mv_feed_authenticate (t->feed, t->person_a.token, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_DEVICE_REVOKED);
  g_clear_error (&error);

  run_sql (t, "UPDATE person SET erased = created WHERE uid = $1", t->person_a.caller->uid);
  g_assert_null (mv_feed_authenticate (t->feed, t->person_a.token, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_NOT_AUTHENTICATED);
}

/* A new token and the old one both work until the new one is first used. */
static void
test_new_token (const char *url)
{
  g_autoptr (MvTestFeed) t = mv_test_feed_new (url);
  g_autofree char *hash = mv_feed_hash_token ("mvd_new");
  g_autoptr (MvCaller) with_old = NULL;
  g_autoptr (MvCaller) with_new = NULL;
  g_autoptr (MvCaller) afterwards = NULL;
  g_autoptr (GError) error = NULL;

  mv_db_run (t->db, &error, "UPDATE device SET next_token_hash = $1 WHERE id = $2", "tt", hash,
             t->lead.caller->device);
  g_assert_no_error (error);

  with_old = mv_feed_authenticate (t->feed, t->lead.token, &error);
  g_assert_no_error (error);
  g_assert_false (with_old->needs_note);
  with_new = mv_feed_authenticate (t->feed, "mvd_new", &error);
  g_assert_no_error (error);
  g_assert_true (with_new->needs_note);

  g_assert_true (mv_feed_note_use (t->feed, "mvd_new", &error));
  g_assert_null (mv_feed_authenticate (t->feed, t->lead.token, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_NOT_AUTHENTICATED);
  g_clear_error (&error);
  afterwards = mv_feed_authenticate (t->feed, "mvd_new", &error);
  g_assert_no_error (error);
  g_assert_false (afterwards->needs_note);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  mv_test_add_on_databases ("/pull/order", test_order);
  mv_test_add_on_databases ("/pull/limit", test_limit);
  mv_test_add_on_databases ("/pull/page-size", test_page_size);
  mv_test_add_on_databases ("/pull/drop", test_drop);
  mv_test_add_on_databases ("/pull/reset", test_reset);
  mv_test_add_on_databases ("/pull/unconfirmed", test_unconfirmed);
  mv_test_add_on_databases ("/pull/tokens", test_tokens);
  mv_test_add_on_databases ("/pull/new-token", test_new_token);

  return g_test_run ();
}
