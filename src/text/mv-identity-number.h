/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @text holds what looks like a Norwegian national identity number or D-number (eleven
 * digits, with or without a blank after the sixth, whose two check digits agree). Source:
 * Skatteetaten's description of the check digits. @out_start and @out_length are in bytes. */
gboolean mv_identity_number_find (const char *text, size_t *out_start, size_t *out_length);

G_END_DECLS
