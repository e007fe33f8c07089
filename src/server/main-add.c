/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-server"

#include "config.h"

#include "main-tool.h"

#include "mv-directory.h"

#include <glib/gi18n.h>

typedef gboolean (*MvAddFunc) (MvTool *tool, gpointer arguments, char **out_id, GError **error);

/* Opens, adds in one transaction, and says what came of it. */
static MvExit
add (MvTool *tool, MvAddFunc func, gpointer arguments)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *id = NULL;
  GError *error = NULL;

  if (!mv_tool_open (tool, &error) || !mv_feed_begin (tool->feed, &error))
    return mv_tool_refuse (tool, error);

  if (!func (tool, arguments, &id, &error))
    {
      mv_feed_roll_back (tool->feed);
      return mv_tool_refuse (tool, error);
    }
  if (!mv_feed_commit (tool->feed, NULL, &error))
    return mv_tool_refuse (tool, error);

  if (id != NULL)
    json_object_set_string_member (object, "id", id);
  else
    json_object_set_boolean_member (object, "ok", TRUE);
  if (id != NULL)
    mv_tool_say (tool, object, _ ("Added. The id is %s."), id);
  else
    mv_tool_say (tool, object, "%s", _ ("Added."));
  return MV_EXIT_DONE;
}

/* Organisations */

typedef struct
{
  char *number, *name, *region;
} MvOrganisationArguments;

static const struct
{
  const char *name;
  const char *code;
} regions[] = {
  { "Helse Nord", "nord" },
  { "Helse Midt-Norge", "midt" },
  { "Helse Vest", "vest" },
  { "Helse Sør-Øst", "sor-ost" },
};

static const char *
find_region (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (regions); i++)
    {
      if (g_str_equal (regions[i].name, name) || g_str_equal (regions[i].code, name))
        return regions[i].code;
    }

  return NULL;
}

static gboolean
add_organisation (MvTool *tool, gpointer user_data, char **out_id, GError **error)
{
  const MvOrganisationArguments *arguments = user_data;
  g_autofree char *known = mv_directory_find_organisation (tool->feed, arguments->number, NULL);
  g_autoptr (JsonObject) body = json_object_new ();

  if (known != NULL)
    {
      mv_problem_set (error, MV_PROBLEM_INVALID, "number", "there is such an organisation");
      return FALSE;
    }

  json_object_set_string_member (body, "number", arguments->number);
  json_object_set_string_member (body, "name", arguments->name);
  json_object_set_string_member (body, "region", find_region (arguments->region));
  *out_id = mv_uuid_new_v7 (tool->clock, tool->random);
  return mv_directory_put (tool->feed, "catalogue", "organisation", *out_id, NULL, body, error);
}

MvExit
mv_main_add_organisation (MvTool *tool, int argc, char **argv)
{
  g_autofree char *number = NULL, *name = NULL, *region = NULL;
  const GOptionEntry entries[] = {
    { "number", 0, 0, G_OPTION_ARG_STRING, &number, N_ ("Number in the national register"),
      "ORGNR" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Its name"), "NAME" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &region, N_ ("Its health region"),
      "'Helse Nord'|'Helse Midt-Norge'|'Helse Vest'|'Helse Sør-Øst'" },
    { NULL },
  };
  MvOrganisationArguments arguments;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "number", number) ||
      !mv_tool_need (tool, "name", name) || !mv_tool_need (tool, "region", region) ||
      !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;
  if (find_region (region) == NULL)
    return mv_tool_misuse (tool, _ ("“%s” is not one of the four health regions."), region);

  arguments = (MvOrganisationArguments){ number, name, region };
  return add (tool, add_organisation, &arguments);
}

/* People */

typedef struct
{
  char *name, *language, *email;
} MvUserArguments;

static gboolean
add_user (MvTool *tool, gpointer user_data, char **out_id, GError **error)
{
  const MvUserArguments *arguments = user_data;
  g_autofree char *now = mv_clock_dup_now (tool->clock);
  MvNewPerson person = { 0 };

  *out_id = mv_uuid_new_v7 (tool->clock, tool->random);
  person.uid = *out_id;
  person.name = arguments->name;
  person.language = arguments->language;
  person.email = arguments->email;
  person.confirmed = now;
  return mv_directory_add_person (tool->feed, &person, error);
}

MvExit
mv_main_add_user (MvTool *tool, int argc, char **argv)
{
  g_autofree char *name = NULL, *language = NULL, *email = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("The person's name"), "NAME" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, N_ ("The language of letters and papers"),
      "nb|nn|en" },
    { "email", 0, 0, G_OPTION_ARG_STRING, &email, N_ ("E-mail address"), "ADDRESS" },
    { NULL },
  };
  const char *const languages[] = { "nb", "nn", "en", NULL };
  MvUserArguments arguments;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "name", name) ||
      !mv_tool_need (tool, "language", language) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;
  if (!g_strv_contains (languages, language))
    return mv_tool_misuse (tool, _ ("“%s” is not nb, nn or en."), language);

  arguments = (MvUserArguments){ name, language, email };
  return add (tool, add_user, &arguments);
}

/* Projects */

typedef struct
{
  char *title, *organisation, *vocabulary;
} MvProjectArguments;

/* @organisation: its number */
gboolean
mv_tool_add_project (MvTool *self,
                     const char *title,
                     const char *organisation,
                     const char *vocabulary,
                     char **out_id,
                     GError **error)
{
  g_autofree char *oid = mv_directory_find_organisation (self->feed, organisation, error);
  g_autoptr (JsonObject) body = json_object_new ();

  if (oid == NULL)
    return FALSE;

  json_object_set_string_member (body, "title", title);
  json_object_set_string_member (body, "organisation", oid);
  json_object_set_string_member (body, "vocabulary", vocabulary);
  json_object_set_string_member (body, "state", "ongoing");
  *out_id = mv_uuid_new_v7 (self->clock, self->random);
  return mv_directory_put_project (self->feed, *out_id, NULL, body, error);
}

static gboolean
add_project (MvTool *tool, gpointer user_data, char **out_id, GError **error)
{
  const MvProjectArguments *arguments = user_data;

  return mv_tool_add_project (tool, arguments->title, arguments->organisation,
                              arguments->vocabulary, out_id, error);
}

MvExit
mv_main_add_project (MvTool *tool, int argc, char **argv)
{
  g_autofree char *title = NULL, *organisation = NULL, *vocabulary = NULL;
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("Its title"), "TITLE" },
    { "organisation", 0, 0, G_OPTION_ARG_STRING, &organisation,
      N_ ("The organisation that is responsible"), "ORGNR" },
    { "vocabulary", 0, 0, G_OPTION_ARG_STRING, &vocabulary, N_ ("Whose words the phases have"),
      "NAME" },
    { NULL },
  };
  MvProjectArguments arguments;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "title", title) ||
      !mv_tool_need (tool, "organisation", organisation) ||
      !mv_tool_need (tool, "vocabulary", vocabulary) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;

  arguments = (MvProjectArguments){ title, organisation, vocabulary };
  return add (tool, add_project, &arguments);
}

/* Committees */

typedef struct
{
  char *name;
  GPtrArray *covers; /* (element-type utf8): numbers */
} MvCommitteeArguments;

static gboolean
add_committee (MvTool *tool, gpointer user_data, char **out_id, GError **error)
{
  const MvCommitteeArguments *arguments = user_data;
  g_autoptr (JsonObject) body = json_object_new ();
  JsonArray *covers = json_array_new ();

  json_object_set_string_member (body, "name", arguments->name);
  json_object_set_array_member (body, "covers", covers);
  for (guint i = 0; i < arguments->covers->len; i++)
    {
      g_autofree char *oid = mv_directory_find_organisation (
          tool->feed, g_ptr_array_index (arguments->covers, i), error);

      if (oid == NULL)
        return FALSE;
      json_array_add_string_element (covers, oid);
    }

  *out_id = mv_uuid_new_v7 (tool->clock, tool->random);
  return mv_directory_put (tool->feed, "catalogue", "committee", *out_id, NULL, body, error);
}

MvExit
mv_main_add_committee (MvTool *tool, int argc, char **argv)
{
  g_autofree char *name = NULL;
  g_auto (GStrv) covers = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("Its name"), "NAME" },
    { "covers", 0, 0, G_OPTION_ARG_STRING_ARRAY, &covers,
      N_ ("An organisation that it is for; several may follow"), "ORGNR…" },
    { NULL },
  };
  MvCommitteeArguments arguments = { 0 };
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "name", name) ||
      !mv_tool_need (tool, "covers", covers != NULL ? covers[0] : NULL))
    return MV_EXIT_USAGE;

  for (guint i = 0; covers[i] != NULL; i++)
    g_ptr_array_add (numbers, covers[i]);
  for (int i = 1; i < argc; i++)
    g_ptr_array_add (numbers, argv[i]);

  arguments = (MvCommitteeArguments){ name, numbers };
  return add (tool, add_committee, &arguments);
}

/* Members and roles */

typedef struct
{
  char *project, *committee, *organisation, *user, *role;
} MvMemberArguments;

static gboolean
add_member (MvTool *tool, gpointer user_data, char **out_id, GError **error)
{
  const MvMemberArguments *arguments = user_data;
  g_autofree char *today = mv_clock_dup_today (tool->clock, NULL);
  g_autofree char *oid = NULL;
  g_autofree char *name = mv_directory_dup_person_name (tool->feed, arguments->user, error);
  MvNewMember member = { 0 };

  if (name == NULL)
    return FALSE;

  member.uid = arguments->user;
  member.role = arguments->role;
  member.since = today;
  if (arguments->project != NULL)
    {
      member.owner = arguments->project;
      return mv_directory_set_member (tool->feed, &member, error);
    }
  if (arguments->committee != NULL)
    {
      member.owner = arguments->committee;
      return mv_directory_set_committee_member (tool->feed, &member, error);
    }

  oid = mv_directory_find_organisation (tool->feed, arguments->organisation, error);
  member.owner = oid;
  return oid != NULL && mv_directory_give_role (tool->feed, &member, error);
}

MvExit
mv_main_add_member (MvTool *tool, int argc, char **argv)
{
  g_autofree char *project = NULL, *committee = NULL, *user = NULL, *role = NULL;
  const GOptionEntry entries[] = {
    { "project", 0, 0, G_OPTION_ARG_STRING, &project, N_ ("The project"), "PID" },
    { "committee", 0, 0, G_OPTION_ARG_STRING, &committee, N_ ("The committee"), "CID" },
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("The person"), "UID" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_ ("In a project or in a committee"),
      "representative|researcher|lead | member|deputy|secretary" },
    { NULL },
  };
  MvMemberArguments arguments;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) || !mv_tool_need (tool, "user", user) ||
      !mv_tool_need (tool, "role", role) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;
  if ((project == NULL) == (committee == NULL))
    return mv_tool_misuse (tool, "%s", _ ("Name either a project or a committee."));
  if ((mv_roles_from_name (role) & (project != NULL ? MV_ROLES_PROJECT : MV_ROLES_COMMITTEE)) == 0)
    return mv_tool_misuse (tool, _ ("“%s” is not a role there."), role);

  arguments = (MvMemberArguments){ project, committee, NULL, user, role };
  return add (tool, add_member, &arguments);
}

MvExit
mv_main_add_role (MvTool *tool, int argc, char **argv)
{
  g_autofree char *organisation = NULL, *user = NULL, *role = NULL;
  const GOptionEntry entries[] = {
    { "organisation", 0, 0, G_OPTION_ARG_STRING, &organisation, N_ ("The organisation"), "ORGNR" },
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("The person"), "UID" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_ ("What the person is there"),
      "editor|coordinator|administrator" },
    { NULL },
  };
  const MvRoles allowed = MV_ROLE_EDITOR | MV_ROLE_COORDINATOR | MV_ROLE_ADMINISTRATOR;
  MvMemberArguments arguments;

  if (!mv_tool_parse (tool, entries, &argc, &argv) ||
      !mv_tool_need (tool, "database", tool->database) ||
      !mv_tool_need (tool, "organisation", organisation) || !mv_tool_need (tool, "user", user) ||
      !mv_tool_need (tool, "role", role) || !mv_tool_need_no_more (tool, argc, argv))
    return MV_EXIT_USAGE;
  if ((mv_roles_from_name (role) & allowed) == 0)
    return mv_tool_misuse (tool, _ ("“%s” is not a role there."), role);

  arguments = (MvMemberArguments){ NULL, NULL, organisation, user, role };
  return add (tool, add_member, &arguments);
}
