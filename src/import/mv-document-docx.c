/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-private.h"

#include "mv-document-docx-parts.h"
#include "mv-xml.h"

#include <string.h>

/* The text of a Word file. Source: ECMA-376, part 1, chapter 17. */
typedef struct
{
  MvDocumentBuilder *to; /* (unowned) */
  MvDocxParts *parts;    /* (unowned) */
  MvDocxLook look;       /* of the paragraph, while its properties are read */
  char *style;           /* (owned) (nullable) */
  guint skip_depth;      /* elements inside one whose text is not shown */
  guint property_depth;  /* elements inside the properties of a paragraph, and these */
  gboolean is_contents;  /* inside a paragraph of a table of contents */
  gboolean is_in_text;
} MvDocx;

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

/* The older form of what a newer one stands beside; text that was struck out or moved away; how a
 * paragraph looked before. */
static const char *const skipped[] = { "mc:Fallback",  "w:del",          "w:moveFrom",
                                       "w:pPrChange",  "w:rPrChange",    "w:tblPrChange",
                                       "w:tcPrChange", "w:sectPrChange", NULL };

typedef struct
{
  const char *name;
  MvDocumentNoteKind note;
} MvNoteRow;

static const MvNoteRow notes[] = {
  { "?:blip", MV_DOCUMENT_NOTE_IMAGES },
  { "?:imagedata", MV_DOCUMENT_NOTE_IMAGES },
  { "?:chart", MV_DOCUMENT_NOTE_IMAGES },
  { "w:object", MV_DOCUMENT_NOTE_OBJECTS },
  { "w:altChunk", MV_DOCUMENT_NOTE_OBJECTS },
  { "w:subDoc", MV_DOCUMENT_NOTE_OBJECTS },
  { "w:control", MV_DOCUMENT_NOTE_OBJECTS },
  { "w:footnoteReference", MV_DOCUMENT_NOTE_FOOTNOTES },
  { "w:endnoteReference", MV_DOCUMENT_NOTE_FOOTNOTES },
  { "w:commentReference", MV_DOCUMENT_NOTE_COMMENTS },
};

static void
take_note (MvDocx *self, const char *name, const char **names, const char **values)
{
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      if (strcmp (notes[i].name, name) == 0)
        mv_document_builder_note (self->to, notes[i].note);
    }

  if (strcmp (name, "w:hyperlink") == 0 && mv_xml_get (names, values, "id") != NULL)
    mv_document_builder_note (self->to, MV_DOCUMENT_NOTE_LINKS);
}

/* --- What a paragraph is ------------------------------------------------------------------------
 */

static void
start_paragraph (MvDocx *self)
{
  mv_document_builder_begin (self->to, MV_PARAGRAPH_PLAIN, 0, 0);
  self->look = (MvDocxLook){ MV_DOCX_PLAIN, MV_DOCX_UNSET, MV_DOCX_UNSET, MV_DOCX_UNSET };
  g_clear_pointer (&self->style, g_free);
  self->is_contents = FALSE;
}

static void
take_property (MvDocx *self, const char *name, const char **names, const char **values)
{
  if (strcmp (name, "w:pStyle") == 0 && self->style == NULL)
    self->style = g_strdup (mv_xml_get (names, values, "val"));
  else if (strcmp (name, "w:outlineLvl") == 0)
    self->look.outline = mv_xml_get_number (names, values, "val", MV_DOCX_UNSET);
  else if (strcmp (name, "w:numId") == 0)
    self->look.list = mv_xml_get_number (names, values, "val", MV_DOCX_UNSET);
  else if (strcmp (name, "w:ilvl") == 0)
    self->look.level = mv_xml_get_number (names, values, "val", MV_DOCX_UNSET);
}

static void
begin_item (MvDocx *self, guint list, guint level)
{
  guint number;

  switch (mv_docx_parts_count_item (self->parts, list, level, &number))
    {
    case MV_DOCX_ITEM_NUMBER:
      mv_document_builder_begin (self->to, MV_PARAGRAPH_NUMBERED_ITEM, level + 1, number);
      break;
    case MV_DOCX_ITEM_BULLET:
      mv_document_builder_begin (self->to, MV_PARAGRAPH_LIST_ITEM, level + 1, 0);
      break;
    case MV_DOCX_ITEM_NONE:
    default:
      break;
    }
}

/* What the paragraph says itself goes before what its style says. A heading with a number is a
 * heading. */
static void
end_properties (MvDocx *self)
{
  MvDocxLook style = mv_docx_parts_get_look (self->parts, self->style);
  guint outline = self->look.outline != MV_DOCX_UNSET ? self->look.outline : style.outline;
  guint list = self->look.list != MV_DOCX_UNSET ? self->look.list : style.list;
  guint level = self->look.level != MV_DOCX_UNSET ? self->look.level : style.level;

  if (level == MV_DOCX_UNSET)
    level = 0;

  if (style.sort == MV_DOCX_CONTENTS)
    {
      mv_document_builder_note (self->to, MV_DOCUMENT_NOTE_CONTENTS);
      self->is_contents = TRUE;
    }
  else if (style.sort == MV_DOCX_TITLE || outline < MV_DOCX_N_LEVELS)
    {
      mv_document_builder_begin (self->to, MV_PARAGRAPH_HEADING,
                                 style.sort == MV_DOCX_TITLE ? 1 : outline + 1, 0);
    }
  else if (list != MV_DOCX_UNSET && list != 0)
    {
      begin_item (self, list, level);
    }
  else if (style.sort == MV_DOCX_QUOTE)
    {
      mv_document_builder_begin (self->to, MV_PARAGRAPH_QUOTE, 0, 0);
    }
}

/* --- What stands in it --------------------------------------------------------------------------
 */

/* Boxes to tick are letters of a font of signs; other signs of such fonts have no meaning
 * elsewhere.
 */
static const char *
find_sign (const char *code)
{
  static const char *const empty[] = { "F06F", "F0A8", "F071", NULL };
  static const char *const ticked[] = { "F0FE", "F0FD", "F052", "F054", NULL };

  if (code != NULL && g_strv_contains (empty, code))
    return "☐";
  return code != NULL && g_strv_contains (ticked, code) ? "☑" : "•";
}

static void
take_sign (MvDocx *self, const char *name, const char **names, const char **values)
{
  const char *type = mv_xml_get (names, values, "type");
  const char *sign = NULL;

  if (strcmp (name, "w:tab") == 0 || strcmp (name, "w:ptab") == 0)
    sign = "\t";
  else if (strcmp (name, "w:cr") == 0 ||
           (strcmp (name, "w:br") == 0 && (type == NULL || strcmp (type, "textWrapping") == 0)))
    sign = "\n";
  else if (strcmp (name, "w:noBreakHyphen") == 0)
    sign = "\xe2\x80\x91";
  else if (strcmp (name, "w:sym") == 0)
    sign = find_sign (mv_xml_get (names, values, "char"));

  if (sign != NULL && !self->is_contents)
    mv_document_builder_append (self->to, sign, -1);
}

static void
start_element (
    const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  MvDocx *self = data;

  if (self->skip_depth > 0 || is_one_of (name, skipped))
    {
      self->skip_depth++;
      if (strcmp (name, "w:delText") == 0 || strcmp (name, "w:moveFrom") == 0)
        mv_document_builder_note (self->to, MV_DOCUMENT_NOTE_DELETED);
      return;
    }

  take_note (self, name, names, values);
  if (self->property_depth > 0)
    {
      self->property_depth++;
      take_property (self, name, names, values);
    }
  else if (strcmp (name, "w:p") == 0)
    start_paragraph (self);
  else if (strcmp (name, "w:pPr") == 0)
    self->property_depth = 1;
  else if (strcmp (name, "w:t") == 0 || strcmp (name, "m:t") == 0)
    self->is_in_text = TRUE;
  else if (strcmp (name, "w:tr") == 0)
    mv_document_builder_begin_row (self->to);
  else if (strcmp (name, "w:txbxContent") == 0)
    mv_document_builder_push (self->to);
  else
    take_sign (self, name, names, values);
}

static void
end_element (const char *name, gpointer data, GError **error)
{
  MvDocx *self = data;

  if (self->skip_depth > 0)
    {
      self->skip_depth--;
      return;
    }

  /* What ends among properties has not begun as a part of the text either. */
  if (self->property_depth > 0)
    {
      self->property_depth--;
      if (self->property_depth == 0)
        end_properties (self);
    }
  else if (strcmp (name, "w:p") == 0)
    {
      mv_document_builder_end (self->to);
      self->is_contents = FALSE;
    }
  else if (strcmp (name, "w:t") == 0 || strcmp (name, "m:t") == 0)
    self->is_in_text = FALSE;
  else if (strcmp (name, "w:tc") == 0)
    mv_document_builder_end_cell (self->to);
  else if (strcmp (name, "w:tr") == 0)
    mv_document_builder_end_row (self->to);
  else if (strcmp (name, "w:txbxContent") == 0)
    mv_document_builder_pop (self->to);

  mv_document_builder_check (self->to, error);
}

static void
take_text (const char *text, size_t length, gpointer data, GError **error)
{
  MvDocx *self = data;

  if (self->is_in_text && self->skip_depth == 0 && !self->is_contents)
    mv_document_builder_append (self->to, text, (gssize) length);
}

static void
note_macros (GHashTable *parts, MvDocumentBuilder *to)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_str_has_suffix (name, "/vbaProject.bin"))
        mv_document_builder_note (to, MV_DOCUMENT_NOTE_MACROS);
    }
}

/**
 * mv_document_read_docx:
 * @parts: (element-type utf8 GBytes): what mv_zip_read() gave
 * @to: where the text goes
 * @error: %MV_DOCUMENT_ERROR_DAMAGED, %MV_DOCUMENT_ERROR_TOO_DEEP, or %MV_DOCUMENT_ERROR_TOO_LARGE
 *
 * Tracked changes are read as if they were accepted.
 *
 * Returns: whether all of it was read
 */
gboolean
mv_document_read_docx (GHashTable *parts, MvDocumentBuilder *to, GError **error)
{
  static const MvXmlHandler handler = { start_element, end_element, take_text };
  g_autoptr (MvDocxParts) beside = mv_docx_parts_new (parts, error);
  MvDocx self = { .to = to, .parts = beside };
  const char *main;
  gboolean is_read;

  if (beside == NULL)
    return FALSE;

  note_macros (parts, to);
  main = mv_docx_parts_get_main (beside);
  is_read = mv_xml_parse (main, g_hash_table_lookup (parts, main), &handler, &self, error);
  g_free (self.style);
  return is_read;
}
