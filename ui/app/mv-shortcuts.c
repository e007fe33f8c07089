/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-app"

#include "config.h"

#include "mv-shortcuts.h"

#include <glib/gi18n.h>

static const MvShortcut shortcuts[] = {
  { "win.write", { "<Control>n" }, N_ ("Write a new contribution"), N_ ("Write and find") },
  { "win.search-focus", { "<Control>f" }, N_ ("Search"), NULL },
  { "win.exchange", { "<Control>r" }, N_ ("Send and fetch now"), NULL },
  { "win.back", { "<Alt>Left" }, N_ ("Back"), NULL },
  { "win.go-across", { "F6" }, N_ ("To the menu and to the page"), NULL },
  { "app.text-larger",
    { "<Control>plus", "<Control>equal", "<Control>KP_Add" },
    N_ ("Larger text"),
    N_ ("The program") },
  { "app.text-smaller", { "<Control>minus", "<Control>KP_Subtract" }, N_ ("Smaller text"), NULL },
  { "app.text-normal", { "<Control>0", "<Control>KP_0" }, N_ ("Normal text"), NULL },
  { "win.help", { "F1" }, N_ ("Help"), NULL },
  { "win.shortcuts", { "<Control>question", "<Control>F1" }, N_ ("Keyboard shortcuts"), NULL },
  { "app.quit", { "<Control>q" }, N_ ("Close"), NULL },
};

/* Signs that a screen reader passes over, and keys that have no sign. */
static const struct
{
  guint keyval;
  const char *text; /* (nullable): as the spoken one */
  const char *spoken;
} key_names[] = {
  { GDK_KEY_Left, NULL, NC_ ("key", "left arrow") },
  { GDK_KEY_plus, "+", NC_ ("key", "plus") },
  { GDK_KEY_minus, "−", NC_ ("key", "minus") },
  { GDK_KEY_question, "?", NC_ ("key", "question mark") },
};

/**
 * mv_shortcuts_get:
 * @n_shortcuts: (out): how many there are
 *
 * Returns: (array length=n_shortcuts): all keys of the program, in the order they are told in
 */
const MvShortcut *
mv_shortcuts_get (guint *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

void
mv_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                           (const char *const *) shortcuts[i].keys);
}

static char *
dup_key (guint keyval, gboolean is_spoken)
{
  gunichar sign = gdk_keyval_to_unicode (gdk_keyval_to_upper (keyval));
  char text[7] = "";

  for (guint i = 0; i < G_N_ELEMENTS (key_names); i++)
    if (key_names[i].keyval == keyval)
      return g_strdup (is_spoken || key_names[i].text == NULL
                           ? g_dpgettext2 (NULL, "key", key_names[i].spoken)
                           : key_names[i].text);
  if (sign == 0)
    return g_strdup (gdk_keyval_name (keyval));
  g_unichar_to_utf8 (sign, text);
  return g_strdup (text);
}

static char *
dup_keys (const MvShortcut *shortcut, gboolean is_spoken)
{
  g_autofree char *key = NULL;
  GdkModifierType modifiers;
  guint keyval;

  if (!gtk_accelerator_parse (shortcut->keys[0], &keyval, &modifiers))
    return g_strdup ("");
  key = dup_key (keyval, is_spoken);
  if (modifiers == 0)
    return g_steal_pointer (&key);
  /* Translators: two keys that are pressed together, such as “Ctrl and N”. */
  return g_strdup_printf (_ ("%s and %s"), modifiers & GDK_ALT_MASK ? "Alt" : "Ctrl", key);
}

/**
 * mv_shortcuts_dup_text:
 * @shortcut: a key of the program
 *
 * Returns: (transfer full): the keys to press, as they are printed on a keyboard
 */
char *
mv_shortcuts_dup_text (const MvShortcut *shortcut)
{
  return dup_keys (shortcut, FALSE);
}

/**
 * mv_shortcuts_dup_spoken:
 * @shortcut: a key of the program
 *
 * Returns: (transfer full): what it does and the keys to press, all in words
 */
char *
mv_shortcuts_dup_spoken (const MvShortcut *shortcut)
{
  g_autofree char *keys = dup_keys (shortcut, TRUE);

  return g_strdup_printf ("%s: %s", _ (shortcut->title), keys);
}
