/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A resolver that knows no name, since the machine's own may not be asked in a test. */
GResolver *mv_test_resolver_new_empty (void);

G_END_DECLS
