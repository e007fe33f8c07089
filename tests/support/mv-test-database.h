/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One test body for both databases. */

typedef void (*MvTestDatabaseFunc) (const char *url);

/* Adds the test twice, as /sqlite/… and /postgresql/…, each with a fresh, empty database. Where
 * PostgreSQL is not installed the second is skipped with a message. */
void mv_test_add_on_databases (const char *path, MvTestDatabaseFunc func);

/* A folder that is removed with what is in it when mv_test_folder_free() is called. */
char *mv_test_folder_new (void);
void mv_test_folder_free (char *path);

/* Address of a new, empty PostgreSQL database; %NULL after g_test_skip() where there is none. The
 * cluster is started at the first call and ends with the process, however that ends. */
char *mv_test_postgresql_new_url (void);

G_END_DECLS
