/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MvMailSort:
 * @MV_MAIL_SUGGESTION: a paragraph, or an item of a list: may be a suggestion
 * @MV_MAIL_LEAD: a paragraph that ends in a colon and leads to a list
 * @MV_MAIL_GREETING: "Hei alle," and thanks for last time
 * @MV_MAIL_CLOSING: from "Med venleg helsing" on: name, telephone, what the phone adds
 * @MV_MAIL_QUOTED: what somebody wrote before, and the line that says so
 * @MV_MAIL_HEADER: from, sent, to, subject of the message itself
 * @MV_MAIL_BLANK: nothing but blanks, where there is nothing else
 *
 * What a piece of a message probably is. A person confirms.
 */
typedef enum
{
  MV_MAIL_SUGGESTION,
  MV_MAIL_LEAD,
  MV_MAIL_GREETING,
  MV_MAIL_CLOSING,
  MV_MAIL_QUOTED,
  MV_MAIL_HEADER,
  MV_MAIL_BLANK,
} MvMailSort;

/* A piece of a message, in bytes of its text. Pieces follow each other without a gap. */
typedef struct
{
  MvMailSort sort;
  size_t start;
  size_t length;
  size_t marker_end; /* where the text begins after a bullet or number; @start if there is none */
} MvMailPiece;

GArray *mv_mail_split (const char *text);
char *mv_mail_piece_dup_text (const MvMailPiece *self, const char *text);

G_END_DECLS
