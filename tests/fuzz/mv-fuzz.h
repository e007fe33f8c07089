/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/*
 * A target is a file fuzz-<name>.c with one function, which reads any bytes the way the program
 * does. It aborts when a property does not hold; what is refused is no failure. The same function
 * runs under libFuzzer, which makes the bytes up, and in the tests, over tests/fuzz/corpus/<name>.
 */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
int LLVMFuzzerInitialize (int *argc, char ***argv);

void mv_fuzz_assert_refused (const GError *error);
GStrv mv_fuzz_split (const uint8_t *data, size_t size, guint n_parts);

G_END_DECLS
