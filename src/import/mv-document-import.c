/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-import"

#include "config.h"

#include "mv-document-import.h"

#include "mv-decode.h"
#include "mv-document-private.h"
#include "mv-fold.h"
#include "mv-zip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (mv - document - error - quark, mv_document_error)

void
mv_document_import_free (MvDocumentImport *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_clear_pointer (&self->paragraphs, g_ptr_array_unref);
  g_free (self);
}

/* --- Which format -------------------------------------------------------------------------------
 */

typedef struct
{
  const char *ending;
  MvDocumentFormat format;
} MvEndingRow;

static const MvEndingRow endings[] = {
  { ".docx", MV_DOCUMENT_FORMAT_DOCX },   { ".docm", MV_DOCUMENT_FORMAT_DOCX },
  { ".dotx", MV_DOCUMENT_FORMAT_DOCX },   { ".odt", MV_DOCUMENT_FORMAT_ODT },
  { ".ott", MV_DOCUMENT_FORMAT_ODT },     { ".htm", MV_DOCUMENT_FORMAT_HTML },
  { ".html", MV_DOCUMENT_FORMAT_HTML },   { ".xhtml", MV_DOCUMENT_FORMAT_HTML },
  { ".md", MV_DOCUMENT_FORMAT_MARKDOWN }, { ".markdown", MV_DOCUMENT_FORMAT_MARKDOWN },
};

/* What files begin with that are none of the formats, and what to do about them. */
typedef struct
{
  const char *start;
  const char *advice;
} MvForeignRow;

static const MvForeignRow foreign[] = {
  { "%PDF",
    N_ ("This is a PDF, in which paragraphs cannot be told apart. Choose the file that it was "
        "made from.") },
  { "{\\rtf",
    N_ ("This is a file in rich text format. Open it in the program that made it, and save "
        "it as a Word or OpenDocument text.") },
  { "\xd0\xcf\x11\xe0",
    N_ ("This is a file of an older Word, or one with a password. Open it in Word "
        "or LibreOffice, and save it as .docx without a password.") },
};

static gboolean
begins_with (GBytes *bytes, const char *start)
{
  size_t length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= strlen (start) && memcmp (data, start, strlen (start)) == 0;
}

static gboolean
refuse_foreign (GBytes *bytes, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      if (begins_with (bytes, foreign[i].start))
        {
          g_set_error_literal (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_UNKNOWN_FORMAT,
                               _ (foreign[i].advice));
          return FALSE;
        }
    }

  return TRUE;
}

/* A page says so in its first line, with or without a name. */
static gboolean
looks_like_html (GBytes *bytes)
{
  size_t length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *start = g_strndup (data, MIN (length, 256));
  g_autofree char *lower = g_ascii_strdown (g_strchug (start), -1);

  return g_str_has_prefix (lower, "<!doctype html") || g_str_has_prefix (lower, "<html");
}

static MvDocumentFormat
find_format (const char *name, GBytes *bytes)
{
  g_autofree char *lower = name != NULL ? g_utf8_strdown (name, -1) : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (lower, endings[i].ending))
        return endings[i].format;
    }

  return looks_like_html (bytes) ? MV_DOCUMENT_FORMAT_HTML : MV_DOCUMENT_FORMAT_TEXT;
}

/* --- Reading ------------------------------------------------------------------------------------
 */

/* What the zip holds: an OpenDocument text says it in a part of its own, a Word file by how it is
 * put together. */
static gboolean
find_zip_format (GHashTable *parts, MvDocumentFormat *out_format, GError **error)
{
  GBytes *type = g_hash_table_lookup (parts, "mimetype");
  const char *advice;

  if (type != NULL && begins_with (type, "application/vnd.oasis.opendocument.text"))
    *out_format = MV_DOCUMENT_FORMAT_ODT;
  else if (g_hash_table_contains (parts, "_rels/.rels") &&
           !g_hash_table_contains (parts, "xl/workbook.xml") &&
           !g_hash_table_contains (parts, "ppt/presentation.xml"))
    *out_format = MV_DOCUMENT_FORMAT_DOCX;
  else
    {
      advice =
          type != NULL || g_hash_table_contains (parts, "_rels/.rels")
              ? _ ("This is a spreadsheet, a presentation or a drawing. Only texts can be read "
                   "together.")
              : _ ("This is a zip file and no text. Unpack it, and choose the text in it.");
      g_set_error_literal (error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_UNKNOWN_FORMAT, advice);
      return FALSE;
    }

  return TRUE;
}

static MvDocumentImport *
import_zip (GBytes *bytes, GError **error)
{
  g_autoptr (MvDocumentBuilder) builder = mv_document_builder_new ();
  g_autoptr (GHashTable) parts = mv_zip_read (bytes, error);
  MvDocumentFormat format;
  gboolean is_read;

  if (parts == NULL || !find_zip_format (parts, &format, error))
    return NULL;

  is_read = format == MV_DOCUMENT_FORMAT_ODT ? mv_document_read_odt (parts, builder, error)
                                             : mv_document_read_docx (parts, builder, error);
  return is_read ? mv_document_builder_finish (builder, format, error) : NULL;
}

static MvDocumentImport *
import_text (MvDocumentFormat format, GBytes *bytes, GError **error)
{
  g_autoptr (MvDocumentBuilder) builder = mv_document_builder_new ();
  gboolean is_guessed, is_read;
  g_autofree char *text = mv_decode (bytes, &is_guessed, error);

  if (text == NULL)
    return NULL;
  if (is_guessed)
    mv_document_builder_note (builder, MV_DOCUMENT_NOTE_ENCODING);

  if (format == MV_DOCUMENT_FORMAT_HTML)
    is_read = mv_document_read_html (text, builder, error);
  else if (format == MV_DOCUMENT_FORMAT_MARKDOWN)
    is_read = mv_document_read_markdown (text, builder, error);
  else
    is_read = mv_document_read_text (text, builder, error);

  return is_read ? mv_document_builder_finish (builder, format, error) : NULL;
}

static gboolean
check_size (GBytes *bytes, GError **error)
{
  if (g_bytes_get_size (bytes) <= MV_DOCUMENT_MAX_BYTES)
    return TRUE;

  g_set_error (
      error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_TOO_LARGE,
      _ ("The file is larger than %d MB. Save it without pictures, or choose a part of it."),
      MV_DOCUMENT_MAX_BYTES / (1024 * 1024));
  return FALSE;
}

/**
 * mv_document_import_as:
 * @format: what the text is; a zip is told by itself
 * @bytes: the file, or what was pasted
 * @error: a %MV_DOCUMENT_ERROR with a sentence for people, which says what is wrong and where
 *
 * As mv_document_import(), where it is known what the text is.
 *
 * Returns: (transfer full): the text, or %NULL
 */
MvDocumentImport *
mv_document_import_as (MvDocumentFormat format, GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  if (!check_size (bytes, error))
    return NULL;
  if (mv_zip_recognises (bytes))
    return import_zip (bytes, error);
  if (!refuse_foreign (bytes, error))
    return NULL;
  if (format == MV_DOCUMENT_FORMAT_DOCX || format == MV_DOCUMENT_FORMAT_ODT)
    {
      g_set_error_literal (
          error, MV_DOCUMENT_ERROR, MV_DOCUMENT_ERROR_DAMAGED,
          _ ("The file is damaged: its beginning is missing. Fetch it again, or save "
             "it again in the program that made it."));
      return NULL;
    }

  return import_text (format, bytes, error);
}

/**
 * mv_document_import:
 * @name: (nullable): name of the file; %NULL for a pasted text
 * @bytes: the file
 * @error: a %MV_DOCUMENT_ERROR with a sentence for people, which says what is wrong and where
 *
 * Reads a text that people shall read and comment on. Only what can be read as text is taken over;
 * pictures, macros, comments and addresses are left out, and counted. Nothing outside @bytes is
 * ever looked at. Takes at most a second or two; touches nothing shared, so that it may run on a
 * thread.
 *
 * Returns: (transfer full): the text, or %NULL
 */
MvDocumentImport *
mv_document_import (const char *name, GBytes *bytes, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);
  return mv_document_import_as (find_format (name, bytes), bytes, error);
}

/* --- Notes --------------------------------------------------------------------------------------
 */

static char *
dup_note (MvDocumentNoteKind kind, guint n)
{
  switch (kind)
    {
    case MV_DOCUMENT_NOTE_IMAGES:
      return g_strdup_printf (ngettext ("%u picture is left out.", "%u pictures are left out.", n),
                              n);
    case MV_DOCUMENT_NOTE_LINKS:
      return g_strdup_printf (
          ngettext ("%u link is kept as words only.", "%u links are kept as words only.", n), n);
    case MV_DOCUMENT_NOTE_MACROS:
      return g_strdup_printf (
          ngettext ("%u program inside the file is left out and was not run.",
                    "%u programs inside the file are left out and were not run.", n),
          n);
    case MV_DOCUMENT_NOTE_COMMENTS:
      return g_strdup_printf (ngettext ("%u comment in the margin is left out.",
                                        "%u comments in the margin are left out.", n),
                              n);
    case MV_DOCUMENT_NOTE_FOOTNOTES:
      return g_strdup_printf (
          ngettext ("%u footnote is left out.", "%u footnotes are left out.", n), n);
    case MV_DOCUMENT_NOTE_DELETED:
      return g_strdup_printf (ngettext ("%u change that was tracked is read as accepted.",
                                        "%u changes that were tracked are read as accepted.", n),
                              n);
    case MV_DOCUMENT_NOTE_CONTENTS:
      return g_strdup (_ ("The table of contents is left out."));
    case MV_DOCUMENT_NOTE_OBJECTS:
      return g_strdup_printf (ngettext ("%u embedded object or form field is left out.",
                                        "%u embedded objects or form fields are left out.", n),
                              n);
    case MV_DOCUMENT_NOTE_SPLIT:
      return g_strdup_printf (ngettext ("%u paragraph was too long and is parted.",
                                        "%u paragraphs were too long and are parted.", n),
                              n);
    case MV_DOCUMENT_NOTE_ENCODING:
    default:
      return g_strdup (_ ("The text is in an older encoding. Look whether all letters are right."));
    }
}

/**
 * mv_document_import_dup_notes:
 * @self: a text that was read in
 *
 * Returns: (transfer full): what was left out or done, a sentence each, in the language of the
 *   program; empty if nothing was
 */
GStrv
mv_document_import_dup_notes (const MvDocumentImport *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < MV_DOCUMENT_N_NOTES; i++)
    {
      g_autofree char *note = NULL;

      if (self->n_notes[i] == 0)
        continue;
      note = dup_note ((MvDocumentNoteKind) i, self->n_notes[i]);
      g_strv_builder_add (builder, note);
    }

  return g_strv_builder_end (builder);
}
