/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "mv-feed.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the commands of the program medvirk-server have in common: options, database, output. */

typedef enum
{
  MV_EXIT_DONE = 0,
  MV_EXIT_REFUSED = 1, /* all or some */
  MV_EXIT_USAGE = 2,
} MvExit;

/**
 * MvToolCommand:
 *
 * One command of the program, as it stands in its table.
 */
typedef struct _MvTool MvTool;
typedef struct
{
  const char *noun;
  const char *verb;    /* (nullable) */
  const char *summary; /* for translation */
  const char *example; /* a line that works when typed */
  MvExit (*run) (MvTool *tool, int argc, char **argv);
} MvToolCommand;

/**
 * MvTool:
 *
 * One run of one command.
 */
struct _MvTool
{
  const MvToolCommand *command; /* (unowned) */
  char *database;               /* (owned) (nullable) */
  gboolean is_json;
  MvClock *clock;   /* (owned) */
  MvRandom *random; /* (owned) */
  MvFeed *feed;     /* (owned) (nullable): after mv_tool_open() */
};

/* Parses options; what is left over stays in @argc and @argv. On wrong usage it has said so. */
gboolean mv_tool_parse (MvTool *self, const GOptionEntry *entries, int *argc, char ***argv);
gboolean mv_tool_need (MvTool *self, const char *option, const char *value);
gboolean mv_tool_need_no_more (MvTool *self, int argc, char **argv);

gboolean mv_tool_open (MvTool *self, GError **error);
MvExit mv_tool_refuse (MvTool *self, GError *error);
MvExit mv_tool_misuse (MvTool *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Asks on standard error, unless @yes; the answer is read from standard input. */
gboolean mv_tool_confirm (gboolean yes, const char *question);

/* With --json the object, one line; else the sentence. */
void mv_tool_say (MvTool *self, JsonObject *object, const char *format, ...) G_GNUC_PRINTF (3, 4);
char *mv_tool_dup_message (const GError *error);

/* What more than one command does, in the feed's transaction. */
gboolean mv_tool_add_project (MvTool *self,
                              const char *title,
                              const char *organisation,
                              const char *vocabulary,
                              char **out_id,
                              GError **error);

/* The commands */
MvExit mv_main_init (MvTool *tool, int argc, char **argv);
MvExit mv_main_serve (MvTool *tool, int argc, char **argv);
MvExit mv_main_add_organisation (MvTool *tool, int argc, char **argv);
MvExit mv_main_add_user (MvTool *tool, int argc, char **argv);
MvExit mv_main_add_project (MvTool *tool, int argc, char **argv);
MvExit mv_main_load_projects (MvTool *tool, int argc, char **argv);
MvExit mv_main_load_coordinators (MvTool *tool, int argc, char **argv);
MvExit mv_main_add_committee (MvTool *tool, int argc, char **argv);
MvExit mv_main_add_member (MvTool *tool, int argc, char **argv);
MvExit mv_main_add_role (MvTool *tool, int argc, char **argv);
MvExit mv_main_invite (MvTool *tool, int argc, char **argv);
MvExit mv_main_load (MvTool *tool, int argc, char **argv);
MvExit mv_main_import (MvTool *tool, int argc, char **argv);
MvExit mv_main_check (MvTool *tool, int argc, char **argv);
MvExit mv_main_migrate (MvTool *tool, int argc, char **argv);
MvExit mv_main_backup (MvTool *tool, int argc, char **argv);
MvExit mv_main_restore (MvTool *tool, int argc, char **argv);
MvExit mv_main_export_user (MvTool *tool, int argc, char **argv);
MvExit mv_main_erase_user (MvTool *tool, int argc, char **argv);
MvExit mv_main_audit (MvTool *tool, int argc, char **argv);
MvExit mv_main_purge (MvTool *tool, int argc, char **argv);
MvExit mv_main_list_devices (MvTool *tool, int argc, char **argv);
MvExit mv_main_revoke_device (MvTool *tool, int argc, char **argv);

G_END_DECLS
