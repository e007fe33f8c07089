/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Most files in a document, most bytes that one of them and all together unpack to, and how many
 * times larger than the document that may be (small ones excepted). Word processors stay a tenth of
 * it. */
#define MV_ZIP_MAX_ENTRIES 4000
#define MV_ZIP_MAX_ENTRY_BYTES (32 * 1024 * 1024)
#define MV_ZIP_MAX_BYTES (64 * 1024 * 1024)
#define MV_ZIP_MAX_RATIO 200
#define MV_ZIP_SMALL_BYTES (1024 * 1024)

gboolean mv_zip_recognises (GBytes *bytes);
GHashTable *mv_zip_read (GBytes *bytes, GError **error);

G_END_DECLS
