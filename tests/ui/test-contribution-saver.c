/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-contribution-saver.h"
#include "store-world.h"

#define TODAY "2026-11-22"

typedef struct
{
  World *world;
  MvContributionForm *form;
  MvContributionSaver *saver;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->world = world_new_in_memory ();
  world_grant (self->world, "a", "representative");
  self->form = mv_contribution_form_new (self->world->clock, self->world->random, "nn", TODAY);
  self->saver = mv_contribution_saver_new (self->world->store, self->world->clock, self->form);
  mv_contribution_saver_set_account (self->saver, "a");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->saver);
  g_assert_finalize_object (self->form);
  world_free (self->world);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  mv_contribution_saver_save_finish (MV_CONTRIBUTION_SAVER (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
save (Fixture *self)
{
  gboolean is_done = FALSE;

  mv_contribution_saver_save_async (self->saver, NULL, done_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

static MvRecord *
get (Fixture *self, const char *account)
{
  return mv_store_get (self->world->store, account, mv_contribution_form_get_id (self->form), NULL);
}

/* What is typed becomes a draft of one's own; the state says so, with the time. */
static void
test_draft (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) draft = NULL;

  mv_contribution_form_set_project (self->form, PROJECT);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "Half a sent");
  g_assert_cmpint (mv_contribution_saver_get_state (self->saver), ==, MV_SAVER_WAITING);
  save (self);
  g_assert_cmpint (mv_contribution_saver_get_state (self->saver), ==, MV_SAVER_SAVED);
  g_assert_cmpint (mv_contribution_saver_get_time (self->saver), ==, WORLD_START_US);

  draft = get (self, "a");
  g_assert_nonnull (draft);
  g_assert_cmpstr (mv_record_get_scope (draft), ==, "user/me");
  g_assert_cmpstr (mv_record_get_text (draft, "text"), ==, "Half a sent");
}

/* A page that was opened and left again leaves nothing behind. */
static void
test_blank (Fixture *self, gconstpointer data)
{
  mv_contribution_form_set_project (self->form, PROJECT);
  save (self);
  g_assert_cmpint (mv_contribution_saver_get_state (self->saver), ==, MV_SAVER_NOTHING);
  g_assert_null (get (self, "a"));
}

/* Text that was wiped out after it was saved is wiped out in the draft too. */
static void
test_wiped (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) draft = NULL;

  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  save (self);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "");
  save (self);
  draft = get (self, "a");
  g_assert_null (mv_record_get_text (draft, "text"));
}

/* A national identity number does not hinder saving: nothing typed is lost. */
static void
test_identity_number (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) draft = NULL;

  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "01810012311");
  save (self);
  draft = get (self, "a");
  g_assert_cmpstr (mv_record_get_text (draft, "text"), ==, "01810012311");
}

/* Hours and needs go into a record of their own that refers to the contribution. */
static void
test_claim (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) claims = NULL;

  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  mv_contribution_form_set_text (self->form, MV_FORM_SUPPORT, "A lift.");
  save (self);
  claims = mv_store_list (self->world->store, "a", "claim", NULL, NULL);
  g_assert_cmpuint (claims->len, ==, 1);
  g_assert_cmpstr (mv_record_get_text (g_ptr_array_index (claims, 0), "contribution"), ==,
                   mv_contribution_form_get_id (self->form));
}

/* Typing while a save is under way is saved as well before the saver says that all is. */
static void
test_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) draft = NULL;
  gboolean is_first_done = FALSE;

  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "One.");
  mv_contribution_saver_save_async (self->saver, NULL, done_cb, &is_first_done);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "One. Two.");
  save (self);
  g_assert_true (is_first_done);
  draft = get (self, "a");
  g_assert_cmpstr (mv_record_get_text (draft, "text"), ==, "One. Two.");
}

/* A project of another account takes the draft there and away from where it was. */
static void
test_move (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) before = NULL;
  g_autoptr (MvRecord) after = NULL;
  g_autofree char *id = NULL;

  world_add_local (self->world, "b", PERSON_B);
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  save (self);
  id = g_strdup (mv_contribution_form_get_id (self->form));

  mv_contribution_saver_set_account (self->saver, "b");
  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence. More.");
  save (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  before = mv_store_get (self->world->store, "a", id, NULL);
  after = get (self, "b");
  g_assert_null (before);
  g_assert_cmpstr (mv_record_get_text (after, "text"), ==, "A sentence. More.");
}

/* What was saved from here is known again when it comes back from the store. */
static void
test_own (Fixture *self, gconstpointer data)
{
  g_autoptr (MvRecord) draft = NULL;
  g_autoptr (MvRecord) other = NULL;

  mv_contribution_form_set_text (self->form, MV_FORM_TEXT, "A sentence.");
  save (self);
  draft = get (self, "a");
  g_assert_true (mv_contribution_saver_has_saved (self->saver, draft));
  other = mv_record_copy (draft);
  mv_record_set_text (other, "text", "Written elsewhere.");
  g_assert_false (mv_contribution_saver_has_saved (self->saver, other));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/ui/contribution-saver/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("draft", test_draft);
  ADD ("blank", test_blank);
  ADD ("wiped", test_wiped);
  ADD ("identity-number", test_identity_number);
  ADD ("claim", test_claim);
  ADD ("meanwhile", test_meanwhile);
  ADD ("move", test_move);
  ADD ("own", test_own);
  return g_test_run ();
}
