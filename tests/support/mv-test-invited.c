/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-invited.h"

#include "mv-test-folder.h"

#define START_US (1800000000 * (gint64) G_USEC_PER_SEC)

void
mv_test_invited_set_up (MvTestInvited *self, gconstpointer data)
{
  g_autoptr (MvRandom) server_random = mv_random_system_new ();
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("medvirk-invited-XXXXXX", &error);
  g_assert_no_error (error);
  self->database = g_strdup_printf ("sqlite:%s/server.db", self->folder);
  self->clock = mv_clock_virtual_new (START_US);
  self->random = mv_random_seeded_new (7, 1);
  self->db = mv_db_open (self->database, NULL, MV_DB_DEFAULT, &error);
  g_assert_no_error (error);
  self->world = mv_test_world_new (self->db, self->clock, self->random);
  self->uid = mv_test_world_add_person (self->world, "Person A");
  self->code = mv_test_world_invite (self->world, self->uid);
  self->server = mv_test_server_new (self->database, self->clock, server_random);
  self->device = mv_test_device_new (mv_test_server_get_address (self->server), self->clock, 1);
}

void
mv_test_invited_tear_down (MvTestInvited *self, gconstpointer data)
{
  mv_test_device_free (self->device);
  mv_test_server_free (self->server);
  mv_test_world_free (self->world);
  g_clear_object (&self->db);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  mv_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->database);
  g_free (self->uid);
  g_free (self->code);
}
