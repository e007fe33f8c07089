/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-fee.h"

#include "mv-json.h"

#include <string.h>

/*
 * There is no national rule: each organisation has its rates and says in its table how hours become
 * a fee. The forms that are known: an hour's rate, rounded to the nearest half hour, with at least
 * an hour for those who come in person, for time in the meeting only (Helse Bergen 2025); an
 * hour's, half day's and day's rate (NIHR); a fee for the meeting. Expenses are covered as they
 * were.
 */

static void
line_free (gpointer data)
{
  MvFeeLine *line = data;

  g_free (line->date);
  g_free (line->text);
  g_free (line);
}

void
mv_fee_basis_free (MvFeeBasis *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

/* --- Arithmetic ---------------------------------------------------------------------------------
 */

/**
 * mv_fee_round_minutes:
 * @minutes: time as it was written down
 * @step: what to round to; 0 for the minute
 *
 * Returns: the nearest multiple of @step; just between two, the larger
 */
gint64
mv_fee_round_minutes (gint64 minutes, gint64 step)
{
  minutes = MAX (minutes, 0);
  return step > 0 ? (2 * minutes + step) / (2 * step) * step : minutes;
}

/**
 * mv_fee_amount_for_minutes:
 * @minutes: time that is paid for
 * @rate: øre for an hour
 *
 * Returns: the amount, to the nearest øre; just between two, the larger
 */
gint64
mv_fee_amount_for_minutes (gint64 minutes, gint64 rate)
{
  return (minutes * rate + 30) / 60;
}

/* --- Which rule ---------------------------------------------------------------------------------
 */

static gboolean
is_valid_on (MvRecord *rates, const char *date)
{
  const char *from = mv_record_get_text (rates, "valid_from");
  const char *until = mv_record_get_text (rates, "valid_until");

  return from != NULL && strcmp (from, date) <= 0 &&
         (until == NULL || *until == '\0' || strcmp (date, until) <= 0);
}

/**
 * mv_fee_find_rates:
 * @rate_tables: (element-type MvRecord): records of the kind rate-table
 * @organisation: id of an organisation
 * @date: a day, `2026-11-22`
 *
 * Returns: (transfer none) (nullable): the organisation's table that is valid on the day; of
 * several the one that began last
 */
MvRecord *
mv_fee_find_rates (GPtrArray *rate_tables, const char *organisation, const char *date)
{
  MvRecord *found = NULL;

  g_return_val_if_fail (rate_tables != NULL && organisation != NULL && date != NULL, NULL);

  for (guint i = 0; i < rate_tables->len; i++)
    {
      MvRecord *rates = g_ptr_array_index (rate_tables, i);

      if (g_strcmp0 (mv_record_get_text (rates, "organisation"), organisation) != 0 ||
          !is_valid_on (rates, date))
        continue;
      if (found == NULL || strcmp (mv_record_get_text (rates, "valid_from"),
                                   mv_record_get_text (found, "valid_from")) > 0)
        found = rates;
    }

  return found;
}

/* --- Lines --------------------------------------------------------------------------------------
 */

/* What is being worked out. */
typedef struct
{
  MvFeeBasis *basis; /* (unowned) */
  MvRecord *claim;   /* (unowned) */
  MvRecord *rates;   /* (unowned) (nullable) */
} MvFee;

static gint64
get_rate (MvFee *self, const char *field)
{
  return self->rates != NULL ? MAX (mv_record_get_integer (self->rates, field), 0) : 0;
}

static gint64
get_claimed (MvFee *self, const char *field)
{
  return MAX (mv_record_get_integer (self->claim, field), 0);
}

/* Adds a line that is paid if the rule has a rate for it. */
static MvFeeLine *
add_line (MvFee *self, MvFeeSort sort, gint64 claimed, gint64 quantity, gint64 rate)
{
  MvFeeLine *line = g_new0 (MvFeeLine, 1);

  line->sort = sort;
  line->date = g_strdup (mv_record_get_text (self->claim, "date"));
  line->claimed = claimed;
  line->quantity = quantity;
  line->rate = rate;
  line->is_covered = rate > 0;
  g_ptr_array_add (self->basis->lines, line);
  return line;
}

static gint64
add_minutes (MvFee *self, MvFeeSort sort, gint64 claimed, gint64 quantity, gint64 rate)
{
  MvFeeLine *line = add_line (self, sort, claimed, quantity, rate);

  line->amount = mv_fee_amount_for_minutes (quantity, rate);
  return line->amount;
}

/* What was spent is paid as it is. */
static MvFeeLine *
add_amount (MvFee *self, MvFeeSort sort, gint64 amount, const char *text)
{
  MvFeeLine *line = add_line (self, sort, 1, 1, amount);

  line->amount = amount;
  line->text = g_strdup (text);
  return line;
}

/* --- Work ---------------------------------------------------------------------------------------
 */

/* The least that is paid for; nobody who was not there gets it. */
static gint64
get_minimum (MvFee *self)
{
  const char *whom = self->rates != NULL ? mv_record_get_text (self->rates, "minimum_for") : NULL;
  gboolean is_there = g_strcmp0 (mv_record_get_text (self->claim, "attended"), "in-person") == 0;

  if (g_strcmp0 (whom, "always") != 0 && !is_there)
    return 0;
  return get_rate (self, "minimum_minutes");
}

/* Half a day or a day, if the rule has a rate for it and says from how long on. */
static gboolean
add_day (MvFee *self, MvFeeSort sort, const char *rate, const char *least, gint64 minutes)
{
  gint64 amount = get_rate (self, rate);
  gint64 from = get_rate (self, least);

  if (amount == 0 || from == 0 || minutes < from)
    return FALSE;

  self->basis->fee += add_amount (self, sort, amount, NULL)->amount;
  return TRUE;
}

static void
add_hours (MvFee *self, gint64 claimed)
{
  gint64 minutes = mv_fee_round_minutes (claimed, get_rate (self, "rounding_minutes"));

  if (claimed == 0)
    return;

  minutes = MAX (minutes, get_minimum (self));
  if (!add_day (self, MV_FEE_DAY, "day", "day_minutes", minutes) &&
      !add_day (self, MV_FEE_HALF_DAY, "half_day", "half_day_minutes", minutes))
    self->basis->fee += add_minutes (self, MV_FEE_HOURS, claimed, minutes, get_rate (self, "hour"));
}

static void
add_preparation (MvFee *self, gint64 claimed, gint64 rate)
{
  gint64 minutes = mv_fee_round_minutes (claimed, get_rate (self, "rounding_minutes"));

  if (claimed > 0)
    self->basis->fee += add_minutes (self, MV_FEE_PREPARATION, claimed, minutes, rate);
}

static void
add_work (MvFee *self)
{
  gint64 meeting = get_claimed (self, "meeting_minutes");
  gint64 preparation = get_claimed (self, "preparation_minutes");
  gboolean is_prepared =
      self->rates != NULL && mv_record_get_boolean (self->rates, "pays_preparation");

  if (meeting > 0 && get_rate (self, "meeting") > 0)
    {
      self->basis->fee +=
          add_amount (self, MV_FEE_MEETING, get_rate (self, "meeting"), NULL)->amount;
      add_preparation (self, preparation, is_prepared ? get_rate (self, "hour") : 0);
    }
  else
    {
      add_hours (self, meeting + (is_prepared ? preparation : 0));
      if (!is_prepared)
        add_preparation (self, preparation, 0);
    }
}

static void
add_travel_time (MvFee *self)
{
  gint64 claimed = get_claimed (self, "travel_minutes");
  gint64 minutes = mv_fee_round_minutes (claimed, get_rate (self, "rounding_minutes"));

  if (claimed > 0)
    self->basis->fee +=
        add_minutes (self, MV_FEE_TRAVEL_TIME, claimed, minutes, get_rate (self, "travel_hour"));
}

/* --- Expenses -----------------------------------------------------------------------------------
 */

static char *
dup_way (JsonObject *journey)
{
  const char *from = mv_json_get_text (journey, "from");
  const char *to = mv_json_get_text (journey, "to");

  if (from == NULL || to == NULL || *from == '\0' || *to == '\0')
    return g_strdup (from != NULL && *from != '\0' ? from : to);
  return g_strdup_printf ("%s – %s", from, to);
}

static void
describe (MvFeeLine *line, JsonObject *journey)
{
  const char *date = mv_json_get_text (journey, "date");

  g_free (line->text);
  line->text = dup_way (journey);
  if (date != NULL && *date != '\0')
    {
      g_free (line->date);
      line->date = g_strdup (date);
    }
}

/* Kilometres are paid for one's own car; toll and ferry beside them. */
static void
add_journey (MvFee *self, JsonObject *journey)
{
  gint64 kilometres = MAX (mv_json_get_integer (journey, "kilometres", 0), 0);
  gint64 amount = MAX (mv_json_get_integer (journey, "amount", 0), 0);
  MvFeeLine *line;

  if (kilometres > 0 && g_strcmp0 (mv_json_get_text (journey, "means"), "car") == 0)
    {
      line =
          add_line (self, MV_FEE_KILOMETRES, kilometres, kilometres, get_rate (self, "kilometre"));
      line->amount = kilometres * line->rate;
      self->basis->travel += line->amount;
      describe (line, journey);
    }
  if (amount > 0)
    {
      line = add_amount (self, MV_FEE_TICKET, amount, NULL);
      self->basis->travel += amount;
      describe (line, journey);
    }
}

static void
add_expenses (MvFee *self)
{
  JsonArray *journeys = mv_record_get_list (self->claim, "journeys");
  JsonArray *expenses = mv_record_get_list (self->claim, "expenses");

  for (guint i = 0; journeys != NULL && i < json_array_get_length (journeys); i++)
    {
      JsonNode *node = json_array_get_element (journeys, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_journey (self, json_node_get_object (node));
    }

  for (guint i = 0; expenses != NULL && i < json_array_get_length (expenses); i++)
    {
      JsonNode *node = json_array_get_element (expenses, i);
      JsonObject *expense = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 amount = MAX (mv_json_get_integer (expense, "amount", 0), 0);

      if (amount > 0)
        self->basis->expenses +=
            add_amount (self, MV_FEE_RECEIPT, amount, mv_json_get_text (expense, "text"))->amount;
    }
}

/* Shown also where the rule does not pay it, so that nobody waits for it. */
static void
add_lost_earnings (MvFee *self)
{
  gint64 claimed = get_claimed (self, "lost_earnings");
  MvFeeLine *line;

  if (claimed == 0)
    return;

  line = add_amount (self, MV_FEE_LOST_EARNINGS, claimed, NULL);
  line->is_covered = self->rates != NULL && mv_record_get_boolean (self->rates, "lost_earnings");
  line->amount = line->is_covered ? claimed : 0;
  self->basis->lost_earnings += line->amount;
}

/**
 * mv_fee_basis_new:
 * @claim: a record of the kind claim
 * @rates: (nullable): the rule, from mv_fee_find_rates() for the claim's day; without one only
 *   expenses are paid
 *
 * Works out what a claim comes to. Time is rounded to the nearest step and then raised to the
 * minimum; a day's or half day's rate goes before hours from the length on that the table says; a
 * meeting at a fixed fee goes before both. What the rule does not pay is a line that is not
 * covered, with its amount 0. Who declines the fee gets the expenses covered.
 *
 * Returns: (transfer full): the basis
 */
MvFeeBasis *
mv_fee_basis_new (MvRecord *claim, MvRecord *rates)
{
  MvFeeBasis *basis;
  MvFee self;

  g_return_val_if_fail (MV_IS_RECORD (claim), NULL);
  g_return_val_if_fail (rates == NULL || MV_IS_RECORD (rates), NULL);

  basis = g_new0 (MvFeeBasis, 1);
  basis->lines = g_ptr_array_new_with_free_func (line_free);
  self = (MvFee){ basis, claim, rates };

  if (g_strcmp0 (mv_record_get_text (claim, "fee"), "declined") != 0)
    {
      add_work (&self);
      add_travel_time (&self);
    }
  add_expenses (&self);
  add_lost_earnings (&self);

  basis->total = basis->fee + basis->travel + basis->expenses + basis->lost_earnings;
  return basis;
}
