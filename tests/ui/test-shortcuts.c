/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-shortcuts.h"

static const MvShortcut *
find (const char *action)
{
  guint n_shortcuts;
  const MvShortcut *shortcuts = mv_shortcuts_get (&n_shortcuts);

  for (guint i = 0; i < n_shortcuts; i++)
    if (g_str_equal (shortcuts[i].action, action))
      return &shortcuts[i];
  g_assert_not_reached ();
}

/* Every key is one that GTK understands and does one thing only. */
static void
test_keys (void)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_shortcuts;
  const MvShortcut *shortcuts = mv_shortcuts_get (&n_shortcuts);

  g_assert_nonnull (shortcuts[0].group);
  for (guint i = 0; i < n_shortcuts; i++)
    {
      g_assert_nonnull (shortcuts[i].keys[0]);
      for (const char *const *key = shortcuts[i].keys; *key != NULL; key++)
        {
          GdkModifierType modifiers;
          guint keyval;

          g_test_message ("%s: %s", shortcuts[i].action, *key);
          g_assert_true (gtk_accelerator_parse (*key, &keyval, &modifiers));
          g_assert_true (g_hash_table_add (taken, gtk_accelerator_name (keyval, modifiers)));
        }
    }
}

/* No modifier is left out of what people are told: the words know two, and one at a time. */
static void
test_modifiers (void)
{
  guint n_shortcuts;
  const MvShortcut *shortcuts = mv_shortcuts_get (&n_shortcuts);

  for (guint i = 0; i < n_shortcuts; i++)
    {
      GdkModifierType modifiers;

      g_assert_true (gtk_accelerator_parse (shortcuts[i].keys[0], NULL, &modifiers));
      g_assert_true (modifiers == 0 || modifiers == GDK_CONTROL_MASK || modifiers == GDK_ALT_MASK);
    }
}

/* Keys are shown as they are printed on a keyboard, and said in words that can be heard. */
static void
test_texts (void)
{
  static const struct
  {
    const char *action, *text, *spoken;
  } rows[] = {
    /* a letter is as large as on the key */
    { "win.write", "Ctrl and N", "Write a new contribution: Ctrl and N" },
    /* a key without a sign */
    { "win.back", "Alt and left arrow", "Back: Alt and left arrow" },
    /* a key alone */
    { "win.help", "F1", "Help: F1" },
    /* signs that a screen reader passes over */
    { "app.text-larger", "Ctrl and +", "Larger text: Ctrl and plus" },
    { "app.text-smaller", "Ctrl and −", "Smaller text: Ctrl and minus" },
    { "win.shortcuts", "Ctrl and ?", "Keyboard shortcuts: Ctrl and question mark" },
    /* a digit */
    { "app.text-normal", "Ctrl and 0", "Normal text: Ctrl and 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const MvShortcut *shortcut = find (rows[i].action);
      g_autofree char *text = mv_shortcuts_dup_text (shortcut);
      g_autofree char *spoken = mv_shortcuts_dup_spoken (shortcut);

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_cmpstr (spoken, ==, rows[i].spoken);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/shortcuts/keys", test_keys);
  g_test_add_func ("/shortcuts/modifiers", test_modifiers);
  g_test_add_func ("/shortcuts/texts", test_texts);

  return g_test_run ();
}
