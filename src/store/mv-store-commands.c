/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-identity-number.h"
#include "mv-json.h"
#include "mv-random.h"
#include "mv-rights.h"
#include "mv-scope.h"

#include <string.h>

/* Commands: what moves or marks records rather than writes them. */

static gboolean
queue (MvStore *self, const char *name, JsonObject *args, const char *id, GError **error)
{
  const MvCommand *command = mv_commands_find (name);
  g_auto (GStrv) touched = mv_effect_list_touched (self, name, args, error);
  g_autoptr (MvEntry) entry = mv_entry_new (MV_OP_COMMAND, id);

  if (touched == NULL)
    return FALSE;

  entry->name = g_strdup (name);
  entry->args = mv_json_object_to_text (args);
  if (id != NULL)
    {
      if (!mv_outbox_settle_commands (self, id, error) || !mv_outbox_release (self, id, error))
        return FALSE;
      if ((command->flags & MV_COMMAND_HAS_BASE) && !mv_outbox_set_base (self, entry, error))
        return FALSE;
    }
  return mv_outbox_add (self, entry, (const char *const *) touched, error);
}

/* Taking back a sharing that was not sent yet needs no word to the server. */
static gboolean
fold_unshare (MvStore *self, const char *id, gboolean *out_is_folded, GError **error)
{
  g_autoptr (MvEntry) last = NULL;

  *out_is_folded = FALSE;
  if (!mv_outbox_find_last (self, id, &last, error))
    return FALSE;
  if (last == NULL || last->state != MV_ENTRY_WAITING ||
      g_strcmp0 (last->name, "contribution.share") != 0)
    return TRUE;

  *out_is_folded = TRUE;
  return mv_outbox_forget (self, last, error);
}

static gboolean
run_command (MvStore *self, const char *name, JsonObject *args, const char *id, GError **error)
{
  gboolean is_folded = FALSE;

  if (mv_store_is_local (self))
    return mv_store_refuse_rights ("send", name, error);
  if (strcmp (name, "contribution.unshare") == 0 && id != NULL &&
      !fold_unshare (self, id, &is_folded, error))
    return FALSE;
  return is_folded || queue (self, name, args, id, error);
}

/**
 * mv_store_command:
 * @self: a store
 * @account: key of an account
 * @name: a name of the table of commands
 * @args: its arguments
 * @id: (nullable): the item it acts on
 *
 * Queues a command and shows at once what can be foreseen of it; if the server says no, that is
 * taken back. Sharing goes through mv_store_share(), which looks at the text first.
 *
 * Fails with %MV_PROBLEM_INVALID if the arguments are wrong and %MV_STORE_ERROR_NOT_FOUND if there
 * is no such command.
 *
 * Returns: whether it is queued
 */
gboolean
mv_store_command (MvStore *self,
                  const char *account,
                  const char *name,
                  JsonObject *args,
                  const char *id,
                  GError **error)
{
  const MvCommand *command;

  g_return_val_if_fail (name != NULL && args != NULL, FALSE);

  if (strcmp (name, "contribution.share") == 0)
    return mv_store_share (self, account, mv_json_get_text (args, "contribution"),
                           mv_json_get_text (args, "audience"), error);

  command = mv_commands_find (name);
  if (command == NULL)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "There is no command %s", name);
      return FALSE;
    }
  if (!mv_command_check_args (command, args, error) || !mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, run_command (self, name, args, id, error), error);
}

/* Looking at a text before others see it */

static gboolean check_texts (JsonNode *node, GError **error);

static gboolean
check_members (JsonObject *object, GError **error)
{
  g_autoptr (GList) values = json_object_get_values (object);

  for (GList *l = values; l != NULL; l = l->next)
    {
      if (!check_texts (l->data, error))
        return FALSE;
    }
  return TRUE;
}

/* Ids hold digits too, but no text. */
static gboolean
check_text (const char *text, GError **error)
{
  size_t start, length;

  if (mv_uuid_is_valid (text) || !mv_identity_number_find (text, &start, &length))
    return TRUE;

  g_set_error_literal (error, MV_STORE_ERROR, MV_STORE_ERROR_IDENTITY_NUMBER,
                       "The text holds what looks like a national identity number");
  return FALSE;
}

static gboolean
check_texts (JsonNode *node, GError **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return check_members (json_node_get_object (node), error);

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (!check_texts (json_array_get_element (array, i), error))
            return FALSE;
        }
      return TRUE;
    }

  return !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
         check_text (json_node_get_string (node), error);
}

/* Whether @row may be seen by others: complete, and without an identity number. */
static gboolean
check_shareable (MvRow *row, GError **error)
{
  g_autoptr (MvRecord) record = mv_row_to_record (row);

  return mv_record_validate (record, MV_RECORD_COMPLETE, error) &&
         check_members (mv_row_get_object (row), error);
}

/* Sharing */

static gboolean
check_share (MvStore *self, MvRow *row, GError **error)
{
  const char *project = mv_json_get_text (mv_row_get_object (row), "project");
  g_autofree char *scope = NULL;
  MvRoles roles;

  if (strcmp (row->kind, "contribution") != 0 || strcmp (row->scope, MV_SCOPE_ME) != 0 ||
      mv_store_is_local (self))
    return mv_store_refuse_rights ("share", row->kind, error);
  if (!check_shareable (row, error))
    return FALSE;

  scope = mv_scope_project (project);
  if (!mv_store_load_roles (self, scope, &roles, error))
    return FALSE;
  return (roles & mv_commands_find ("contribution.share")->who) != 0 ||
         mv_store_refuse_rights ("share", row->kind, error);
}

static gboolean
share (MvStore *self, const char *contribution, const char *audience, GError **error)
{
  g_autoptr (MvRow) row = NULL;
  g_autoptr (JsonObject) args = json_object_new ();

  if (!mv_store_load_or_fail (self, contribution, &row, error) || !check_share (self, row, error))
    return FALSE;

  json_object_set_string_member (args, "contribution", contribution);
  json_object_set_string_member (args, "audience", audience);
  return queue (self, "contribution.share", args, contribution, error);
}

/**
 * mv_store_share:
 * @self: a store
 * @account: key of an account
 * @contribution: id of a draft of one's own
 * @audience: `project`, or `team` for the researchers alone
 *
 * Moves the draft to where its readers are, here at once and with the next exchange everywhere.
 *
 * Fails with %MV_PROBLEM_INVALID and the field that is missing or wrong,
 * %MV_STORE_ERROR_IDENTITY_NUMBER, %MV_STORE_ERROR_NOT_ALLOWED if it is no draft or the project is
 * not one's own, %MV_STORE_ERROR_NOT_FOUND; the draft is then as it was.
 *
 * Returns: whether it is shared
 */
gboolean
mv_store_share (MvStore *self,
                const char *account,
                const char *contribution,
                const char *audience,
                GError **error)
{
  g_return_val_if_fail (contribution != NULL, FALSE);

  if (g_strcmp0 (audience, "project") != 0 && g_strcmp0 (audience, "team") != 0)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "audience", "Unknown audience");
      return FALSE;
    }

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, share (self, contribution, audience, error), error);
}

/* Updating what is shared */

static gboolean
load_edit (MvStore *self, const char *id, MvRow **out_edit, GError **error)
{
  g_autofree char *edit = NULL;

  if (!mv_store_load_or_fail (self, id, out_edit, error))
    return FALSE;
  if (mv_json_get_text (mv_row_get_object (*out_edit), "edits") != NULL)
    return TRUE;

  g_clear_pointer (out_edit, mv_row_free);
  if (!mv_store_find_edit (self, id, &edit, error))
    return FALSE;
  if (edit == NULL)
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "%s has no edit here", id);
      return FALSE;
    }
  return mv_store_load_or_fail (self, edit, out_edit, error);
}

static gboolean
update_shared (MvStore *self, const char *id, GError **error)
{
  g_autoptr (MvRow) edit = NULL;
  g_autoptr (MvRow) shared = NULL;
  JsonObject *body;

  if (!load_edit (self, id, &edit, error) ||
      !mv_store_load_or_fail (self, mv_json_get_text (mv_row_get_object (edit), "edits"), &shared,
                              error))
    return FALSE;

  body = mv_json_object_copy (mv_row_get_object (edit));
  json_object_remove_member (body, "edits");
  mv_row_take_object (shared, body);
  if (!check_shareable (shared, error))
    return FALSE;

  return mv_outbox_put (self, shared, FALSE, error) && mv_outbox_del (self, edit->id, error) &&
         mv_outbox_release (self, edit->id, error);
}

/**
 * mv_store_update_shared:
 * @self: a store
 * @account: key of an account
 * @edit: id of an edit, or of the shared contribution it belongs to
 *
 * The edit takes the place of what is shared and goes away. It is looked at as when sharing.
 *
 * Fails as mv_store_share(); the edit is then as it was.
 *
 * Returns: whether it is queued
 */
gboolean
mv_store_update_shared (MvStore *self, const char *account, const char *edit, GError **error)
{
  g_return_val_if_fail (edit != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, update_shared (self, edit, error), error);
}

/* Answering */

typedef struct
{
  const char *contribution, *suggestion, *outcome, *reason, *text;
} MvAnswerParts;

/* The reply that is here already, with what else it says, or a new one with its natural id. */
static gboolean
load_reply (MvStore *self,
            const MvAnswerParts *parts,
            MvRow *contribution,
            MvRecord **out_reply,
            GError **error)
{
  const MvKind *kind = mv_kind_find ("reply");
  g_autoptr (MvRecord) key = mv_record_new (kind, "");
  g_autofree char *id = NULL;
  g_autoptr (MvRow) row = NULL;

  mv_record_set_text (key, "contribution", parts->contribution);
  mv_record_set_text (key, "suggestion", parts->suggestion);
  id = mv_record_dup_natural_id (key, contribution->scope);
  if (!mv_rows_load_shown (mv_store_get_db (self), mv_store_get_account (self)->key, id, &row,
                           error))
    return FALSE;

  if (row != NULL)
    {
      g_autoptr (MvRecord) old = mv_row_to_record (row);

      *out_reply = mv_record_copy (old);
      return TRUE;
    }

  *out_reply = mv_record_new (kind, id);
  mv_record_set_scope (*out_reply, contribution->scope);
  mv_record_set_text (*out_reply, "contribution", parts->contribution);
  mv_record_set_text (*out_reply, "suggestion", parts->suggestion);
  return TRUE;
}

static void
fill_reply (MvStore *self, const MvAnswerParts *parts, MvRow *contribution, MvRecord *reply)
{
  g_autofree char *now = mv_clock_dup_now (mv_store_get_clock (self));
  g_autofree char *today = g_strndup (now, strlen ("2026-11-20"));

  mv_record_set_text (reply, "outcome", parts->outcome);
  mv_record_set_text (reply, "reason", parts->reason);
  mv_record_set_text (reply, "text", parts->text);
  mv_record_set_text (reply, "date", today);
  if (contribution->rev > 0)
    mv_record_set_integer (reply, "of_rev", contribution->rev);
}

static gboolean
has_suggestion (MvRow *contribution, const char *id)
{
  JsonArray *suggestions = mv_json_get_array (mv_row_get_object (contribution), "suggestions");

  for (guint i = 0; suggestions != NULL && i < json_array_get_length (suggestions); i++)
    {
      JsonNode *node = json_array_get_element (suggestions, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          g_strcmp0 (mv_json_get_text (json_node_get_object (node), "id"), id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
answer (MvStore *self, const MvAnswerParts *parts, GError **error)
{
  g_autoptr (MvRow) contribution = NULL;
  g_autoptr (MvRecord) reply = NULL;

  if (!mv_store_load_or_fail (self, parts->contribution, &contribution, error))
    return FALSE;
  if (strcmp (contribution->scope, MV_SCOPE_ME) == 0)
    return mv_store_refuse_rights ("answer", contribution->kind, error);
  if (parts->suggestion != NULL && !has_suggestion (contribution, parts->suggestion))
    {
      g_set_error (error, MV_STORE_ERROR, MV_STORE_ERROR_NOT_FOUND, "There is no suggestion %s",
                   parts->suggestion);
      return FALSE;
    }

  if (!load_reply (self, parts, contribution, &reply, error))
    return FALSE;
  fill_reply (self, parts, contribution, reply);
  return mv_store_save_record (self, reply, MV_SAVE_SHARED, error);
}

/**
 * mv_store_answer:
 * @self: a store
 * @account: key of an account
 * @contribution: id of a contribution that is shared
 * @suggestion: (nullable): id of the suggestion; %NULL to answer the whole
 * @outcome: adopted, partly, declined, waiting, passed-on or none-needed
 * @reason: (nullable): needed where it is declined or waits
 * @text: (nullable): what else to say
 *
 * Writes the team's answer, or changes it: there is one for each suggestion.
 *
 * Fails with %MV_PROBLEM_INVALID and the field, %MV_STORE_ERROR_NOT_ALLOWED,
 * %MV_STORE_ERROR_NOT_FOUND or another error of the store; nothing was changed then.
 *
 * Returns: whether it is saved
 */
gboolean
mv_store_answer (MvStore *self,
                 const char *account,
                 const char *contribution,
                 const char *suggestion,
                 const char *outcome,
                 const char *reason,
                 const char *text,
                 GError **error)
{
  const MvAnswerParts parts = { contribution, suggestion, outcome, reason, text };

  g_return_val_if_fail (contribution != NULL && outcome != NULL, FALSE);

  if (!mv_store_begin (self, account, error))
    return FALSE;
  return mv_store_end (self, answer (self, &parts, error), error);
}
