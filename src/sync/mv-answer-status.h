/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-transport.h"

G_BEGIN_DECLS

/* What every reader of an answer asks first. */

gboolean mv_answer_check_status (const MvAnswer *answer, GError **error);
const char *mv_answer_get_text (const MvAnswer *answer, size_t *out_length);
JsonObject *mv_answer_read_object (const MvAnswer *answer, GError **error);

G_END_DECLS
