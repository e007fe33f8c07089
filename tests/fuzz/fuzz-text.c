/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-fuzz-document.h"
#include "mv-fuzz.h"

/* Text without more, in any encoding. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  mv_fuzz_document (MV_DOCUMENT_FORMAT_TEXT, bytes);
  return 0;
}
