/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-test-matrix.h"

#include "mv-json.h"
#include "mv-phases.h"
#include "mv-test-members.h"

#include <string.h>

static const char *const actor_names[] = {
  "representative", "other representative", "former member", "researcher",
  "lead",           "committee member",     "deputy member", "secretary",
  "editor",         "coordinator",          "administrator", "account",
  "unconfirmed",    "device removed",       "erased",        "no account",
};
G_STATIC_ASSERT (G_N_ELEMENTS (actor_names) == MV_N_ACTORS);

static const char *const place_names[] = { "own", "other project", "other organisation",
                                           "missing" };
G_STATIC_ASSERT (G_N_ELEMENTS (place_names) == MV_N_PLACES);

const char *
mv_test_actor_get_name (MvTestActor actor)
{
  return actor_names[actor];
}

const char *
mv_test_place_get_name (MvTestPlace place)
{
  return place_names[place];
}

/* Scopes */

static char *
make_key (MvTestPlace place, MvScopeType type, const char *kind)
{
  return g_strdup_printf ("%d %d %s", (int) place, (int) type, kind);
}

/* Representatives meet their own place, everybody else the one of the first. */
static const char *
get_person (MvTestMatrix *self, MvTestPlace place, MvTestActor actor)
{
  if (place == MV_PLACE_OWN && actor == MV_ACTOR_FORMER)
    return self->people[actor].caller->uid;
  return self->persons[place];
}

char *
mv_test_matrix_dup_scope (MvTestMatrix *self,
                          MvScopeType type,
                          MvTestPlace place,
                          MvTestActor actor)
{
  const char *pid = self->projects[place], *cid = self->committees[place];
  const char *uid = get_person (self, place, actor);

  switch (type)
    {
    case MV_SCOPE_CATALOGUE:
      return g_strdup ("catalogue");
    case MV_SCOPE_STUDIES:
      return g_strdup (place == MV_PLACE_OTHER_ORGANISATION ? "studies/nord" : "studies/vest");
    case MV_SCOPE_USER:
      return place == MV_PLACE_OWN ? mv_scope_user (self->people[actor].caller->uid)
                                   : mv_scope_user (self->persons[place]);
    case MV_SCOPE_PROJECT:
      return mv_scope_project (pid);
    case MV_SCOPE_PROJECT_NEWS:
      return mv_scope_project_part (pid, "news");
    case MV_SCOPE_PROJECT_TEAM:
      return mv_scope_project_part (pid, "team");
    case MV_SCOPE_PROJECT_BY:
      return mv_scope_project_person (pid, "by", uid);
    case MV_SCOPE_PROJECT_REP:
      return mv_scope_project_person (pid, "rep", uid);
    case MV_SCOPE_COMMITTEE:
      return g_strconcat ("committee/", cid, NULL);
    case MV_SCOPE_COMMITTEE_WITH:
      return g_strdup_printf ("committee/%s/with/%s", cid, uid);
    case MV_SCOPE_COMMITTEE_PROJECT:
      return g_strdup_printf ("committee/%s/project/%s", cid, pid);
    case MV_SCOPE_ORGANISATION:
      return g_strconcat ("organisation/", self->organisations[place], NULL);
    case MV_SCOPE_INVALID:
    default:
      g_assert_not_reached ();
    }
}

/* Records */

const char *
mv_test_matrix_find (MvTestMatrix *self, MvTestPlace place, MvScopeType type, const char *kind)
{
  g_autofree char *key = make_key (place, type, kind);

  return g_hash_table_lookup (self->ids, key);
}

/* Something of one of the kinds that a reference may point to. */
static const char *
find_target (MvTestMatrix *self, MvTestPlace place, const char *kinds, MvScopeType at)
{
  g_auto (GStrv) names = g_strsplit (kinds, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *here = mv_test_matrix_find (self, place, at, names[i]);

      if (g_str_equal (names[i], "project"))
        return self->projects[place];
      if (g_str_equal (names[i], "committee"))
        return self->committees[place];
      if (g_str_equal (names[i], "organisation"))
        return self->organisations[place];
      if (here == NULL)
        here = mv_test_matrix_find (self, place, MV_SCOPE_PROJECT_BY, names[i]);
      for (int type = 1; here == NULL && type <= MV_SCOPE_LAST; type++)
        here = mv_test_matrix_find (self, place, (MvScopeType) type, names[i]);
      if (here != NULL)
        return here;
    }
  return NULL;
}

static JsonNode *
make_value (MvTestMatrix *self, MvTestPlace place, MvScopeType at, const MvField *field)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  const char *text = "x";

  switch (field->type)
    {
    case MV_FIELD_DATE:
      text = "2026-11-20";
      break;
    case MV_FIELD_TIME:
      text = "2026-11-20T08:00:00Z";
      break;
    case MV_FIELD_UUID:
      text = self->persons[MV_PLACE_OWN];
      break;
    case MV_FIELD_CODE:
      text = field->codes[0];
      break;
    case MV_FIELD_REFERENCE:
      text = find_target (self, place, field->target, at);
      break;
    case MV_FIELD_INTEGER:
      json_node_set_int (node, MAX (1, field->min));
      return node;
    case MV_FIELD_BOOLEAN:
      json_node_set_boolean (node, FALSE);
      return node;
    case MV_FIELD_TEXT:
    case MV_FIELD_OBJECT:
    default:
      break;
    }
  json_node_set_string (node, text != NULL ? text : self->persons[MV_PLACE_OWN]);
  return node;
}

static JsonObject *
make_body (MvTestMatrix *self, MvTestPlace place, MvScopeType at, const MvKind *kind)
{
  JsonObject *body;

  if (g_str_equal (kind->name, "vocabulary"))
    {
      g_autoptr (MvRecord) record = mv_vocabulary_to_record (mv_vocabularies_find ("national"));

      body = mv_json_object_copy (mv_record_get_body (record));
      json_object_set_string_member (body, "organisation", self->organisations[place]);
      return body;
    }

  body = json_object_new ();
  for (const MvField *field = kind->fields; field->name != NULL; field++)
    {
      gboolean is_needed = (field->flags & (MV_FIELD_REQUIRED | MV_FIELD_DRAFT_OPTIONAL)) != 0 ||
                           g_str_equal (field->name, "organisation");
      JsonNode *value;

      if (!is_needed || field->type == MV_FIELD_OBJECT)
        continue;
      if (g_str_equal (field->name, "organisation") && field->type != MV_FIELD_REFERENCE)
        continue;
      value = make_value (self, place, at, field);
      if (field->flags & MV_FIELD_MANY)
        {
          JsonArray *list = json_array_new ();

          json_array_add_element (list, value);
          json_object_set_array_member (body, field->name, list);
        }
      else
        {
          json_object_set_member (body, field->name, value);
        }
    }
  return body;
}

char *
mv_test_matrix_add (MvTestMatrix *self,
                    const char *scope,
                    const char *kind,
                    MvTestPlace place,
                    const char *author,
                    char **out_body)
{
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (MvRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  MvScope parts;
  char *id;

  g_assert_true (mv_scope_parse (scope, &parts));
  body = make_body (self, place, parts.type, mv_kind_find (kind));
  record = mv_record_new_from_body (kind, "", body);
  id = mv_record_dup_natural_id (record, scope);
  if (id == NULL)
    id = mv_test_feed_new_id (self->t);
  mv_feed_write_object (self->t->feed, scope, kind, id, author, body, NULL, NULL, &error);
  g_assert_no_error (error);
  *out_body = mv_json_object_to_text (body);
  return id;
}

/* People and places */

static void
add_person (MvTestMatrix *self, MvTestActor actor)
{
  g_autofree char *uid = mv_test_feed_new_id (self->t);
  g_autoptr (GError) error = NULL;

  mv_feed_begin (self->t->feed, &error);
  mv_feed_add_person (self->t->feed, uid, actor_names[actor], "nb", NULL, &error);
  if (actor != MV_ACTOR_UNCONFIRMED)
    mv_db_run (self->t->db, &error, "UPDATE person SET confirmed = created WHERE uid = $1", "t",
               uid);
  mv_feed_commit (self->t->feed, NULL, &error);
  g_assert_no_error (error);
  mv_test_feed_add_device (self->t, &self->people[actor], uid);
}

static void
belong (
    MvTestMatrix *self, MvMembershipType type, const char *owner, MvTestActor actor, MvRoles roles)
{
  g_autoptr (GError) error = NULL;

  mv_feed_set_membership (self->t->feed, type, owner, self->people[actor].caller->uid, roles,
                          &error);
  g_assert_no_error (error);
}

static void
write_heads (MvTestMatrix *self)
{
  for (int place = 0; place < MV_PLACE_MISSING; place++)
    {
      g_autofree char *project_scope = mv_scope_project (self->projects[place]);
      g_autofree char *organisation = g_strdup_printf (
          "{\"name\":\"Sykehus\",\"organisation\":\"%s\",\"region\":\"%s\"}",
          self->organisations[place], place == MV_PLACE_OTHER_ORGANISATION ? "nord" : "vest");
      g_autofree char *project =
          g_strdup_printf ("{\"organisation\":\"%s\",\"title\":\"x\",\"vocabulary\":\"national\"}",
                           self->organisations[place]);
      g_autofree char *committee =
          g_strdup_printf ("{\"name\":\"x\",\"covers\":[\"%s\"]}", self->organisations[place]);
      g_autoptr (GError) error = NULL;

      mv_feed_write (self->t->feed, "catalogue", "organisation", self->organisations[place], NULL,
                     organisation, NULL, NULL, &error);
      mv_feed_write (self->t->feed, project_scope, "project", self->projects[place], NULL, project,
                     NULL, NULL, &error);
      mv_feed_write (self->t->feed, "catalogue", "committee", self->committees[place], NULL,
                     committee, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
settle_people (MvTestMatrix *self)
{
  const char *pid = self->projects[MV_PLACE_OWN], *cid = self->committees[MV_PLACE_OWN];
  const char *oid = self->organisations[MV_PLACE_OWN];
  const MvMembershipType project = MV_MEMBERSHIP_PROJECT, committee = MV_MEMBERSHIP_COMMITTEE,
                         organisation = MV_MEMBERSHIP_ORGANISATION;

  belong (self, project, pid, MV_ACTOR_REPRESENTATIVE, MV_ROLE_REPRESENTATIVE);
  belong (self, project, pid, MV_ACTOR_OTHER_REPRESENTATIVE, MV_ROLE_REPRESENTATIVE);
  belong (self, project, pid, MV_ACTOR_FORMER, MV_ROLE_REPRESENTATIVE);
  belong (self, project, pid, MV_ACTOR_FORMER, MV_ROLE_NONE);
  belong (self, project, pid, MV_ACTOR_RESEARCHER, MV_ROLE_RESEARCHER);
  belong (self, project, pid, MV_ACTOR_LEAD, MV_ROLE_LEAD);
  belong (self, project, pid, MV_ACTOR_UNCONFIRMED, MV_ROLE_REPRESENTATIVE);
  belong (self, project, pid, MV_ACTOR_REVOKED, MV_ROLE_REPRESENTATIVE);
  belong (self, committee, cid, MV_ACTOR_MEMBER, MV_ROLE_MEMBER);
  belong (self, committee, cid, MV_ACTOR_DEPUTY, MV_ROLE_DEPUTY);
  belong (self, committee, cid, MV_ACTOR_SECRETARY, MV_ROLE_SECRETARY);
  belong (self, organisation, oid, MV_ACTOR_EDITOR, MV_ROLE_EDITOR);
  belong (self, organisation, oid, MV_ACTOR_COORDINATOR, MV_ROLE_COORDINATOR);
  belong (self, organisation, oid, MV_ACTOR_ADMINISTRATOR, MV_ROLE_ADMINISTRATOR);
}

/* The places between a committee and others, and a representative in each of the other projects. */
static void
settle_places (MvTestMatrix *self)
{
  static const char *const regions[] = { "vest", "nord", NULL };
  g_autoptr (GError) error = NULL;

  for (int place = 0; place < MV_PLACE_MISSING; place++)
    {
      g_autofree char *with = mv_test_matrix_dup_scope (self, MV_SCOPE_COMMITTEE_WITH,
                                                        (MvTestPlace) place, MV_ACTOR_LEAD);
      g_autofree char *between = mv_test_matrix_dup_scope (self, MV_SCOPE_COMMITTEE_PROJECT,
                                                           (MvTestPlace) place, MV_ACTOR_LEAD);

      if (place != MV_PLACE_OWN)
        {
          mv_feed_add_person (self->t->feed, self->persons[place], "x", "nb", NULL, &error);
          mv_feed_set_membership (self->t->feed, MV_MEMBERSHIP_PROJECT, self->projects[place],
                                  self->persons[place], MV_ROLE_REPRESENTATIVE, &error);
        }
      mv_feed_open_scope (self->t->feed, with, &error);
      mv_feed_open_scope (self->t->feed, between, &error);
      g_assert_no_error (error);
    }
  for (int actor = 0; actor < MV_N_SIGNED_IN; actor++)
    mv_feed_set_regions (self->t->feed, self->people[actor].caller->uid, regions, &error);
  g_assert_no_error (error);
}

static void
add_record (MvTestMatrix *self, const MvRight *right, MvTestPlace place, MvTestActor actor)
{
  g_autofree char *scope = mv_test_matrix_dup_scope (self, right->scope, place, actor);
  char *key, *id, *body;

  if (g_str_equal (right->kind, "project") || g_str_equal (right->kind, "organisation") ||
      g_str_equal (right->kind, "committee"))
    return;
  id = mv_test_matrix_add (self, scope, right->kind, place, self->persons[place], &body);
  key = make_key (place, right->scope, right->kind);
  g_hash_table_insert (self->bodies, g_strdup (key), body);
  g_hash_table_insert (self->ids, key, id);
}

static void
add_records (MvTestMatrix *self)
{
  guint n_rights;
  const MvRight *rights = mv_rights_list (&n_rights);

  for (int place = 0; place < MV_PLACE_MISSING; place++)
    {
      for (guint i = 0; i < n_rights; i++)
        add_record (self, &rights[i], (MvTestPlace) place, MV_ACTOR_REPRESENTATIVE);
    }
}

static void
keep_sources (MvTestMatrix *self)
{
  g_autoptr (GError) error = NULL;

  mv_db_run (self->t->db, &error,
             "INSERT INTO study_source (study, format, fetched, body)"
             " SELECT id, 'fnsp', '2026-11-20', '{}' FROM item WHERE kind = 'study'",
             "");
  g_assert_no_error (error);
}

/* What ends access: a device that was removed, a person who was erased. */
static void
end_access (MvTestMatrix *self)
{
  g_autoptr (GError) error = NULL;

  mv_db_run (self->t->db, &error, "UPDATE device SET revoked = created WHERE uid = $1", "t",
             self->people[MV_ACTOR_REVOKED].caller->uid);
  mv_db_run (self->t->db, &error, "UPDATE person SET erased = created WHERE uid = $1", "t",
             self->people[MV_ACTOR_ERASED].caller->uid);
  g_assert_no_error (error);
}

MvTestMatrix *
mv_test_matrix_new (const char *url)
{
  MvTestMatrix *self = g_new0 (MvTestMatrix, 1);
  g_autoptr (GError) error = NULL;

  self->t = mv_test_feed_new (url);
  self->routes = mv_routes_new (self->t->feed, self->t->clock, self->t->random);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (int actor = 0; actor < MV_ACTOR_NOBODY; actor++)
    add_person (self, (MvTestActor) actor);
  for (int place = 0; place < MV_N_PLACES; place++)
    {
      self->projects[place] = mv_test_feed_new_id (self->t);
      self->committees[place] = mv_test_feed_new_id (self->t);
      self->organisations[place] = mv_test_feed_new_id (self->t);
      self->persons[place] = place == MV_PLACE_OWN
                                 ? g_strdup (self->people[MV_ACTOR_REPRESENTATIVE].caller->uid)
                                 : mv_test_feed_new_id (self->t);
    }
  g_free (self->organisations[MV_PLACE_OTHER_PROJECT]);
  self->organisations[MV_PLACE_OTHER_PROJECT] = g_strdup (self->organisations[MV_PLACE_OWN]);

  mv_feed_begin (self->t->feed, &error);
  write_heads (self);
  settle_people (self);
  settle_places (self);
  add_records (self);
  keep_sources (self);
  end_access (self);
  mv_feed_commit (self->t->feed, NULL, &error);
  g_assert_no_error (error);
  return self;
}

void
mv_test_matrix_free (MvTestMatrix *self)
{
  for (int actor = 0; actor < MV_ACTOR_NOBODY; actor++)
    mv_test_person_clear (&self->people[actor]);
  for (int place = 0; place < MV_N_PLACES; place++)
    {
      g_free (self->projects[place]);
      g_free (self->committees[place]);
      g_free (self->organisations[place]);
      g_free (self->persons[place]);
    }
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->bodies);
  g_assert_finalize_object (self->routes);
  mv_test_feed_free (self->t);
  g_free (self);
}

/* Inside a transaction that the caller has begun and rolls back. */
MvResult *
mv_test_matrix_try (MvTestMatrix *self, MvTestActor actor, const char *op)
{
  MvTestPerson *person = &self->people[actor];
  g_autofree char *text =
      g_strdup_printf ("{\"schema\":1,\"device\":\"%s\",\"ack\":0,\"ops\":[{\"n\":1,%s]}",
                       person->caller->device, op + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (MvPush) push = mv_push_decode (text, -1, &error);
  g_autoptr (MvPushAnswer) answer = NULL;

  g_assert_no_error (error);
  answer = mv_feed_push (self->t->feed, person->caller, push, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&answer->results->pdata[0]);
}
