/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "mv-text-row.h"

G_BEGIN_DECLS

/*
 * The pieces that pages are made of. Each has its name for screen readers from the start, so that
 * no page has to think of it: a row is named by its title, a list by the heading over it.
 */

/**
 * MvTone:
 *
 * What a colour means, see the style sheet. Never colour alone: a sign or a word goes with it.
 */
typedef enum
{
  MV_TONE_SLATE, /* for information */
  MV_TONE_FJORD, /* new, answered, chosen */
  MV_TONE_RUST,  /* waits for you, your own */
  MV_TONE_MOSS,  /* stored, sent, takes part */
} MvTone;

const char *mv_tone_get_class (MvTone tone);

GtkWidget *mv_rows_new_heading (const char *text, int level);
GtkWidget *mv_rows_new_list (const char *name);
void mv_rows_add_tile (GtkWidget *row, const char *icon_name, MvTone tone);
/* @action, @target: what happens when the row is chosen; the target is sunk. (nullable): nothing */
void mv_rows_set_action (GtkWidget *row, const char *action, GVariant *target);
/* What screen readers call the row, where its title does not say all that is seen. */
void mv_rows_set_spoken (GtkWidget *row, const char *name);
GtkWidget *mv_rows_new_chip (const char *text, MvTone tone);
GtkWidget *mv_rows_new_text (const char *text, const char *css_class);
/* A button that is only a word in the colour of links. */
GtkWidget *mv_rows_new_word_button (const char *text, const char *action, GVariant *target);
GtkWidget *mv_rows_new_primary_button (const char *text, const char *action, GVariant *target);
void mv_rows_set_button_icon (GtkWidget *button, const char *icon_name, const char *text);
/* A button beside the primary one. */
GtkWidget *mv_rows_new_second_button (const char *text, const char *action, GVariant *target);
/* A part of a page that has nothing yet and says what will come there. @icon_name: (nullable) */
GtkWidget *mv_rows_new_empty (const char *icon_name, const char *heading, const char *body);
/* Puts a button at the foot of such a part: the way on. */
void mv_rows_add_way (GtkWidget *empty, GtkWidget *button);
/* The way on for who is not connected: to where an invitation is typed. */
void mv_rows_add_way_to_invitation (GtkWidget *empty);
void mv_rows_clear (GtkWidget *box_or_list);

G_END_DECLS
