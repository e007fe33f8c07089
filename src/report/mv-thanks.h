/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-catalogue.h"
#include "mv-paragraph.h"
#include "mv-record.h"

G_BEGIN_DECLS

/**
 * MvThanks:
 *
 * What a letter of thanks is made from. Everything is borrowed.
 */
typedef struct
{
  const char *name;         /* (nullable): of the one who contributed */
  const char *project;      /* its title */
  const char *sender;       /* (nullable): who writes */
  const char *organisation; /* (nullable) */
  MvRecord *contribution;
  GPtrArray *replies; /* (nullable) (element-type MvRecord): also others' are fine */
} MvThanks;

char *mv_thanks_dup_subject (const MvThanks *self, const MvCatalogue *words);
GPtrArray *mv_thanks_write (const MvThanks *self, const MvCatalogue *words);

G_END_DECLS
