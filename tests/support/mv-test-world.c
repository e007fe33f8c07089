/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-world.h"

#include "mv-devices.h"
#include "mv-directory.h"
#include "mv-feed-schema.h"
#include "mv-phases.h"
#include "mv-scope.h"

static void
begin (MvTestWorld *self)
{
  g_autoptr (GError) error = NULL;

  mv_feed_begin (self->feed, &error);
  g_assert_no_error (error);
}

static void
commit (MvTestWorld *self)
{
  g_autoptr (GError) error = NULL;

  mv_feed_commit (self->feed, NULL, &error);
  g_assert_no_error (error);
}

/* The vocabulary that the project's phases are named from. */
static void
put_vocabulary (MvTestWorld *self)
{
  g_autofree char *id = mv_uuid_new_v7 (self->clock, self->random);
  g_autoptr (MvRecord) record = mv_vocabulary_to_record (mv_vocabularies_find ("national"));
  g_autoptr (GError) error = NULL;

  mv_directory_put (self->feed, "catalogue", "vocabulary", id, NULL, mv_record_get_body (record),
                    &error);
  g_assert_no_error (error);
}

static void
make_project (MvTestWorld *self)
{
  g_autoptr (JsonObject) organisation = json_object_new ();
  g_autoptr (JsonObject) project = json_object_new ();
  g_autoptr (GError) error = NULL;

  self->organisation = mv_uuid_new_v7 (self->clock, self->random);
  self->project = mv_uuid_new_v7 (self->clock, self->random);
  json_object_set_string_member (organisation, "name", "Organisation A");
  json_object_set_string_member (organisation, "region", "vest");
  json_object_set_string_member (project, "title", "Project A");
  json_object_set_string_member (project, "organisation", self->organisation);
  json_object_set_string_member (project, "vocabulary", "national");
  json_object_set_string_member (project, "state", "ongoing");

  begin (self);
  put_vocabulary (self);
  mv_directory_put (self->feed, "catalogue", "organisation", self->organisation, NULL, organisation,
                    &error);
  g_assert_no_error (error);
  mv_directory_put_project (self->feed, self->project, NULL, project, &error);
  g_assert_no_error (error);
  commit (self);
}

MvTestWorld *
mv_test_world_new (MvDb *db, MvClock *clock, MvRandom *random)
{
  MvTestWorld *self = g_new0 (MvTestWorld, 1);
  g_autoptr (GError) error = NULL;

  mv_feed_schema_migrate (db, random, &error);
  g_assert_no_error (error);
  self->feed = mv_feed_new (db, clock, random);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  make_project (self);

  return self;
}

void
mv_test_world_free (MvTestWorld *self)
{
  g_clear_object (&self->feed);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  g_free (self->organisation);
  g_free (self->project);
  g_free (self);
}

char *
mv_test_world_add_person (MvTestWorld *self, const char *name)
{
  char *uid = mv_uuid_new_v7 (self->clock, self->random);
  g_autofree char *now = mv_clock_dup_now (self->clock);
  const MvNewPerson person = { .uid = uid, .name = name, .language = "nb", .confirmed = now };
  g_autoptr (GError) error = NULL;

  begin (self);
  mv_directory_add_person (self->feed, &person, &error);
  g_assert_no_error (error);
  commit (self);

  return uid;
}

char *
mv_test_world_invite (MvTestWorld *self, const char *uid)
{
  const MvDevices devices = { mv_feed_get_db (self->feed), self->clock, self->random };
  g_autoptr (GError) error = NULL;
  g_autoptr (MvCode) code = NULL;

  begin (self);
  code = mv_devices_invite (&devices, uid, &error);
  g_assert_no_error (error);
  commit (self);

  return g_steal_pointer (&code->code);
}

void
mv_test_world_set_member (MvTestWorld *self, const char *uid, const char *role)
{
  const MvNewMember member = { .owner = self->project, .uid = uid, .role = role };
  g_autoptr (GError) error = NULL;

  begin (self);
  mv_directory_set_member (self->feed, &member, &error);
  g_assert_no_error (error);
  commit (self);
}

void
mv_test_world_end_member (MvTestWorld *self, const char *uid)
{
  g_autofree char *today = mv_clock_dup_today (self->clock, NULL);
  g_autoptr (GError) error = NULL;

  begin (self);
  mv_directory_end_member (self->feed, self->project, uid, today, &error);
  g_assert_no_error (error);
  commit (self);
}

char *
mv_test_world_dup_scope (MvTestWorld *self, const char *part, const char *uid)
{
  return mv_scope_project_person (self->project, part, uid);
}
