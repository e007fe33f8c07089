/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz-document.h"
#include "mv-fuzz.h"
#include "mv-test-document.h"

/* What stands in a Word file: text, styles and lists. Bytes that have to be packed first are left
 * to the target zip, as a checksum would keep all others out. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (GStrv) parts = mv_fuzz_split (data, size, 3);
  g_autoptr (GBytes) bytes = mv_test_docx (parts[0], parts[1], parts[2]);

  mv_fuzz_document (MV_DOCUMENT_FORMAT_DOCX, bytes);
  return 0;
}
