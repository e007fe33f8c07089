/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-mail.h"

#include <string.h>

/* The pieces, each as a letter for its sort and its text; line ends as |. */
static char *
dup_pieces (const char *message)
{
  static const char letters[] = "SLGCQH_";
  g_autoptr (GArray) pieces = mv_mail_split (message);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const MvMailPiece *piece = &g_array_index (pieces, MvMailPiece, i);
      g_autofree char *text = mv_mail_piece_dup_text (piece, message);

      g_string_append_printf (all, "%s%c %s", i > 0 ? " / " : "", letters[piece->sort],
                              g_strdelimit (text, "\n", '|'));
    }

  return g_string_free (all, FALSE);
}

typedef struct
{
  const char *message;
  const char *pieces;
} Row;

static void
check_rows (const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *pieces = dup_pieces (rows[i].message);

      g_test_message ("%s", rows[i].message);
      g_assert_cmpstr (pieces, ==, rows[i].pieces);
    }
}

#define LONG "Eg synest at spørsmål 14 til 18 i skjemaet er for lange, og"

/* What a person writes: paragraphs, bullets, numbers. */
static void
test_mail_suggestions (void)
{
  static const Row rows[] = {
    { "", "" },                                                 /* nothing */
    { " \n\n", "_ " },                                          /* only blanks */
    { "Ein", "S Ein" },                                         /* one line */
    { "Ein\n\nTo\r\n\r\nTre", "S Ein / S To / S Tre" },         /* paragraphs */
    { "Ein\nto", "S Ein|to" },                                  /* lines that are meant */
    { LONG "\nburde bort.", "S " LONG " burde bort." },         /* a broken line */
    { "- a\n- b\n- c", "S a / S b / S c" },                     /* dashes */
    { "• a\n* b\n– c\n· d", "S a / S b / S c / S d" },          /* other bullets */
    { "1. a\n2) b\na) c\nB) d", "S a / S b / S c / S d" },      /* numbers and letters */
    { "- a\n  b\n\n  c\n- d", "S a|b||c / S d" },               /* what belongs to an item */
    { "- a\n    - b\n    - c\n- d", "S a|- b|- c / S d" },      /* items below an item */
    { "- a\nb\n\nc", "S a|b / S c" },                           /* and what does not */
    { "Eg foreslår:\n- a\n- b", "L Eg foreslår: / S a / S b" }, /* what leads to a list */
    { "Eg foreslår:\n\n1. a", "L Eg foreslår: / S a" },         /* */
    { "Eg foreslår: a\n\nb:", "S Eg foreslår: a / S b:" },      /* no list follows */
    { "Ring 1.\n2016. Nei\n-5 grader", "S Ring 1.|2016. Nei|-5 grader" }, /* no items */
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* How one begins and ends, in three languages. */
static void
test_mail_greetings (void)
{
  static const Row rows[] = {
    { "Hei!\n\nEin", "G Hei! / S Ein" },                             /* */
    { "Hei Representant A,\nEin", "G Hei Representant A, / S Ein" }, /* no blank line */
    { "Kjære alle sammen\nTakk for sist!\n\nEin", "G Kjære alle sammen|Takk for sist! / S Ein" },
    { "God morgon\nEin", "G God morgon / S Ein" }, /* */
    { "Dear Person B,\n\nThank you for the draft.\n\nOne",
      "G Dear Person B,||Thank you for the draft. "
      "/ S One" }, /* English */
    { "Hei og takk for at eg fekk lese skjemaet og vere med",
      "S Hei og takk for at eg fekk lese "
      "skjemaet og vere med" },                                     /* says more */
    { "Heimesjukepleie er viktig", "S Heimesjukepleie er viktig" }, /* only begins so */
    { "Takk for kva?", "S Takk for kva?" },                         /* a question */
    { "Ein\n\nHei igjen", "S Ein / S Hei igjen" },                  /* not at the beginning */
    { "Ein\n\nHilsen\nPerson A\n12 34 56 78", "S Ein / C Hilsen|Person A|12 34 56 78" },
    { "Ein\nMvh Person A", "S Ein / C Mvh Person A" }, /* no blank line */
    { "Ein\n\nMed venleg helsing\n\nPerson A", "S Ein / C Med venleg helsing||Person A" },
    { "One\n\nBest regards,\nPerson A", "S One / C Best regards,|Person A" }, /* */
    { "Ein\n-- \nPerson A\n- telefon", "S Ein / C --|Person A|- telefon" }, /* a mark of programs */
    { "Ein\n\nSendt fra min iPhone", "S Ein / C Sendt fra min iPhone" },    /* a phone */
    { "Ein\n\nHent Outlook for iOS", "S Ein / C Hent Outlook for iOS" },    /* */
    { "Ein\n\nHilsen A\n\nPS: Og to", "S Ein / C Hilsen A / S PS: Og to" }, /* more came to mind */
    { "Ein\n\nHilsen A\nPS to\ntre", "S Ein / C Hilsen A / S PS to|tre" },  /* */
    { "Hilsen til alle som har vore med på dette", "S Hilsen til alle som har vore med på dette" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* What others wrote before, as programs mark it. */
static void
test_mail_quoted (void)
{
  static const Row rows[] = {
    { "Ein\n\n> to\n> tre", "S Ein / Q > to|> tre" },                      /* marked */
    { "> to\n\nEin\n>> tre\nfire", "Q > to / S Ein / Q >> tre / S fire" }, /* answers in between */
    { "Ein\n\nDen 3. nov. 2026 kl. 10.12 skrev Person B <b@example.org>:\n\nto\n- tre",
      "S Ein / Q Den 3. nov. 2026 kl. 10.12 skrev Person B <b@example.org>:||to|- tre" }, /* nb */
    { "Ein\n\nDen 3. november skreiv Person B:\n> to\n\nsvar",
      "S Ein / Q Den 3. november skreiv Person B:|> to / S svar" }, /* nn; answered below */
    { "One\n\nOn Tue, Nov 3, 2026 at 10:12 AM Person B\n<b@example.org> wrote:\n\n> two",
      "S One / Q On Tue, Nov 3, 2026 at 10:12 AM Person B|<b@example.org> wrote:||> two" },
    { "Ein\n\nPerson B skrev følgende den 03.11.2026 10:12:\nto",
      "S Ein / Q Person B skrev følgende den 03.11.2026 10:12:|to" }, /* name first */
    { "Ein\n\n-----Opprinnelig melding-----\nFra: B\n\nto",
      "S Ein / Q -----Opprinnelig melding-----|Fra: B||to" }, /* a separator */
    { "Ein\n\n-------- Original Message --------\nto",
      "S Ein / Q -------- Original Message --------|to" }, /* */
    { "Ein\n\n________________________________\nFrå: B\nSendt: i går\n\nto",
      "S Ein / Q ________________________________|Frå: B|Sendt: i går||to" }, /* Outlook */
    { "Ein\n\nFrom: B\nSent: yesterday\nTo: A\nSubject: x\n\ntwo",
      "S Ein / Q From: B|Sent: yesterday|To: A|Subject: x||two" }, /* only a header */
    { "Fra: A\nSendt: i dag\nTil: B\n  C\nEmne: Skjema\n\nHei\n\nEin",
      "H Fra: A|Sendt: i dag|Til: B|C|Emne: Skjema / G Hei / S Ein" }, /* the message's own */
    { "Fra: oss til dykk", "S Fra: oss til dykk" },                    /* no header */
    { "Til: alle\nEin", "G Til: alle / S Ein" },                       /* says to whom */
    { "Legen skrev:\n- a", "L Legen skrev: / S a" },                   /* no day, no address */
    { "Ein ____ to\n___", "S Ein ____ to|___" },                       /* a line to fill in */
    { "Ein\nHilsen A\n\nDen 3.11. skrev B:\nto", "S Ein / C Hilsen A / Q Den 3.11. skrev B:|to" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* A whole message, as it comes. */
static void
test_mail_whole (void)
{
  static const char message[] =
      "Hei, og takk for sist!\n"
      "\n"
      "Eg har lese samtykkeskjemaet. Nokre tankar:\n"
      "\n"
      "1) Side 2 er for vanskeleg. Ordet «randomisering» treng ei forklaring, og\n"
      "   det same gjeld «placebo».\n"
      "2) Skriv kor lang tid det tek.\n"
      "\n"
      "Elles synest eg at teksten er fin.\n"
      "\n"
      "Venleg helsing\n"
      "Representant A\n"
      "\n"
      "tys. 3. nov. 2026 kl. 10:12 skreiv Person B <b@example.org>:\n"
      "> Hei! Kan du lese dette?\n";
  g_autofree char *pieces = dup_pieces (message);

  g_assert_cmpstr (pieces, ==,
                   "G Hei, og takk for sist! / L Eg har lese samtykkeskjemaet. Nokre tankar: / "
                   "S Side 2 er for vanskeleg. Ordet «randomisering» treng ei forklaring, og det "
                   "same gjeld «placebo». / S Skriv kor lang tid det tek. / "
                   "S Elles synest eg at teksten er fin. / C Venleg helsing|Representant A / "
                   "Q tys. 3. nov. 2026 kl. 10:12 skreiv Person B <b@example.org>:|"
                   "> Hei! Kan du lese dette?");
}

static void
append_random (GString *to, GRand *random)
{
  static const char *const fragments[] = {
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "- ",
    "* ",
    "1. ",
    "a) ",
    "> ",
    "Hei",
    "Hilsen",
    "-- \n",
    "Fra: A\n",
    "Sendt: i dag\n",
    "Den 3. skrev B:\n",
    "PS ",
    "____________\n",
    "å",
    "ord",
    ":",
    "\xc2\xa0",
    "\xe2\x80\xa8",
    "-----Original Message-----\n",
    "• ",
    "Sent from my phone",
    "?",
    "<",
  };

  g_string_append (to, fragments[g_rand_int_range (random, 0, G_N_ELEMENTS (fragments))]);
}

/* Whatever is pasted, every byte of it is in exactly one piece, pieces stand in order and none is
 * empty, and no letter goes but bullets and blanks. */
static void
test_mail_loses_nothing (void)
{
  GRand *random = g_rand_new_with_seed (20261122);

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) message = g_string_new (NULL);
      g_autoptr (GArray) pieces = NULL;
      size_t next = 0;

      for (int i = g_rand_int_range (random, 0, 40); i > 0; i--)
        append_random (message, random);
      if (g_rand_int_range (random, 0, 20) == 0)
        g_string_append_c (message, (char) 0xe5);

      pieces = mv_mail_split (message->str);
      for (guint i = 0; i < pieces->len; i++)
        {
          const MvMailPiece *piece = &g_array_index (pieces, MvMailPiece, i);
          g_autofree char *text = mv_mail_piece_dup_text (piece, message->str);

          g_assert_cmpuint (piece->start, ==, next);
          g_assert_cmpuint (piece->length, >, 0);
          g_assert_cmpuint (piece->marker_end, >=, piece->start);
          g_assert_cmpuint (piece->marker_end, <=, piece->start + piece->length);
          g_assert_true (g_utf8_validate (text, -1, NULL));
          next = piece->start + piece->length;
        }
      g_assert_cmpuint (next, ==, message->len);
    }

  g_rand_free (random);
}

/* What one confirms has all letters of its piece. */
static void
test_mail_text_is_whole (void)
{
  GRand *random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) message = g_string_new (NULL);
      g_autoptr (GArray) pieces = NULL;

      for (int i = g_rand_int_range (random, 1, 30); i > 0; i--)
        append_random (message, random);

      pieces = mv_mail_split (message->str);
      for (guint i = 0; i < pieces->len; i++)
        {
          const MvMailPiece *piece = &g_array_index (pieces, MvMailPiece, i);
          g_autofree char *text = mv_mail_piece_dup_text (piece, message->str);
          const char *left = message->str + piece->marker_end;
          const char *end = message->str + piece->start + piece->length;

          for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
            {
              if (g_unichar_isspace (g_utf8_get_char (at)))
                continue;
              while (g_unichar_isspace (g_utf8_get_char (left)))
                left = g_utf8_next_char (left);
              g_assert_cmpuint (g_utf8_get_char (left), ==, g_utf8_get_char (at));
              left = g_utf8_next_char (left);
            }
          while (left < end && g_unichar_isspace (g_utf8_get_char (left)))
            left = g_utf8_next_char (left);
          g_assert_true (left == end);
        }
    }

  g_rand_free (random);
}

/* What is no UTF-8 is one piece, whole. */
static void
test_mail_broken (void)
{
  g_autofree char *pieces = dup_pieces ("a\xff\n\nb");

  g_assert_cmpstr (pieces, ==, "S a\xef\xbf\xbd||b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mail/suggestions", test_mail_suggestions);
  g_test_add_func ("/mail/greetings", test_mail_greetings);
  g_test_add_func ("/mail/quoted", test_mail_quoted);
  g_test_add_func ("/mail/whole", test_mail_whole);
  g_test_add_func ("/mail/loses-nothing", test_mail_loses_nothing);
  g_test_add_func ("/mail/text-is-whole", test_mail_text_is_whole);
  g_test_add_func ("/mail/broken", test_mail_broken);

  return g_test_run ();
}
