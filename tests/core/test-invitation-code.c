/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-invitation-code.h"

#include <string.h>

#define CODE "K7QMW-3XPAE-9TFD6"

/* The code of the documentation comes out of its bits, and nothing above 60 bits matters. */
static void
test_from_bits (void)
{
  static const char digits[] = "K7QM3XPA9TFD";
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  guint64 bits = 0;
  g_autofree char *code = NULL;
  g_autofree char *high = NULL;
  g_autofree char *zero = NULL;

  for (const char *p = digits; *p != '\0'; p++)
    bits = bits << 5 | (guint64) (strchr (alphabet, *p) - alphabet);

  code = mv_invitation_code_from_bits (bits);
  g_assert_cmpstr (code, ==, CODE);
  high = mv_invitation_code_from_bits (bits | G_GUINT64_CONSTANT (0xf) << 60);
  g_assert_cmpstr (high, ==, CODE);
  zero = mv_invitation_code_from_bits (0);
  g_assert_cmpstr (zero, ==, "00001-00002-00003");
  g_assert_cmpuint (strlen (code), ==, MV_INVITATION_CODE_LENGTH);
}

typedef struct
{
  const char *typed;
  const char *expected; /* NULL: refused */
  guint group;
} TypedRow;

static const TypedRow typed_rows[] = {
  /* as written */
  { CODE, CODE, 0 },
  /* lower case, blanks for hyphens, blanks around */
  { "  k7qmw 3xpae\t9tfd6\n", CODE, 0 },
  /* nothing between the groups */
  { "K7QMW3XPAE9TFD6", CODE, 0 },
  /* dashes and unbreakable blanks that text programs put in */
  { "K7QMW\xe2\x80\x93"
    "3XPAE\xc2\xa0\xe2\x88\x92"
    "9TFD6",
    CODE, 0 },
  /* I, L and O for 1, 1 and 0 */
  { "oOoOi-OOOO2-oooo3", "00001-00002-00003", 0 },
  { "0000l-00002-00003", "00001-00002-00003", 0 },
  /* a wrong character in each group */
  { "K7QNW-3XPAE-9TFD6", NULL, 1 },
  { "K7QMW-3XPAF-9TFD6", NULL, 2 },
  { "K7QMW-3XPAE-8TFD6", NULL, 3 },
  /* the first wrong group is named */
  { "K7QMW-3XPAF-8TFD6", NULL, 2 },
  /* two neighbours that changed places */
  { "7KQMW-3XPAE-9TFD6", NULL, 1 },
  /* two groups that changed places: the group's number is in the sum */
  { "3XPAE-K7QMW-9TFD6", NULL, 1 },
  /* U and signs are in no code */
  { "K7QMW-UXPAE-9TFD6", NULL, 2 },
  { "K7QMW-3XPAE-9T?D6", NULL, 3 },
  /* a letter outside ASCII counts as one wrong character */
  { "K7QMW-3XPAE-\xc3\xa5TFD6", NULL, 3 },
  /* too short, too long, empty */
  { "K7QMW-3XPAE-9TFD", NULL, 0 },
  { "K7QMW-3XPAE-9TFD66", NULL, 0 },
  { "", NULL, 0 },
  /* not UTF-8 */
  { "K7QMW-3XPAE-9TFD\xff", NULL, 0 },
};

/* What people type becomes the written form, or the first wrong group is named. */
static void
test_normalise (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed_rows); i++)
    {
      guint group = 99;
      g_autofree char *code = mv_invitation_normalise (typed_rows[i].typed, &group);

      g_assert_cmpstr (code, ==, typed_rows[i].expected);
      g_assert_cmpuint (group, ==, typed_rows[i].group);
    }
}

/* Every single wrong character shows, save 0 for Z. */
static void
test_every_slip_shows (void)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  for (guint i = 0; i < MV_INVITATION_CODE_LENGTH; i++)
    {
      for (const char *p = alphabet; *p != '\0'; p++)
        {
          g_autofree char *typed = g_strdup (CODE);
          g_autofree char *code = NULL;

          if (typed[i] == '-' || typed[i] == *p)
            continue;
          typed[i] = *p;
          code = mv_invitation_normalise (typed, NULL);
          g_assert_null (code);
        }
    }
}

typedef struct
{
  const char *text;
  const char *server; /* NULL: refused */
  const char *field;
} ParseRow;

#define FILE_TEXT "Medvirk-Invitation: 1\nServer: https://medvirk.example.no\nCode: " CODE "\n"

static const ParseRow parse_rows[] = {
  { "medvirk:invitation?server=https%3A%2F%2Fmedvirk.example.no&code=" CODE,
    "https://medvirk.example.no", NULL },
  { "medvirk:invitation?code=" CODE "&server=https%3A%2F%2Fmedvirk.example.no%3A8443%2Fa%2F",
    "https://medvirk.example.no:8443/a", NULL },
  { FILE_TEXT, "https://medvirk.example.no", NULL },
  /* a byte order mark and the line ends of Windows */
  { "\xef\xbb\xbfMedvirk-Invitation: 1\r\nServer: https://medvirk.example.no\r\nCode: " CODE "\r\n",
    "https://medvirk.example.no", NULL },
  /* http for this machine */
  { "medvirk:invitation?server=http%3A%2F%2F127.0.0.1%3A8080&code=" CODE, "http://127.0.0.1:8080",
    NULL },
  /* http for another machine */
  { "medvirk:invitation?server=http%3A%2F%2Fmedvirk.example.no&code=" CODE, NULL, "server" },
  /* another scheme in the address */
  { "medvirk:invitation?server=file%3A%2F%2F%2Fetc&code=" CODE, NULL, "server" },
  /* a name and password in the address */
  { "medvirk:invitation?server=https%3A%2F%2Fa%3Ab%40medvirk.example.no&code=" CODE, NULL,
    "server" },
  /* a mistyped code */
  { "medvirk:invitation?server=https%3A%2F%2Fmedvirk.example.no&code=K7QMW-3XPAE-9TFD7", NULL,
    "code" },
  /* a part twice */
  { "medvirk:invitation?code=" CODE "&code=" CODE "&server=https%3A%2F%2Fmedvirk.example.no", NULL,
    "invitation" },
  /* a part missing */
  { "medvirk:invitation?code=" CODE, NULL, "invitation" },
  { "Medvirk-Invitation: 1\nCode: " CODE "\n", NULL, "invitation" },
  /* a part that is not ours */
  { "medvirk:invitation?server=https%3A%2F%2Fmedvirk.example.no&code=" CODE "&run=x", NULL,
    "invitation" },
  { FILE_TEXT "Run: x\n", NULL, "invitation" },
  /* a broken escape */
  { "medvirk:invitation?server=https%3&code=" CODE, NULL, "invitation" },
  /* another link, another version, nothing */
  { "medvirk:erase", NULL, "invitation" },
  { "Medvirk-Invitation: 2\nServer: https://medvirk.example.no\nCode: " CODE "\n", NULL,
    "invitation" },
  { "", NULL, "invitation" },
  { "\xff", NULL, "invitation" },
};

/* Links and files are read strictly; what is wrong is named. */
static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (parse_rows); i++)
    {
      g_autofree char *server = NULL;
      g_autofree char *code = NULL;
      g_autofree char *field = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_read = mv_invitation_parse (parse_rows[i].text, &server, &code, &error);

      g_assert_cmpstr (server, ==, parse_rows[i].server);
      g_assert_cmpint (is_read, ==, parse_rows[i].server != NULL);
      if (is_read)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (code, ==, CODE);
          continue;
        }
      g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVALID);
      g_assert_null (code);
      field = mv_problem_dup_field (error);
      g_assert_cmpstr (field, ==, parse_rows[i].field);
    }
}

/* The hash is of the fifteen characters, so that it does not depend on how a code is written. */
static void
test_hash (void)
{
  g_autofree char *hash = mv_invitation_code_hash (CODE);
  g_autofree char *expected =
      g_compute_checksum_for_string (G_CHECKSUM_SHA256, "K7QMW3XPAE9TFD6", -1);

  g_assert_cmpstr (hash, ==, expected);
}

/* A text longer than any honest invitation is refused. */
static void
test_too_long (void)
{
  g_autofree char *blanks = g_strnfill (MV_INVITATION_MAX_TEXT, ' ');
  g_autofree char *text = g_strconcat (FILE_TEXT, blanks, NULL);
  g_autofree char *server = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (mv_invitation_parse (text, &server, &code, &error));
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVALID);
}

/* What we write, we read. */
static void
test_round_trip (void)
{
  const char *server = "https://medvirk.example.no:8443/a&b=c";
  g_autofree char *link = mv_invitation_to_link (server, CODE);
  g_autofree char *file = mv_invitation_to_file (server, CODE);
  const char *texts[] = { link, file };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *read_server = NULL;
      g_autofree char *read_code = NULL;
      g_autoptr (GError) error = NULL;

      mv_invitation_parse (texts[i], &read_server, &read_code, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (read_server, ==, server);
      g_assert_cmpstr (read_code, ==, CODE);
    }
}

/* Addresses are compared in one form: https is added, case and slashes at the end do not matter. */
static void
test_address (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bare = mv_server_address_normalise (" Medvirk.Example.no:443/ ", &error);
  g_autofree char *ipv6 = mv_server_address_normalise ("http://[::1]:8080//", &error);
  g_autofree char *nothing = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (bare, ==, "https://medvirk.example.no");
  g_assert_cmpstr (ipv6, ==, "http://[::1]:8080");

  nothing = mv_server_address_normalise ("https://", &error);
  g_assert_null (nothing);
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVALID);
  g_clear_error (&error);
  /* words are no name of a machine */
  nothing = mv_server_address_normalise ("not an address", &error);
  g_assert_null (nothing);
  g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVALID);
}

/* While a code is typed, a group says whether it is right as soon as it is full. */
static void
test_check_typed (void)
{
  static const struct
  {
    const char *typed;
    const char *groups; /* a letter a group: open, right, wrong */
    gboolean fits;
  } rows[] = {
    /* nothing, and one character too few for a group */
    { "", "ooo", TRUE },
    { "k7qm", "ooo", TRUE },
    /* one group, right and wrong */
    { "k7qmw", "roo", TRUE },
    { "k7qmv-", "woo", TRUE },
    /* a slip in the second group is told before the third is begun */
    { "K7QMW-3XPAF", "rwo", TRUE },
    { CODE, "rrr", TRUE },
    { "K7QMW-3XPAF-8TFD6", "rww", TRUE },
    /* one character too many */
    { CODE "6", "rrr", FALSE },
    /* not UTF-8 */
    { "K7QMW\xff", "ooo", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MvInvitationGroup groups[MV_INVITATION_GROUPS];

      g_assert_cmpint (mv_invitation_check_typed (rows[i].typed, groups), ==, rows[i].fits);
      for (guint group = 0; group < MV_INVITATION_GROUPS; group++)
        g_assert_cmpint ("orw"[groups[group]], ==, rows[i].groups[group]);
    }
}

#define SERVER "https://medvirk.example.no"
#define ESCAPED "https%3A%2F%2Fmedvirk.example.no"

/* An invitation is found in the letter it came with; what is only nearly one is refused. */
static void
test_find (void)
{
  static const struct
  {
    const char *text;
    const char *server; /* (nullable) */
    const char *field;  /* (nullable): what is wrong; else the code is found */
  } rows[] = {
    /* the code alone, and in a sentence, as people write it */
    { CODE, NULL, NULL },
    { "Koden din er k7qmw 3xpae 9tfd6. Hilsen oss", NULL, NULL },
    /* words of five letters before it look like groups */
    { "Denne koden gjeld: K7QMW-3XPAE-9TFD6", NULL, NULL },
    /* with an address at the end of a sentence */
    { "Gå til " SERVER "/. Koden er " CODE ".", SERVER, NULL },
    /* the same address twice is one; two different ones are none */
    { SERVER " " SERVER "/ " CODE, SERVER, NULL },
    { SERVER " https://helse-vest.example " CODE, NULL, NULL },
    /* an address that is not safe is none */
    { "http://medvirk.example.no " CODE, NULL, NULL },
    /* a link in a letter, also in brackets or quotation marks */
    { "Trykk her: medvirk:invitation?server=" ESCAPED "&code=" CODE ".\nHilsen", SERVER, NULL },
    { "<medvirk:invitation?server=" ESCAPED "&code=" CODE ">", SERVER, NULL },
    /* the text of a file */
    { "Medvirk-Invitation: 1\r\nServer: " SERVER "\r\nCode: " CODE "\r\n", SERVER, NULL },
    /* a link is read strictly: something unknown in it, an unsafe address, a wrong code */
    { "medvirk:invitation?server=" ESCAPED "&code=" CODE "&run=1", NULL, "invitation" },
    { "medvirk:invitation?server=ftp%3A%2F%2Fa.no&code=" CODE, NULL, "server" },
    { "medvirk:invitation?server=" ESCAPED "&code=K7QMW-3XPAF-9TFD6", NULL, "code" },
    /* a file of another version, even with a good code in it */
    { "Medvirk-Invitation: 2\nServer: " SERVER "\nCode: " CODE "\n", NULL, "invitation" },
    /* a code with a slip */
    { "Koden er K7QMW-3XPAF-9TFD6", NULL, "code" },
    /* fifteen characters with more before and after are no code */
    { "xK7QMW-3XPAE-9TFD6", NULL, "invitation" },
    { "K7QMW-3XPAE-9TFD6x", NULL, "invitation" },
    /* nothing */
    { "", NULL, "invitation" },
    { "Hei, vil du vere med?", NULL, "invitation" },
    { "K7QMW-3XPAE-9TFD6\xff", NULL, "invitation" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *server = NULL, *code = NULL, *field = NULL;
      gboolean is_found = mv_invitation_find (rows[i].text, &server, &code, &error);

      g_test_message ("%s", rows[i].text);
      field = error != NULL ? mv_problem_dup_field (error) : NULL;
      g_assert_cmpint (is_found, ==, rows[i].field == NULL);
      g_assert_cmpstr (field, ==, rows[i].field);
      g_assert_cmpstr (server, ==, rows[i].server);
      g_assert_cmpstr (code, ==, is_found ? CODE : NULL);
    }
}

/* A letter may be as long as the limit, and not one byte longer. */
static void
test_find_too_long (void)
{
  g_autoptr (GString) text = g_string_new (CODE);
  g_autofree char *server = NULL, *code = NULL;

  while (text->len < MV_INVITATION_MAX_LETTER)
    g_string_append_c (text, ' ');
  g_assert_true (mv_invitation_find (text->str, &server, &code, NULL));
  g_string_append_c (text, ' ');
  g_clear_pointer (&code, g_free);
  g_assert_false (mv_invitation_find (text->str, &server, &code, NULL));
  g_assert_null (code);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/invitation-code/from-bits", test_from_bits);
  g_test_add_func ("/invitation-code/normalise", test_normalise);
  g_test_add_func ("/invitation-code/check-typed", test_check_typed);
  g_test_add_func ("/invitation-code/find", test_find);
  g_test_add_func ("/invitation-code/find-too-long", test_find_too_long);
  g_test_add_func ("/invitation-code/every-slip-shows", test_every_slip_shows);
  g_test_add_func ("/invitation-code/parse", test_parse);
  g_test_add_func ("/invitation-code/hash", test_hash);
  g_test_add_func ("/invitation-code/too-long", test_too_long);
  g_test_add_func ("/invitation-code/round-trip", test_round_trip);
  g_test_add_func ("/invitation-code/address", test_address);

  return g_test_run ();
}
