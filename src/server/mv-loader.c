/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "mv-loader.h"

#include "mv-directory.h"
#include "mv-json.h"
#include "mv-share.h"
#include "mv-wire-reader.h"

#include <string.h>

#define SAVEPOINT "line"
#define LINES_PER_COMMIT 500

struct _MvLoader
{
  GObject parent_instance;

  MvFeed *feed;      /* (owned): its clock stands at the line's own time */
  MvClock *now;      /* (owned) */
  MvClock *line_now; /* (owned) */
  MvLoaderRefusedFunc refused;
  gpointer user_data; /* (unowned) */
  GPtrArray *ends;    /* (owned) (element-type MvEnd): memberships that end when all is loaded */
  guint n_loaded;
  guint n_refused;
};

G_DEFINE_FINAL_TYPE (MvLoader, mv_loader, G_TYPE_OBJECT)

/* A membership that was over before the file was made. */
typedef struct
{
  char *pid;
  char *uid;
  char *until;
} MvEnd;

static void
mv_end_free (MvEnd *self)
{
  g_free (self->pid);
  g_free (self->uid);
  g_free (self->until);
  g_free (self);
}

typedef struct
{
  char *scope_name; /* (owned) */
  MvScope scope;
  char *kind;       /* (owned) */
  char *id;         /* (owned) */
  char *by;         /* (owned) (nullable) */
  char *at;         /* (owned) (nullable) */
  JsonObject *body; /* (owned) */
} MvLoadLine;

static void
mv_load_line_free (MvLoadLine *self)
{
  g_free (self->scope_name);
  g_free (self->kind);
  g_free (self->id);
  g_free (self->by);
  g_free (self->at);
  g_clear_pointer (&self->body, json_object_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvLoadLine, mv_load_line_free)

static gboolean
refuse (GError **error, MvProblem problem, const char *field, const char *why)
{
  mv_problem_set (error, problem, field, "%s", why);
  return FALSE;
}

static void
read_members (MvLoadLine *line, MvWireReader *reader)
{
  JsonObject *body;
  gint64 ignored;

  line->scope_name = mv_wire_reader_need_text (reader, "scope");
  line->kind = mv_wire_reader_need_text (reader, "kind");
  line->id = mv_wire_reader_need_id (reader, "id");
  line->by = mv_wire_reader_read_id (reader, "by");
  line->at = mv_wire_reader_read_text (reader, "at");
  body = mv_wire_reader_need_object (reader, "body");
  if (body != NULL)
    line->body = json_object_ref (body);

  if (line->at != NULL && !mv_time_from_text (line->at, &ignored))
    mv_wire_reader_fail (reader, "at", "is not a time");
  if (line->scope_name != NULL && !mv_scope_parse (line->scope_name, &line->scope))
    mv_wire_reader_fail (reader, "scope", "is not a scope");
  if (line->kind != NULL && mv_kind_find (line->kind) == NULL)
    mv_wire_reader_fail (reader, "kind", "is not a kind of record");
}

static MvLoadLine *
parse_line (const char *text, size_t length, GError **error)
{
  g_autoptr (MvLoadLine) line = g_new0 (MvLoadLine, 1);
  g_autoptr (JsonObject) object =
      mv_json_parse_object (text, (gssize) length, MV_LOADER_MAX_LINE, error);
  MvWireReader reader = MV_WIRE_READER_INIT (object, MV_PROBLEM_INVALID);

  if (object == NULL)
    return NULL;

  read_members (line, &reader);
  return mv_wire_reader_finish (&reader, error) ? g_steal_pointer (&line) : NULL;
}

static gboolean
load_account (MvLoader *self, MvLoadLine *line, GError **error)
{
  g_autoptr (MvRecord) record = mv_record_new_from_body ("account", line->id, line->body);
  g_auto (GStrv) regions = NULL;
  g_autofree char *now = mv_clock_dup_now (self->line_now);
  MvNewPerson person = { 0 };
  const char *language;

  if (!mv_record_validate (record, MV_RECORD_COMPLETE, error))
    return FALSE;
  if (g_strcmp0 (mv_json_get_text (line->body, "uid"), line->scope.owner) != 0 ||
      g_strcmp0 (line->id, line->scope.owner) != 0)
    return refuse (error, MV_PROBLEM_INVALID, "uid", "the account is not of this scope");

  language = mv_json_get_text (line->body, "language");
  regions = mv_record_dup_texts (record, "regions");
  person.uid = line->scope.owner;
  person.name = mv_json_get_text (line->body, "name");
  person.language = language != NULL ? language : "nb";
  person.email = mv_json_get_text (line->body, "email");
  person.regions = (const char *const *) regions;
  person.confirmed = now;
  return mv_directory_add_person (self->feed, &person, error);
}

static gboolean
ensure_person (MvLoader *self, const char *uid, JsonObject *body, GError **error)
{
  g_autofree char *known = mv_directory_dup_person_name (self->feed, uid, NULL);
  MvNewPerson person = { 0 };

  if (known != NULL)
    return TRUE;
  /* A person without the program is known by the name alone. */
  if (mv_json_get_boolean (body, "account", TRUE))
    return refuse (error, MV_PROBLEM_NOT_FOUND, "uid", "no such person");

  person.uid = uid;
  person.name = mv_json_get_text (body, "name");
  person.language = "nb";
  return mv_directory_add_person (self->feed, &person, error);
}

static void
note_end (MvLoader *self, const char *pid, const char *uid, const char *until)
{
  MvEnd *end = g_new0 (MvEnd, 1);

  end->pid = g_strdup (pid);
  end->uid = g_strdup (uid);
  end->until = g_strdup (until);
  g_ptr_array_add (self->ends, end);
}

static gboolean
load_member (MvLoader *self, MvLoadLine *line, GError **error)
{
  g_autoptr (MvRecord) record = mv_record_new_from_body (line->kind, line->id, line->body);
  g_autofree char *today = mv_clock_dup_today (self->now, NULL);
  const char *uid = mv_json_get_text (line->body, "uid");
  const char *until = mv_json_get_text (line->body, "until");
  MvNewMember member = { 0 };

  if (!mv_record_validate (record, MV_RECORD_COMPLETE, error) ||
      !ensure_person (self, uid, line->body, error))
    return FALSE;

  member.owner = line->scope.owner;
  member.uid = uid;
  member.role = mv_json_get_text (line->body, "role");
  member.id = line->id;
  member.extra = line->body;

  if (line->scope.type == MV_SCOPE_ORGANISATION)
    return mv_directory_give_role (self->feed, &member, error);
  if (line->scope.type == MV_SCOPE_COMMITTEE)
    return mv_directory_set_committee_member (self->feed, &member, error);

  /* Who has left wrote as a representative before. */
  if (g_str_equal (member.role, "former"))
    member.role = "representative";
  if (!mv_directory_set_member (self->feed, &member, error))
    return FALSE;

  if (until != NULL && strcmp (until, today) <= 0)
    note_end (self, member.owner, uid, until);
  return TRUE;
}

static gboolean
load_own (MvLoader *self, MvLoadLine *line, GError **error)
{
  const char *kind = line->kind;
  MvScopeType type = line->scope.type;

  if (type == MV_SCOPE_USER && g_str_equal (kind, "account"))
    return load_account (self, line, error);
  if ((type == MV_SCOPE_PROJECT && g_str_equal (kind, "member")) ||
      (type == MV_SCOPE_COMMITTEE && g_str_equal (kind, "committee-member")) ||
      (type == MV_SCOPE_ORGANISATION && g_str_equal (kind, "role")))
    return load_member (self, line, error);
  if (type == MV_SCOPE_PROJECT && g_str_equal (kind, "project"))
    return g_strcmp0 (line->scope.owner, line->id) == 0
               ? mv_directory_put_project (self->feed, line->id, NULL, line->body, error)
               : refuse (error, MV_PROBLEM_INVALID, "id", "the project is not of this scope");
  if (type == MV_SCOPE_CATALOGUE &&
      mv_rights_may_create (type, kind, MV_ROLE_SERVER | MV_ROLE_IMPORT))
    return mv_directory_put (self->feed, line->scope_name, kind, line->id, NULL, line->body, error);

  return refuse (error, MV_PROBLEM_NOT_ALLOWED, "by", "this needs a writer");
}

/* Editors write for their organisation; a file may tell of several, so any will do. */
static gboolean
is_editor (MvLoader *self, const char *uid, gboolean *out_is_editor, GError **error)
{
  gint64 ignored;

  return mv_db_get_one_integer (
      mv_feed_get_db (self->feed), &ignored, out_is_editor, error,
      "SELECT 1 FROM membership WHERE uid = $1 AND type = 'organisation' AND (roles & $2) <> 0",
      "ti", uid, (gint64) MV_ROLE_EDITOR);
}

static gboolean
get_roles (MvLoader *self, MvLoadLine *line, MvRoles *out_roles, GError **error)
{
  MvScopeType type = line->scope.type;
  gboolean edits = FALSE;
  g_autoptr (GError) local_error = NULL;

  *out_roles = mv_feed_get_roles (self->feed, line->by, line->scope_name, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (type == MV_SCOPE_CATALOGUE || type == MV_SCOPE_STUDIES)
    {
      if (!is_editor (self, line->by, &edits, error))
        return FALSE;
      *out_roles |= edits ? MV_ROLE_EDITOR : 0;
    }

  return TRUE;
}

/* A contribution among others came there by sharing or on somebody's behalf. */
static gboolean
may_have_shared (MvLoadLine *line, MvRoles roles)
{
  MvScopeType type = line->scope.type;

  if (!g_str_equal (line->kind, "contribution") ||
      (type != MV_SCOPE_PROJECT_BY && type != MV_SCOPE_PROJECT_REP))
    return FALSE;

  return g_strcmp0 (line->by, line->scope.person) == 0 ||
         ((roles & MV_ROLES_TEAM) != 0 && mv_json_get_boolean (line->body, "on_behalf", FALSE));
}

static gboolean
update_followup (MvLoader *self, MvLoadLine *line, GError **error)
{
  g_autofree char *now = mv_clock_dup_now (self->line_now);
  MvFollowupChange seen = { .seen = now };
  MvFollowupChange none = { 0 };

  if (line->scope.type != MV_SCOPE_PROJECT_BY && line->scope.type != MV_SCOPE_PROJECT_REP)
    return TRUE;
  if (g_str_equal (line->kind, "contribution"))
    return mv_feed_update_followup (self->feed, line->id, &none, error);
  if (g_str_equal (line->kind, "reply"))
    return mv_feed_update_followup (self->feed, mv_json_get_text (line->body, "contribution"),
                                    &seen, error);

  return TRUE;
}

static gboolean
load_written (MvLoader *self, MvLoadLine *line, GError **error)
{
  MvCaller caller = { .uid = line->by, .device = (char *) "", .is_confirmed = TRUE };
  MvRecordStage stage = line->scope.type == MV_SCOPE_USER ? MV_RECORD_DRAFT : MV_RECORD_COMPLETE;
  MvRoles roles;

  if (!get_roles (self, line, &roles, error))
    return FALSE;
  if (!mv_rights_may_create (line->scope.type, line->kind, roles) && !may_have_shared (line, roles))
    return refuse (error, MV_PROBLEM_NOT_ALLOWED, "by", "the writer may not write this here");
  if (stage == MV_RECORD_COMPLETE && !mv_share_check_text (line->body, error))
    return FALSE;

  return mv_feed_check_record (self->feed, &caller, line->scope_name, line->kind, line->id,
                               line->body, stage, error) &&
         mv_feed_write_object (self->feed, line->scope_name, line->kind, line->id, line->by,
                               line->body, NULL, NULL, error) &&
         update_followup (self, line, error);
}

static void
set_line_time (MvLoader *self, MvLoadLine *line)
{
  gint64 time_us = mv_clock_now_us (self->now);

  if (line->at != NULL)
    mv_time_from_text (line->at, &time_us);
  mv_clock_virtual_set (MV_CLOCK_VIRTUAL (self->line_now), time_us);
}

static gboolean
load_line (MvLoader *self, const char *text, size_t length, GError **error)
{
  g_autoptr (MvLoadLine) line = parse_line (text, length, error);

  if (line == NULL)
    return FALSE;

  set_line_time (self, line);
  return line->by == NULL ? load_own (self, line, error) : load_written (self, line, error);
}

/* Tries a line; what it wrote before it was refused is taken back. Only what makes going on useless
 * is an error of this function. */
static gboolean
try_line (MvLoader *self, guint number, const char *text, size_t length, GError **error)
{
  MvDb *db = mv_feed_get_db (self->feed);
  g_autoptr (GError) local_error = NULL;

  if (!mv_db_savepoint (db, SAVEPOINT, error))
    return FALSE;
  if (load_line (self, text, length, &local_error))
    {
      self->n_loaded++;
      return mv_db_release (db, SAVEPOINT, error);
    }

  if (local_error->domain != MV_PROBLEM)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->n_refused++;
  self->refused (number, local_error, self->user_data);
  return mv_db_roll_back_to (db, SAVEPOINT, error) && mv_db_release (db, SAVEPOINT, error);
}

static gboolean
load_lines (MvLoader *self, const char *text, size_t length, GError **error)
{
  const char *end = text + length;
  guint number = 0;

  for (const char *at = text; at < end;)
    {
      const char *stop = memchr (at, '\n', (size_t) (end - at));
      size_t line_length = (size_t) ((stop != NULL ? stop : end) - at);

      number++;
      if (line_length > 0 && !try_line (self, number, at, line_length, error))
        return FALSE;
      if (number % LINES_PER_COMMIT == 0 &&
          (!mv_feed_commit (self->feed, NULL, error) || !mv_feed_begin (self->feed, error)))
        return FALSE;
      at += line_length + 1;
    }

  return TRUE;
}

static gboolean
end_memberships (MvLoader *self, GError **error)
{
  for (guint i = 0; i < self->ends->len; i++)
    {
      const MvEnd *end = g_ptr_array_index (self->ends, i);
      g_autofree char *noon = g_strconcat (end->until, "T12:00:00Z", NULL);
      gint64 time_us;

      /* A day that is not in the calendar was refused with its line. */
      if (mv_time_from_text (noon, &time_us))
        mv_clock_virtual_set (MV_CLOCK_VIRTUAL (self->line_now), time_us);

      if (!mv_directory_end_member (self->feed, end->pid, end->uid, end->until, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_nobody_enrolled (MvLoader *self, GError **error)
{
  gint64 n_enrolled = 0;
  gboolean is_found;

  if (!mv_db_get_one_integer (mv_feed_get_db (self->feed), &n_enrolled, &is_found, error,
                              "SELECT count(*) FROM person WHERE enrolled IS NOT NULL", ""))
    return FALSE;

  return n_enrolled == 0 ||
         refuse (error, MV_PROBLEM_NOT_ALLOWED, NULL,
                 "somebody has joined this server: from then on people write themselves");
}

static void
mv_loader_dispose (GObject *object)
{
  MvLoader *self = MV_LOADER (object);

  g_clear_object (&self->feed);
  g_clear_object (&self->now);
  g_clear_object (&self->line_now);
  g_clear_pointer (&self->ends, g_ptr_array_unref);

  G_OBJECT_CLASS (mv_loader_parent_class)->dispose (object);
}

static void
mv_loader_class_init (MvLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_loader_dispose;
}

static void
mv_loader_init (MvLoader *self)
{
  self->ends = g_ptr_array_new_with_free_func ((GDestroyNotify) mv_end_free);
}

/**
 * mv_loader_new:
 * @db: a database that has been set up
 * @clock: the time
 * @random: chance
 * @refused: called for each line that is refused
 * @user_data: for @refused
 *
 * Returns: (transfer full): a loader
 */
MvLoader *
mv_loader_new (
    MvDb *db, MvClock *clock, MvRandom *random, MvLoaderRefusedFunc refused, gpointer user_data)
{
  MvLoader *self = g_object_new (MV_TYPE_LOADER, NULL);

  self->now = g_object_ref (clock);
  self->line_now = mv_clock_virtual_new (mv_clock_now_us (clock));
  self->feed = mv_feed_new (db, self->line_now, random);
  self->refused = refused;
  self->user_data = user_data;
  return self;
}

/**
 * mv_loader_load:
 * @self: a loader
 * @text: lines of JSON; empty lines are passed over
 * @length: its length in bytes
 * @error: return location for an error
 *
 * Loads line by line, 500 to a commit. A line that is refused is reported and the others go on. A
 * line with `at` counts as written then, so that dates and deadlines follow. Memberships with an
 * end before today end last.
 *
 * Fails with %MV_PROBLEM_NOT_ALLOWED if somebody has joined the server already, then nothing was
 * loaded; and with %MV_DB_ERROR, then what was committed before stays.
 *
 * Returns: whether the end of the text was reached
 */
gboolean
mv_loader_load (MvLoader *self, const char *text, size_t length, GError **error)
{
  g_return_val_if_fail (MV_IS_LOADER (self), FALSE);

  if (!check_nobody_enrolled (self, error) || !mv_feed_begin (self->feed, error))
    return FALSE;

  if (load_lines (self, text, length, error) && end_memberships (self, error) &&
      mv_feed_commit (self->feed, NULL, error))
    return TRUE;

  mv_feed_roll_back (self->feed);
  return FALSE;
}

/**
 * mv_loader_get_n_loaded:
 * @self: a loader
 *
 * Returns: how many lines were loaded
 */
guint
mv_loader_get_n_loaded (MvLoader *self)
{
  return self->n_loaded;
}

/**
 * mv_loader_get_n_refused:
 * @self: a loader
 *
 * Returns: how many lines were refused
 */
guint
mv_loader_get_n_refused (MvLoader *self)
{
  return self->n_refused;
}
