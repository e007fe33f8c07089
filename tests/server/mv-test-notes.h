/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-test-feed.h"

G_BEGIN_DECLS

/* Operations without their number, on a note of the person's own. */
#define PUT_NEW                                                                                    \
  "{\"op\":\"put\",\"scope\":\"user/me\",\"id\":\"%s\",\"kind\":\"note\",\"base\":0,"              \
  "\"body\":{\"text\":\"%s\"}}"
#define PUT "{\"op\":\"put\",\"id\":\"%s\",\"base\":%d,\"body\":{\"text\":\"%s\"}}"
#define PUT_AFTER "{\"op\":\"put\",\"id\":\"%s\",\"base\":{\"n\":%d},\"body\":{\"text\":\"%s\"}}"
#define DEL "{\"op\":\"del\",\"id\":\"%s\",\"base\":%d}"
#define RESOLVE                                                                                    \
  "{\"op\":\"resolve\",\"id\":\"%s\",\"base\":%d,\"body\":{\"text\":\"%s\"},\"drop\":[\"%s\"]}"

void mv_test_assert_note (MvTestFeed *t, const char *id, const char *text);
gint64 mv_test_count_rows (MvTestFeed *t, const char *sql);

G_END_DECLS
