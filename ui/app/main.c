/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (MvApplication) application = mv_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
