/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-focus-memory.h"

#include "mv-tab-order.h"

struct _MvFocusMemory
{
  GObject parent_instance;

  GtkWidget *part;    /* (unowned) (nullable): weak pointer */
  GtkRoot *root;      /* (unowned) (nullable): weak pointer to the window of the part */
  GtkWidget *widget;  /* (unowned) (nullable): weak pointer to what had the keyboard last */
  char *meaning;      /* (owned) (nullable): what it does and says */
  guint index;        /* its place among the stops of the part */
  gboolean is_inside; /* nothing outside the part has had the keyboard since */
};

G_DEFINE_FINAL_TYPE (MvFocusMemory, mv_focus_memory, G_TYPE_OBJECT)

/* --- What a stop means -------------------------------------------------------------------------
 */

/* Numbers change with what they count; the thing is the same. */
static void
append_words (GString *meaning, GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    for (const char *text = gtk_label_get_text (GTK_LABEL (widget)); *text != '\0'; text++)
      if (!g_ascii_isdigit (*text))
        g_string_append_c (meaning, *text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      append_words (meaning, child);
}

static char *
describe (GtkWidget *stop)
{
  GString *meaning = g_string_new (G_OBJECT_TYPE_NAME (stop));
  GVariant *target = NULL;

  if (GTK_IS_ACTIONABLE (stop) && gtk_actionable_get_action_name (GTK_ACTIONABLE (stop)) != NULL)
    {
      g_string_append (meaning, gtk_actionable_get_action_name (GTK_ACTIONABLE (stop)));
      target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (stop));
    }
  /* What opens something is told by what it opens, whatever it says about it now. */
  if (target != NULL)
    {
      g_autofree char *text = g_variant_print (target, FALSE);

      g_string_append (meaning, text);
    }
  else
    append_words (meaning, stop);
  return g_string_free (meaning, FALSE);
}

/* --- Remembering -------------------------------------------------------------------------------
 */

static GtkWidget *
get_focus (MvFocusMemory *self)
{
  GtkRoot *root = self->part != NULL ? gtk_widget_get_root (self->part) : NULL;

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static void
remember (MvFocusMemory *self, GtkWidget *focus)
{
  g_autoptr (GPtrArray) stops = mv_tab_order_list (self->part);

  g_set_weak_pointer (&self->widget, focus);
  g_clear_pointer (&self->meaning, g_free);
  self->index = 0;
  for (guint i = 0; i < stops->len; i++)
    {
      GtkWidget *stop = g_ptr_array_index (stops, i);

      if (!mv_tab_order_has_focus (stop))
        continue;
      g_free (self->meaning);
      self->meaning = describe (stop);
      self->index = i;
    }
}

static void
focus_changed_cb (MvFocusMemory *self)
{
  GtkWidget *focus = get_focus (self);

  if (focus == NULL || self->part == NULL)
    return;
  self->is_inside = mv_tab_order_has_focus (self->part);
  if (self->is_inside && focus != self->part)
    remember (self, focus);
}

static void
root_changed_cb (MvFocusMemory *self)
{
  GtkRoot *root = gtk_widget_get_root (self->part);

  if (self->root == root)
    return;
  if (self->root != NULL)
    g_signal_handlers_disconnect_by_func (self->root, focus_changed_cb, self);
  g_set_weak_pointer (&self->root, GTK_IS_WINDOW (root) ? root : NULL);
  /* No signal group: the one of GLib 2.74 is still told of a window that goes after itself. */
  if (self->root != NULL)
    g_signal_connect_object (self->root, "notify::focus-widget", G_CALLBACK (focus_changed_cb),
                             self, G_CONNECT_SWAPPED);
}

/* --- Going back --------------------------------------------------------------------------------
 */

/**
 * mv_focus_memory_is_lost:
 * @self: a memory
 *
 * Returns: whether the keyboard was in the part, and what had it is gone
 */
gboolean
mv_focus_memory_is_lost (MvFocusMemory *self)
{
  GtkWidget *focus;

  g_return_val_if_fail (MV_IS_FOCUS_MEMORY (self), FALSE);

  focus = get_focus (self);
  return self->is_inside &&
         (focus == NULL || !gtk_widget_get_mapped (focus) || !gtk_widget_is_sensitive (focus));
}

/* The stop that means the same, the one nearest to its old place first; else what stands there. */
static GtkWidget *
find_heir (MvFocusMemory *self, GPtrArray *stops)
{
  GtkWidget *found = NULL;
  guint nearest = G_MAXUINT;

  for (guint i = 0; i < stops->len && self->meaning != NULL; i++)
    {
      g_autofree char *meaning = describe (g_ptr_array_index (stops, i));
      guint distance = i > self->index ? i - self->index : self->index - i;

      if (distance < nearest && g_str_equal (meaning, self->meaning))
        {
          nearest = distance;
          found = g_ptr_array_index (stops, i);
        }
    }
  if (found == NULL && stops->len > 0)
    found = g_ptr_array_index (stops, MIN (self->index, stops->len - 1));
  return found;
}

/**
 * mv_focus_memory_return:
 * @self: a memory
 *
 * Puts the keyboard back.
 *
 * Returns: %FALSE if it never was in the part, or there is nothing in it that takes it
 */
gboolean
mv_focus_memory_return (MvFocusMemory *self)
{
  g_autoptr (GPtrArray) stops = NULL;
  GtkWidget *heir;

  g_return_val_if_fail (MV_IS_FOCUS_MEMORY (self), FALSE);

  if (self->part == NULL || self->meaning == NULL)
    return FALSE;
  if (self->widget != NULL && gtk_widget_get_mapped (self->widget) &&
      gtk_widget_is_ancestor (self->widget, self->part) && gtk_widget_grab_focus (self->widget))
    return TRUE;
  stops = mv_tab_order_list (self->part);
  heir = find_heir (self, stops);
  return heir != NULL && mv_tab_order_focus (heir);
}

static void
mv_focus_memory_dispose (GObject *object)
{
  MvFocusMemory *self = MV_FOCUS_MEMORY (object);

  g_clear_weak_pointer (&self->root);
  g_clear_weak_pointer (&self->part);
  g_clear_weak_pointer (&self->widget);

  G_OBJECT_CLASS (mv_focus_memory_parent_class)->dispose (object);
}

static void
mv_focus_memory_finalize (GObject *object)
{
  g_free (MV_FOCUS_MEMORY (object)->meaning);

  G_OBJECT_CLASS (mv_focus_memory_parent_class)->finalize (object);
}

static void
mv_focus_memory_class_init (MvFocusMemoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mv_focus_memory_dispose;
  object_class->finalize = mv_focus_memory_finalize;
}

static void
mv_focus_memory_init (MvFocusMemory *self)
{
}

/* @part: (transfer none): watched from now on; the memory does not keep it */
MvFocusMemory *
mv_focus_memory_new (GtkWidget *part)
{
  MvFocusMemory *self = g_object_new (MV_TYPE_FOCUS_MEMORY, NULL);

  g_set_weak_pointer (&self->part, part);
  g_signal_connect_object (part, "notify::root", G_CALLBACK (root_changed_cb), self,
                           G_CONNECT_SWAPPED);
  root_changed_cb (self);
  return self;
}
