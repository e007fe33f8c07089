/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Removes a folder of a test with the files in it; it must hold no folders. */
void mv_test_remove_folder (const char *path);

G_END_DECLS
