/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-widgets"

#include "config.h"

#include "mv-list-pane.h"

#include "mv-accessible.h"
#include "mv-tab-order.h"

struct _MvListPane
{
  AdwBin parent_instance;

  AdwClamp *top_clamp;
  GtkBox *top;
  GtkLabel *heading;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  AdwClampScrollable *list_clamp;
  GtkListView *list;
  AdwClamp *instead_clamp;
  AdwBin *instead;
};

typedef enum
{
  SIGNAL_CHOSEN,
  SIGNAL_LAST,
} MvListPaneSignal;

static guint signals[SIGNAL_LAST];

G_DEFINE_FINAL_TYPE (MvListPane, mv_list_pane, ADW_TYPE_BIN)

static void
activate_cb (MvListPane *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  g_autoptr (GObject) item = g_list_model_get_item (model, position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, item);
}

static void
mv_list_pane_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), MV_TYPE_LIST_PANE);

  G_OBJECT_CLASS (mv_list_pane_parent_class)->dispose (object);
}

static void
mv_list_pane_class_init (MvListPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mv_list_pane_dispose;

  /**
   * MvListPane::chosen:
   * @item: the item of the model whose row was chosen
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", MV_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/no/medvirk/Medvirk/widgets/mv-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MvListPane, heading);
  gtk_widget_class_bind_template_child (widget_class, MvListPane, instead);
  gtk_widget_class_bind_template_child (widget_class, MvListPane, instead_clamp);
  gtk_widget_class_bind_template_child (widget_class, MvListPane, list);
  gtk_widget_class_bind_template_child (widget_class, MvListPane, list_clamp);
  gtk_widget_class_bind_template_child (widget_class, MvListPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, MvListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, MvListPane, top);
  gtk_widget_class_bind_template_child (widget_class, MvListPane, top_clamp);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
mv_list_pane_init (MvListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mv_tab_order_set_one_stop (GTK_WIDGET (self->list));
}

/**
 * mv_list_pane_new:
 * @page: the page it fills; gives the heading
 * @list_name: what screen readers call the list
 * @factory: (transfer full): makes the rows, and names them with mv_accessible_name_row()
 * @width: widest the column gets, in pixels at normal text size, side margins counted
 */
GtkWidget *
mv_list_pane_new (MvPageWidget *page, const char *list_name, GtkListItemFactory *factory, int width)
{
  MvListPane *self = g_object_new (MV_TYPE_LIST_PANE, NULL);

  g_object_bind_property (page, "title", self->heading, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (page, "has-heading", self->heading, "visible", G_BINDING_SYNC_CREATE);
  mv_accessible_set_label (self->list, list_name);
  /* GTK's own objects around the list, and around what stands for it, have no names. */
  mv_accessible_set_label (gtk_stack_get_page (self->stack, GTK_WIDGET (self->scroller)),
                           list_name);
  mv_accessible_set_label (gtk_stack_get_page (self->stack, GTK_WIDGET (self->instead_clamp)),
                           list_name);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  adw_clamp_set_maximum_size (self->top_clamp, width);
  adw_clamp_set_tightening_threshold (self->top_clamp, width);
  adw_clamp_set_maximum_size (self->instead_clamp, width);
  adw_clamp_set_tightening_threshold (self->instead_clamp, width);
  adw_clamp_scrollable_set_maximum_size (self->list_clamp, width);
  adw_clamp_scrollable_set_tightening_threshold (self->list_clamp, width);
  mv_list_pane_set_folded (self, mv_page_widget_get_folded (page));
  return GTK_WIDGET (self);
}

/* What stands between heading and list. */
void
mv_list_pane_set_filters (MvListPane *self, GtkWidget *filters)
{
  g_return_if_fail (MV_IS_LIST_PANE (self));

  gtk_box_append (self->top, filters);
}

/* @model: (transfer none): shown from now on */
void
mv_list_pane_set_model (MvListPane *self, GListModel *model)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_if_fail (MV_IS_LIST_PANE (self));

  selection = gtk_no_selection_new (g_object_ref (model));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/* @widget: (nullable): shown in place of the list; %NULL for the list */
void
mv_list_pane_show_instead (MvListPane *self, GtkWidget *widget)
{
  g_return_if_fail (MV_IS_LIST_PANE (self));

  adw_bin_set_child (self->instead, widget);
  gtk_stack_set_visible_child_name (self->stack, widget != NULL ? "instead" : "list");
}

void
mv_list_pane_set_folded (MvListPane *self, gboolean folded)
{
  int side = folded ? 14 : 24;

  g_return_if_fail (MV_IS_LIST_PANE (self));

  gtk_widget_set_margin_start (GTK_WIDGET (self->top), side);
  gtk_widget_set_margin_end (GTK_WIDGET (self->top), side);
  gtk_widget_set_margin_top (GTK_WIDGET (self->top), folded ? 8 : 24);
  gtk_widget_set_margin_start (GTK_WIDGET (self->instead), side);
  gtk_widget_set_margin_end (GTK_WIDGET (self->instead), side);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), side);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), side);
}

/* Returns: %FALSE if the list has no rows (yet), and the keyboard stays where it is */
gboolean
mv_list_pane_focus_list (MvListPane *self)
{
  GListModel *model;

  g_return_val_if_fail (MV_IS_LIST_PANE (self), FALSE);

  model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  if (model == NULL || g_list_model_get_n_items (model) == 0)
    return FALSE;
  return mv_tab_order_focus (GTK_WIDGET (self->list));
}
