/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-wire.h"

G_BEGIN_DECLS

MvRequest *mv_sync_follow_pull (const MvRequest *asked, const MvAnswer *answer);

G_END_DECLS
