/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-catalogue.h"
#include "mv-paragraph.h"

G_BEGIN_DECLS

/* What reports, and the pages with them, call the codes of records. */
typedef enum
{
  MV_REPORT_OUTCOMES,
  MV_REPORT_STATES,
  MV_REPORT_FORMS,
  MV_REPORT_ROLES,
  MV_REPORT_EFFECTS_ON,
} MvReportGroup;

guint mv_report_count_codes (MvReportGroup group);
const char *mv_report_get_code (MvReportGroup group, guint i);
/* (nullable): the English word, marked for translation; %NULL for a code that this version does not
 * know */
const char *mv_report_get_source_word (MvReportGroup group, const char *code);
const char *mv_report_get_word (MvReportGroup group, const char *code, const MvCatalogue *words);
char *mv_report_dup_date (const char *date, const MvCatalogue *words);

/* Adds a paragraph; the second takes the text over. */
void mv_report_add (GPtrArray *to, MvParagraphStyle style, guint level, const char *text);
void mv_report_take (GPtrArray *to, MvParagraphStyle style, guint level, char *text);

G_END_DECLS
