/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-document-import.h"

G_BEGIN_DECLS

void mv_fuzz_document (MvDocumentFormat format, GBytes *bytes);

G_END_DECLS
