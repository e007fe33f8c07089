/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-docx-parts.h"

#include "mv-document-import.h"
#include "mv-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Styles build on each other; more steps than that are a circle. */
#define MAX_STEPS 16

typedef struct
{
  char *based_on; /* (owned) (nullable) */
  MvDocxLook look;
} MvDocxStyle;

/* A list as it is defined; several lists of the text may count on together in it. */
typedef struct
{
  MvDocxItem items[MV_DOCX_N_LEVELS];
  guint starts[MV_DOCX_N_LEVELS];
  guint counts[MV_DOCX_N_LEVELS]; /* the last number given */
  gboolean is_counting[MV_DOCX_N_LEVELS];
} MvDocxDefinition;

typedef struct
{
  MvDocxDefinition *definition;   /* (unowned) (nullable) */
  guint starts[MV_DOCX_N_LEVELS]; /* where it starts anew, or %MV_DOCX_UNSET */
  gboolean is_begun;
} MvDocxList;

struct _MvDocxParts
{
  char *main;              /* (owned) (nullable) */
  char *styles_part;       /* (owned) (nullable) */
  char *numbering_part;    /* (owned) (nullable) */
  GHashTable *styles;      /* (owned) (element-type utf8 MvDocxStyle) */
  GHashTable *definitions; /* (owned) (element-type guint MvDocxDefinition) */
  GHashTable *lists;       /* (owned) (element-type guint MvDocxList) */

  /* While reading. */
  const char *folder;           /* (unowned) (nullable): that relations are relative to */
  MvDocxStyle *style;           /* (unowned) (nullable) */
  MvDocxDefinition *definition; /* (unowned) (nullable) */
  MvDocxList *list;             /* (unowned) (nullable) */
  guint level;
};

static void
style_free (gpointer data)
{
  MvDocxStyle *style = data;

  g_free (style->based_on);
  g_free (style);
}

void
mv_docx_parts_free (MvDocxParts *self)
{
  if (self == NULL)
    return;

  g_free (self->main);
  g_free (self->styles_part);
  g_free (self->numbering_part);
  g_clear_pointer (&self->styles, g_hash_table_unref);
  g_clear_pointer (&self->definitions, g_hash_table_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_free (self);
}

static void
ignore_end (const char *name, gpointer data, GError **error)
{
}

/* --- Relations: which part is what ------------------------------------------------------------ */

static char *
resolve (const char *folder, const char *target)
{
  return target[0] == '/' ? g_strdup (target + 1) : g_strconcat (folder, target, NULL);
}

static void
start_relation (
    const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  MvDocxParts *self = data;
  const char *type = mv_xml_get (names, values, "Type");
  const char *target = mv_xml_get (names, values, "Target");
  char **to = NULL;

  /* What lies outside the file is never asked for. */
  if (strcmp (name, "rel:Relationship") != 0 || type == NULL || target == NULL ||
      g_strcmp0 (mv_xml_get (names, values, "TargetMode"), "External") == 0)
    return;

  if (g_str_has_suffix (type, "/officeDocument"))
    to = &self->main;
  else if (g_str_has_suffix (type, "/styles"))
    to = &self->styles_part;
  else if (g_str_has_suffix (type, "/numbering"))
    to = &self->numbering_part;

  if (to != NULL && *to == NULL)
    *to = resolve (self->folder, target);
}

static gboolean
read_part (MvDocxParts *self,
           GHashTable *parts,
           const char *name,
           const MvXmlHandler *handler,
           GError **error)
{
  GBytes *bytes = name != NULL ? g_hash_table_lookup (parts, name) : NULL;

  return bytes == NULL || mv_xml_parse (name, bytes, handler, self, error);
}

static gboolean
read_relations (MvDocxParts *self, GHashTable *parts, GError **error)
{
  static const MvXmlHandler handler = { start_relation, ignore_end, NULL };
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  const char *slash;

  self->folder = "";
  if (!read_part (self, parts, "_rels/.rels", &handler, error))
    return FALSE;
  if (self->main == NULL || !g_hash_table_contains (parts, self->main))
    {
      g_set_error_literal (
          error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_DAMAGED,
          _ ("The file is damaged: the text is missing in it. Open it in Word, save "
             "it again, and choose the new file."));
      return FALSE;
    }

  slash = strrchr (self->main, '/');
  folder = g_strndup (self->main, slash != NULL ? (size_t) (slash + 1 - self->main) : 0);
  name = g_strconcat (folder, "_rels/", slash != NULL ? slash + 1 : self->main, ".rels", NULL);
  self->folder = folder;
  return read_part (self, parts, name, &handler, error);
}

/* --- Styles -------------------------------------------------------------------------------------
 */

/* The names that Word itself gives, whatever language it shows them in. */
static void
take_style_name (MvDocxLook *look, const char *name)
{
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : g_strdup ("");

  if (g_str_has_prefix (lower, "heading ") && lower[8] >= '1' && lower[8] <= '9')
    look->outline = (guint) (lower[8] - '1');
  else if (strcmp (lower, "title") == 0)
    look->sort = MV_DOCX_TITLE;
  else if (strcmp (lower, "quote") == 0 || strcmp (lower, "intense quote") == 0 ||
           strcmp (lower, "quotations") == 0)
    look->sort = MV_DOCX_QUOTE;
  else if (g_str_has_prefix (lower, "toc ") || strcmp (lower, "contents heading") == 0)
    look->sort = MV_DOCX_CONTENTS;
}

static void
start_style (
    const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  MvDocxParts *self = data;
  const char *id = mv_xml_get (names, values, "styleId");

  if (strcmp (name, "w:style") == 0)
    {
      self->style = NULL;
      if (id == NULL)
        return;
      self->style = g_new0 (MvDocxStyle, 1);
      self->style->look =
          (MvDocxLook){ MV_DOCX_PLAIN, MV_DOCX_UNSET, MV_DOCX_UNSET, MV_DOCX_UNSET };
      g_hash_table_insert (self->styles, g_strdup (id), self->style);
    }
  if (self->style == NULL)
    return;

  if (strcmp (name, "w:name") == 0)
    take_style_name (&self->style->look, mv_xml_get (names, values, "val"));
  else if (strcmp (name, "w:basedOn") == 0 && self->style->based_on == NULL)
    self->style->based_on = g_strdup (mv_xml_get (names, values, "val"));
  else if (strcmp (name, "w:outlineLvl") == 0)
    self->style->look.outline = mv_xml_get_number (names, values, "val", MV_DOCX_UNSET);
  else if (strcmp (name, "w:numId") == 0)
    self->style->look.list = mv_xml_get_number (names, values, "val", MV_DOCX_UNSET);
  else if (strcmp (name, "w:ilvl") == 0)
    self->style->look.level = mv_xml_get_number (names, values, "val", MV_DOCX_UNSET);
}

static void
end_style (const char *name, gpointer data, GError **error)
{
  MvDocxParts *self = data;

  if (strcmp (name, "w:style") == 0)
    self->style = NULL;
}

/* --- Lists --------------------------------------------------------------------------------------
 */

static void
start_definition (MvDocxParts *self, guint id)
{
  self->definition = g_new0 (MvDocxDefinition, 1);
  for (guint i = 0; i < MV_DOCX_N_LEVELS; i++)
    {
      self->definition->items[i] = MV_DOCX_ITEM_BULLET;
      self->definition->starts[i] = 1;
    }
  g_hash_table_insert (self->definitions, GUINT_TO_POINTER (id), self->definition);
}

static void
start_list (MvDocxParts *self, guint id)
{
  self->list = g_new0 (MvDocxList, 1);
  for (guint i = 0; i < MV_DOCX_N_LEVELS; i++)
    self->list->starts[i] = MV_DOCX_UNSET;
  g_hash_table_insert (self->lists, GUINT_TO_POINTER (id), self->list);
}

static MvDocxItem
item_from_code (const char *code)
{
  if (code == NULL || strcmp (code, "bullet") == 0)
    return MV_DOCX_ITEM_BULLET;
  return strcmp (code, "none") == 0 ? MV_DOCX_ITEM_NONE : MV_DOCX_ITEM_NUMBER;
}

static void
take_list_value (MvDocxParts *self, const char *name, const char **names, const char **values)
{
  guint value = mv_xml_get_number (names, values, "val", MV_DOCX_UNSET);
  guint level = mv_xml_get_number (names, values, "ilvl", MV_DOCX_UNSET);

  if (strcmp (name, "w:lvl") == 0 || strcmp (name, "w:lvlOverride") == 0)
    self->level = MIN (level, MV_DOCX_N_LEVELS - 1);
  else if (strcmp (name, "w:abstractNumId") == 0 && self->list != NULL)
    self->list->definition = g_hash_table_lookup (self->definitions, GUINT_TO_POINTER (value));
  else if (strcmp (name, "w:startOverride") == 0 && self->list != NULL)
    self->list->starts[self->level] = value;
  else if (strcmp (name, "w:numFmt") == 0 && self->definition != NULL)
    self->definition->items[self->level] = item_from_code (mv_xml_get (names, values, "val"));
  else if (strcmp (name, "w:start") == 0 && self->definition != NULL && value != MV_DOCX_UNSET)
    self->definition->starts[self->level] = value;
}

static void
start_numbering (
    const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  MvDocxParts *self = data;
  guint id = MV_DOCX_UNSET;

  if (strcmp (name, "w:abstractNum") == 0)
    id = mv_xml_get_number (names, values, "abstractNumId", MV_DOCX_UNSET);
  else if (strcmp (name, "w:num") == 0)
    id = mv_xml_get_number (names, values, "numId", MV_DOCX_UNSET);

  if (id == MV_DOCX_UNSET)
    take_list_value (self, name, names, values);
  else if (strcmp (name, "w:num") == 0)
    start_list (self, id);
  else
    start_definition (self, id);
}

static void
end_numbering (const char *name, gpointer data, GError **error)
{
  MvDocxParts *self = data;

  if (strcmp (name, "w:abstractNum") == 0)
    self->definition = NULL;
  else if (strcmp (name, "w:num") == 0)
    self->list = NULL;
}

/* --- Asking -------------------------------------------------------------------------------------
 */

/**
 * mv_docx_parts_new:
 * @parts: (element-type utf8 GBytes): what mv_zip_read() gave
 * @error: %MV_DOCUMENT_ERROR_DAMAGED, or %MV_DOCUMENT_ERROR_TOO_DEEP
 *
 * Returns: (transfer full): what stands beside the text, or %NULL
 */
MvDocxParts *
mv_docx_parts_new (GHashTable *parts, GError **error)
{
  static const MvXmlHandler styles = { start_style, end_style, NULL };
  static const MvXmlHandler numbering = { start_numbering, end_numbering, NULL };
  g_autoptr (MvDocxParts) self = g_new0 (MvDocxParts, 1);

  self->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, style_free);
  self->definitions = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->lists = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  if (!read_relations (self, parts, error) ||
      !read_part (self, parts, self->styles_part, &styles, error) ||
      !read_part (self, parts, self->numbering_part, &numbering, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Returns: the name of the part with the text. */
const char *
mv_docx_parts_get_main (MvDocxParts *self)
{
  return self->main;
}

/**
 * mv_docx_parts_get_look:
 * @self: the parts
 * @style: (nullable): id of a style
 *
 * Returns: what the style, and the styles it is based on, say
 */
MvDocxLook
mv_docx_parts_get_look (MvDocxParts *self, const char *style)
{
  MvDocxLook look = { MV_DOCX_PLAIN, MV_DOCX_UNSET, MV_DOCX_UNSET, MV_DOCX_UNSET };

  for (guint i = 0; i < MAX_STEPS && style != NULL; i++)
    {
      const MvDocxStyle *row = g_hash_table_lookup (self->styles, style);

      if (row == NULL)
        break;
      if (look.sort == MV_DOCX_PLAIN)
        look.sort = row->look.sort;
      if (look.outline == MV_DOCX_UNSET)
        look.outline = row->look.outline;
      if (look.list == MV_DOCX_UNSET)
        look.list = row->look.list;
      if (look.level == MV_DOCX_UNSET)
        look.level = row->look.level;
      style = row->based_on;
    }

  return look;
}

/**
 * mv_docx_parts_count_item:
 * @self: the parts
 * @list: number of a list, not 0
 * @level: level in it, from 0
 * @out_number: (out): the number of a numbered item, else 0
 *
 * Counts on in a list: deeper levels begin anew. A list that is nowhere defined has bullets.
 *
 * Returns: what the next item bears
 */
MvDocxItem
mv_docx_parts_count_item (MvDocxParts *self, guint list, guint level, guint *out_number)
{
  MvDocxList *row = g_hash_table_lookup (self->lists, GUINT_TO_POINTER (list));
  MvDocxDefinition *definition = row != NULL ? row->definition : NULL;

  *out_number = 0;
  if (definition == NULL)
    return MV_DOCX_ITEM_BULLET;

  level = MIN (level, MV_DOCX_N_LEVELS - 1);
  for (guint i = 0; !row->is_begun && i < MV_DOCX_N_LEVELS; i++)
    {
      if (row->starts[i] != MV_DOCX_UNSET)
        definition->is_counting[i] = FALSE;
    }
  row->is_begun = TRUE;

  if (definition->is_counting[level])
    definition->counts[level]++;
  else
    definition->counts[level] =
        row->starts[level] != MV_DOCX_UNSET ? row->starts[level] : definition->starts[level];
  definition->is_counting[level] = TRUE;
  for (guint i = level + 1; i < MV_DOCX_N_LEVELS; i++)
    definition->is_counting[i] = FALSE;

  if (definition->items[level] == MV_DOCX_ITEM_NUMBER)
    *out_number = definition->counts[level];
  return definition->items[level];
}
