/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-store"

#include "config.h"

#include "mv-list-query.h"

#include "mv-view-private.h"

#include "mv-fold.h"
#include "mv-json.h"

#include <string.h>

/* Words of a search; more than so many are passed over. */
#define MAX_WORDS 8

/* Keys */

guint
mv_list_key_hash (gconstpointer key)
{
  const MvListKey *self = key;
  guint32 hash;

  /* The end of a UUID is chance, the beginning is time. */
  memcpy (&hash, self->id + 12, sizeof hash);
  return hash ^ self->account;
}

gboolean
mv_list_key_equal (gconstpointer a, gconstpointer b)
{
  const MvListKey *left = a;
  const MvListKey *right = b;

  return left->account == right->account && memcmp (left->id, right->id, sizeof left->id) == 0;
}

gboolean
mv_list_key_from_id (MvListKey *self, const char *id)
{
  guint n = 0;

  if (!mv_uuid_is_valid (id))
    return FALSE;

  for (const char *p = id; *p != '\0'; p++)
    {
      if (*p == '-')
        continue;
      self->id[n++] = (guint8) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]));
      p++;
    }
  return TRUE;
}

char *
mv_list_key_dup_id (const MvListKey *self)
{
  const guint8 *b = self->id;

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

/* Filters */

MvListQuery *
mv_list_query_new (const MvListFilter *filter)
{
  MvListQuery *self = g_new0 (MvListQuery, 1);

  self->what = filter->what;
  self->text = g_strdup (filter->text);
  self->project = g_strdup (filter->project);
  self->phase = g_strdup (filter->phase);
  self->year = filter->year;
  self->answered = filter->answered;
  self->own = filter->own;
  self->status = g_strdup (filter->status);
  self->favourites = filter->favourites;
  self->language = g_strdup (filter->language);
  return self;
}

void
mv_list_query_free (MvListQuery *self)
{
  g_free (self->text);
  g_free (self->project);
  g_free (self->phase);
  g_free (self->status);
  g_free (self->language);
  g_free (self);
}

/* The statement grows with what is asked for, so that each question finds its index. */
typedef struct
{
  GString *sql;
  GPtrArray *values; /* (element-type utf8): all parameters are texts */
} MvWhere;

static void
add_condition (MvWhere *self, const char *before, const char *after, char *value)
{
  g_ptr_array_add (self->values, value);
  g_string_append_printf (self->sql, " AND %s$%u%s", before, self->values->len, after);
}

/* Every word must be there; the beginning of a word is enough. */
static void
add_words (MvWhere *self, const char *text, gboolean with_texts)
{
  g_autofree char *folded = mv_fold (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  guint n_words = 0;

  for (guint i = 0; words[i] != NULL && n_words < MAX_WORDS; i++)
    {
      if (*words[i] == '\0')
        continue;
      n_words++;
      add_condition (self,
                     "(EXISTS (SELECT 1 FROM words WHERE words.account = item.account "
                     "AND words.id = item.id AND instr (words.words, ",
                     with_texts ? ") > 0)" : ") > 0))", g_strdup (words[i]));
      if (with_texts)
        g_string_append_printf (
            self->sql,
            " OR EXISTS (SELECT 1 FROM item AS text INDEXED BY item_target CROSS JOIN words "
            "ON words.account = text.account AND words.id = text.id "
            "WHERE text.target = item.id AND text.kind = 'study-text' "
            "AND text.account = item.account "
            "AND instr (words.words, $%u) > 0))",
            self->values->len);
    }
}

static void
add_contribution_conditions (MvWhere *where, const MvListQuery *query)
{
  /* Siblings and edits have no state. */
  g_string_append (where->sql, " INDEXED BY item_kind WHERE kind = 'contribution' "
                               "AND state IS NOT NULL");

  if (query->project != NULL)
    add_condition (where, "project = ", "", g_strdup (query->project));
  if (query->phase != NULL)
    add_condition (where, "instr (facets, ", ") > 0", g_strconcat (" ", query->phase, " ", NULL));
  if (query->year != 0)
    add_condition (where, "substr (sort_key, 1, 4) = ", "", g_strdup_printf ("%04d", query->year));
  if (query->answered == 0)
    g_string_append (where->sql, " AND state IN (1, 2)");
  else if (query->answered == 1)
    g_string_append (where->sql, " AND state IN (3, 4)");
  if (query->own >= 0)
    g_string_append_printf (where->sql, " AND is_own = %d", query->own != 0);
  if (query->text != NULL)
    add_words (where, query->text, FALSE);
  g_string_append (where->sql, " ORDER BY sort_key DESC, id DESC");
}

static void
add_study_conditions (MvWhere *where, const MvListQuery *query)
{
  g_string_append (where->sql, " INDEXED BY item_kind WHERE kind = 'study' "
                               "AND conflict_of IS NULL");
  if (query->status != NULL)
    add_condition (where, "facets = ", "", g_strconcat (" ", query->status, " ", NULL));
  if (query->favourites)
    g_string_append (where->sql,
                     " AND EXISTS (SELECT 1 FROM item AS mark INDEXED BY item_target "
                     "WHERE mark.target = item.id AND mark.kind = 'mark' "
                     "AND mark.facets = ' favourite ' AND mark.account = item.account)");
  if (query->text != NULL)
    add_words (where, query->text, TRUE);
  /* What a person can still take part in comes first. */
  g_string_append (where->sql, " ORDER BY CASE facets WHEN ' recruiting ' THEN 0 "
                               "WHEN ' not-started ' THEN 1 WHEN ' not-recruiting ' THEN 2 "
                               "ELSE 3 END, sort_key, id");
}

static MvStatement *
prepare_rows (MvDb *db, const MvListQuery *query, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT account, id FROM item");
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  MvWhere where = { sql, values };
  MvStatement *statement;

  if (query->what == MV_LIST_CONTRIBUTIONS)
    add_contribution_conditions (&where, query);
  else
    add_study_conditions (&where, query);

  statement = mv_db_prepare (db, sql->str, error);
  for (guint i = 0; statement != NULL && i < values->len; i++)
    mv_statement_bind_text (statement, i + 1, g_ptr_array_index (values, i));
  return statement;
}

void
mv_list_rows_free (MvListRows *self)
{
  g_ptr_array_unref (self->accounts);
  g_array_unref (self->keys);
  g_free (self);
}

static guint16
find_account (GPtrArray *accounts, const char *account)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      if (strcmp (g_ptr_array_index (accounts, i), account) == 0)
        return (guint16) i;
    }
  g_ptr_array_add (accounts, g_strdup (account));
  return (guint16) (accounts->len - 1);
}

/* Which rows @query finds, in order. */
MvListRows *
mv_list_rows_read (MvStore *store, const MvListQuery *query, GError **error)
{
  g_autoptr (MvStatement) statement = prepare_rows (mv_store_get_db (store), query, error);
  g_autoptr (MvListRows) rows = g_new0 (MvListRows, 1);
  gboolean has_row = TRUE;

  rows->accounts = g_ptr_array_new_with_free_func (g_free);
  rows->keys = g_array_new (FALSE, TRUE, sizeof (MvListKey));

  while (statement != NULL && mv_statement_step (statement, &has_row, error))
    {
      MvListKey key = { 0 };

      if (!has_row)
        return g_steal_pointer (&rows);
      key.account = find_account (rows->accounts, mv_statement_get_text (statement, 0));
      if (mv_list_key_from_id (&key, mv_statement_get_text (statement, 1)))
        g_array_append_val (rows->keys, key);
    }

  mv_store_translate_error (error);
  return NULL;
}

/* Contents */

static void
free_contents (gpointer contents)
{
  mv_item_contents_clear (contents);
  g_free (contents);
}

static char *
join_parts (const char *first, const char *second)
{
  return g_strconcat (first != NULL ? first : "", "\n", second != NULL ? second : "", NULL);
}

static gboolean
read_contribution (MvViewSource *source, MvRow *row, MvItemContents *contents, GError **error)
{
  contents->contribution = mv_view_make_contribution (source, row, error);
  if (contents->contribution == NULL)
    return FALSE;

  contents->title = g_strdup (contents->contribution->title);
  contents->subtitle = join_parts (mv_record_get_text (contents->contribution->record, "date"),
                                   contents->contribution->project_title);
  return TRUE;
}

/* The title in plain words, in the language closest to the one asked for; else the register's. */
static gboolean
read_study (MvViewSource *source,
            MvRow *row,
            const char *language,
            MvItemContents *contents,
            GError **error)
{
  g_autoptr (MvStatement) statement =
      mv_db_query (source->db, error,
                   "SELECT " MV_ROW_COLUMNS
                   " FROM item INDEXED BY item_target WHERE account = $1 AND target = $2 "
                   "AND kind = 'study-text' AND conflict_of IS NULL "
                   "ORDER BY facets = $3 DESC, facets = ' nb ' DESC, facets = ' nn ' DESC LIMIT 1",
                   "ttt", source->account->key, row->id, language);
  g_autoptr (GPtrArray) texts = mv_view_collect_rows (statement, error);
  const char *title = NULL;

  if (texts == NULL)
    return FALSE;

  contents->record = mv_row_to_record (row);
  if (texts->len > 0)
    title = mv_json_get_text (mv_row_get_object (g_ptr_array_index (texts, 0)), "title");
  contents->title =
      g_strdup (title != NULL ? title : mv_record_get_text (contents->record, "title"));
  contents->subtitle = join_parts (mv_record_get_text (contents->record, "status"),
                                   mv_record_get_text (contents->record, "responsible"));
  return TRUE;
}

static gboolean
read_contents (MvViewSource *source,
               MvListWhat what,
               const char *language,
               const char *id,
               MvItemContents *contents,
               GError **error)
{
  g_autoptr (MvRow) row = NULL;

  if (!mv_rows_load_shown (source->db, source->account->key, id, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  return what == MV_LIST_CONTRIBUTIONS ? read_contribution (source, row, contents, error)
                                       : read_study (source, row, language, contents, error);
}

static MvViewSource *
get_source (MvStore *store, GHashTable *sources, const char *account, GError **error)
{
  MvViewSource *source = g_hash_table_lookup (sources, account);

  if (source == NULL)
    {
      source = mv_view_source_new (store, account, error);
      if (source != NULL)
        g_hash_table_insert (sources, g_strdup (account), source);
    }
  return source;
}

GPtrArray *
mv_list_contents_read (MvStore *store,
                       MvListWhat what,
                       const char *language,
                       GPtrArray *accounts,
                       GPtrArray *ids,
                       GError **error)
{
  g_autoptr (GHashTable) sources =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mv_view_source_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_full (ids->len, free_contents);
  g_autofree char *wanted = g_strdup_printf (" %s ", language != NULL ? language : "nb");

  for (guint i = 0; i < ids->len; i++)
    {
      MvItemContents *contents = g_new0 (MvItemContents, 1);
      MvViewSource *source = get_source (store, sources, g_ptr_array_index (accounts, i), error);

      g_ptr_array_add (all, contents);
      if (source == NULL ||
          !read_contents (source, what, wanted, g_ptr_array_index (ids, i), contents, error))
        {
          mv_store_translate_error (error);
          return NULL;
        }
    }
  return g_steal_pointer (&all);
}
