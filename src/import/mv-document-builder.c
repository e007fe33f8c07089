/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-builder.h"

#include "mv-clean.h"
#include "mv-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a version has beside its text: id and style of a paragraph, its level, its number; and what
 * is written of changes. */
#define PARAGRAPH_BYTES 70
#define LEVEL_BYTES 11
#define NUMBER_BYTES 18
#define OTHER_BYTES (32 * 1024)

/* A paragraph being written; one inside another stands on a stack. */
typedef struct
{
  GString *text; /* (owned) */
  MvParagraphStyle style;
  guint level;
  guint number;
  guint row_depth; /* rows of tables inside tables; 0 outside */
  gboolean is_open;
} MvFrame;

struct _MvDocumentBuilder
{
  GPtrArray *paragraphs; /* (owned) (element-type MvParagraph) */
  GArray *frames;        /* (owned) (element-type MvFrame): never empty */
  MvParagraphStyle base;
  guint n_notes[MV_DOCUMENT_N_NOTES];
  size_t n_bytes; /* as they will stand in a record */
  GError *error;  /* (owned) (nullable) */
};

static void
frame_clear (gpointer data)
{
  MvFrame *frame = data;

  g_string_free (frame->text, TRUE);
}

static MvFrame *
top (MvDocumentBuilder *self)
{
  return &g_array_index (self->frames, MvFrame, self->frames->len - 1);
}

static void
add_frame (MvDocumentBuilder *self)
{
  MvFrame frame = { .text = g_string_new (NULL), .style = MV_PARAGRAPH_PLAIN };

  g_array_append_val (self->frames, frame);
}

MvDocumentBuilder *
mv_document_builder_new (void)
{
  MvDocumentBuilder *self = g_new0 (MvDocumentBuilder, 1);

  self->paragraphs = mv_paragraphs_new ();
  self->base = MV_PARAGRAPH_PLAIN;
  self->frames = g_array_new (FALSE, FALSE, sizeof (MvFrame));
  g_array_set_clear_func (self->frames, frame_clear);
  add_frame (self);
  return self;
}

void
mv_document_builder_free (MvDocumentBuilder *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->paragraphs, g_ptr_array_unref);
  g_clear_pointer (&self->frames, g_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* --- Taking a paragraph over ---------------------------------------------------------------- */

static gboolean
is_blank (gunichar letter)
{
  /* Byte order marks and blanks of no width stand where nothing is seen. */
  return g_unichar_isspace (letter) || letter == 0xfeff || letter == 0x200b;
}

/* Takes blanks away at both ends; in a row only those of the last cell, since the others tell which
 * column a cell stands in. */
static char *
trim (const char *text, gboolean is_row)
{
  const char *start = text;
  const char *end = text + strlen (text);

  while (!is_row && *start != '\0' && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (start, (size_t) (end - start));
}

static size_t
count_bytes (const MvFrame *frame, const char *text)
{
  size_t n_bytes = PARAGRAPH_BYTES + strlen (mv_paragraph_styles[frame->style]);

  n_bytes += frame->level > 0 ? LEVEL_BYTES : 0;
  n_bytes += frame->number > 0 ? NUMBER_BYTES : 0;

  for (const char *at = text; *at != '\0'; at++)
    n_bytes += *at == '\n' || *at == '\t' || *at == '"' || *at == '\\' ? 2 : 1;

  return n_bytes;
}

static void
refuse (MvDocumentBuilder *self, const char *message)
{
  if (self->error == NULL)
    self->error = g_error_new_literal (MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_LARGE, message);
}

static void
add_paragraph (MvDocumentBuilder *self, const MvFrame *frame, const char *text)
{
  self->n_bytes += count_bytes (frame, text);
  if (self->paragraphs->len == MV_PARAGRAPHS_MAX)
    {
      g_autofree char *message = g_strdup_printf (
          ngettext ("The text has more than %u paragraph, which is the most that can be shared. "
                    "Share a part of it.",
                    "The text has more than %u paragraphs, which is the most that can be shared. "
                    "Share a part of it.",
                    MV_PARAGRAPHS_MAX),
          MV_PARAGRAPHS_MAX);

      refuse (self, message);
    }
  else if (self->n_bytes > MV_RECORD_MAX_BYTES - OTHER_BYTES)
    {
      refuse (self,
              _ ("The text is longer than what can be shared, about 80 pages. Share a part of "
                 "it."));
    }

  if (self->error == NULL)
    g_ptr_array_add (self->paragraphs,
                     mv_paragraph_new (frame->style, frame->level, frame->number, text));
}

/* Where to part a text that is too long for one paragraph: at a line break, at a sentence, at a
 * blank; else anywhere. */
static const char *
find_parting (const char *text, const char *limit)
{
  static const char *const signs[] = { "\n", ". ", " " };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      const char *found = g_strrstr_len (text, limit - text, signs[i]);

      if (found != NULL && found > text)
        return found + strlen (signs[i]);
    }

  return limit;
}

static void
take_paragraph (MvDocumentBuilder *self, const MvFrame *frame)
{
  g_autofree char *clean = mv_text_clean (frame->text->str);
  g_autofree char *text = trim (clean, frame->style == MV_PARAGRAPH_TABLE_ROW);
  const char *rest = text;

  while (g_utf8_strlen (rest, -1) > MV_PARAGRAPH_MAX_TEXT && self->error == NULL)
    {
      const char *end = find_parting (rest, g_utf8_offset_to_pointer (rest, MV_PARAGRAPH_MAX_TEXT));
      g_autofree char *part = g_strndup (rest, (size_t) (end - rest));

      add_paragraph (self, frame, part);
      mv_document_builder_note (self, MV_DOCUMENT_NOTE_SPLIT);
      rest = end;
    }

  if (*rest != '\0')
    add_paragraph (self, frame, rest);
}

/* --- Writing ---------------------------------------------------------------------------------- */

/**
 * mv_document_builder_begin:
 * @self: a builder
 * @style: what the paragraph is
 * @level: of headings and items
 * @number: of numbered items
 *
 * Begins a paragraph, after ending the one before. Inside a row of a table it begins a line of the
 * cell.
 */
void
mv_document_builder_begin (MvDocumentBuilder *self,
                           MvParagraphStyle style,
                           guint level,
                           guint number)
{
  MvFrame *frame;

  mv_document_builder_end (self);
  frame = top (self);
  if (frame->row_depth > 0)
    return;

  frame->style = style;
  frame->level = level;
  frame->number = number;
  frame->is_open = TRUE;
}

/**
 * mv_document_builder_append:
 * @self: a builder
 * @text: UTF-8
 * @length: its length in bytes, or -1
 *
 * Writes into the paragraph; where none was begun, one begins: plain, or as
 * mv_document_builder_set_base() said.
 */
void
mv_document_builder_append (MvDocumentBuilder *self, const char *text, gssize length)
{
  MvFrame *frame = top (self);

  if (self->error != NULL)
    return;

  if (!frame->is_open && frame->row_depth == 0)
    mv_document_builder_begin (self, self->base, 0, 0);
  g_string_append_len (frame->text, text, length);
  if (frame->text->len > MV_RECORD_MAX_BYTES)
    refuse (self, _ ("The text is longer than what can be shared, about 80 pages. Share a part of "
                     "it."));
}

/**
 * mv_document_builder_append_collapsed:
 * @self: a builder
 * @text: UTF-8
 * @length: its length in bytes
 *
 * As mv_document_builder_append(), with each run of blanks and line ends as one blank, and none
 * where a line begins, as HTML and OpenDocument have it.
 */
void
mv_document_builder_append_collapsed (MvDocumentBuilder *self, const char *text, size_t length)
{
  MvFrame *frame = top (self);
  gboolean is_after_blank =
      frame->text->len == 0 || strchr (" \n\t", frame->text->str[frame->text->len - 1]) != NULL;

  for (const char *at = text; at < text + length; at++)
    {
      gboolean is_space = strchr (" \t\n\r\f", *at) != NULL;
      const char *start = at;

      if (is_space && !is_after_blank)
        mv_document_builder_append (self, " ", 1);
      is_after_blank = is_after_blank || is_space;
      if (is_space)
        continue;

      while (at + 1 < text + length && strchr (" \t\n\r\f", at[1]) == NULL)
        at++;
      mv_document_builder_append (self, start, at + 1 - start);
      is_after_blank = FALSE;
    }
}

/**
 * mv_document_builder_end:
 * @self: a builder
 *
 * Ends the paragraph. One without text is dropped.
 */
void
mv_document_builder_end (MvDocumentBuilder *self)
{
  MvFrame *frame = top (self);

  if (frame->row_depth > 0)
    {
      if (frame->text->len > 0 && strchr (" \n\t", frame->text->str[frame->text->len - 1]) == NULL)
        g_string_append_c (frame->text, '\n');
      return;
    }

  if (frame->is_open && self->error == NULL)
    take_paragraph (self, frame);
  frame->is_open = FALSE;
  g_string_truncate (frame->text, 0);
}

/* What paragraphs are that nobody began. */
void
mv_document_builder_set_base (MvDocumentBuilder *self, MvParagraphStyle base)
{
  self->base = base;
}

void
mv_document_builder_push (MvDocumentBuilder *self)
{
  add_frame (self);
}

void
mv_document_builder_pop (MvDocumentBuilder *self)
{
  g_return_if_fail (self->frames->len > 1);

  mv_document_builder_end (self);
  g_array_set_size (self->frames, self->frames->len - 1);
}

/* --- Tables ----------------------------------------------------------------------------------- */

/* A row becomes one paragraph. A table in a cell is lines of the cell. */
void
mv_document_builder_begin_row (MvDocumentBuilder *self)
{
  MvFrame *frame;

  if (top (self)->row_depth == 0)
    mv_document_builder_begin (self, MV_PARAGRAPH_TABLE_ROW, 0, 0);
  frame = top (self);
  frame->row_depth++;
}

static void
drop_line_end (GString *text)
{
  while (text->len > 0 && strchr (" \n", text->str[text->len - 1]) != NULL)
    g_string_truncate (text, text->len - 1);
}

void
mv_document_builder_end_cell (MvDocumentBuilder *self)
{
  MvFrame *frame = top (self);

  if (frame->row_depth == 0)
    return;

  drop_line_end (frame->text);
  g_string_append_c (frame->text, frame->row_depth == 1 ? '\t' : ' ');
}

void
mv_document_builder_end_row (MvDocumentBuilder *self)
{
  MvFrame *frame = top (self);

  if (frame->row_depth == 0)
    return;

  drop_line_end (frame->text);
  frame->row_depth--;
  if (frame->row_depth > 0)
    g_string_append_c (frame->text, '\n');
  else
    mv_document_builder_end (self);
}

/* --- The result ------------------------------------------------------------------------------- */

void
mv_document_builder_note (MvDocumentBuilder *self, MvDocumentNoteKind kind)
{
  self->n_notes[kind]++;
}

/**
 * mv_document_builder_check:
 * @self: a builder
 * @error: %MV_DOCUMENT_ERROR_TOO_LARGE
 *
 * Returns: whether all limits are kept so far
 */
gboolean
mv_document_builder_check (MvDocumentBuilder *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;

  if (error != NULL && *error == NULL)
    *error = g_error_copy (self->error);
  return FALSE;
}

static char *
find_title (GPtrArray *paragraphs)
{
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const MvParagraph *paragraph = g_ptr_array_index (paragraphs, i);

      if (paragraph->style == MV_PARAGRAPH_HEADING && paragraph->level == 1)
        return g_strdup (paragraph->text);
    }

  return NULL;
}

/**
 * mv_document_builder_finish:
 * @self: a builder, which is empty afterwards
 * @format: what was read
 * @error: %MV_DOCUMENT_ERROR_TOO_LARGE, or %MV_DOCUMENT_ERROR_EMPTY
 *
 * Returns: (transfer full): the text, or %NULL
 */
MvDocumentImport *
mv_document_builder_finish (MvDocumentBuilder *self, MvDocumentFormat format, GError **error)
{
  MvDocumentImport *import;

  while (self->frames->len > 1)
    mv_document_builder_pop (self);
  while (top (self)->row_depth > 0)
    mv_document_builder_end_row (self);
  mv_document_builder_end (self);

  if (!mv_document_builder_check (self, error))
    return NULL;
  if (self->paragraphs->len == 0)
    {
      g_set_error_literal (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_EMPTY,
                           _ ("There is no text in the file."));
      return NULL;
    }

  import = g_new0 (MvDocumentImport, 1);
  import->format = format;
  import->title = find_title (self->paragraphs);
  import->paragraphs = g_steal_pointer (&self->paragraphs);
  memcpy (import->n_notes, self->n_notes, sizeof self->n_notes);
  self->paragraphs = mv_paragraphs_new ();
  return import;
}
