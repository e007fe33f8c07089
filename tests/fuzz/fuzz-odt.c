/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz-document.h"
#include "mv-fuzz.h"
#include "mv-test-document.h"

/* What stands in an OpenDocument text: the text, and styles. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (GStrv) parts = mv_fuzz_split (data, size, 2);
  g_autoptr (GBytes) bytes = mv_test_odt (parts[0], parts[1]);

  mv_fuzz_document (MV_DOCUMENT_FORMAT_ODT, bytes);
  return 0;
}
