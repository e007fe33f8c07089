/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-record.h"

G_BEGIN_DECLS

/**
 * MvFeeSort:
 * @MV_FEE_HOURS: minutes of work by the hour
 * @MV_FEE_MEETING: a meeting at a fixed fee
 * @MV_FEE_HALF_DAY: half a day
 * @MV_FEE_DAY: a day
 * @MV_FEE_PREPARATION: minutes of preparation by the hour, beside a meeting at a fixed fee
 * @MV_FEE_TRAVEL_TIME: minutes under way
 * @MV_FEE_KILOMETRES: kilometres with one's own car
 * @MV_FEE_TICKET: what a journey cost: ticket, toll, ferry
 * @MV_FEE_RECEIPT: another expense
 * @MV_FEE_LOST_EARNINGS: earnings lost
 *
 * What a line of a fee basis is for; says the unit of its quantity.
 */
typedef enum
{
  MV_FEE_HOURS,
  MV_FEE_MEETING,
  MV_FEE_HALF_DAY,
  MV_FEE_DAY,
  MV_FEE_PREPARATION,
  MV_FEE_TRAVEL_TIME,
  MV_FEE_KILOMETRES,
  MV_FEE_TICKET,
  MV_FEE_RECEIPT,
  MV_FEE_LOST_EARNINGS,
} MvFeeSort;

/* One line. Amounts are whole øre. */
typedef struct
{
  MvFeeSort sort;
  char *date;          /* (owned) (nullable): of a journey, else of the claim */
  char *text;          /* (owned) (nullable): from – to, or what the expense was for */
  gint64 claimed;      /* minutes or kilometres as they were written down; else 1 */
  gint64 quantity;     /* what is paid for, after rounding and minimum */
  gint64 rate;         /* for an hour, a kilometre, or one */
  gint64 amount;       /* 0 if it is not covered */
  gboolean is_covered; /* whether the organisation's rule pays it */
} MvFeeLine;

/**
 * MvFeeBasis:
 *
 * What a claim comes to by an organisation's rule: a basis for whoever pays. Nothing is paid here.
 */
typedef struct
{
  GPtrArray *lines; /* (owned) (element-type MvFeeLine) */
  gint64 fee;       /* work and time under way */
  gint64 travel;    /* kilometres and tickets */
  gint64 expenses;  /* receipts */
  gint64 lost_earnings;
  gint64 total;
} MvFeeBasis;

void mv_fee_basis_free (MvFeeBasis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MvFeeBasis, mv_fee_basis_free)

gint64 mv_fee_round_minutes (gint64 minutes, gint64 step);
gint64 mv_fee_amount_for_minutes (gint64 minutes, gint64 rate);
MvRecord *mv_fee_find_rates (GPtrArray *rate_tables, const char *organisation, const char *date);
MvFeeBasis *mv_fee_basis_new (MvRecord *claim, MvRecord *rates);

G_END_DECLS
