/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "store-world.h"

#include "mv-list-model.h"

#include <string.h>

/* Long lists: rows come when they are looked at, and stay the same objects. */

static const MvListFilter everything = { .what = MV_LIST_CONTRIBUTIONS, .answered = -1, .own = -1 };

typedef struct
{
  guint n_signals;
  guint position, n_removed, n_added;
} Changes;

static void
items_changed_cb (
    GListModel *model, guint position, guint n_removed, guint n_added, Changes *changes)
{
  changes->n_signals++;
  changes->position = position;
  changes->n_removed = n_removed;
  changes->n_added = n_added;
}

/* Runs what waits in the main loop; nothing there waits for time. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static MvListModel *
make_list (World *world, const MvListFilter *filter)
{
  MvListModel *list = mv_list_model_new (world->store, filter);

  settle ();
  g_assert_true (mv_list_model_is_complete (list));
  return list;
}

static guint
count (MvListModel *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* Contributions one a day from the first of January. */
static void
write_days (World *world, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = world_id (i);
      g_autofree char *text = g_strdup_printf ("Entry %d of the year.", i);
      g_autofree char *date = g_strdup_printf ("2026-%02d-%02d", 1 + i / 28, 1 + i % 28);
      g_autoptr (MvRecord) record = world_contribution (id, text);

      mv_record_set_text (record, "date", date);
      world_save (world, "a", record, MV_SAVE_DRAFT);
    }
}

/* A row is a placeholder until the main loop has come round, then it fills and says so. */
static void
test_fill (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (MvListModel) list = NULL;
  g_autoptr (MvItem) item = NULL;

  world_grant (world, "a", "representative");
  write_days (world, 3);
  list = make_list (world, &everything);
  g_assert_cmpuint (count (list), ==, 3);

  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_false (mv_item_is_loaded (item));
  settle ();
  g_assert_true (mv_item_is_loaded (item));
  g_assert_cmpstr (mv_item_get_contribution (item)->title, ==, "Entry 2 of the year");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 3));
}

/* A new entry is one row that comes; the objects of the others stay, and say nothing. */
static void
test_insert (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (MvListModel) list = NULL;
  g_autoptr (MvItem) before = NULL;
  g_autoptr (MvItem) after = NULL;
  g_autofree char *id = world_id (100);
  g_autoptr (MvRecord) record = world_contribution (id, "In between.");
  Changes changes = { 0 };

  write_days (world, 5);
  list = make_list (world, &everything);
  before = g_list_model_get_item (G_LIST_MODEL (list), 3);
  settle ();
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);

  mv_record_set_text (record, "date", "2026-01-04");
  world_save (world, "a", record, MV_SAVE_DRAFT);
  settle ();

  g_assert_cmpuint (changes.n_signals, ==, 1);
  g_assert_cmpuint (changes.position, ==, 1);
  g_assert_cmpuint (changes.n_removed, ==, 0);
  g_assert_cmpuint (changes.n_added, ==, 1);
  after = g_list_model_get_item (G_LIST_MODEL (list), 4);
  g_assert_true (before == after);
  g_assert_true (mv_item_is_loaded (after));
}

/* A removal is one row that goes. */
static void
test_remove (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (MvListModel) list = NULL;
  g_autofree char *id = world_id (2);
  g_autoptr (GError) error = NULL;
  Changes changes = { 0 };

  write_days (world, 5);
  list = make_list (world, &everything);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  mv_store_remove (world->store, "a", id, &error);
  g_assert_no_error (error);
  settle ();

  g_assert_cmpuint (changes.n_signals, ==, 1);
  g_assert_cmpuint (changes.position, ==, 2);
  g_assert_cmpuint (changes.n_removed, ==, 1);
  g_assert_cmpuint (changes.n_added, ==, 0);
  g_assert_cmpuint (count (list), ==, 4);
}

/* A row whose date is changed moves: whatever is told, the list is right afterwards, and so is
 * every list that only follows what it is told. */
static void
test_move (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (MvListModel) list = NULL;
  g_autofree char *id = world_id (0);
  g_autoptr (MvRecord) record = world_contribution (id, "Moved to the end of the year.");
  g_autoptr (MvItem) first = NULL;

  write_days (world, 5);
  list = make_list (world, &everything);
  mv_record_set_text (record, "date", "2026-12-24");
  world_save (world, "a", record, MV_SAVE_DRAFT);
  settle ();

  g_assert_cmpuint (count (list), ==, 5);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (mv_item_get_id (first), ==, id);
}

/* A change of a row that is shown fills it anew; the object stays and no row comes or goes. */
static void
test_change (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (MvListModel) list = NULL;
  g_autoptr (MvItem) item = NULL;
  g_autofree char *id = world_id (4);
  g_autoptr (MvRecord) record = world_contribution (id, "Another sentence.");
  Changes changes = { 0 };

  write_days (world, 5);
  list = make_list (world, &everything);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  settle ();
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);

  mv_record_set_text (record, "date", "2026-01-05");
  world_save (world, "a", record, MV_SAVE_DRAFT);
  settle ();
  g_assert_cmpuint (changes.n_signals, ==, 0);
  g_assert_cmpstr (mv_item_get_contribution (item)->title, ==, "Another sentence");
}

typedef struct
{
  MvListFilter filter;
  guint n_found;
} FilterRow;

/* Each filter by itself. */
static void
test_filters (void)
{
  const FilterRow rows[] = {
    { { .answered = -1, .own = -1 }, 3 },                               /* everything */
    { { .answered = -1, .own = 1 }, 2 },                                /* one's own */
    { { .answered = -1, .own = 0 }, 1 },                                /* others' */
    { { .answered = 1, .own = -1 }, 1 },                                /* answered */
    { { .answered = 0, .own = -1 }, 1 },                                /* awaiting, not drafts */
    { { .answered = -1, .own = -1, .year = 2025 }, 1 },                 /* a year */
    { { .answered = -1, .own = -1, .phase = "P3" }, 1 },                /* a phase */
    { { .answered = -1, .own = -1, .phase = "P1" }, 0 },                /* a phase without any */
    { { .answered = -1, .own = -1, .project = PROJECT }, 3 },           /* a project */
    { { .answered = -1, .own = -1, .project = OTHER_PROJECT }, 0 },     /* another project */
    { { .answered = -1, .own = -1, .text = "QUESTIONNAIRE" }, 1 },      /* a word, other case */
    { { .answered = -1, .own = -1, .text = "question" }, 1 },           /* a beginning */
    { { .answered = -1, .own = -1, .text = "long questionnaire" }, 1 }, /* words in any order */
    { { .answered = -1, .own = -1, .text = "questionnaire none" }, 0 }, /* all must be there */
    { { .answered = -1, .own = -1, .text = "blåbær" }, 1 },             /* letters of our own */
  };
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *draft = world_id (1);
  g_autofree char *answered = world_id (2);
  g_autofree char *other = world_id (3);
  g_autofree char *reply = world_id (4);
  g_autofree char *followup = world_id (5);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *reply_body = g_strdup_printf (
      "{\"contribution\":\"%s\",\"outcome\":\"adopted\",\"date\":\"2026-11-21\"}", answered);
  g_autofree char *followup_body = g_strdup_printf (
      "{\"contribution\":\"%s\",\"state\":\"answered\",\"shared\":\"2026-11-01T10:00:00Z\","
      "\"due\":\"2026-11-29\"}",
      answered);
  g_autofree char *a =
      world_put ("project/" PROJECT "/by/" PERSON_A, 1, answered, 2, "contribution", PERSON_A,
                 "{\"project\":\"" PROJECT "\",\"date\":\"2025-10-20\",\"text\":"
                 "\"The questionnaire is too long.\",\"phases\":[\"P3\"]}");
  g_autofree char *b =
      world_put ("project/" PROJECT "/by/" PERSON_B, 1, other, 2, "contribution", PERSON_B,
                 "{\"project\":\"" PROJECT "\",\"date\":\"2026-10-20\",\"text\":"
                 "\"Other.\"}");
  g_autofree char *c =
      world_put ("project/" PROJECT "/by/" PERSON_A, 2, reply, 1, "reply", RESEARCHER, reply_body);
  g_autofree char *d = world_put ("project/" PROJECT "/by/" PERSON_A, 3, followup, 1, "followup",
                                  "server", followup_body);

  g_string_append_printf (lines, "%s%s%s%s", a, b, c, d);
  world_pull (world, "a", HEAD_PROJECT, lines->str, "");
  world_draft (world, draft, "Only a draft with blåbær.");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MvListModel) list = make_list (world, &rows[i].filter);

      g_test_message ("row %u", i);
      g_assert_cmpuint (count (list), ==, rows[i].n_found);
    }
}

/* A new filter on a list that is shown: rows in both stay. */
static void
test_set_filter (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  MvListFilter filter = everything;
  g_autoptr (MvListModel) list = NULL;
  Changes changes = { 0 };

  write_days (world, 12);
  list = make_list (world, &everything);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);

  filter.text = "11";
  mv_list_model_set_filter (list, &filter);
  settle ();
  g_assert_cmpuint (count (list), ==, 1);
  g_assert_cmpuint (changes.n_removed, ==, 11);
  g_assert_cmpuint (changes.n_added, ==, 0);
}

/* Studies that take people in first, then by title; with the words of their plain texts, and the
 * title in the reader's language. */
static void
test_studies (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  g_autofree char *text = world_id (1);
  g_autofree char *other = world_id (2);
  MvListFilter filter = { .what = MV_LIST_STUDIES, .answered = -1, .own = -1, .language = "nn" };
  g_autofree char *a =
      world_put ("catalogue", 1, STUDY, 1, "study", "import",
                 "{\"title\":\"Zoster at home\",\"status\":\"recruiting\",\"source\":\"fnsp\"}");
  g_autofree char *b =
      world_put ("catalogue", 2, other, 1, "study", "import",
                 "{\"title\":\"Asthma\",\"status\":\"ended\",\"source\":\"fnsp\"}");
  g_autofree char *c = world_put ("catalogue", 3, text, 1, "study-text", "import",
                                  "{\"study\":\"" STUDY "\",\"language\":\"nn\",\"title\":"
                                  "\"Helvetesild heime\",\"summary\":\"Om smerte.\"}");
  g_autofree char *lines = g_strconcat (a, b, c, NULL);
  g_autoptr (MvListModel) list = NULL;
  g_autoptr (MvItem) first = NULL;

  world_pull (world, "a", "{\"s\":\"catalogue\",\"role\":\"account\",\"head\":3}", lines,
              "\"catalogue\":3");
  list = make_list (world, &filter);
  g_assert_cmpuint (count (list), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  settle ();
  g_assert_cmpstr (mv_item_get_id (first), ==, STUDY);
  g_assert_nonnull (mv_item_get_record (first));

  filter.text = "smerte";
  mv_list_model_set_filter (list, &filter);
  settle ();
  g_assert_cmpuint (count (list), ==, 1);
  filter.text = NULL;
  filter.status = "ended";
  mv_list_model_set_filter (list, &filter);
  settle ();
  g_assert_cmpuint (count (list), ==, 1);
  filter.status = NULL;
  filter.favourites = TRUE;
  mv_list_model_set_filter (list, &filter);
  settle ();
  g_assert_cmpuint (count (list), ==, 0);
  mv_store_set_favourite (world->store, "a", other, TRUE, NULL);
  settle ();
  g_assert_cmpuint (count (list), ==, 1);
}

/* Ten thousand rows are counted and the middle of them read, one object at a time. */
static void
test_many (void)
{
  const int n_pages = 20, page = 500;
  g_autoptr (World) world = world_new_in_memory ();
  g_autoptr (MvListModel) list = NULL;
  g_autoptr (MvItem) item = NULL;
  Changes changes = { 0 };
  gint64 start, pulled, listed;

  world_grant (world, "a", "representative");
  start = g_get_monotonic_time ();
  for (int i = 0; i < n_pages; i++)
    {
      g_autoptr (GString) lines = g_string_new (NULL);

      for (int j = 0; j < page; j++)
        {
          int number = i * page + j;
          g_autofree char *id = world_id (number);
          g_autofree char *body = g_strdup_printf (
              "{\"project\":\"" PROJECT
              "\",\"date\":\"20%02d-%02d-%02d\",\"text\":\"Sentence number "
              "%d about something that could be better.\",\"phases\":[\"P%d\"]}",
              number % 25, 1 + number % 12, 1 + number % 28, number, 1 + number % 9);
          g_autofree char *line = world_put ("project/" PROJECT "/by/" PERSON_B, number + 1, id, 1,
                                             "contribution", PERSON_B, body);

          g_string_append (lines, line);
        }
      world_pull (world, "a", HEAD_PROJECT, lines->str, "");
    }
  pulled = g_get_monotonic_time ();

  list = make_list (world, &everything);
  listed = g_get_monotonic_time ();
  g_assert_cmpuint (count (list), ==, n_pages * page);
  item = g_list_model_get_item (G_LIST_MODEL (list), 5000);
  settle ();
  g_assert_true (mv_item_is_loaded (item));
  g_test_message ("10 000 rows taken in: %.2f s, listed: %.3f s",
                  (double) (pulled - start) / G_USEC_PER_SEC,
                  (double) (listed - pulled) / G_USEC_PER_SEC);

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  write_days (world, 1);
  settle ();
  g_assert_cmpuint (changes.n_added - changes.n_removed, ==, 0);
}

/* Nothing is left of a list that nobody holds, also while an answer is on its way. */
static void
test_finalize (void)
{
  g_autoptr (World) world = world_new_in_memory ();
  MvListModel *list = mv_list_model_new (world->store, &everything);
  MvItem *item;

  write_days (world, 2);
  settle ();
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_finalize_object (list);
  g_assert_finalize_object (item);
  settle ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/list/fill", test_fill);
  g_test_add_func ("/store/list/insert", test_insert);
  g_test_add_func ("/store/list/remove", test_remove);
  g_test_add_func ("/store/list/move", test_move);
  g_test_add_func ("/store/list/change", test_change);
  g_test_add_func ("/store/list/filters", test_filters);
  g_test_add_func ("/store/list/set-filter", test_set_filter);
  g_test_add_func ("/store/list/studies", test_studies);
  g_test_add_func ("/store/list/many", test_many);
  g_test_add_func ("/store/list/finalize", test_finalize);

  return g_test_run ();
}
