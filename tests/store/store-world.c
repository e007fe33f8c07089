/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include "mv-db.h"

#include "mv-test-folder.h"

#include <string.h>

void
world_open (World *self)
{
  g_autoptr (GError) error = NULL;

  self->store = mv_store_open (self->path, NULL, self->executor, self->executor, self->clock,
                               self->random, &error);
  g_assert_no_error (error);
}

static World *
make_world (void)
{
  World *self = g_new0 (World, 1);

  self->clock = mv_clock_virtual_new (WORLD_START_US);
  self->random = mv_random_seeded_new (7, 1);
  self->executor = mv_executor_inline_new ();
  return self;
}

World *
world_new (void)
{
  World *self = make_world ();
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("medvirk-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "replica.db", NULL);
  world_open (self);
  world_add_account (self, "a", PERSON_A);
  return self;
}

World *
world_new_in_memory (void)
{
  World *self = make_world ();

  self->path = g_strdup (":memory:");
  world_open (self);
  world_add_account (self, "a", PERSON_A);
  return self;
}

void
world_close (World *self)
{
  mv_store_close (self->store);
  g_assert_finalize_object (g_steal_pointer (&self->store));
}

void
world_free (World *self)
{
  if (self->store != NULL)
    world_close (self);
  if (self->folder != NULL)
    mv_test_remove_folder (self->folder);
  g_object_unref (self->clock);
  g_object_unref (self->random);
  g_object_unref (self->executor);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

void
world_restart (World *self)
{
  world_close (self);
  world_open (self);
}

void
world_make_older (World *self)
{
  static const char *const back[] = {
    "ALTER TABLE scope DROP COLUMN since",
    "CREATE TABLE old AS SELECT account, id, scope, kind, rev, seq, written_by, body, "
    "conflict_of, pending, is_device_only, project, target, sort_key, facets, is_own, state, "
    "n_open FROM item",
    "DROP TABLE item",
    "DROP TABLE unread",
    "ALTER TABLE old RENAME TO item",
    "DELETE FROM migration WHERE version > 2",
  };
  g_autofree char *url = g_strconcat ("sqlite:", self->path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvDb) db = mv_db_open (url, NULL, MV_DB_DEFAULT, &error);

  for (guint i = 0; i < G_N_ELEMENTS (back) && error == NULL; i++)
    mv_db_run (db, &error, back[i], "");
  g_assert_no_error (error);
}

void
world_wait_s (World *self, int seconds)
{
  mv_clock_virtual_advance (MV_CLOCK_VIRTUAL (self->clock), seconds * G_TIME_SPAN_SECOND);
}

static void
add_account (World *self, const char *key, const char *uid, const char *server)
{
  g_autoptr (GError) error = NULL;
  const MvAccount account = { .key = (char *) key,
                              .server = (char *) server,
                              .uid = (char *) uid,
                              .device = server != NULL ? (char *) DEVICE : NULL,
                              .name = (char *) "Person" };

  mv_store_add_account (self->store, &account, &error);
  g_assert_no_error (error);
}

void
world_add_account (World *self, const char *key, const char *uid)
{
  add_account (self, key, uid, "https://medvirk.example");
}

void
world_add_local (World *self, const char *key, const char *uid)
{
  add_account (self, key, uid, NULL);
}

char *
world_id (int number)
{
  return g_strdup_printf ("01930000-0000-7000-8000-%012d", number);
}

MvRecord *
world_contribution (const char *id, const char *text)
{
  MvRecord *record = mv_record_new (mv_kind_find ("contribution"), id);

  mv_record_set_text (record, "project", PROJECT);
  mv_record_set_text (record, "date", "2026-11-20");
  mv_record_set_text (record, "text", text);
  return record;
}

void
world_save (World *self, const char *account, MvRecord *record, MvSaveFlags flags)
{
  g_autoptr (GError) error = NULL;

  mv_store_save (self->store, account, record, flags, &error);
  g_assert_no_error (error);
}

void
world_draft (World *self, const char *id, const char *text)
{
  g_autoptr (MvRecord) record = world_contribution (id, text);

  world_save (self, "a", record, MV_SAVE_DRAFT);
}

/* The text that is shown; %NULL if the record is not here. */
char *
world_text (World *self, const char *account, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MvRecord) record = mv_store_get (self->store, account, id, &error);

  if (record == NULL)
    {
      g_assert_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND);
      return NULL;
    }
  return g_strdup (mv_record_get_text (record, "text"));
}

char *
world_scope (World *self, const char *account, const char *id)
{
  g_autoptr (MvRecord) record = mv_store_get (self->store, account, id, NULL);

  return record != NULL ? g_strdup (mv_record_get_scope (record)) : NULL;
}

guint
world_n_unsent (World *self, const char *account)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  mv_store_count_unsent (self->store, account, &n, &error);
  g_assert_no_error (error);
  return n;
}

GPtrArray *
world_list_unsent (World *world)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *unsent = mv_store_list_unsent (world->store, "a", &error);

  g_assert_no_error (error);
  return unsent;
}

MvUnsent *
world_unsent (GPtrArray *unsent, guint index)
{
  g_assert_cmpuint (index, <, unsent->len);
  return g_ptr_array_index (unsent, index);
}

/* Pages */

static guint
count_lines (const char *lines)
{
  guint n = 0;

  for (const char *p = lines; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

char *
world_page_text (const char *scopes,
                 const char *drop,
                 const char *reset,
                 const char *lines,
                 const char *cursors,
                 const char *epoch)
{
  return g_strdup_printf ("{\"t\":\"head\",\"epoch\":\"%s\",\"now\":\"2026-11-22T09:00:00Z\","
                          "\"scopes\":[%s],\"drop\":[%s],\"reset\":[%s]}\n%s"
                          "{\"t\":\"end\",\"cursors\":{%s},\"more\":false,\"rows\":%u}\n",
                          epoch, scopes, drop, reset, lines, cursors, count_lines (lines));
}

/* Several answers, each a text of its own, at once. */
gboolean
world_take_answers (World *self,
                    const char *account,
                    const char *const *answers,
                    MvPulled *out_pulled,
                    GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; answers[i] != NULL; i++)
    g_ptr_array_add (bodies, g_bytes_new (answers[i], strlen (answers[i])));
  return mv_store_apply_answers (self->store, account, bodies, out_pulled, error);
}

gboolean
world_take_answer (
    World *self, const char *account, const char *answer, MvPulled *out_pulled, GError **error)
{
  return world_take_answers (self, account, (const char *const[]){ answer, NULL }, out_pulled,
                             error);
}

void
world_apply (World *self, const char *account, const char *page_text)
{
  g_autoptr (GError) error = NULL;
  MvPulled pulled;

  world_take_answer (self, account, page_text, &pulled, &error);
  g_assert_no_error (error);
}

void
world_pull (
    World *self, const char *account, const char *scopes, const char *lines, const char *cursors)
{
  g_autofree char *text = world_page_text (scopes, "", "", lines, cursors, "e-1");
  g_autoptr (MvPage) page = mv_page_decode (text, strlen (text));

  g_assert_true (page->is_whole);
  world_apply (self, account, text);
}

void
world_pull_own (World *self, const char *id, const char *text)
{
  g_autofree char *body = g_strdup_printf (WORLD_BODY ("%s"), text);
  g_autofree char *line = world_put ("user/me", 3, id, 4, "contribution", PERSON_A, body);

  world_pull (self, "a", HEAD_PROJECT, line, "\"user/me\":9");
}

void
world_grant (World *self, const char *account, const char *role)
{
  g_autofree char *scopes =
      g_strdup_printf ("{\"s\":\"user/me\",\"role\":\"person\",\"head\":0},"
                       "{\"s\":\"project/" PROJECT "\",\"role\":\"%s\",\"head\":0}",
                       role);

  world_pull (self, account, scopes, "", "");
}

char *
world_put (const char *scope,
           int seq,
           const char *id,
           int rev,
           const char *kind,
           const char *by,
           const char *body)
{
  return g_strdup_printf ("{\"t\":\"put\",\"s\":\"%s\",\"seq\":%d,\"id\":\"%s\",\"rev\":%d,"
                          "\"kind\":\"%s\",\"by\":\"%s\",\"body\":%s}\n",
                          scope, seq, id, rev, kind, by, body);
}

/* Pushes */

MvPush *
world_push (World *self, const char *account)
{
  g_autoptr (GError) error = NULL;
  MvPush *push = NULL;

  mv_store_next_push (self->store, account, &push, &error);
  g_assert_no_error (error);
  return push;
}

MvPush *
world_draft_and_push (World *self, const char *id, const char *text)
{
  world_draft (self, id, text);
  world_wait_s (self, 5);
  return world_push (self, "a");
}

const MvOp *
world_op (MvPush *push, guint index)
{
  g_assert_nonnull (push);
  g_assert_cmpuint (index, <, push->ops->len);
  return g_ptr_array_index (push->ops, index);
}

void
world_answer_epoch (
    World *self, const char *account, const char *epoch, int last_n, const char *results)
{
  g_autofree char *text =
      g_strdup_printf ("{\"epoch\":\"%s\",\"last_n\":%d,\"results\":[%s]}", epoch, last_n, results);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPushAnswer) answer = mv_push_answer_decode (text, -1, &error);

  g_assert_no_error (error);
  mv_store_apply_push_answer (self->store, account, answer, &error);
  g_assert_no_error (error);
}

void
world_answer (World *self, const char *account, int last_n, const char *results)
{
  world_answer_epoch (self, account, "e-1", last_n, results);
}
