/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-directory.h"

#include "mv-json.h"

/* Which table and which records a sort of membership stands in. */
typedef struct
{
  MvMembershipType type;
  const char *scope; /* pattern with the owner's id */
  const char *kind;
} MvSort;

static const MvSort sorts[] = {
  [MV_MEMBERSHIP_PROJECT] = { MV_MEMBERSHIP_PROJECT, "project/", "member" },
  [MV_MEMBERSHIP_COMMITTEE] = { MV_MEMBERSHIP_COMMITTEE, "committee/", "committee-member" },
  [MV_MEMBERSHIP_ORGANISATION] = { MV_MEMBERSHIP_ORGANISATION, "organisation/", "role" },
};

/**
 * mv_directory_find_member:
 * @feed: the feed
 * @scope: of a project, committee or organisation
 * @kind: member, committee-member or role
 * @uid: who
 * @error: set if the answer is not known
 *
 * Returns: (transfer full) (nullable): the person's record there; %NULL without an error if there
 * is none
 */
MvFeedItem *
mv_directory_find_member (
    MvFeed *feed, const char *scope, const char *kind, const char *uid, GError **error)
{
  g_autoptr (GPtrArray) items = mv_feed_list (feed, scope, kind, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      MvFeedItem *item = g_ptr_array_index (items, i);
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (item, error);

      if (body == NULL)
        return NULL;
      if (g_strcmp0 (mv_json_get_text (body, "uid"), uid) == 0)
        return g_ptr_array_steal_index (items, i);
    }

  return NULL;
}

static void
copy_members (JsonObject *from, JsonObject *to)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (to, name, json_node_copy (node));
}

/* The record as it is to be: what stood there, what is new, and what follows from the role. */
static JsonObject *
describe_member (MvFeed *feed, const MvNewMember *member, const MvFeedItem *old, GError **error)
{
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *name = NULL;

  body = old != NULL ? mv_feed_item_parse_body (old, error) : json_object_new ();
  if (body == NULL)
    return NULL;
  if (member->extra != NULL)
    copy_members (member->extra, body);

  if (!json_object_has_member (body, "name"))
    {
      name = mv_directory_dup_person_name (feed, member->uid, error);
      if (name == NULL)
        return NULL;
      json_object_set_string_member (body, "name", name);
    }
  json_object_set_string_member (body, "uid", member->uid);
  json_object_set_string_member (body, "role", member->role);
  if (member->since != NULL)
    json_object_set_string_member (body, "since", member->since);

  return g_steal_pointer (&body);
}

static char *
choose_id (const MvNewMember *member, const MvFeedItem *old, const MvSort *sort)
{
  g_autofree char *name = NULL;

  if (old != NULL)
    return g_strdup (old->id);
  if (member->id != NULL)
    return g_strdup (member->id);

  name = g_strdup_printf ("%s%s\n%s\n%s\n%s", sort->scope, member->owner, sort->kind, member->uid,
                          sort->type == MV_MEMBERSHIP_ORGANISATION ? member->role : "");
  return mv_uuid_new_v5 (name);
}

static gboolean
check_owner (MvFeed *feed, const char *owner, const char *kind, GError **error)
{
  g_autoptr (MvFeedItem) item = NULL;

  if (!mv_feed_read (feed, owner, &item, error))
    return FALSE;
  if (item != NULL && item->body != NULL && g_strcmp0 (item->kind, kind) == 0)
    return TRUE;

  mv_problem_set (error, MV_PROBLEM_NOT_FOUND, kind, "no such %s", kind);
  return FALSE;
}

static gboolean
write_member (MvFeed *feed,
              const MvSort *sort,
              const MvNewMember *member,
              const MvFeedItem *old,
              GError **error)
{
  g_autofree char *scope = g_strconcat (sort->scope, member->owner, NULL);
  g_autofree char *id = choose_id (member, old, sort);
  g_autoptr (JsonObject) body = describe_member (feed, member, old, error);

  return body != NULL && mv_directory_put (feed, scope, sort->kind, id, NULL, body, error);
}

static MvRoles
get_role (const char *name, MvRoles allowed, GError **error)
{
  MvRoles role = mv_roles_from_name (name);

  if ((role & allowed) != 0)
    return role;

  mv_problem_set (error, MV_PROBLEM_INVALID, "role", "not a role here");
  return MV_ROLE_NONE;
}

/* Who comes back has the project again and not as a thing of the past. */
static char *
make_pastproject_id (const char *pid, const char *uid)
{
  g_autofree char *name = g_strdup_printf ("user/%s\npastproject\n%s", uid, pid);

  return mv_uuid_new_v5 (name);
}

static gboolean
forget_pastproject (MvFeed *feed, const char *pid, const char *uid, GError **error)
{
  g_autofree char *id = make_pastproject_id (pid, uid);
  g_autoptr (MvFeedItem) old = NULL;

  if (!mv_feed_read (feed, id, &old, error))
    return FALSE;

  return old == NULL || old->body == NULL || mv_feed_remove (feed, id, "deleted", error);
}

/**
 * mv_directory_set_member:
 * @feed: the feed, inside a transaction
 * @member: who and as what: representative, researcher or lead
 * @error: return location for an error
 *
 * Makes somebody a member of a project, or gives a member another role. Fails with
 * %MV_PROBLEM_NOT_FOUND if there is no such project or person and with %MV_PROBLEM_INVALID for
 * another role.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_set_member (MvFeed *feed, const MvNewMember *member, GError **error)
{
  g_autofree char *scope = mv_scope_project (member->owner);
  g_autoptr (MvFeedItem) old = NULL;
  g_autoptr (GError) local_error = NULL;
  MvRoles role = get_role (member->role, MV_ROLES_PROJECT, error);

  if (role == MV_ROLE_NONE || !check_owner (feed, member->owner, "project", error))
    return FALSE;

  old = mv_directory_find_member (feed, scope, "member", member->uid, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return write_member (feed, &sorts[MV_MEMBERSHIP_PROJECT], member, old, error) &&
         mv_feed_set_membership (feed, MV_MEMBERSHIP_PROJECT, member->owner, member->uid, role,
                                 error) &&
         forget_pastproject (feed, member->owner, member->uid, error) &&
         mv_directory_refresh_project (feed, member->owner, error);
}

static void
copy_text (JsonObject *from, const char *name, JsonObject *to)
{
  if (mv_json_get_text (from, name) != NULL)
    json_object_set_string_member (to, name, mv_json_get_text (from, name));
}

static gboolean
add_organisation_name (MvFeed *feed, const char *oid, JsonObject *body, GError **error)
{
  g_autoptr (MvFeedItem) organisation = NULL;
  g_autoptr (JsonObject) from = NULL;

  if (oid == NULL)
    return TRUE;
  if (!mv_feed_read (feed, oid, &organisation, error))
    return FALSE;
  if (organisation == NULL || organisation->body == NULL)
    return TRUE;

  from = mv_feed_item_parse_body (organisation, error);
  if (from == NULL)
    return FALSE;
  json_object_set_string_member (body, "organisation", mv_json_get_text (from, "name"));
  return TRUE;
}

/* What stays with the person of a project that she left. */
static JsonObject *
describe_pastproject (
    MvFeed *feed, const char *pid, JsonObject *member, const char *until, GError **error)
{
  static const char *const kept[] = {
    "title", "vocabulary", "form", "lead", "start", "end", "study"
  };
  g_autoptr (MvFeedItem) project = NULL;
  g_autoptr (JsonObject) from = NULL;
  g_autoptr (JsonObject) body = json_object_new ();

  if (!mv_feed_read (feed, pid, &project, error))
    return NULL;
  from = mv_feed_item_parse_body (project, error);
  if (from == NULL)
    return NULL;

  json_object_set_string_member (body, "project", pid);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    copy_text (from, kept[i], body);
  copy_text (member, "role", body);
  copy_text (member, "since", body);
  json_object_set_string_member (body, "until", until);

  return add_organisation_name (feed, mv_json_get_text (from, "organisation"), body, error)
             ? g_steal_pointer (&body)
             : NULL;
}

/**
 * mv_directory_end_member:
 * @feed: the feed, inside a transaction
 * @pid: the project
 * @uid: who
 * @until: the last day
 * @error: return location for an error
 *
 * Ends a membership: the person keeps the own records and gets one of the project as it was; the
 * project keeps the name with the dates. Fails with %MV_PROBLEM_NOT_FOUND if the person
 * is no member.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_end_member (
    MvFeed *feed, const char *pid, const char *uid, const char *until, GError **error)
{
  g_autofree char *scope = mv_scope_project (pid);
  g_autofree char *home = mv_scope_user (uid);
  g_autofree char *past_id = make_pastproject_id (pid, uid);
  g_autoptr (MvFeedItem) member = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) past = NULL;
  g_autoptr (GError) local_error = NULL;

  member = mv_directory_find_member (feed, scope, "member", uid, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  body = member != NULL ? mv_feed_item_parse_body (member, error) : NULL;
  if (body == NULL || g_strcmp0 (mv_json_get_text (body, "role"), "former") == 0)
    {
      if (error == NULL || *error == NULL)
        mv_problem_set (error, MV_PROBLEM_NOT_FOUND, "member", "no such member");
      return FALSE;
    }

  past = describe_pastproject (feed, pid, body, until, error);
  if (past == NULL)
    return FALSE;
  json_object_set_string_member (body, "role", "former");
  json_object_set_string_member (body, "until", until);

  return mv_directory_put (feed, scope, "member", member->id, NULL, body, error) &&
         mv_directory_put (feed, home, "pastproject", past_id, NULL, past, error) &&
         mv_feed_set_membership (feed, MV_MEMBERSHIP_PROJECT, pid, uid, MV_ROLE_NONE, error) &&
         mv_directory_refresh_project (feed, pid, error);
}

/**
 * mv_directory_set_committee_member:
 * @feed: the feed, inside a transaction
 * @member: who and as what: member, deputy or secretary
 * @error: return location for an error
 *
 * Makes somebody a member of a committee, or gives a member another role.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_set_committee_member (MvFeed *feed, const MvNewMember *member, GError **error)
{
  g_autofree char *scope = mv_scope_committee (member->owner);
  g_autoptr (MvFeedItem) old = NULL;
  g_autoptr (GError) local_error = NULL;
  MvRoles role = get_role (member->role, MV_ROLES_COMMITTEE, error);

  if (role == MV_ROLE_NONE || !check_owner (feed, member->owner, "committee", error))
    return FALSE;

  old = mv_directory_find_member (feed, scope, "committee-member", member->uid, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return write_member (feed, &sorts[MV_MEMBERSHIP_COMMITTEE], member, old, error) &&
         mv_feed_set_membership (feed, MV_MEMBERSHIP_COMMITTEE, member->owner, member->uid, role,
                                 error);
}

/* The record of one of a person's roles in an organisation: there is one for each. */
static MvFeedItem *
find_role (MvFeed *feed, const char *oid, const char *uid, const char *role, GError **error)
{
  g_autofree char *scope = g_strconcat ("organisation/", oid, NULL);
  g_autoptr (GPtrArray) items = mv_feed_list (feed, scope, "role", error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (g_ptr_array_index (items, i), error);

      if (body == NULL)
        return NULL;
      if (g_strcmp0 (mv_json_get_text (body, "uid"), uid) == 0 &&
          g_strcmp0 (mv_json_get_text (body, "role"), role) == 0)
        return g_ptr_array_steal_index (items, i);
    }

  return NULL;
}

static gboolean
change_roles (
    MvFeed *feed, const char *oid, const char *uid, MvRoles add, MvRoles take, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  MvRoles roles = mv_feed_get_membership (feed, MV_MEMBERSHIP_ORGANISATION, oid, uid, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return mv_feed_set_membership (feed, MV_MEMBERSHIP_ORGANISATION, oid, uid, (roles | add) & ~take,
                                 error);
}

/**
 * mv_directory_give_role:
 * @feed: the feed, inside a transaction
 * @member: who and what: editor, coordinator or administrator of an organisation
 * @error: return location for an error
 *
 * Gives a person a role in an organisation, beside those already held.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_give_role (MvFeed *feed, const MvNewMember *member, GError **error)
{
  g_autoptr (MvFeedItem) old = NULL;
  g_autoptr (GError) local_error = NULL;
  MvRoles role =
      get_role (member->role, MV_ROLE_EDITOR | MV_ROLE_COORDINATOR | MV_ROLE_ADMINISTRATOR, error);

  if (role == MV_ROLE_NONE || !check_owner (feed, member->owner, "organisation", error))
    return FALSE;

  old = find_role (feed, member->owner, member->uid, member->role, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return write_member (feed, &sorts[MV_MEMBERSHIP_ORGANISATION], member, old, error) &&
         change_roles (feed, member->owner, member->uid, role, MV_ROLE_NONE, error);
}

/**
 * mv_directory_end_role:
 * @feed: the feed, inside a transaction
 * @oid: the organisation
 * @uid: who
 * @role: wire name of the role
 * @error: return location for an error
 *
 * Takes a role back. Fails with %MV_PROBLEM_NOT_FOUND if the person does not have it.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_end_role (
    MvFeed *feed, const char *oid, const char *uid, const char *role, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MvFeedItem) item = find_role (feed, oid, uid, role, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (item == NULL)
    {
      mv_problem_set (error, MV_PROBLEM_NOT_FOUND, "role", "no such role");
      return FALSE;
    }

  return mv_feed_remove (feed, item->id, "deleted", error) &&
         change_roles (feed, oid, uid, MV_ROLE_NONE, mv_roles_from_name (role), error);
}

/* Notes in one project that the person can sign in now: in the member's record, and in the
 * invitation that brought her. */
static gboolean
note_joined_project (
    MvFeed *feed, const char *pid, const char *uid, const char *now, GError **error)
{
  g_autofree char *scope = mv_scope_project (pid);
  g_autoptr (GPtrArray) invitations = mv_feed_list (feed, scope, "invitation", error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (MvFeedItem) member =
      mv_directory_find_member (feed, scope, "member", uid, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  if (invitations == NULL || (error != NULL && *error != NULL))
    return FALSE;

  if (member != NULL)
    {
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (member, error);

      if (body == NULL)
        return FALSE;
      json_object_set_boolean_member (body, "account", TRUE);
      if (!mv_directory_put (feed, scope, "member", member->id, NULL, body, error))
        return FALSE;
    }

  for (guint i = 0; i < invitations->len; i++)
    {
      const MvFeedItem *item = invitations->pdata[i];
      g_autoptr (JsonObject) body = mv_feed_item_parse_body (item, error);

      if (body == NULL)
        return FALSE;
      if (g_strcmp0 (mv_json_get_text (body, "uid"), uid) != 0 ||
          g_strcmp0 (mv_json_get_text (body, "state"), "open") != 0)
        continue;
      json_object_set_string_member (body, "state", "used");
      json_object_set_string_member (body, "used", now);
      if (!mv_directory_put (feed, scope, "invitation", item->id, NULL, body, error))
        return FALSE;
    }

  return TRUE;
}

static GPtrArray *
list_projects (MvFeed *feed, const char *uid, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MvStatement) row = mv_db_query (
      mv_feed_get_db (feed), error,
      "SELECT owner FROM membership WHERE type = 'project' AND uid = $1 AND roles <> 0", "t", uid);
  gboolean has_row = TRUE;

  if (row == NULL)
    return NULL;
  while (has_row)
    {
      if (!mv_statement_step (row, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (ids, g_strdup (mv_statement_get_text (row, 0)));
    }

  return g_steal_pointer (&ids);
}

/**
 * mv_directory_note_joined:
 * @feed: the feed, inside a transaction
 * @uid: a person whose first device was let in
 * @error: return location for an error
 *
 * Writes down where others see it that the person has an account now.
 *
 * Returns: whether it was written
 */
gboolean
mv_directory_note_joined (MvFeed *feed, const char *uid, GError **error)
{
  g_autofree char *now = mv_clock_dup_now (mv_feed_get_clock (feed));
  g_autoptr (GPtrArray) projects = list_projects (feed, uid, error);

  for (guint i = 0; projects != NULL && i < projects->len; i++)
    {
      if (!note_joined_project (feed, projects->pdata[i], uid, now, error))
        return FALSE;
    }

  return projects != NULL && mv_directory_refresh_account (feed, uid, error);
}
