/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-answer-form.h"
#include "mv-contribution-editor.h"
#include "mv-contribution-page.h"
#include "mv-contribution-reader.h"
#include "mv-form-row.h"
#include "mv-test-loop.h"
#include "mv-test-window.h"
#include "mv-text-area.h"
#include "store-world.h"

/*
 * The page of a contribution in a window, with a real store under it and the test in the server's
 * place. Each test ends by proving that nothing of the page is left.
 */

typedef struct
{
  World *world;
  MvSession *session;
  GtkWidget *window;
  GtkWidget *page; /* (unowned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer role)
{
  self->world = world_new_in_memory ();
  world_grant (self->world, "a", role);
  self->session = mv_session_new (self->world->store, self->world->clock, self->world->random);
  self->window = mv_test_window_new (900, 900);
}

static void
open_page (Fixture *self, GtkWidget *page)
{
  self->page = page;
  mv_test_window_show (self->window, page);
}

static void
tear_down (Fixture *self, gconstpointer role)
{
  mv_page_widget_leave (MV_PAGE_WIDGET (self->page));
  mv_test_settle ();
  mv_test_window_end (self->window, self->page);
  /* What was being saved when the page went is saved. */
  mv_test_settle ();
  g_object_unref (self->session);
  world_free (self->world);
}

static gboolean
is_shown_of_type (GtkWidget *widget, gconstpointer type)
{
  return gtk_widget_is_visible (widget) &&
         g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *) type);
}

static GtkWidget *
find_nth (Fixture *self, GType type, guint n)
{
  return mv_test_find_widget (self->page, is_shown_of_type, &type, n);
}

static GtkWidget *
find_button (Fixture *self, const char *label)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = find_nth (self, GTK_TYPE_BUTTON, i);

      if (button == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

static void
click (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  mv_test_settle ();
}

static void
write_text (Fixture *self, guint n, const char *text)
{
  GtkWidget *area = find_nth (self, MV_TYPE_TEXT_AREA, n);

  g_assert_nonnull (area);
  mv_text_area_set_text (MV_TEXT_AREA (area), text);
}

static guint
count_contributions (Fixture *self, const char *scope)
{
  g_autoptr (GPtrArray) list = mv_store_list (self->world->store, "a", "contribution", scope, NULL);

  return list->len;
}

/* A sentence that was typed is a draft when the page is left. */
static void
test_leave (Fixture *self, gconstpointer role)
{
  open_page (self, mv_contribution_page_new_draft (self->session, "a", PROJECT, "P5"));
  write_text (self, 0, "A sentence.");
  g_assert_cmpuint (count_contributions (self, NULL), ==, 0);
  mv_page_widget_leave (MV_PAGE_WIDGET (self->page));
  mv_test_settle ();
  g_assert_cmpuint (count_contributions (self, "user/me"), ==, 1);
}

/* Writing and sharing: the draft becomes a shared contribution and the page shows it to read, with
 * the way back. */
static void
test_share (Fixture *self, gconstpointer role)
{
  open_page (self, mv_contribution_page_new_draft (self->session, "a", PROJECT, ""));
  write_text (self, 0, "A sentence. And one more.");
  click (find_button (self, "Share with the project"));

  g_assert_cmpuint (count_contributions (self, "user/me"), ==, 0);
  g_assert_cmpuint (count_contributions (self, "project/"), ==, 1);
  g_assert_nonnull (find_nth (self, MV_TYPE_CONTRIBUTION_READER, 0));
  g_assert_null (find_nth (self, MV_TYPE_CONTRIBUTION_EDITOR, 0));
}

/* Sharing what holds a national identity number is refused at the field, which gets the keyboard;
 * the text is not lost. */
static void
test_identity_number (Fixture *self, gconstpointer role)
{
  GtkWidget *area;

  open_page (self, mv_contribution_page_new_draft (self->session, "a", PROJECT, ""));
  write_text (self, 0, "My number is 01810012311.");
  click (find_button (self, "Share with the project"));

  g_assert_cmpuint (count_contributions (self, "project/"), ==, 0);
  area = find_nth (self, MV_TYPE_TEXT_AREA, 0);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) ==
                 mv_text_area_get_view (MV_TEXT_AREA (area)));
  gtk_test_accessible_assert_state (mv_text_area_get_view (MV_TEXT_AREA (area)),
                                    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
}

/* Without a sentence nothing is shared. */
static void
test_no_text (Fixture *self, gconstpointer role)
{
  open_page (self, mv_contribution_page_new_draft (self->session, "a", PROJECT, ""));
  click (find_button (self, "Share with the project"));
  g_assert_cmpuint (count_contributions (self, NULL), ==, 0);
  g_assert_nonnull (find_nth (self, MV_TYPE_CONTRIBUTION_EDITOR, 0));
}

/* The page finds a draft again and fills the form with it. */
static void
test_draft (Fixture *self, gconstpointer role)
{
  g_autofree char *id = world_id (1);
  g_autofree char *text = NULL;

  world_draft (self->world, id, "Half a sentence");
  open_page (self, mv_contribution_page_new (self->session, "a", id));
  text = mv_text_area_dup_text (MV_TEXT_AREA (find_nth (self, MV_TYPE_TEXT_AREA, 0)));
  g_assert_cmpstr (text, ==, "Half a sentence");
}

/* The team answers: a refusal is not sent before it says why. */
static void
test_answer (Fixture *self, gconstpointer role)
{
  g_autofree char *id = world_id (1);
  g_autofree char *suggestion = world_id (2);
  g_autofree char *body =
      g_strdup_printf ("{\"project\":\"" PROJECT "\",\"date\":\"2026-11-20\",\"text\":\"A.\","
                       "\"suggestions\":[{\"id\":\"%s\",\"text\":\"B\"}]}",
                       suggestion);
  g_autofree char *line =
      world_put ("project/" PROJECT "/by/" PERSON_B, 1, id, 1, "contribution", PERSON_B, body);
  g_autoptr (GPtrArray) replies = NULL;

  world_pull (self->world, "a",
              "{\"s\":\"project/" PROJECT "\",\"role\":\"researcher\",\"head\":9},"
              "{\"s\":\"project/" PROJECT "/by/" PERSON_B "\",\"role\":\"researcher\",\"head\":9}",
              line, "\"project/" PROJECT "\":9,\"project/" PROJECT "/by/" PERSON_B "\":9");
  open_page (self, mv_contribution_page_new (self->session, "a", id));
  g_assert_nonnull (find_nth (self, MV_TYPE_ANSWER_FORM, 0));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_button (self, "Not adopted")), TRUE);
  mv_test_settle ();
  click (find_button (self, "Send the answer"));
  replies = mv_store_list (self->world->store, "a", "reply", NULL, NULL);
  g_assert_cmpuint (replies->len, ==, 0);

  write_text (self, 0, "It is too late for this study.");
  click (find_button (self, "Send the answer"));
  g_clear_pointer (&replies, g_ptr_array_unref);
  replies = mv_store_list (self->world->store, "a", "reply", NULL, NULL);
  g_assert_cmpuint (replies->len, ==, 1);
  g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (replies, 0), "reason"), ==,
                   "It is too late for this study.");
  g_assert_null (find_nth (self, MV_TYPE_ANSWER_FORM, 0));
}

/* A contribution that is not here is said to be so. */
static void
test_gone (Fixture *self, gconstpointer role)
{
  g_autofree char *id = world_id (7);

  open_page (self, mv_contribution_page_new (self->session, "a", id));
  g_assert_null (find_nth (self, MV_TYPE_CONTRIBUTION_READER, 0));
  g_assert_null (find_nth (self, MV_TYPE_CONTRIBUTION_EDITOR, 0));
}

#define ADD(name, role, function)                                                                  \
  g_test_add ("/ui/contribution-page/" name, Fixture, role, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("leave", "representative", test_leave);
  ADD ("share", "representative", test_share);
  ADD ("identity-number", "representative", test_identity_number);
  ADD ("no-text", "representative", test_no_text);
  ADD ("draft", "representative", test_draft);
  ADD ("answer", "researcher", test_answer);
  ADD ("gone", "representative", test_gone);
  return g_test_run ();
}
