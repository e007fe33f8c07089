/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fee.h"

#include <string.h>

#define ID "01890000-0000-7000-8000-000000000001"

static MvRecord *
make (const char *kind, const char *members)
{
  g_autofree char *quoted = g_strconcat ("{", members, "}", NULL);
  g_autofree char *json = g_strdelimit (g_strdup (quoted), "'", '"');
  g_autoptr (GError) error = NULL;
  MvRecord *record = mv_record_new_from_text (kind, ID, json, &error);

  g_assert_no_error (error);
  return record;
}

/* A basis as a text: each line as sort, claimed>quantity×rate=amount, ! where it is not covered;
 * then the sums. */
static char *
dup_text (MvFeeBasis *basis)
{
  static const char *const names[] = { "hours",     "meeting", "half-day", "day",     "preparation",
                                       "under-way", "km",      "ticket",   "receipt", "lost" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < basis->lines->len; i++)
    {
      const MvFeeLine *line = g_ptr_array_index (basis->lines, i);

      g_string_append_printf (text, "%s %d>%dx%d=%d%s; ", names[line->sort], (int) line->claimed,
                              (int) line->quantity, (int) line->rate, (int) line->amount,
                              line->is_covered ? "" : "!");
    }
  g_string_append_printf (text, "%d", (int) basis->total);

  g_assert_cmpint (basis->total, ==,
                   basis->fee + basis->travel + basis->expenses + basis->lost_earnings);
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *rates;
  const char *claim;
  const char *basis;
} Row;

static void
check_rows (const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (MvRecord) rates = make ("rate-table", rows[i].rates);
      g_autoptr (MvRecord) claim = make ("claim", rows[i].claim);
      g_autoptr (MvFeeBasis) basis = mv_fee_basis_new (claim, rates);
      g_autofree char *text = dup_text (basis);

      g_test_message ("%s | %s", rows[i].rates, rows[i].claim);
      g_assert_cmpstr (text, ==, rows[i].basis);
    }
}

/* Helse Bergen, 2025: 355 kroner an hour, to the nearest half hour, at least an hour in person; for
 * time in the meeting. */
#define BERGEN "'hour':35500,'rounding_minutes':30,'minimum_minutes':60,'minimum_for':'attendance'"
#define THERE(minutes) "'attended':'in-person','meeting_minutes':" minutes
#define ONLINE(minutes) "'attended':'online','meeting_minutes':" minutes

/* Hours: rounding and the minimum, at each limit. */
static void
test_fee_hours (void)
{
  static const Row rows[] = {
    { BERGEN, THERE ("120"), "hours 120>120x35500=71000; 71000" },        /* two hours */
    { BERGEN, THERE ("104"), "hours 104>90x35500=53250; 53250" },         /* down */
    { BERGEN, THERE ("105"), "hours 105>120x35500=71000; 71000" },        /* just between: up */
    { BERGEN, THERE ("75"), "hours 75>90x35500=53250; 53250" },           /* just between again */
    { BERGEN, THERE ("74"), "hours 74>60x35500=35500; 35500" },           /* */
    { BERGEN, THERE ("1"), "hours 1>60x35500=35500; 35500" },             /* the least */
    { BERGEN, THERE ("0"), "0" },                                         /* not there: nothing */
    { BERGEN, "'attended':'in-person'", "0" },                            /* says no time */
    { BERGEN, ONLINE ("14"), "hours 14>0x35500=0; 0" },                   /* no minimum online */
    { BERGEN, ONLINE ("15"), "hours 15>30x35500=17750; 17750" },          /* */
    { BERGEN, "'meeting_minutes':15", "hours 15>30x35500=17750; 17750" }, /* says not how */
    { "'hour':35500,'minimum_minutes':60,'minimum_for':'always'", ONLINE ("14"),
      "hours 14>60x35500=35500; 35500" }, /* for everybody */
    { "'hour':35500,'minimum_minutes':60", THERE ("14"),
      "hours 14>60x35500=35500; 35500" },                               /* for whom is not said */
    { "'hour':35500", THERE ("61"), "hours 61>61x35500=36092; 36092" }, /* to the minute; øre */
    { "'hour':100", THERE ("18"), "hours 18>18x100=30; 30" },           /* no rest */
    { "'hour':100", THERE ("3"), "hours 3>3x100=5; 5" },                /* */
    { "'hour':10", THERE ("3"), "hours 3>3x10=1; 1" },                  /* half an øre: up */
    { "'hour':10", THERE ("2"), "hours 2>2x10=0; 0" },                  /* a third: down */
    { "'hour':35500,'rounding_minutes':15", THERE ("22"),
      "hours 22>15x35500=8875; 8875" }, /* an odd half: 7.5 */
    { "'hour':35500,'rounding_minutes':15", THERE ("23"), "hours 23>30x35500=17750; 17750" },
    { "'title':'x'", THERE ("60"), "hours 60>60x0=0!; 0" },                      /* no rate */
    { BERGEN, THERE ("100000"), "hours 100000>99990x35500=59160750; 59160750" }, /* the longest */
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* Preparation: paid where the rule says so, together with the meeting. */
static void
test_fee_preparation (void)
{
  static const Row rows[] = {
    { BERGEN, THERE ("60") ",'preparation_minutes':45",
      "hours 60>60x35500=35500; preparation 45>60x0=0!; 35500" }, /* not paid, but shown */
    { BERGEN ",'pays_preparation':true", THERE ("60") ",'preparation_minutes':44",
      "hours 104>90x35500=53250; 53250" }, /* rounded together */
    { BERGEN ",'pays_preparation':true", "'preparation_minutes':44",
      "hours 44>30x35500=17750; 17750" }, /* alone, no minimum */
    { BERGEN ",'pays_preparation':true", "'attended':'writing','preparation_minutes':90",
      "hours 90>90x35500=53250; 53250" }, /* reading at home */
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

#define NIHR "'hour':2500,'half_day':7500,'half_day_minutes':180,'day':15000,'day_minutes':300"

/* Half a day and a day from the length on that the rule says; a fee for the meeting goes before. */
static void
test_fee_days (void)
{
  static const Row rows[] = {
    { NIHR, THERE ("179"), "hours 179>179x2500=7458; 7458" }, /* below half a day */
    { NIHR, THERE ("180"), "half-day 1>1x7500=7500; 7500" },  /* half a day */
    { NIHR, THERE ("299"), "half-day 1>1x7500=7500; 7500" },  /* */
    { NIHR, THERE ("300"), "day 1>1x15000=15000; 15000" },    /* a day */
    { NIHR, THERE ("3000"), "day 1>1x15000=15000; 15000" },   /* a claim is one day's */
    { NIHR ",'rounding_minutes':30", THERE ("165"), "half-day 1>1x7500=7500; 7500" }, /* rounded */
    { "'hour':2500,'half_day':7500,'day':15000", THERE ("300"),
      "hours 300>300x2500=12500; 12500" }, /* no length said */
    { "'half_day_minutes':180,'hour':2500", THERE ("180"),
      "hours 180>180x2500=7500; 7500" },                                              /* no rate */
    { NIHR ",'meeting':100000", THERE ("300"), "meeting 1>1x100000=100000; 100000" }, /* fixed */
    { NIHR ",'meeting':100000,'pays_preparation':true", THERE ("30") ",'preparation_minutes':300",
      "meeting 1>1x100000=100000; preparation 300>300x2500=12500; 112500" }, /* and by the hour */
    { NIHR ",'meeting':100000", THERE ("30") ",'preparation_minutes':60",
      "meeting 1>1x100000=100000; preparation 60>60x0=0!; 100000" }, /* not prepared for pay */
    { NIHR ",'meeting':100000,'pays_preparation':true", "'preparation_minutes':60",
      "hours 60>60x2500=2500; 2500" }, /* no meeting */
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* Time under way, one's own car, tickets, receipts. */
static void
test_fee_travel (void)
{
  static const Row rows[] = {
    { BERGEN ",'travel_hour':20000", "'travel_minutes':100",
      "under-way 100>90x20000=30000; 30000" },                      /* rounded, no minimum */
    { BERGEN, "'travel_minutes':100", "under-way 100>90x0=0!; 0" }, /* not paid, but shown */
    { "'kilometre':350", "'journeys':[{'means':'car','kilometres':42}]",
      "km 42>42x350=14700; 14700" }, /* by car */
    { "'kilometre':350", "'journeys':[{'means':'car','kilometres':42,'amount':9900}]",
      "km 42>42x350=14700; ticket 1>1x9900=9900; 24600" }, /* and a ferry */
    { "'kilometre':350", "'journeys':[{'means':'bus','kilometres':42,'amount':9900}]",
      "ticket 1>1x9900=9900; 9900" },                             /* by bus: the ticket */
    { "'kilometre':350", "'journeys':[{'kilometres':42}]", "0" }, /* says not how */
    { "'title':'x'", "'journeys':[{'means':'car','kilometres':42}]",
      "km 42>42x0=0!; 0" }, /* no rate */
    { "'title':'x'",
      "'journeys':[{'means':'train','amount':50000}],"
      "'expenses':[{'text':'papir','amount':1250},{'text':'x'}]",
      "ticket 1>1x50000=50000; receipt 1>1x1250=1250; 51250" }, /* as they were */
    { BERGEN, "'expenses':[{'text':'x','amount':-5}],'journeys':[{'amount':-1},7]",
      "0" }, /* nonsense is nothing */
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* Lost earnings by the rule; and who wants no fee. */
static void
test_fee_wishes (void)
{
  static const Row rows[] = {
    { BERGEN ",'lost_earnings':true", "'lost_earnings':120000",
      "lost 1>1x120000=120000; 120000" },                          /* covered */
    { BERGEN, "'lost_earnings':120000", "lost 1>1x120000=0!; 0" }, /* not covered, but shown */
    { BERGEN,
      "'fee':'declined'," THERE ("60") ",'travel_minutes':60,"
                                       "'expenses':[{'text':'x','amount':100}]",
      "receipt 1>1x100=100; 100" }, /* expenses all the same */
    { BERGEN, "'fee':'undecided'," THERE ("60"), "hours 60>60x35500=35500; 35500" },
    { BERGEN, "'fee':'wanted'," THERE ("60"), "hours 60>60x35500=35500; 35500" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* Without a rule, work is not covered and expenses are. */
static void
test_fee_no_rates (void)
{
  g_autoptr (MvRecord) claim =
      make ("claim", THERE ("60") ",'expenses':[{'text':'x','amount':100}],'lost_earnings':5");
  g_autoptr (MvFeeBasis) basis = mv_fee_basis_new (claim, NULL);
  g_autofree char *text = dup_text (basis);

  g_assert_cmpstr (text, ==, "hours 60>60x0=0!; receipt 1>1x100=100; lost 1>1x5=0!; 100");
}

/* A line says when and where. */
static void
test_fee_lines (void)
{
  static const char *const expected[][2] = {
    { "2026-11-20", NULL },
    { "2026-11-19", "Voss – Bergen" },
    { "2026-11-20", "Bergen" },
    { "2026-11-20", "papir" },
  };
  g_autoptr (MvRecord) claim =
      make ("claim", "'date':'2026-11-20'," THERE (
                         "60") ",'journeys':[{'date':'2026-11-19','from':'Voss','to':'Bergen',"
                               "'amount':1},{'from':'','to':'Bergen','amount':1}],"
                               "'expenses':[{'text':'papir','amount':1}]");
  g_autoptr (MvFeeBasis) basis = mv_fee_basis_new (claim, NULL);

  g_assert_cmpuint (basis->lines->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < basis->lines->len; i++)
    {
      const MvFeeLine *line = g_ptr_array_index (basis->lines, i);

      g_assert_cmpstr (line->date, ==, expected[i][0]);
      g_assert_cmpstr (line->text, ==, expected[i][1]);
    }
}

/* Which of an organisation's tables holds on a day. */
static void
test_fee_find_rates (void)
{
  static const char *const tables[] = {
    "'title':'a','organisation':'o','valid_from':'2025-01-01','valid_until':'2025-12-31'",
    "'title':'b','organisation':'o','valid_from':'2026-01-01'",
    "'title':'c','organisation':'o','valid_from':'2026-06-01','valid_until':''",
    "'title':'d','organisation':'p','valid_from':'2020-01-01'",
    "'title':'e','organisation':'o'",
  };
  static const char *const rows[][3] = {
    { "o", "2024-12-31", NULL }, /* before all */
    { "o", "2025-01-01", "a" },  /* the first day */
    { "o", "2025-12-31", "a" },  /* the last */
    { "o", "2026-01-01", "b" },  /* the next */
    { "o", "2026-05-31", "b" },  /* */
    { "o", "2026-06-01", "c" },  /* two hold: the later */
    { "p", "2026-06-01", "d" },  /* another organisation's */
    { "q", "2026-06-01", NULL }, /* none */
  };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_ptr_array_add (all, make ("rate-table", tables[i]));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MvRecord *found = mv_fee_find_rates (all, rows[i][0], rows[i][1]);

      g_assert_cmpstr (found != NULL ? mv_record_get_text (found, "title") : NULL, ==, rows[i][2]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fee/hours", test_fee_hours);
  g_test_add_func ("/fee/preparation", test_fee_preparation);
  g_test_add_func ("/fee/days", test_fee_days);
  g_test_add_func ("/fee/travel", test_fee_travel);
  g_test_add_func ("/fee/wishes", test_fee_wishes);
  g_test_add_func ("/fee/no-rates", test_fee_no_rates);
  g_test_add_func ("/fee/lines", test_fee_lines);
  g_test_add_func ("/fee/find-rates", test_fee_find_rates);

  return g_test_run ();
}
