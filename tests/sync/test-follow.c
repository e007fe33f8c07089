/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-sync-follow.h"

#include <string.h>

/* Which answers may be followed by the next pull before they are stored. */

#define HEAD(drop, reset, epoch)                                                                   \
  "{\"t\":\"head\",\"epoch\":\"" epoch "\",\"now\":\"2026-11-22T08:00:00Z\",\"scopes\":[],"        \
  "\"drop\":[" drop "],\"reset\":[" reset "]}\n"
#define LINE                                                                                       \
  "{\"t\":\"del\",\"s\":\"user/me\",\"seq\":3,\"id\":\"01940000-0000-7000-8000-000000000001\","    \
  "\"rev\":1,\"why\":\"deleted\"}\n"
#define END(cursors, more, rows)                                                                   \
  "{\"t\":\"end\",\"cursors\":{" cursors "},\"more\":" more ",\"rows\":" rows "}\n"
#define PLAIN HEAD ("", "", "e-1")

static MvRequest *
follow (const char *asked, guint status, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (asked, strlen (asked));
  g_autoptr (MvRequest) request = mv_request_new ("POST", "/v1/sync/pull", "mvd_x", body);
  g_autoptr (GBytes) answer_body = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (MvAnswer) answer = mv_answer_new (status, MV_WIRE_TYPE_NDJSON, answer_body);

  request->wait_s = 50;
  return mv_sync_follow_pull (request, answer);
}

#define ASKED                                                                                      \
  "{\"schema\":1,\"epoch\":\"e-1\",\"cursors\":{\"user/me\":2,\"catalogue\":7},\"limit\":1000}"

/* The next pull asks for what the store would ask for: the new cursors in the place of the old,
 * nothing else changed, and without waiting. */
static void
test_next (void)
{
  g_autoptr (MvRequest) next = follow (ASKED, 200, PLAIN LINE END ("\"user/me\":3", "true", "1"));
  g_autoptr (MvPull) pull = NULL;

  g_assert_nonnull (next);
  g_assert_cmpuint (next->wait_s, ==, 0);
  g_assert_cmpstr (next->token, ==, "mvd_x");
  g_assert_cmpstr (next->content_type, ==, "application/json");
  pull = mv_pull_decode (g_bytes_get_data (next->body, NULL),
                         (gssize) g_bytes_get_size (next->body), NULL);
  g_assert_cmpstr (pull->epoch, ==, "e-1");
  g_assert_cmpuint (pull->limit, ==, 1000);
  g_assert_cmpint (mv_cursors_get (pull->cursors, "user/me"), ==, 3);
  g_assert_cmpint (mv_cursors_get (pull->cursors, "catalogue"), ==, 7);
}

/* The first pull of all knows no epoch, and takes over the server's. */
static void
test_first (void)
{
  g_autoptr (MvRequest) next = follow ("{\"schema\":1,\"cursors\":{},\"limit\":1000}", 200,
                                       PLAIN LINE END ("\"user/me\":3", "true", "1"));
  g_autoptr (MvPull) pull = NULL;

  g_assert_nonnull (next);
  pull = mv_pull_decode (g_bytes_get_data (next->body, NULL),
                         (gssize) g_bytes_get_size (next->body), NULL);
  g_assert_cmpstr (pull->epoch, ==, "e-1");
}

/* What the store has to see first. */
static void
test_not_followed (void)
{
  static const struct
  {
    guint status;
    const char *text;
  } rows[] = {
    { 200, PLAIN LINE END ("\"user/me\":3", "false", "1") }, /* nothing more */
    { 200, PLAIN LINE END ("\"user/me\":3", "true", "2") },  /* a row is missing */
    { 200, PLAIN LINE },                                     /* no end */
    { 200, PLAIN "{\"t\":\"end\",\"cursors\":{\"user/me\":3},\"more\":true,\"rows\":0}" }, /* cut */
    { 200, LINE END ("\"user/me\":3", "true", "1") },                              /* no head */
    { 200, HEAD ("\"catalogue\"", "", "e-1") END ("\"user/me\":3", "true", "0") }, /* drops */
    { 200, HEAD ("", "\"user/me\"", "e-1") END ("\"user/me\":3", "true", "0") },   /* resets */
    { 200, HEAD ("", "", "e-2") END ("\"user/me\":3", "true", "0") }, /* another epoch */
    { 200, PLAIN END ("", "true", "0") },                             /* would go round */
    { 200, PLAIN END ("\"user/me\":2", "true", "0") },                /* likewise */
    { 200, PLAIN END ("\"user/01940000-0000-7000-8000-000000000001\":3", "true",
                      "0") },                          /* the person's scope by its other name */
    { 200, "<html>Welcome</html>\n" },                 /* a captive portal */
    { 200, NULL },                                     /* nothing */
    { 503, PLAIN END ("\"user/me\":3", "true", "0") }, /* not an answer */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvRequest) next = follow (ASKED, rows[i].status, rows[i].text);

      if (next != NULL)
        g_error ("row %u was followed", i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/follow/next", test_next);
  g_test_add_func ("/follow/first", test_first);
  g_test_add_func ("/follow/not-followed", test_not_followed);

  return g_test_run ();
}
