/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-store-private.h"

#include "mv-fold.h"
#include "mv-json-slice.h"
#include "mv-scope.h"

#include <string.h>

/* What the views look for in a body, drawn out once when a row is written. Kinds that are not here
 * have a project from their scope and nothing else. */
typedef struct
{
  const char *kind;
  const char *target;   /* (nullable): field with the id of the record it is about */
  const char *sort_key; /* (nullable): field that lists are sorted by */
  const char *facets;   /* (nullable): field with the code or codes that lists are filtered by */
  gboolean is_searched; /* lists search its words */
} MvColumnRow;

static const MvColumnRow rows[] = {
  { "claim", "contribution", "date", NULL, FALSE },
  { "contribution", "edits", "date", "phases", TRUE },
  { "document", NULL, NULL, "phases", FALSE },
  { "document-version", "document", "date", NULL, FALSE },
  { "followup", "contribution", "due", "state", FALSE },
  { "mark", "target", NULL, "sort", FALSE },
  { "meeting", NULL, "start", "state", FALSE },
  { "member", "uid", NULL, "role", FALSE },
  { "note", "about", "date", NULL, FALSE },
  { "notice", NULL, "date", NULL, FALSE },
  { "pastproject", "project", "until", "role", FALSE },
  { "plan", NULL, NULL, "phase", FALSE },
  { "rating", "reply", "date", NULL, FALSE },
  { "reply", "contribution", "date", "outcome", FALSE },
  { "study", NULL, "title", "status", TRUE },
  { "study-text", "study", "reviewed", "language", TRUE },
  { "update", NULL, "date", NULL, FALSE },
  { "vocabulary", "name", NULL, NULL, FALSE },
};

static const MvColumnRow *
find_row (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].kind, kind) == 0)
        return &rows[i];
    }
  return NULL;
}

static char *
dup_project (MvRow *row, MvJsonSlice body)
{
  MvScope scope;

  if (mv_scope_parse (row->scope, &scope))
    {
      if (g_str_has_prefix (row->scope, "project/"))
        return g_strdup (scope.owner);
      if (scope.type == MV_SCOPE_COMMITTEE_PROJECT)
        return g_strdup (scope.person);
    }
  return mv_json_slice_dup_member (body, "project");
}

static void
append_code (GString *to, MvJsonSlice value)
{
  g_autofree char *code = mv_json_slice_dup_text (value);

  if (code != NULL)
    g_string_append_printf (to, "%s ", code);
}

/* One code or a list of them, as ` P3 P5 `. */
static char *
dup_facets (MvJsonSlice body, const char *field)
{
  MvJsonSlice codes, code;
  GString *text;

  if (!mv_json_slice_find (body, field, &codes))
    return NULL;

  text = g_string_new (" ");
  if (!mv_json_slice_is_list (codes))
    append_code (text, codes);
  while (mv_json_slice_next (&codes, &code))
    append_code (text, code);
  return g_string_free (text, text->len == 1);
}

/* Days and moments sort as they are, titles without their capitals and accents. */
static char *
dup_sort_key (MvJsonSlice body, const char *field)
{
  g_autofree char *text = mv_json_slice_dup_member (body, field);

  return text == NULL || g_ascii_isdigit (*text) ? g_steal_pointer (&text) : mv_fold (text);
}

/* Written by the person, or by the team on the person's behalf. */
gboolean
mv_columns_is_own (MvRow *row, const char *uid)
{
  MvScope scope;

  if (strcmp (row->kind, "contribution") == 0 && mv_scope_parse (row->scope, &scope) &&
      (scope.type == MV_SCOPE_PROJECT_BY || scope.type == MV_SCOPE_PROJECT_REP))
    return strcmp (scope.person, uid) == 0;
  return strcmp (row->by, uid) == 0;
}

void
mv_columns_draw (MvRow *row, MvColumns *out_columns)
{
  const MvColumnRow *column_row = find_row (row->kind);
  MvJsonSlice body = mv_json_slice (row->body);

  out_columns->project = dup_project (row, body);
  if (column_row == NULL)
    return;

  if (column_row->target != NULL)
    out_columns->target = mv_json_slice_dup_member (body, column_row->target);
  if (column_row->sort_key != NULL)
    out_columns->sort_key = dup_sort_key (body, column_row->sort_key);
  if (column_row->facets != NULL)
    out_columns->facets = dup_facets (body, column_row->facets);
}

void
mv_columns_clear (MvColumns *self)
{
  g_clear_pointer (&self->project, g_free);
  g_clear_pointer (&self->target, g_free);
  g_clear_pointer (&self->sort_key, g_free);
  g_clear_pointer (&self->facets, g_free);
}

/* Folded words to search for; %NULL for kinds that no list searches. */
char *
mv_columns_dup_words (MvRow *row)
{
  const MvColumnRow *column_row = find_row (row->kind);
  g_autoptr (MvRecord) record = NULL;
  g_autofree char *text = NULL;

  if (column_row == NULL || !column_row->is_searched || row->conflict_of != NULL)
    return NULL;

  record = mv_row_to_record (row);
  text = mv_record_dup_search_text (record);
  return text != NULL ? mv_fold (text) : NULL;
}
