/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-document-builder.h"

G_BEGIN_DECLS

/* One reader a format. Each writes into a builder and finds nothing else to keep. */
gboolean mv_document_read_docx (GHashTable *parts, MvDocumentBuilder *to, GError **error);
gboolean mv_document_read_odt (GHashTable *parts, MvDocumentBuilder *to, GError **error);
gboolean mv_document_read_html (const char *text, MvDocumentBuilder *to, GError **error);
gboolean mv_document_read_markdown (const char *text, MvDocumentBuilder *to, GError **error);
gboolean mv_document_read_text (const char *text, MvDocumentBuilder *to, GError **error);

G_END_DECLS
