/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-document-import.h"

G_BEGIN_DECLS

/**
 * MvDocumentBuilder:
 *
 * What every format writes its text to, and where the limits of a text are kept: once one is
 * passed, the error stands and what follows is dropped.
 */
typedef struct _MvDocumentBuilder MvDocumentBuilder;

MvDocumentBuilder *mv_document_builder_new (void);
void mv_document_builder_free (MvDocumentBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvDocumentBuilder, mv_document_builder_free)

void mv_document_builder_begin (MvDocumentBuilder *self,
                                MvParagraphStyle style,
                                guint level,
                                guint number);
void mv_document_builder_append (MvDocumentBuilder *self, const char *text, gssize length);
void
mv_document_builder_append_collapsed (MvDocumentBuilder *self, const char *text, size_t length);
void mv_document_builder_end (MvDocumentBuilder *self);
void mv_document_builder_set_base (MvDocumentBuilder *self, MvParagraphStyle base);

/* Between push and pop stands a text of its own inside a paragraph, such as a text box. */
void mv_document_builder_push (MvDocumentBuilder *self);
void mv_document_builder_pop (MvDocumentBuilder *self);

void mv_document_builder_begin_row (MvDocumentBuilder *self);
void mv_document_builder_end_cell (MvDocumentBuilder *self);
void mv_document_builder_end_row (MvDocumentBuilder *self);

void mv_document_builder_note (MvDocumentBuilder *self, MvDocumentNoteKind kind);
gboolean mv_document_builder_check (MvDocumentBuilder *self, GError **error);
MvDocumentImport *
mv_document_builder_finish (MvDocumentBuilder *self, MvDocumentFormat format, GError **error);

G_END_DECLS
