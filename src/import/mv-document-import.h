/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-paragraph.h"

G_BEGIN_DECLS

/**
 * MvDocumentFormat:
 * @MV_DOCUMENT_FORMAT_DOCX: Office Open XML, as Word writes it
 * @MV_DOCUMENT_FORMAT_ODT: OpenDocument, as LibreOffice writes it
 * @MV_DOCUMENT_FORMAT_HTML: a page
 * @MV_DOCUMENT_FORMAT_MARKDOWN: text with signs for headings and lists
 * @MV_DOCUMENT_FORMAT_TEXT: text without more
 *
 * What a text can be read from.
 */
typedef enum
{
  MV_DOCUMENT_FORMAT_DOCX,
  MV_DOCUMENT_FORMAT_ODT,
  MV_DOCUMENT_FORMAT_HTML,
  MV_DOCUMENT_FORMAT_MARKDOWN,
  MV_DOCUMENT_FORMAT_TEXT,
} MvDocumentFormat;

/**
 * MvDocumentError:
 * @MV_DOCUMENT_ERROR_UNKNOWN_FORMAT: none of the formats; the sentence says which one it looks like
 * @MV_DOCUMENT_ERROR_DAMAGED: begins as one of them and cannot be read; the sentence says where
 * @MV_DOCUMENT_ERROR_PROTECTED: has a password
 * @MV_DOCUMENT_ERROR_TOO_LARGE: the file, what it unpacks to, or its text is beyond a limit
 * @MV_DOCUMENT_ERROR_TOO_DEEP: elements stand deeper inside each other than any text needs
 * @MV_DOCUMENT_ERROR_NOT_TEXT: should be text, and has bytes that no text has
 * @MV_DOCUMENT_ERROR_EMPTY: there is no text in it
 *
 * Why no text could be read. The messages are sentences for people, in the language of the program.
 */
typedef enum
{
  MV_DOCUMENT_ERROR_UNKNOWN_FORMAT,
  MV_DOCUMENT_ERROR_DAMAGED,
  MV_DOCUMENT_ERROR_PROTECTED,
  MV_DOCUMENT_ERROR_TOO_LARGE,
  MV_DOCUMENT_ERROR_TOO_DEEP,
  MV_DOCUMENT_ERROR_NOT_TEXT,
  MV_DOCUMENT_ERROR_EMPTY,
} MvDocumentError;

#define MV_DOCUMENT_ERROR (mv_document_error_quark ())
GQuark mv_document_error_quark (void);

/**
 * MvDocumentNoteKind:
 * @MV_DOCUMENT_NOTE_IMAGES: pictures and drawings
 * @MV_DOCUMENT_NOTE_LINKS: addresses that words led to; the words are kept
 * @MV_DOCUMENT_NOTE_MACROS: programs inside the file; they are never run
 * @MV_DOCUMENT_NOTE_COMMENTS: comments in the margin
 * @MV_DOCUMENT_NOTE_FOOTNOTES: footnotes and endnotes
 * @MV_DOCUMENT_NOTE_DELETED: text that somebody has struck out with tracked changes
 * @MV_DOCUMENT_NOTE_CONTENTS: a table of contents, which the headings already are
 * @MV_DOCUMENT_NOTE_OBJECTS: embedded objects and form fields
 * @MV_DOCUMENT_NOTE_SPLIT: paragraphs too long for one, which became several
 * @MV_DOCUMENT_NOTE_ENCODING: letters as older Windows programs wrote them, taken over as such
 *
 * What was left out, or done to the text, so that a person can look whether it matters.
 */
typedef enum
{
  MV_DOCUMENT_NOTE_IMAGES,
  MV_DOCUMENT_NOTE_LINKS,
  MV_DOCUMENT_NOTE_MACROS,
  MV_DOCUMENT_NOTE_COMMENTS,
  MV_DOCUMENT_NOTE_FOOTNOTES,
  MV_DOCUMENT_NOTE_DELETED,
  MV_DOCUMENT_NOTE_CONTENTS,
  MV_DOCUMENT_NOTE_OBJECTS,
  MV_DOCUMENT_NOTE_SPLIT,
  MV_DOCUMENT_NOTE_ENCODING,
} MvDocumentNoteKind;

#define MV_DOCUMENT_N_NOTES (MV_DOCUMENT_NOTE_ENCODING + 1)

/**
 * MvDocumentImport:
 *
 * A text that was read in. The paragraphs have no ids yet: mv_version_match() gives them.
 */
typedef struct
{
  MvDocumentFormat format;
  char *title;                        /* (owned) (nullable): its first heading of level 1 */
  GPtrArray *paragraphs;              /* (owned) (element-type MvParagraph): at least one */
  guint n_notes[MV_DOCUMENT_N_NOTES]; /* how many of each were met */
} MvDocumentImport;

void mv_document_import_free (MvDocumentImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvDocumentImport, mv_document_import_free)

/* Largest file that is read, in bytes. */
#define MV_DOCUMENT_MAX_BYTES (20 * 1024 * 1024)

MvDocumentImport *mv_document_import (const char *name, GBytes *bytes, GError **error);
MvDocumentImport *mv_document_import_as (MvDocumentFormat format, GBytes *bytes, GError **error);
GStrv mv_document_import_dup_notes (const MvDocumentImport *self);

G_END_DECLS
