/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-json.h"
#include "mv-release.h"
#include "mv-scope.h"

#include <string.h>

/* What commands do, shown on this device before the server has answered. The server decides; its
 * answer takes the place of what is shown here. */

static JsonObject *
parse_args (const MvEntry *entry)
{
  JsonObject *args = entry->args != NULL
                         ? mv_json_parse_object (entry->args, -1, MV_RECORD_MAX_BYTES, NULL)
                         : NULL;

  return args != NULL ? args : json_object_new ();
}

static gboolean
load_shown (MvStore *self, const char *id, MvRow **out_row, GError **error)
{
  *out_row = NULL;
  return id == NULL || mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key,
                                           id, out_row, error);
}

/* contribution.share: the draft goes to where its readers are, its claim to the team in any case.
 */
static gboolean
apply_share (MvStore *self, JsonObject *args, MvRow *row, GError **error)
{
  const char *contribution = mv_json_get_text (args, "contribution");
  const char *audience = mv_json_get_text (args, "audience");
  gboolean is_itself = g_strcmp0 (row->id, contribution) == 0;
  g_autoptr (MvRow) other = NULL;
  g_autofree char *scope = NULL;
  const char *project;

  if (!is_itself && !load_shown (self, contribution, &other, error))
    return FALSE;
  if (!is_itself && other == NULL)
    return TRUE;

  project = mv_json_get_text (mv_row_get_object (is_itself ? row : other), "project");
  if (project == NULL)
    return TRUE;

  scope = mv_scope_project_person (project,
                                   is_itself && g_strcmp0 (audience, "team") != 0 ? "by" : "rep",
                                   mv_store_get_account (self)->uid);
  mv_row_set_scope (row, scope);
  return TRUE;
}

static gboolean
apply_unshare (MvStore *self, JsonObject *args, MvRow *row, GError **error)
{
  mv_row_set_scope (row, MV_SCOPE_ME);
  return TRUE;
}

/* The newest text of @id before a withdrawal made a stub of it. */
static gboolean
load_withdrawn_text (MvStore *self, const char *id, gint64 before, MvRow **out_row, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (!mv_rows_load_server (self, id, out_row, error))
    return FALSE;
  entries = mv_outbox_list_touching (self, id, error);
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const MvEntry *entry = g_ptr_array_index (entries, i);

      if (entry->entry >= before || entry->body == NULL || g_strcmp0 (entry->id, id) != 0)
        continue;
      if (*out_row == NULL)
        *out_row = mv_row_new (id, MV_SCOPE_ME, entry->kind, mv_store_get_account (self)->uid);
      mv_row_set_body (*out_row, entry->body);
    }
  return TRUE;
}

/* contribution.withdraw: a stub stays with date and phase, the text goes home under a new id. */
static gboolean
apply_withdraw (MvStore *self, const MvEntry *entry, JsonObject *args, MvRow *row, GError **error)
{
  static const char *const kept[] = { "project", "date", "phases", "language" };
  const char *contribution = mv_json_get_text (args, "contribution");
  g_autoptr (MvRow) text = NULL;
  JsonObject *body;

  if (g_strcmp0 (row->id, contribution) == 0)
    {
      JsonObject *old = mv_row_get_object (row);

      body = json_object_new ();
      for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
        {
          if (json_object_has_member (old, kept[i]))
            json_object_set_member (body, kept[i], json_object_dup_member (old, kept[i]));
        }
      json_object_set_boolean_member (body, "withdrawn", TRUE);
      mv_row_take_object (row, body);
      return TRUE;
    }

  if (contribution == NULL || !load_withdrawn_text (self, contribution, entry->entry, &text, error))
    return contribution == NULL;
  /* The page with the stub was faster; the one with the text comes, if it has not. */
  if (text == NULL || mv_json_get_boolean (mv_row_get_object (text), "withdrawn", FALSE))
    return TRUE;

  body = mv_json_object_copy (mv_row_get_object (text));
  json_object_set_string_member (body, "was", contribution);
  mv_row_take_object (row, body);
  mv_row_set_scope (row, MV_SCOPE_ME);
  g_free (row->kind);
  row->kind = g_strdup ("contribution");
  g_free (row->by);
  row->by = g_strdup (mv_store_get_account (self)->uid);
  row->is_present = TRUE;
  return TRUE;
}

/* rating.release: the rating moves beside the contribution whose answer it is about. */
static gboolean
apply_release (MvStore *self, JsonObject *args, MvRow *row, GError **error)
{
  const char *reply_id = mv_json_get_text (mv_row_get_object (row), "reply");
  g_autoptr (MvRow) reply = NULL;

  if (!load_shown (self, reply_id, &reply, error))
    return FALSE;
  if (reply != NULL)
    mv_row_set_scope (row, reply->scope);
  return TRUE;
}

/* Commands that set fields of the item they act on: the server will set the same. */
typedef struct
{
  const char *command, *kind, *field;
  const char *value; /* (nullable): %NULL: the argument of the field's name, or it is taken away */
} FieldRow;

#define NOW "now"
#define TODAY "today"

static const FieldRow field_rows[] = {
  { "contribution.confirm", "contribution", "confirmed", NOW },
  { "claim.attest", "claim", "state", "attested" },
  { "claim.attest", "claim", "attested", NOW },
  { "idea.send", "idea", "state", "sent" },
  { "idea.send", "idea", "committee", NULL },
  { "idea.decide", "idea", "state", NULL },
  { "idea.decide", "idea", "reason", NULL },
  { "idea.decide", "idea", "passed_to", NULL },
  { "idea.decide", "idea", "decided", TODAY },
  { "request.accept", "request", "state", "accepted" },
  { "request.accept", "request", "answered", TODAY },
  { "request.decline", "request", "state", "declined" },
  { "request.decline", "request", "reason", NULL },
  { "request.decline", "request", "answered", TODAY },
  { "hearing.close", "hearing", "state", "closed" },
  { "assessment.submit", "assessment", "submitted", NOW },
  { "overdue.nudge", "overdue", "nudged", NOW },
};

static void
apply_fields (const MvEntry *entry, JsonObject *args, MvRow *row)
{
  g_autofree char *today = entry->at != NULL ? g_strndup (entry->at, strlen ("2026-11-20")) : NULL;
  g_autoptr (JsonObject) body = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (field_rows); i++)
    {
      const FieldRow *field = &field_rows[i];
      const char *value =
          field->value != NULL ? field->value : mv_json_get_text (args, field->field);

      if (strcmp (field->command, entry->name) != 0 || strcmp (field->kind, row->kind) != 0)
        continue;
      if (g_strcmp0 (field->value, NOW) == 0)
        value = entry->at;
      else if (g_strcmp0 (field->value, TODAY) == 0)
        value = today;

      if (body == NULL)
        body = mv_json_object_copy (mv_row_get_object (row));
      if (value != NULL)
        json_object_set_string_member (body, field->field, value);
      else
        json_object_remove_member (body, field->field);
    }
  if (body != NULL)
    mv_row_take_object (row, g_steal_pointer (&body));
}

/* agreement.confirm: by the person, or by the team. */
static void
apply_agreement (MvStore *self, const MvEntry *entry, MvRow *row)
{
  JsonObject *body = mv_json_object_copy (mv_row_get_object (row));
  gboolean is_person =
      g_strcmp0 (mv_json_get_text (body, "uid"), mv_store_get_account (self)->uid) == 0;

  json_object_set_string_member (body, is_person ? "confirmed_by_person" : "confirmed_by_team",
                                 entry->at);
  json_object_set_string_member (body, "state",
                                 mv_json_get_text (body, "confirmed_by_person") != NULL &&
                                         mv_json_get_text (body, "confirmed_by_team") != NULL
                                     ? "confirmed"
                                     : "proposed");
  mv_row_take_object (row, body);
}

/* idea.send and assessment.submit: from home to the committee. */
static void
apply_to_committee (MvStore *self, const char *name, JsonObject *args, MvRow *row)
{
  const char *committee = mv_json_get_text (args, "committee");
  g_autofree char *scope = NULL;

  if (committee == NULL)
    return;
  scope = strcmp (name, "idea.send") == 0
              ? mv_scope_committee_with (committee, mv_store_get_account (self)->uid)
              : mv_scope_committee (committee);
  mv_row_set_scope (row, scope);
}

/* consent.set: one record a project, which may not be there yet. */
static void
apply_consent (MvStore *self, const MvEntry *entry, JsonObject *args, MvRow *row)
{
  static const char *const kept[] = { "project", "quoted", "audiences" };
  const char *uid = mv_store_get_account (self)->uid;
  const char *project = mv_json_get_text (args, "project");
  g_autofree char *scope = NULL;
  g_autofree char *today = g_strndup (entry->at, strlen ("2026-11-20"));
  JsonObject *body;

  if (project == NULL)
    return;

  scope = mv_scope_project_person (project, "rep", uid);
  body = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      if (json_object_has_member (args, kept[i]))
        json_object_set_member (body, kept[i], json_object_dup_member (args, kept[i]));
    }
  json_object_set_string_member (body, "start", today);
  mv_row_take_object (row, body);
  mv_row_set_scope (row, scope);
  g_free (row->kind);
  row->kind = g_strdup ("consent");
  g_free (row->by);
  row->by = g_strdup (uid);
  row->is_present = TRUE;
}

static void
apply_profile (JsonObject *args, MvRow *row)
{
  JsonObject *body = mv_json_object_copy (mv_row_get_object (row));

  mv_release_set (body, args);
  mv_row_take_object (row, body);
}

static void
set_followup (MvRow *row, const char *member, const char *value)
{
  JsonObject *body = mv_json_object_copy (mv_row_get_object (row));

  json_object_set_string_member (body, member, value);
  mv_row_take_object (row, body);
}

/* Makes @row what it will be when the server has done what @entry asks. Commands without an effect
 * that can be foreseen change nothing. */
gboolean
mv_effect_apply (MvStore *self, const MvEntry *entry, MvRow *row, GError **error)
{
  g_autoptr (JsonObject) args = parse_args (entry);
  const char *name = entry->name;

  if (g_strcmp0 (name, "contribution.withdraw") == 0)
    return apply_withdraw (self, entry, args, row, error);
  if (g_strcmp0 (name, "consent.set") == 0)
    {
      apply_consent (self, entry, args, row);
      return TRUE;
    }
  if (!row->is_present)
    return TRUE;

  if (g_strcmp0 (name, "contribution.share") == 0)
    return apply_share (self, args, row, error);
  if (g_strcmp0 (name, "contribution.unshare") == 0)
    return apply_unshare (self, args, row, error);
  if (g_strcmp0 (name, "rating.release") == 0)
    return apply_release (self, args, row, error);
  if (g_strcmp0 (name, "profile.release") == 0 && strcmp (row->kind, "profile") == 0)
    apply_profile (args, row);
  if (g_strcmp0 (name, "agreement.confirm") == 0 && strcmp (row->kind, "agreement") == 0)
    apply_agreement (self, entry, row);
  if (g_strcmp0 (name, "idea.send") == 0 || g_strcmp0 (name, "assessment.submit") == 0)
    apply_to_committee (self, name, args, row);
  apply_fields (entry, args, row);

  if (strcmp (row->kind, "followup") == 0)
    {
      if (g_strcmp0 (name, "contribution.seen") == 0 &&
          mv_json_get_text (mv_row_get_object (row), "seen") == NULL)
        set_followup (row, "seen", entry->at);
      else if (g_strcmp0 (name, "contribution.close") == 0)
        set_followup (row, "state", "closed");
      else if (g_strcmp0 (name, "contribution.reopen") == 0)
        set_followup (row, "state", "reopened");
    }
  return TRUE;
}

/* Which items show the effect, beside the one the command names itself. */

static gboolean
add_about (MvStore *self, const char *kind, const char *target, GStrvBuilder *ids, GError **error)
{
  g_autoptr (MvStatement) statement = NULL;
  gboolean has_row = TRUE;

  if (target == NULL)
    return TRUE;

  statement = mv_db_query (
      mv_store_get_db (self), error,
      "SELECT id FROM item INDEXED BY item_target WHERE account = $1 AND target = $2 AND kind = $3 "
      "AND is_device_only = 0",
      "ttt", mv_store_get_account (self)->key, target, kind);
  if (statement == NULL)
    return FALSE;

  while (has_row)
    {
      if (!mv_statement_step (statement, &has_row, error))
        return FALSE;
      if (has_row)
        g_strv_builder_add (ids, mv_statement_get_text (statement, 0));
    }
  return TRUE;
}

static gboolean
add_profile (MvStore *self, GStrvBuilder *ids, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *id = mv_db_get_one_text (
      mv_store_get_db (self), &local,
      "SELECT id FROM item WHERE account = $1 AND kind = 'profile' AND scope = 'user/me' "
      "AND conflict_of IS NULL ORDER BY id LIMIT 1",
      "t", mv_store_get_account (self)->key);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (id != NULL)
    g_strv_builder_add (ids, id);
  return TRUE;
}

static void
add_consent (MvStore *self, JsonObject *args, GStrvBuilder *ids)
{
  const char *project = mv_json_get_text (args, "project");
  g_autofree char *scope = NULL;
  g_autofree char *id = NULL;
  g_autoptr (MvRecord) record = NULL;

  if (project == NULL)
    return;
  scope = mv_scope_project_person (project, "rep", mv_store_get_account (self)->uid);
  record = mv_record_new_from_body ("consent", "", args);
  id = mv_record_dup_natural_id (record, scope);
  g_strv_builder_add (ids, id);
}

GStrv
mv_effect_list_touched (MvStore *self, const char *name, JsonObject *args, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  const char *contribution = mv_json_get_text (args, "contribution");
  gboolean is_good = TRUE;

  if (strcmp (name, "contribution.share") == 0 || strcmp (name, "contribution.unshare") == 0)
    is_good = add_about (self, "claim", contribution, ids, error);
  else if (strcmp (name, "contribution.seen") == 0 || strcmp (name, "contribution.close") == 0 ||
           strcmp (name, "contribution.reopen") == 0)
    is_good = add_about (self, "followup", contribution, ids, error);
  else if (strcmp (name, "contribution.withdraw") == 0 && mv_json_get_text (args, "home") != NULL)
    g_strv_builder_add (ids, mv_json_get_text (args, "home"));
  else if (strcmp (name, "profile.release") == 0)
    is_good = add_profile (self, ids, error);
  else if (strcmp (name, "consent.set") == 0)
    add_consent (self, args, ids);

  return is_good ? g_strv_builder_end (ids) : NULL;
}
