/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-welcome"

#include "config.h"

#include "mv-invitation-page.h"

#include "mv-accounts.h"
#include "mv-backend.h"
#include "mv-file-chooser.h"
#include "mv-form-row.h"
#include "mv-invitation-code.h"
#include "mv-rows.h"
#include "mv-trouble.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH 720
#define EXAMPLE_CODE "K7QMW-3XPAE-9TFD6"
#define EXAMPLE_SERVER "medvirk.example.no"
/* More than a code with its hyphens and some blanks: then it is a text with one in it. */
#define TEXT_CHARACTERS (MV_INVITATION_CODE_LENGTH + 6)

struct _MvInvitationPage
{
  MvPageWidget parent_instance;

  MvSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned): until the page goes */

  /* Template (all unowned) */
  GtkWidget *intro, *along, *plain, *trouble, *groups, *asking, *asking_label;
  GtkWidget *buttons, *connect, *choose;
  GtkEditable *code, *server;
  MvFormRow *code_row, *server_row;
};

G_DEFINE_FINAL_TYPE (MvInvitationPage, mv_invitation_page, MV_TYPE_PAGE_WIDGET)

/* --- What is wrong ------------------------------------------------------------------------------
 */

static void
set_trouble (MvInvitationPage *self, const char *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->trouble), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->trouble, sentence != NULL);
}

/* Beside the field it is about, or over the button. */
static void
tell_trouble (MvInvitationPage *self, const GError *error)
{
  g_autofree char *sentence = mv_trouble_dup_sentence (error, MV_TROUBLE_CONNECTING);
  g_autofree char *field = mv_problem_dup_field (error);

  set_trouble (self, NULL);
  if (g_strcmp0 (field, "code") == 0)
    {
      mv_form_row_set_error (self->code_row, sentence);
      gtk_widget_grab_focus (GTK_WIDGET (self->code));
    }
  else if (g_strcmp0 (field, "server") == 0)
    {
      mv_form_row_set_error (self->server_row, sentence);
      gtk_widget_grab_focus (GTK_WIDGET (self->server));
    }
  else
    {
      set_trouble (self, sentence);
    }
}

/* --- Code and address ---------------------------------------------------------------------------
 */

/* The first group that is full and wrong, from 1; 0 if none is. */
static guint
find_wrong_group (const MvInvitationGroup *groups)
{
  for (guint i = 0; i < MV_INVITATION_GROUPS; i++)
    {
      if (groups[i] == MV_INVITATION_GROUP_WRONG)
        return i + 1;
    }
  return 0;
}

static guint
count_right_groups (const MvInvitationGroup *groups)
{
  guint n = 0;

  for (guint i = 0; i < MV_INVITATION_GROUPS; i++)
    n += groups[i] == MV_INVITATION_GROUP_RIGHT;
  return n;
}

static void
check_code (MvInvitationPage *self)
{
  MvInvitationGroup groups[MV_INVITATION_GROUPS];
  gboolean fits = mv_invitation_check_typed (gtk_editable_get_text (self->code), groups);
  guint wrong = find_wrong_group (groups), n_right = count_right_groups (groups);
  g_autofree char *error = NULL, *right = NULL;

  if (wrong > 0)
    error = g_strdup_printf (_ ("Something in group %u is not as in the code you received. Compare "
                                "them letter by letter."),
                             wrong);
  else if (!fits)
    error =
        g_strdup (_ ("This is longer than a code. A code has three groups of five characters."));
  else if (n_right == MV_INVITATION_GROUPS)
    right = g_strdup (_ ("The code is typed correctly."));
  else if (n_right > 0)
    right = g_strdup_printf (
        /* Translators: of the three groups of a code */
        ngettext ("%u group is correct.", "%u groups are correct.", n_right), n_right);

  mv_form_row_set_error (self->code_row, error);
  gtk_label_set_label (GTK_LABEL (self->groups), right != NULL ? right : "");
  gtk_widget_set_visible (self->groups, right != NULL);
}

static void
code_changed_cb (MvInvitationPage *self)
{
  const char *text = gtk_editable_get_text (self->code);

  set_trouble (self, NULL);
  if (g_utf8_strlen (text, -1) > TEXT_CHARACTERS)
    {
      g_autofree char *letter = g_strdup (text);

      mv_invitation_page_read_text (self, letter);
      return;
    }
  check_code (self);
}

static void
server_changed_cb (MvInvitationPage *self)
{
  set_trouble (self, NULL);
  mv_form_row_set_error (self->server_row, NULL);
}

/**
 * mv_invitation_page_fill:
 * @self: a page
 * @server: (nullable): the address, or %NULL to leave what stands there
 * @code: the code
 *
 * Puts an invitation into the fields, as if it had been typed.
 */
void
mv_invitation_page_fill (MvInvitationPage *self, const char *server, const char *code)
{
  g_return_if_fail (MV_IS_INVITATION_PAGE (self));

  if (server != NULL)
    gtk_editable_set_text (self->server, server);
  gtk_editable_set_text (self->code, code);
  gtk_widget_grab_focus (*gtk_editable_get_text (self->server) != '\0' ? self->connect
                                                                       : GTK_WIDGET (self->server));
}

/**
 * mv_invitation_page_read_text:
 * @self: a page
 * @text: a link, or a letter with a code or a link in it
 *
 * Fills in the invitation in a text, or says why it is none.
 */
void
mv_invitation_page_read_text (MvInvitationPage *self, const char *text)
{
  g_autofree char *server = NULL, *code = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (MV_IS_INVITATION_PAGE (self));

  /* What comes from a link on some page has to be one, and nothing around it. */
  if (g_str_has_prefix (text, "medvirk:") ? mv_invitation_parse (text, &server, &code, &error)
                                          : mv_invitation_find (text, &server, &code, &error))
    mv_invitation_page_fill (self, server, code);
  else
    tell_trouble (self, error);
}

/**
 * mv_invitation_page_read_file:
 * @self: a page
 * @file: a `.medvirk` file
 *
 * Fills in the invitation in a file, or says why it is none.
 */
void
mv_invitation_page_read_file (MvInvitationPage *self, GFile *file)
{
  g_autofree char *server = NULL, *code = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (MV_IS_INVITATION_PAGE (self));

  if (mv_backend_read_invitation (file, &server, &code, &error))
    mv_invitation_page_fill (self, server, code);
  else
    tell_trouble (self, error);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvInvitationPage) self = user_data;
  g_autoptr (GFile) file = mv_file_chooser_open_finish (result);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    mv_invitation_page_read_file (self, file);
}

static void
choose_cb (MvInvitationPage *self)
{
  mv_file_chooser_open_async (GTK_WIDGET (self), _ ("Open an invitation"), _ ("Invitations"),
                              "*.medvirk", file_chosen_cb, g_object_ref (self));
}

/* --- Connecting ---------------------------------------------------------------------------------
 */

static void
set_asking (MvInvitationPage *self, gboolean is_asking)
{
  g_autofree char *text = g_strdup_printf (
      /* Translators: %s is the address of a server */
      _ ("Asking %s …"), gtk_editable_get_text (self->server));

  gtk_label_set_label (GTK_LABEL (self->asking_label), is_asking ? text : "");
  gtk_widget_set_visible (self->asking, is_asking);
  gtk_widget_set_sensitive (self->buttons, !is_asking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->code), !is_asking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->server), !is_asking);
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvInvitationPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvEnrolment) enrolment = mv_accounts_join_finish (result, &error);
  g_autofree char *sentence = NULL;

  /* An account that came while the page went is an account all the same. */
  if (enrolment != NULL)
    mv_accounts_start (self->session, NULL);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_asking (self, FALSE);
  if (enrolment == NULL)
    {
      tell_trouble (self, error);
      return;
    }
  sentence = g_strdup_printf (_ ("%s is connected to %s."), enrolment->name,
                              gtk_editable_get_text (self->server));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", sentence);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", "today");
}

static void
connect_cb (MvInvitationPage *self)
{
  g_autofree char *code = mv_invitation_normalise (gtk_editable_get_text (self->code), NULL);
  g_autofree char *server = NULL;
  g_autoptr (GError) error = NULL;

  set_trouble (self, NULL);
  if (code == NULL)
    mv_problem_set (&error, MV_PROBLEM_INVALID, "code", "the code is mistyped");
  else
    server = mv_server_address_normalise (gtk_editable_get_text (self->server), &error);
  if (error != NULL)
    {
      tell_trouble (self, error);
      return;
    }
  set_asking (self, TRUE);
  mv_accounts_join_async (self->session, server, code, self->cancellable, joined_cb,
                          g_object_ref (self));
}

/* --- What goes with it --------------------------------------------------------------------------
 */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvInvitationPage) self = user_data;
  g_autoptr (MvAccountsFacts) facts = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  facts = mv_accounts_look_finish (self->session, result, NULL);
  gtk_widget_set_visible (self->along, facts != NULL && facts->local_account != NULL);
}

static void
secrets_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvInvitationPage) self = user_data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  /* A keyring that does not open is told of when a key is to be kept. */
  if (mv_secrets_open_finish (MV_SECRETS (source), result, NULL))
    gtk_widget_set_visible (self->plain, mv_secrets_is_plain (MV_SECRETS (source)));
}

/* --- The page -----------------------------------------------------------------------------------
 */

static void
add_buttons (MvInvitationPage *self)
{
  self->connect = mv_rows_new_primary_button (_ ("Connect"), NULL, NULL);
  self->choose = mv_rows_new_second_button (_ ("Open a file …"), NULL, NULL);
  g_signal_connect_object (self->connect, "clicked", G_CALLBACK (connect_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choose, "clicked", G_CALLBACK (choose_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), self->connect);
  gtk_box_append (GTK_BOX (self->buttons), self->choose);
}

static void
build (MvInvitationPage *self)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_type_ensure (MV_TYPE_FORM_ROW);
  builder = gtk_builder_new_from_resource ("/no/medvirk/Medvirk/welcome/mv-invitation-page.ui");
  self->intro = GTK_WIDGET (gtk_builder_get_object (builder, "intro"));
  self->along = GTK_WIDGET (gtk_builder_get_object (builder, "along"));
  self->plain = GTK_WIDGET (gtk_builder_get_object (builder, "plain"));
  self->trouble = GTK_WIDGET (gtk_builder_get_object (builder, "trouble"));
  self->groups = GTK_WIDGET (gtk_builder_get_object (builder, "groups"));
  self->asking = GTK_WIDGET (gtk_builder_get_object (builder, "asking"));
  self->asking_label = GTK_WIDGET (gtk_builder_get_object (builder, "asking_label"));
  self->buttons = GTK_WIDGET (gtk_builder_get_object (builder, "buttons"));
  self->code = GTK_EDITABLE (gtk_builder_get_object (builder, "code"));
  self->server = GTK_EDITABLE (gtk_builder_get_object (builder, "server"));
  self->code_row = MV_FORM_ROW (gtk_builder_get_object (builder, "code_row"));
  self->server_row = MV_FORM_ROW (gtk_builder_get_object (builder, "server_row"));
  mv_form_row_set_folded (self->code_row, TRUE);
  mv_form_row_set_folded (self->server_row, TRUE);
  add_buttons (self);
  g_signal_connect_object (self->code, "changed", G_CALLBACK (code_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "changed", G_CALLBACK (server_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->code, "activate", G_CALLBACK (connect_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "activate", G_CALLBACK (connect_cb), self,
                           G_CONNECT_SWAPPED);
  mv_page_widget_set_content (MV_PAGE_WIDGET (self),
                              GTK_WIDGET (gtk_builder_get_object (builder, "column")), WIDTH);
}

static void
mv_invitation_page_folded_changed (MvPageWidget *page, gboolean folded)
{
  MvInvitationPage *self = MV_INVITATION_PAGE (page);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static gboolean
mv_invitation_page_grab_first_focus (MvPageWidget *page)
{
  MvInvitationPage *self = MV_INVITATION_PAGE (page);
  gboolean is_filled =
      *gtk_editable_get_text (self->code) != '\0' && *gtk_editable_get_text (self->server) != '\0';

  return gtk_widget_grab_focus (is_filled ? self->connect : GTK_WIDGET (self->code));
}

static void
mv_invitation_page_leave (MvPageWidget *page)
{
  g_cancellable_cancel (MV_INVITATION_PAGE (page)->cancellable);
}

static void
mv_invitation_page_dispose (GObject *object)
{
  MvInvitationPage *self = MV_INVITATION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mv_invitation_page_parent_class)->dispose (object);
}

static void
mv_invitation_page_finalize (GObject *object)
{
  g_object_unref (MV_INVITATION_PAGE (object)->cancellable);

  G_OBJECT_CLASS (mv_invitation_page_parent_class)->finalize (object);
}

static void
mv_invitation_page_class_init (MvInvitationPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mv_invitation_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mv_invitation_page_finalize;
  MV_PAGE_WIDGET_CLASS (klass)->folded_changed = mv_invitation_page_folded_changed;
  MV_PAGE_WIDGET_CLASS (klass)->grab_first_focus = mv_invitation_page_grab_first_focus;
  MV_PAGE_WIDGET_CLASS (klass)->leave = mv_invitation_page_leave;
}

static void
mv_invitation_page_init (MvInvitationPage *self)
{
  self->cancellable = g_cancellable_new ();
  mv_page_widget_set_has_primary (MV_PAGE_WIDGET (self), TRUE);
  build (self);
}

static void
set_words (MvInvitationPage *self,
           const char *title,
           const char *intro,
           const char *code_hint,
           const char *server_hint)
{
  mv_page_widget_set_title (MV_PAGE_WIDGET (self), title);
  gtk_label_set_label (GTK_LABEL (self->intro), intro);
  mv_form_row_set_hint (self->code_row, code_hint);
  mv_form_row_set_hint (self->server_row, server_hint);
}

/* What came from another person, in a letter or a file. */
static void
ask_for_invitation (MvInvitationPage *self)
{
  /* Translators: %s is an example of a code */
  g_autofree char *code_hint = g_strdup_printf (
      _ ("Three groups of five characters, such as %s. You can also paste the whole letter."),
      EXAMPLE_CODE);
  /* Translators: %s is an example of an address */
  g_autofree char *server_hint =
      g_strdup_printf (_ ("It is in the invitation, such as %s."), EXAMPLE_SERVER);

  set_words (self, _ ("Your invitation"),
             _ ("Type what you received, or open the file. If you received a link, press it, and "
                "everything is filled in here."),
             code_hint, server_hint);
}

/* What stands on the screen of one's other computer: there is no letter and no file. */
static void
ask_for_code (MvInvitationPage *self)
{
  /* Translators: %s is an example of a code */
  g_autofree char *code_hint = g_strdup_printf (
      _ ("Three groups of five characters, such as %s. You can also paste the link."),
      EXAMPLE_CODE);
  /* Translators: %s is an example of an address; it stands under the code on the other computer */
  g_autofree char *server_hint =
      g_strdup_printf (_ ("It is under the code, such as %s."), EXAMPLE_SERVER);

  set_words (self, _ ("Use Medvirk here too"),
             _ ("On the other computer, open “More” and choose “Use another computer too”. Then "
                "type the code and the address you get there."),
             code_hint, server_hint);
  g_object_set (self->code_row, "label", _ ("Code"), NULL);
  gtk_widget_set_visible (self->choose, FALSE);
}

MvPageWidget *
mv_invitation_page_new (MvSession *session, gboolean is_second)
{
  MvInvitationPage *self = g_object_new (MV_TYPE_INVITATION_PAGE, NULL);

  self->session = g_object_ref (session);
  if (is_second)
    ask_for_code (self);
  else
    ask_for_invitation (self);
  mv_accounts_look_async (session, self->cancellable, looked_cb, g_object_ref (self));
  if (mv_session_get_secrets (session) != NULL)
    mv_secrets_open_async (mv_session_get_secrets (session), self->cancellable, secrets_opened_cb,
                           g_object_ref (self));
  return MV_PAGE_WIDGET (self);
}
