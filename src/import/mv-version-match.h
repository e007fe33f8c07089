/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-clock.h"
#include "mv-paragraph.h"
#include "mv-random.h"

G_BEGIN_DECLS

void mv_version_match (GPtrArray *old_paragraphs,
                       GPtrArray *new_paragraphs,
                       MvClock *clock,
                       MvRandom *random);

G_END_DECLS
