/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-application.h"

#include "mv-accounts.h"
#include "mv-backend.h"
#include "mv-dialogs.h"
#include "mv-example.h"
#include "mv-language.h"
#include "mv-shortcuts.h"
#include "mv-shown.h"
#include "mv-start-window.h"
#include "mv-text-scale.h"
#include "mv-trouble.h"
#include "mv-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

/* How long a start may take before a window says that it does */
#define PATIENCE_MS 1000

struct _MvApplication
{
  AdwApplication parent_instance;

  MvProfile *profile;        /* (owned) */
  GSettings *settings;       /* (owned) (nullable) */
  MvSession *session;        /* (owned) (nullable): none if the store could not be opened */
  MvSession *home;           /* (owned) (nullable): the person's own, while the example is shown */
  GCancellable *cancellable; /* (owned): until the program ends */
  char *notice;              /* (owned) (nullable): to be told when there is a window */
  GError *trouble;           /* (owned) (nullable): why there is no session */
  gboolean is_opening_example;
  gboolean is_starting;   /* the store is being opened */
  gboolean is_awaited;    /* a window is wanted as soon as it is open */
  char *invitation;       /* (owned) (nullable): and this is to be joined in it */
  guint patience;         /* 0 when nobody waits */
  GtkWindow *wait_window; /* (unowned) (nullable): says that it takes a while */
};

G_DEFINE_FINAL_TYPE (MvApplication, mv_application, ADW_TYPE_APPLICATION)

/* --- Text size and language --------------------------------------------------------------------
 */

static void
change_text_scale (MvApplication *self, int to)
{
  if (self->settings != NULL)
    g_settings_set_int (self->settings, "text-scale",
                        CLAMP (to, MV_TEXT_SCALE_MIN, MV_TEXT_SCALE_MAX));
  else
    mv_text_scale_apply (to);
}

static int
get_text_scale (MvApplication *self)
{
  return self->settings != NULL ? g_settings_get_int (self->settings, "text-scale") : 100;
}

static void
text_larger_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  change_text_scale (user_data, get_text_scale (user_data) + MV_TEXT_SCALE_STEP);
}

static void
text_smaller_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  change_text_scale (user_data, get_text_scale (user_data) - MV_TEXT_SCALE_STEP);
}

static void
text_normal_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  change_text_scale (user_data, MV_TEXT_SCALE_MIN);
}

static void
text_scale_changed_cb (MvApplication *self)
{
  mv_text_scale_apply (get_text_scale (self));
}

static void show_window (MvApplication *self);

/* Words on the screen do not change by themselves: the window is built anew where it was. */
static void
rebuild_window (MvApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    return;
  g_application_hold (G_APPLICATION (self));
  gtk_window_close (window);
  show_window (self);
  g_application_release (G_APPLICATION (self));
}

static void
language_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvApplication *self = user_data;
  const char *language = g_variant_get_string (target, NULL);

  if (self->session == NULL || g_str_equal (language, mv_session_get_language (self->session)))
    return;
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "language", language);
  mv_session_set_language (self->session, language);
  g_simple_action_set_state (action, target);
  rebuild_window (self);
}

/* --- The example -------------------------------------------------------------------------------
 */

static void
example_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MvSession) example = mv_example_open_finish (result, &error);

  g_application_unmark_busy (G_APPLICATION (self));
  self->is_opening_example = FALSE;
  if (example == NULL)
    {
      g_autofree char *sentence = mv_trouble_dup_sentence (error, MV_TROUBLE_STARTING);

      mv_dialogs_tell (GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (self))),
                       _ ("The example could not be opened"), sentence);
      return;
    }
  /* The program was closed meanwhile. */
  if (self->session == NULL)
    {
      mv_backend_close (example);
      return;
    }
  mv_session_set_settings (example, self->settings);
  mv_session_set_language (example, mv_session_get_language (self->session));
  self->home = g_steal_pointer (&self->session);
  self->session = g_steal_pointer (&example);
  rebuild_window (self);
}

static void
example_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  MvApplication *self = user_data;

  if (self->session == NULL || self->home != NULL || self->is_opening_example)
    return;
  self->is_opening_example = TRUE;
  g_application_mark_busy (G_APPLICATION (self));
  mv_example_open_async (self->profile, NULL, example_opened_cb, g_object_ref (self));
}

/* Back to what is the person's own, in the language that was chosen meanwhile. */
static void
leave_example (MvApplication *self)
{
  g_autoptr (MvSession) example = NULL;

  if (self->home == NULL)
    return;
  example = g_steal_pointer (&self->session);
  self->session = g_steal_pointer (&self->home);
  mv_session_set_language (self->session, mv_session_get_language (example));
  rebuild_window (self);
  mv_backend_close (example);
}

static void
leave_example_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  leave_example (user_data);
}

static void
quit_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  /* Closing lets the pages save; the program ends with its last window. */
  if (window != NULL)
    gtk_window_close (window);
  else
    g_application_quit (user_data);
}

/* A session that ends tells its programs; a second signal does not wait for anybody. */
static gboolean
ended_cb (gpointer user_data)
{
  g_action_group_activate_action (user_data, "quit", NULL);
  return G_SOURCE_REMOVE;
}

static const GActionEntry actions[] = {
  { "text-larger", text_larger_cb },
  { "text-smaller", text_smaller_cb },
  { "text-normal", text_normal_cb },
  { "language", language_cb, "s", "'en'" },
  { "example", example_cb },
  { "leave-example", leave_example_cb },
  { "quit", quit_cb },
};

/* --- Life --------------------------------------------------------------------------------------
 */

/* Returns: (transfer full): the one the person has chosen, else that of the machine */
static char *
dup_language (MvApplication *self)
{
  g_autofree char *chosen = NULL;

  if (self->settings != NULL)
    chosen = g_settings_get_string (self->settings, "language");
  return g_strdup (chosen != NULL && *chosen != '\0' ? chosen : mv_language_from_environment ());
}

/* Closing it means not to wait. */
static void
wait_window_gone_cb (MvApplication *self)
{
  self->wait_window = NULL;
  self->is_awaited = FALSE;
}

static void
waited_cb (gpointer user_data)
{
  MvApplication *self = user_data;

  self->patience = 0;
  self->wait_window = mv_start_window_new_waiting (GTK_APPLICATION (self));
  g_signal_connect_object (self->wait_window, "destroy", G_CALLBACK (wait_window_gone_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (self->wait_window);
}

static void
wait_for_store (MvApplication *self)
{
  self->is_awaited = TRUE;
  if (self->wait_window != NULL)
    gtk_window_present (self->wait_window);
  else if (self->patience == 0)
    self->patience = g_timeout_add_once (PATIENCE_MS, waited_cb, self);
}

static void
stop_waiting (MvApplication *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->wait_window != NULL)
    gtk_window_destroy (self->wait_window);
}

static void
join (MvApplication *self, const char *invitation)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (MV_IS_WINDOW (window))
    mv_window_join (MV_WINDOW (window), invitation);
}

static void
backend_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MvApplication) self = user_data;
  g_autofree char *language = dup_language (self);
  gboolean is_awaited;

  self->is_starting = FALSE;
  self->session = mv_backend_open_finish (result, &self->notice, &self->trouble);
  if (self->session != NULL)
    {
      mv_session_set_language (self->session, language);
      mv_session_set_settings (self->session, self->settings);
      mv_accounts_start (self->session, self->cancellable);
    }
  is_awaited = self->is_awaited;
  stop_waiting (self);
  if (is_awaited)
    show_window (self);
  if (is_awaited && self->invitation != NULL)
    join (self, self->invitation);
  g_clear_pointer (&self->invitation, g_free);
  g_application_release (G_APPLICATION (self));
}

/* The store is opened in a thread of its own, while GTK is getting ready in this one. */
static void
mv_application_startup (GApplication *application)
{
  MvApplication *self = MV_APPLICATION (application);
  g_autofree char *language = NULL;

  self->is_starting = TRUE;
  g_application_hold (application);
  mv_backend_open_async (self->profile, self->cancellable, backend_opened_cb, g_object_ref (self));

  G_APPLICATION_CLASS (mv_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (MV_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  mv_shortcuts_install (GTK_APPLICATION (self));
  g_unix_signal_add (SIGTERM, ended_cb, self);
  g_unix_signal_add (SIGINT, ended_cb, self);
  self->settings = mv_profile_open_settings (self->profile);
  language = dup_language (self);
  /* What opening the store has to say is said in it too. */
  mv_language_apply (language);
  g_action_group_change_action_state (G_ACTION_GROUP (self), "language",
                                      g_variant_new_string (language));
  if (self->settings != NULL)
    {
      g_signal_connect_object (self->settings, "changed::text-scale",
                               G_CALLBACK (text_scale_changed_cb), self, G_CONNECT_SWAPPED);
      text_scale_changed_cb (self);
    }
}

static void
mv_application_shutdown (GApplication *application)
{
  MvApplication *self = MV_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  stop_waiting (self);
  if (self->session != NULL)
    mv_backend_close (self->session);
  g_clear_object (&self->session);
  if (self->home != NULL)
    mv_backend_close (self->home);
  g_clear_object (&self->home);

  G_APPLICATION_CLASS (mv_application_parent_class)->shutdown (application);
}

static void
show_window (MvApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->is_starting)
    {
      wait_for_store (self);
      return;
    }
  if (window == NULL && self->session == NULL)
    {
      window = mv_start_window_new_trouble (GTK_APPLICATION (self), self->trouble);
    }
  else if (window == NULL)
    {
      g_autofree char *place =
          self->settings != NULL ? g_settings_get_string (self->settings, "last-place") : NULL;

      window = GTK_WINDOW (mv_window_new (ADW_APPLICATION (self), self->session));
      mv_window_open_at (MV_WINDOW (window), place);
    }
  gtk_window_present (window);
  if (self->session != NULL)
    mv_shown_watch (MV_WINDOW (window));
  if (self->notice != NULL)
    mv_dialogs_tell (GTK_WIDGET (window), _ ("A file was damaged"), self->notice);
  g_clear_pointer (&self->notice, g_free);
}

static void
mv_application_activate (GApplication *application)
{
  show_window (MV_APPLICATION (application));
}

/* Some file systems write `medvirk:invitation` as if it had a host: `medvirk:///invitation`. */
static char *
dup_invitation (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  const char *rest;

  if (!g_str_has_prefix (uri, "medvirk:"))
    return g_steal_pointer (&uri);
  for (rest = uri + strlen ("medvirk:"); *rest == '/'; rest++)
    ;
  return g_strconcat ("medvirk:", rest, NULL);
}

/* A `.medvirk` file or a `medvirk:` link: one invitation at a time. */
static void
mv_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  MvApplication *self = MV_APPLICATION (application);
  g_autofree char *invitation = dup_invitation (files[0]);

  leave_example (self);
  show_window (self);
  if (self->is_starting)
    {
      g_free (self->invitation);
      self->invitation = g_steal_pointer (&invitation);
    }
  else
    {
      join (self, invitation);
    }
}

/* --- Options -----------------------------------------------------------------------------------
 */

static int
connect_and_tell (MvApplication *self, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = mv_backend_connect (self->profile, file, &error);

  if (sentence == NULL)
    {
      g_autofree char *trouble = mv_trouble_dup_sentence (error, MV_TROUBLE_CONNECTING);

      g_printerr ("%s\n", trouble);
      return 1;
    }
  g_print ("%s\n", sentence);
  return 0;
}

static int
mv_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  MvApplication *self = MV_APPLICATION (application);
  g_autoptr (GError) error = NULL;
  const char *name = NULL, *file = NULL;

  mv_language_apply (mv_language_from_environment ());
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Medvirk %s\n", MV_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "profile", "&s", &name);
  self->profile = mv_profile_new (name, &error);
  if (self->profile == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (g_variant_dict_lookup (options, "connect", "^&ay", &file))
    return connect_and_tell (self, file);
  g_application_set_application_id (application, self->profile->application_id);
  return -1;
}

static const GOptionEntry options[] = {
  { "profile", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL,
    N_ ("Use data and settings of their own, under NAME"), N_ ("NAME") },
  { "connect", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Accept the invitation in FILE and exit"), N_ ("FILE") },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"),
    NULL },
  { NULL },
};

static void
mv_application_finalize (GObject *object)
{
  MvApplication *self = MV_APPLICATION (object);

  g_clear_pointer (&self->profile, mv_profile_free);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->invitation, g_free);
  g_clear_object (&self->session);
  g_clear_object (&self->home);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->trouble);
  g_free (self->notice);

  G_OBJECT_CLASS (mv_application_parent_class)->finalize (object);
}

static void
mv_application_class_init (MvApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mv_application_finalize;
  application_class->startup = mv_application_startup;
  application_class->activate = mv_application_activate;
  application_class->open = mv_application_open;
  application_class->shutdown = mv_application_shutdown;
  application_class->handle_local_options = mv_application_handle_local_options;
}

static void
mv_application_init (MvApplication *self)
{
  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

MvApplication *
mv_application_new (void)
{
  /* The style sheets and icons are the same in every profile. */
  return g_object_new (MV_TYPE_APPLICATION, "application-id", MV_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/no/medvirk/Medvirk",
                       NULL);
}
