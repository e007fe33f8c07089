/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <string.h>

/* Deeper than any page; the parser itself has no limit. */
#define MAX_DEPTH 256
#define MAX_LISTS 32

typedef enum
{
  MV_HTML_INLINE,
  MV_HTML_BLOCK,   /* begins and ends a paragraph */
  MV_HTML_SKIPPED, /* what is in it is not shown */
  MV_HTML_HEADING,
  MV_HTML_LIST,
  MV_HTML_ITEM,
  MV_HTML_QUOTE,
  MV_HTML_ROW,
  MV_HTML_CELL,
  MV_HTML_BREAK,
  MV_HTML_PLAIN_LINES, /* blanks and line ends stand as they are */
} MvHtmlSort;

typedef struct
{
  const char *name;
  MvHtmlSort sort;
  int note; /* %MvDocumentNoteKind, or -1 */
} MvHtmlRow;

static const MvHtmlRow rows[] = {
  { "address", MV_HTML_BLOCK, -1 },
  { "article", MV_HTML_BLOCK, -1 },
  { "aside", MV_HTML_BLOCK, -1 },
  { "blockquote", MV_HTML_QUOTE, -1 },
  { "body", MV_HTML_BLOCK, -1 },
  { "br", MV_HTML_BREAK, -1 },
  { "button", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_OBJECTS },
  { "canvas", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_OBJECTS },
  { "caption", MV_HTML_BLOCK, -1 },
  { "dd", MV_HTML_BLOCK, -1 },
  { "del", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_DELETED },
  { "details", MV_HTML_BLOCK, -1 },
  { "div", MV_HTML_BLOCK, -1 },
  { "dl", MV_HTML_BLOCK, -1 },
  { "dt", MV_HTML_BLOCK, -1 },
  { "embed", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_OBJECTS },
  { "fieldset", MV_HTML_BLOCK, -1 },
  { "figcaption", MV_HTML_BLOCK, -1 },
  { "figure", MV_HTML_BLOCK, -1 },
  { "footer", MV_HTML_BLOCK, -1 },
  { "form", MV_HTML_BLOCK, -1 },
  { "h1", MV_HTML_HEADING, -1 },
  { "h2", MV_HTML_HEADING, -1 },
  { "h3", MV_HTML_HEADING, -1 },
  { "h4", MV_HTML_HEADING, -1 },
  { "h5", MV_HTML_HEADING, -1 },
  { "h6", MV_HTML_HEADING, -1 },
  { "head", MV_HTML_SKIPPED, -1 },
  { "header", MV_HTML_BLOCK, -1 },
  { "hr", MV_HTML_BLOCK, -1 },
  { "iframe", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_OBJECTS },
  { "img", MV_HTML_INLINE, MV_DOCUMENT_NOTE_IMAGES },
  { "input", MV_HTML_INLINE, MV_DOCUMENT_NOTE_OBJECTS },
  { "li", MV_HTML_ITEM, -1 },
  { "main", MV_HTML_BLOCK, -1 },
  { "nav", MV_HTML_BLOCK, -1 },
  { "object", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_OBJECTS },
  { "ol", MV_HTML_LIST, -1 },
  { "p", MV_HTML_BLOCK, -1 },
  { "pre", MV_HTML_PLAIN_LINES, -1 },
  { "script", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_MACROS },
  { "section", MV_HTML_BLOCK, -1 },
  { "select", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_OBJECTS },
  { "style", MV_HTML_SKIPPED, -1 },
  { "svg", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_IMAGES },
  { "table", MV_HTML_BLOCK, -1 },
  { "td", MV_HTML_CELL, -1 },
  { "template", MV_HTML_SKIPPED, -1 },
  { "textarea", MV_HTML_SKIPPED, MV_DOCUMENT_NOTE_OBJECTS },
  { "th", MV_HTML_CELL, -1 },
  { "title", MV_HTML_SKIPPED, -1 },
  { "tr", MV_HTML_ROW, -1 },
  { "ul", MV_HTML_LIST, -1 },
};

static const MvHtmlRow inline_row = { NULL, MV_HTML_INLINE, -1 };

static const MvHtmlRow *
find_row (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].name, name) == 0)
        return &rows[i];
    }

  return &inline_row;
}

typedef struct
{
  gboolean has_numbers;
  guint next;
} MvHtmlList;

typedef struct
{
  MvDocumentBuilder *to;    /* (unowned) */
  htmlParserCtxtPtr parser; /* (unowned) */
  MvHtmlList lists[MAX_LISTS];
  guint n_lists; /* deeper ones are counted only */
  guint quote_depth;
  guint skip_depth;
  guint plain_depth;
  guint depth;
  gboolean is_item_empty; /* an item has begun, and has no text yet */
  gboolean is_too_deep;
} MvHtml;

/* --- Blocks -------------------------------------------------------------------------------------
 */

/* A block that is the first in an item is the item. */
static void
begin_block (MvHtml *self)
{
  MvParagraphStyle style = self->quote_depth > 0 ? MV_PARAGRAPH_QUOTE : MV_PARAGRAPH_PLAIN;

  mv_document_builder_set_base (self->to, style);
  if (self->is_item_empty)
    return;

  mv_document_builder_begin (self->to,
                             self->quote_depth > 0 ? MV_PARAGRAPH_QUOTE : MV_PARAGRAPH_PLAIN, 0, 0);
}

static guint
get_number (const char **attributes, const char *name, guint otherwise)
{
  guint64 number;

  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    {
      if (strcmp (attributes[i], name) == 0 && attributes[i + 1] != NULL &&
          g_ascii_string_to_unsigned (attributes[i + 1], 10, 0, MV_PARAGRAPH_MAX_NUMBER, &number,
                                      NULL))
        return (guint) number;
    }

  return otherwise;
}

static void
begin_list (MvHtml *self, const char *name, const char **attributes)
{
  self->is_item_empty = FALSE;
  mv_document_builder_end (self->to);
  if (self->n_lists < MAX_LISTS)
    self->lists[self->n_lists] =
        (MvHtmlList){ strcmp (name, "ol") == 0, get_number (attributes, "start", 1) };
  self->n_lists++;
}

static void
begin_item (MvHtml *self, const char **attributes)
{
  self->is_item_empty = TRUE;
  MvHtmlList *list = self->n_lists > 0 ? &self->lists[MIN (self->n_lists, MAX_LISTS) - 1] : NULL;

  if (list != NULL && list->has_numbers)
    {
      guint number = get_number (attributes, "value", list->next);

      mv_document_builder_begin (self->to, MV_PARAGRAPH_NUMBERED_ITEM, self->n_lists, number);
      list->next = number + 1;
    }
  else
    {
      mv_document_builder_begin (self->to, MV_PARAGRAPH_LIST_ITEM, MAX (self->n_lists, 1), 0);
    }
}

static void
note_link (MvHtml *self, const char **attributes)
{
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    {
      if (strcmp (attributes[i], "href") == 0 && attributes[i + 1] != NULL &&
          attributes[i + 1][0] != '#')
        mv_document_builder_note (self->to, MV_DOCUMENT_NOTE_LINKS);
    }
}

static void
start_shown (MvHtml *self, const char *name, const MvHtmlRow *row, const char **attributes)
{
  switch (row->sort)
    {
    case MV_HTML_HEADING:
      self->is_item_empty = FALSE;
      mv_document_builder_begin (self->to, MV_PARAGRAPH_HEADING, (guint) (name[1] - '0'), 0);
      break;
    case MV_HTML_LIST:
      begin_list (self, name, attributes);
      break;
    case MV_HTML_ITEM:
      begin_item (self, attributes);
      break;
    case MV_HTML_ROW:
      mv_document_builder_begin_row (self->to);
      break;
    case MV_HTML_BREAK:
      mv_document_builder_append (self->to, "\n", 1);
      break;
    case MV_HTML_QUOTE:
    case MV_HTML_PLAIN_LINES:
    case MV_HTML_BLOCK:
      self->quote_depth += row->sort == MV_HTML_QUOTE ? 1 : 0;
      self->plain_depth += row->sort == MV_HTML_PLAIN_LINES ? 1 : 0;
      begin_block (self);
      break;
    case MV_HTML_INLINE:
      if (strcmp (name, "a") == 0)
        note_link (self, attributes);
      break;
    case MV_HTML_CELL:
    case MV_HTML_SKIPPED:
    default:
      break;
    }
}

static void
end_shown (MvHtml *self, const MvHtmlRow *row)
{
  self->is_item_empty = self->is_item_empty && row->sort == MV_HTML_INLINE;
  switch (row->sort)
    {
    case MV_HTML_LIST:
      self->n_lists -= self->n_lists > 0 ? 1 : 0;
      mv_document_builder_end (self->to);
      break;
    case MV_HTML_CELL:
      mv_document_builder_end_cell (self->to);
      break;
    case MV_HTML_ROW:
      mv_document_builder_end_row (self->to);
      break;
    case MV_HTML_QUOTE:
    case MV_HTML_PLAIN_LINES:
      self->quote_depth -= row->sort == MV_HTML_QUOTE && self->quote_depth > 0 ? 1 : 0;
      self->plain_depth -= row->sort == MV_HTML_PLAIN_LINES && self->plain_depth > 0 ? 1 : 0;
      if (self->quote_depth == 0)
        mv_document_builder_set_base (self->to, MV_PARAGRAPH_PLAIN);
      mv_document_builder_end (self->to);
      break;
    case MV_HTML_BLOCK:
    case MV_HTML_HEADING:
    case MV_HTML_ITEM:
      mv_document_builder_end (self->to);
      break;
    case MV_HTML_INLINE:
    case MV_HTML_BREAK:
    case MV_HTML_SKIPPED:
    default:
      break;
    }
}

/* --- What the parser calls ----------------------------------------------------------------------
 */

static void
on_start (void *data, const xmlChar *name, const xmlChar **attributes)
{
  MvHtml *self = data;
  const MvHtmlRow *row = find_row ((const char *) name);

  if (++self->depth > MAX_DEPTH || !mv_document_builder_check (self->to, NULL))
    {
      self->is_too_deep = self->depth > MAX_DEPTH;
      xmlStopParser (self->parser);
      return;
    }

  if (row->note >= 0 && self->skip_depth == 0)
    mv_document_builder_note (self->to, (MvDocumentNoteKind) row->note);
  if (self->skip_depth > 0 || row->sort == MV_HTML_SKIPPED)
    self->skip_depth++;
  else
    start_shown (self, (const char *) name, row, (const char **) attributes);
}

static void
on_end (void *data, const xmlChar *name)
{
  MvHtml *self = data;

  self->depth -= self->depth > 0 ? 1 : 0;
  if (self->skip_depth > 0)
    self->skip_depth--;
  else
    end_shown (self, find_row ((const char *) name));
}

static void
on_text (void *data, const xmlChar *text, int length)
{
  MvHtml *self = data;

  if (self->skip_depth > 0)
    return;

  for (int i = 0; i < length; i++)
    self->is_item_empty = self->is_item_empty && g_ascii_isspace (text[i]);
  if (self->plain_depth > 0)
    mv_document_builder_append (self->to, (const char *) text, length);
  else
    mv_document_builder_append_collapsed (self->to, (const char *) text, (size_t) length);
}

/**
 * mv_document_read_html:
 * @text: a page, UTF-8
 * @to: where the text goes
 * @error: %MV_DOCUMENT_ERROR_TOO_DEEP, or %MV_DOCUMENT_ERROR_TOO_LARGE
 *
 * Reads a page as it comes, since most pages are faulty. Nothing is fetched, nothing is run, and no
 * entity but those of HTML is known.
 *
 * Returns: whether all of it was read
 */
gboolean
mv_document_read_html (const char *text, MvDocumentBuilder *to, GError **error)
{
  g_autofree char *marked = g_strconcat ("\xef\xbb\xbf", text, NULL);
  xmlSAXHandler handler = { 0 };
  MvHtml self = { .to = to };

  /* The mark says that it is UTF-8, whatever the page says of itself. */
  self.parser = htmlCreateMemoryParserCtxt (marked, (int) strlen (marked));
  if (self.parser == NULL)
    return TRUE;

  handler.startElement = on_start;
  handler.endElement = on_end;
  handler.characters = on_text;
  handler.ignorableWhitespace = on_text;
  *self.parser->sax = handler;
  self.parser->userData = &self;
  htmlCtxtUseOptions (self.parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_IGNORE_ENC);
  htmlParseDocument (self.parser);
  htmlFreeParserCtxt (self.parser);

  if (self.is_too_deep)
    {
      g_set_error_literal (
          error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_DEEP,
          _ ("The page cannot be read: elements stand deeper inside each other than "
             "in any text."));
      return FALSE;
    }

  return mv_document_builder_check (to, error);
}
