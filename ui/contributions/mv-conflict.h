/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-clock.h"
#include "mv-random.h"
#include "mv-record.h"

G_BEGIN_DECLS

MvRecord *mv_conflict_use_other (MvRecord *here, MvRecord *other);
MvRecord *mv_conflict_keep_both (MvRecord *here, MvRecord *other, MvClock *clock, MvRandom *random);

G_END_DECLS
