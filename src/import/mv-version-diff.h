/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-paragraph.h"

G_BEGIN_DECLS

typedef enum
{
  MV_VERSION_SAME,
  MV_VERSION_MOVED,   /* the same words in another place */
  MV_VERSION_CHANGED, /* other words; it may have been moved too */
  MV_VERSION_ADDED,
  MV_VERSION_REMOVED,
} MvVersionChange;

/* One paragraph of either version, in the order of the new one; a removed one stands where it was.
 */
typedef struct
{
  MvVersionChange change;
  const MvParagraph *before; /* (unowned) (nullable) */
  const MvParagraph *after;  /* (unowned) (nullable) */
} MvVersionRow;

/* A piece of a paragraph that was changed; the pieces that are not added are the text before, those
 * that are not removed the text after. */
typedef struct
{
  MvVersionChange change; /* same, added, or removed */
  char *text;             /* (owned) */
} MvVersionPiece;

void mv_version_piece_free (MvVersionPiece *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvVersionPiece, mv_version_piece_free)

GArray *mv_version_diff (GPtrArray *before, GPtrArray *after);
GPtrArray *mv_version_diff_words (const char *before, const char *after);

G_END_DECLS
