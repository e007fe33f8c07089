/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-catalogue.h"
#include "mv-paragraph.h"
#include "mv-record.h"

G_BEGIN_DECLS

/**
 * MvDocumentation:
 *
 * What a project's documentation of its involvement is made from. Everything is borrowed.
 */
typedef struct
{
  MvRecord *project;
  GPtrArray *contributions; /* (element-type MvRecord): all that were shared with the project */
  GPtrArray *replies;       /* (nullable) (element-type MvRecord) */
  GPtrArray *plans;         /* (nullable) (element-type MvRecord) */
  const char *date;         /* the day of the figures, `2026-11-22` */
} MvDocumentation;

GPtrArray *mv_documentation_write (const MvDocumentation *self, const MvCatalogue *words);

G_END_DECLS
