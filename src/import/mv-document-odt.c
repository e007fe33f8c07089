/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-private.h"

#include "mv-document-odt-styles.h"
#include "mv-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A list that the reading stands in. */
typedef struct
{
  char *style;       /* (owned): its own, or that of the list around it */
  gboolean has_item; /* the item has its first paragraph */
  guint starts_at;   /* that the item asks for, or G_MAXUINT */
} MvOdtPlace;

/* An OpenDocument text. Source: OpenDocument 1.3, part 3. */
typedef struct
{
  MvDocumentBuilder *to; /* (unowned) */
  MvOdtStyles *styles;   /* (unowned) */
  GArray *places;        /* (owned) (element-type MvOdtPlace) */
  guint paragraph_depth; /* above 1 inside a text box */
  guint skip_depth;      /* elements inside one whose text is not shown */
  gboolean is_in_body;
  gboolean has_body;
} MvOdt;

typedef struct
{
  const char *name;
  int note; /* %MvDocumentNoteKind, or -1 */
  gboolean is_skipped;
} MvElementRow;

static const MvElementRow elements[] = {
  { "text:note", MV_DOCUMENT_NOTE_FOOTNOTES, TRUE },
  { "office:annotation", MV_DOCUMENT_NOTE_COMMENTS, TRUE },
  { "text:tracked-changes", -1, TRUE },
  { "text:table-of-content", MV_DOCUMENT_NOTE_CONTENTS, TRUE },
  { "text:alphabetical-index", MV_DOCUMENT_NOTE_CONTENTS, TRUE },
  { "text:illustration-index", MV_DOCUMENT_NOTE_CONTENTS, TRUE },
  { "text:table-index", MV_DOCUMENT_NOTE_CONTENTS, TRUE },
  { "text:script", MV_DOCUMENT_NOTE_MACROS, TRUE },
  { "office:forms", -1, TRUE },
  { "draw:image", MV_DOCUMENT_NOTE_IMAGES, FALSE },
  { "draw:control", MV_DOCUMENT_NOTE_OBJECTS, FALSE },
  { "draw:object", MV_DOCUMENT_NOTE_OBJECTS, FALSE },
  { "draw:object-ole", MV_DOCUMENT_NOTE_OBJECTS, FALSE },
  { "draw:plugin", MV_DOCUMENT_NOTE_OBJECTS, FALSE },
  { "?:title", -1, TRUE }, /* what a picture is called, and what it shows */
  { "?:desc", -1, TRUE },
};

static const MvElementRow *
find_element (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      if (strcmp (elements[i].name, name) == 0)
        return &elements[i];
    }

  return NULL;
}

/* --- Lists --------------------------------------------------------------------------------------
 */

static void
place_clear (gpointer data)
{
  MvOdtPlace *place = data;

  g_free (place->style);
}

static MvOdtPlace *
innermost (MvOdt *self)
{
  return self->places->len > 0 ? &g_array_index (self->places, MvOdtPlace, self->places->len - 1)
                               : NULL;
}

static void
start_list (MvOdt *self, const char **names, const char **values)
{
  const char *style = mv_xml_get (names, values, "style-name");
  MvOdtPlace *outer = innermost (self);
  MvOdtPlace place = { .starts_at = G_MAXUINT, .has_item = TRUE };

  if (style == NULL)
    style = outer != NULL ? outer->style : "";
  place.style = g_strdup (style);
  if (outer == NULL && g_strcmp0 (mv_xml_get (names, values, "continue-numbering"), "true") != 0 &&
      mv_xml_get (names, values, "continue-list") == NULL)
    mv_odt_styles_begin_list (self->styles, style);
  g_array_append_val (self->places, place);
}

static void
start_item (MvOdt *self, const char **names, const char **values)
{
  MvOdtPlace *place = innermost (self);

  if (place == NULL)
    return;
  place->has_item = FALSE;
  place->starts_at = mv_xml_get_number (names, values, "start-value", G_MAXUINT);
}

/* The first paragraph of an item bears its sign; what else stands in the item is plain. An item
 * that only holds a deeper list has no number. */
static void
begin_item (MvOdt *self)
{
  MvOdtPlace *place = innermost (self);
  const char *outermost = g_array_index (self->places, MvOdtPlace, 0).style;
  guint level = self->places->len;
  guint number = mv_odt_styles_count_item (
      self->styles, outermost, level, place->starts_at != G_MAXUINT ? &place->starts_at : NULL);

  place->has_item = TRUE;
  if (mv_odt_styles_has_numbers (self->styles, place->style, level))
    mv_document_builder_begin (self->to, MV_PARAGRAPH_NUMBERED_ITEM, level, number);
  else
    mv_document_builder_begin (self->to, MV_PARAGRAPH_LIST_ITEM, level, 0);
}

/* --- Paragraphs ---------------------------------------------------------------------------------
 */

static void
start_paragraph (MvOdt *self, gboolean is_heading, const char **names, const char **values)
{
  const char *style = mv_xml_get (names, values, "style-name");
  MvOdtPlace *place = innermost (self);

  self->paragraph_depth++;
  if (is_heading)
    mv_document_builder_begin (self->to, MV_PARAGRAPH_HEADING,
                               MAX (mv_xml_get_number (names, values, "outline-level", 1), 1), 0);
  else if (place != NULL && !place->has_item)
    begin_item (self);
  else if (mv_odt_styles_is_based_on (self->styles, style, "Title"))
    mv_document_builder_begin (self->to, MV_PARAGRAPH_HEADING, 1, 0);
  else if (mv_odt_styles_is_based_on (self->styles, style, "Quotations"))
    mv_document_builder_begin (self->to, MV_PARAGRAPH_QUOTE, 0, 0);
  else
    mv_document_builder_begin (self->to, MV_PARAGRAPH_PLAIN, 0, 0);
}

static void
end_paragraph (MvOdt *self)
{
  if (self->paragraph_depth == 0)
    return;

  self->paragraph_depth--;
  mv_document_builder_end (self->to);
}

/* Blanks in a row are written as a count; more of them than a line holds are nobody's wish. */
static void
take_sign (MvOdt *self, const char *name, const char **names, const char **values)
{
  if (self->paragraph_depth == 0)
    return;

  if (strcmp (name, "text:tab") == 0)
    mv_document_builder_append (self->to, "\t", 1);
  else if (strcmp (name, "text:line-break") == 0)
    mv_document_builder_append (self->to, "\n", 1);
  else if (strcmp (name, "text:s") == 0)
    {
      guint n = MIN (mv_xml_get_number (names, values, "c", 1), 80);

      for (guint i = 0; i < n; i++)
        mv_document_builder_append (self->to, " ", 1);
    }
}

static void
note_link (MvOdt *self, const char **names, const char **values)
{
  const char *target = mv_xml_get (names, values, "href");

  if (target != NULL && target[0] != '#')
    mv_document_builder_note (self->to, MV_DOCUMENT_NOTE_LINKS);
}

/* --- Elements -----------------------------------------------------------------------------------
 */

static void
start_in_body (MvOdt *self, const char *name, const char **names, const char **values)
{
  if (strcmp (name, "text:p") == 0 || strcmp (name, "text:h") == 0)
    start_paragraph (self, strcmp (name, "text:h") == 0, names, values);
  else if (strcmp (name, "text:list") == 0)
    start_list (self, names, values);
  else if (strcmp (name, "text:list-item") == 0)
    start_item (self, names, values);
  else if (strcmp (name, "table:table-row") == 0)
    mv_document_builder_begin_row (self->to);
  else if (strcmp (name, "draw:text-box") == 0)
    mv_document_builder_push (self->to);
  else if (strcmp (name, "text:a") == 0)
    note_link (self, names, values);
  else
    take_sign (self, name, names, values);
}

static void
start_element (
    const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  MvOdt *self = data;
  const MvElementRow *row = self->is_in_body ? find_element (name) : NULL;

  if (row != NULL && row->note >= 0 && self->skip_depth == 0)
    mv_document_builder_note (self->to, (MvDocumentNoteKind) row->note);
  if (strcmp (name, "text:deletion") == 0)
    mv_document_builder_note (self->to, MV_DOCUMENT_NOTE_DELETED);

  if (self->skip_depth > 0 || (row != NULL && row->is_skipped))
    self->skip_depth++;
  else if (self->is_in_body)
    start_in_body (self, name, names, values);
  else if (strcmp (name, "office:text") == 0)
    self->is_in_body = self->has_body = TRUE;
  else
    mv_odt_styles_start (self->styles, name, names, values);
}

static void
end_element (const char *name, gpointer data, GError **error)
{
  MvOdt *self = data;

  if (self->skip_depth > 0)
    {
      self->skip_depth--;
      return;
    }
  if (!self->is_in_body)
    return;

  if (strcmp (name, "text:p") == 0 || strcmp (name, "text:h") == 0)
    end_paragraph (self);
  else if (strcmp (name, "text:list") == 0 && self->places->len > 0)
    g_array_set_size (self->places, self->places->len - 1);
  else if (strcmp (name, "table:table-cell") == 0 || strcmp (name, "table:covered-table-cell") == 0)
    mv_document_builder_end_cell (self->to);
  else if (strcmp (name, "table:table-row") == 0)
    mv_document_builder_end_row (self->to);
  else if (strcmp (name, "draw:text-box") == 0)
    mv_document_builder_pop (self->to);
  else if (strcmp (name, "office:text") == 0)
    self->is_in_body = FALSE;

  mv_document_builder_check (self->to, error);
}

static void
take_text (const char *text, size_t length, gpointer data, GError **error)
{
  MvOdt *self = data;

  if (self->paragraph_depth > 0 && self->skip_depth == 0)
    mv_document_builder_append_collapsed (self->to, text, length);
}

/* --- The file -----------------------------------------------------------------------------------
 */

static void
start_manifest (
    const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  if (strcmp (name, "manifest:encryption-data") == 0)
    g_set_error_literal (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_PROTECTED,
                         _ ("The file has a password. Save it without one, and choose that file."));
}

static void
ignore_end (const char *name, gpointer data, GError **error)
{
}

static gboolean
read_part (
    MvOdt *self, GHashTable *parts, const char *name, const MvXmlHandler *handler, GError **error)
{
  GBytes *bytes = g_hash_table_lookup (parts, name);

  return bytes == NULL || mv_xml_parse (name, bytes, handler, self, error);
}

static void
note_macros (GHashTable *parts, MvDocumentBuilder *to)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if ((g_str_has_prefix (name, "Basic/") && !g_str_has_suffix (name, "-lb.xml") &&
           !g_str_has_suffix (name, "-lc.xml") && !g_str_has_suffix (name, "/")) ||
          g_str_has_prefix (name, "Scripts/"))
        mv_document_builder_note (to, MV_DOCUMENT_NOTE_MACROS);
    }
}

/**
 * mv_document_read_odt:
 * @parts: (element-type utf8 GBytes): what mv_zip_read() gave
 * @to: where the text goes
 * @error: %MV_DOCUMENT_ERROR_DAMAGED, %MV_DOCUMENT_ERROR_PROTECTED, %MV_DOCUMENT_ERROR_TOO_DEEP, or
 *   %MV_DOCUMENT_ERROR_TOO_LARGE
 *
 * Tracked changes are read as if they were accepted.
 *
 * Returns: whether all of it was read
 */
gboolean
mv_document_read_odt (GHashTable *parts, MvDocumentBuilder *to, GError **error)
{
  static const MvXmlHandler manifest = { start_manifest, ignore_end, NULL };
  static const MvXmlHandler handler = { start_element, end_element, take_text };
  g_autoptr (MvOdtStyles) styles = mv_odt_styles_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (MvOdtPlace));
  MvOdt self = { .to = to, .styles = styles, .places = places };

  g_array_set_clear_func (places, place_clear);
  note_macros (parts, to);
  if (!read_part (&self, parts, "META-INF/manifest.xml", &manifest, error) ||
      !read_part (&self, parts, "styles.xml", &handler, error) ||
      !read_part (&self, parts, "content.xml", &handler, error))
    return FALSE;

  if (!self.has_body)
    {
      g_set_error_literal (
          error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_DAMAGED,
          _ ("The file is damaged: the text is missing in it. Open it in the program "
             "that made it, save it again, and choose the new file."));
      return FALSE;
    }

  return TRUE;
}
