/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "medvirk-core"

#include "config.h"

#include "mv-rights.h"

#include "mv-clock.h"
#include "mv-json.h"
#include "mv-kind.h"
#include "mv-random.h"

#include <string.h>

#define REP MV_ROLE_REPRESENTATIVE
#define FORMER MV_ROLE_FORMER
#define LEAD MV_ROLE_LEAD
#define TEAM MV_ROLES_TEAM
#define SECRETARY MV_ROLE_SECRETARY
#define ASSESSORS (MV_ROLE_MEMBER | MV_ROLE_DEPUTY)
#define COORDINATOR MV_ROLE_COORDINATOR
#define ADMINISTRATOR MV_ROLE_ADMINISTRATOR
#define PERSON MV_ROLE_PERSON

#define ONLINE MV_COMMAND_ONLINE
#define QUEUES MV_COMMAND_QUEUES
#define BASED MV_COMMAND_HAS_BASE

/* Longest text and longest list in the arguments of a command. */
#define MAX_ARG_CHARACTERS 2000
#define MAX_LONG_CHARACTERS MV_TEXT_MAX
#define MAX_ARG_ITEMS 100

/* A coordinator counts as such towards the projects of the own organisation, without reading them.
 */
static const MvCommand commands[] = {
  { "member.add", "project:uuid member?:uuid name?:text role:representative|researcher|lead",
    MV_SCOPE_PROJECT, LEAD | COORDINATOR, ONLINE,
    "Makes somebody a member: an account, or, with a name alone, a person without the program. A "
    "coordinator adds leads only." },
  { "member.end", "project:uuid member:uuid date?:date", MV_SCOPE_PROJECT, LEAD | COORDINATOR,
    ONLINE,
    "Ends a membership: the person keeps the own record and what was answered to it, and loses the "
    "rest." },
  { "member.role", "project:uuid member:uuid role:representative|researcher|lead", MV_SCOPE_PROJECT,
    LEAD | COORDINATOR, ONLINE,
    "Gives a member another role. A coordinator makes leads only; a project is never left without "
    "a lead." },

  { "project.create",
    "project:uuid organisation:uuid title:text vocabulary?:text "
    "form?:study|innovation|council|network|governing-body lead?:uuid",
    MV_SCOPE_ORGANISATION, COORDINATOR, QUEUES,
    "Makes a project of the organisation, with its first lead." },
  { "project.end", "project:uuid date?:date", MV_SCOPE_PROJECT, LEAD | COORDINATOR, QUEUES,
    "Ends a project: nothing new is written in it, and everybody keeps what is theirs." },

  { "role.give", "organisation:uuid account:uuid role:editor|coordinator|administrator",
    MV_SCOPE_ORGANISATION, ADMINISTRATOR, ONLINE, "Gives an account a role in the organisation." },
  { "role.end", "organisation:uuid account:uuid role:editor|coordinator|administrator",
    MV_SCOPE_ORGANISATION, ADMINISTRATOR, ONLINE, "Takes a role in the organisation back." },

  { "invite.create", "project:uuid member:uuid hash:text", MV_SCOPE_PROJECT, LEAD | COORDINATOR,
    ONLINE,
    "Lets a member join with a code, once and within fourteen days; the inviter's program makes "
    "the "
    "code and sends its hash." },
  { "invite.confirm", "project:uuid invitation:uuid", MV_SCOPE_PROJECT, LEAD | COORDINATOR, ONLINE,
    "Says that whoever used the code is the person it was meant for; until then that account reads "
    "nothing of the project." },

  { "contribution.share", "contribution:uuid audience:project|team", MV_SCOPE_PROJECT, REP,
    QUEUES | BASED,
    "Moves a draft of one's own to the project, or to its team only, and its claim to the team." },
  { "contribution.unshare", "contribution:uuid", MV_SCOPE_PROJECT_BY, PERSON, QUEUES | BASED,
    "Takes a shared contribution home as a draft, as long as nobody in the team has had it open." },
  { "contribution.withdraw", "contribution:uuid home:uuid", MV_SCOPE_PROJECT_BY, PERSON | FORMER,
    QUEUES | BASED,
    "Leaves date, phase and answers, takes the text home under a new id, and ends quotes of it." },
  { "contribution.seen", "contribution:uuid", MV_SCOPE_PROJECT, TEAM, QUEUES,
    "Notes that somebody in the team has had the contribution open." },
  { "contribution.remind", "contribution:uuid", MV_SCOPE_PROJECT_BY, PERSON, QUEUES,
    "Reminds the team of a contribution that waits for an answer, once a week at most." },
  { "contribution.reopen", "contribution:uuid", MV_SCOPE_PROJECT_BY, PERSON, QUEUES,
    "Asks for a new answer to a contribution that was answered or closed." },
  { "contribution.close", "contribution:uuid", MV_SCOPE_PROJECT_BY, PERSON | TEAM, QUEUES,
    "Says that no more answers are awaited." },
  { "contribution.on_behalf",
    "contribution:uuid project:uuid member:uuid audience?:project|team body:object",
    MV_SCOPE_PROJECT, TEAM, QUEUES,
    "Writes down what a person without the program said; it is marked and counted apart." },
  { "contribution.confirm", "contribution:uuid", MV_SCOPE_PROJECT_BY, PERSON, QUEUES | BASED,
    "Says that what was written on one's behalf is right." },

  { "reply.send", "project:uuid drafts:uuid[]", MV_SCOPE_PROJECT_TEAM, TEAM, QUEUES,
    "Turns drafts of the team into answers, all of them or none." },
  { "rating.release", "rating:uuid", MV_SCOPE_PROJECT_BY, PERSON | FORMER, QUEUES | BASED,
    "Shows one's verdict on an answer to those who read the contribution." },
  { "consent.set",
    "project:uuid quoted:name|initials|role|none audiences:committee|catalogue|report|public[]",
    MV_SCOPE_PROJECT_REP, PERSON | FORMER, QUEUES,
    "Says how one may be quoted and to whom; quotes that are no longer covered end at once." },

  { "quote.propose", "contribution:uuid committee?:uuid suggestion?:uuid text?:text",
    MV_SCOPE_PROJECT, TEAM, QUEUES | BASED,
    "Offers a passage to a committee or the catalogue, where the person's consent covers it." },
  { "quote.publish", "quote:uuid", MV_SCOPE_COMMITTEE, SECRETARY, ONLINE | BASED,
    "Publishes a passage that was offered, where the person's consent still covers it." },

  { "study.publish", "project:uuid draft:uuid", MV_SCOPE_PROJECT_TEAM, TEAM, ONLINE | BASED,
    "Makes the team's draft the study text that everybody reads." },
  { "study.unpublish", "project:uuid text:uuid", MV_SCOPE_PROJECT_TEAM, TEAM, ONLINE | BASED,
    "Takes a study text out of what everybody reads." },

  { "agreement.confirm", "agreement:uuid", MV_SCOPE_PROJECT_REP, PERSON | TEAM, QUEUES | BASED,
    "Agrees to the agreement as it stands; it holds when both sides have." },
  { "claim.attest", "claim:uuid", MV_SCOPE_PROJECT_REP, TEAM, QUEUES | BASED,
    "Says that hours and travel are right, as a basis for paying the fee elsewhere." },
  { "overdue.nudge", "project:uuid", MV_SCOPE_ORGANISATION, COORDINATOR, QUEUES,
    "Reminds a project's leads that answers are overdue, without saying which." },

  { "request.propose", "committee:uuid request:uuid member:uuid", MV_SCOPE_COMMITTEE, SECRETARY,
    QUEUES, "Asks a person whether to take part in the project that asked the committee." },
  { "request.accept", "request:uuid", MV_SCOPE_COMMITTEE_WITH, PERSON, QUEUES | BASED,
    "Says yes to a request." },
  { "request.decline", "request:uuid reason?:text", MV_SCOPE_COMMITTEE_WITH, PERSON, QUEUES | BASED,
    "Says no to a request; a reason is not needed." },

  { "idea.send", "idea:uuid committee:uuid", MV_SCOPE_USER, PERSON, QUEUES | BASED,
    "Moves an idea of one's own to a committee." },
  { "idea.decide",
    "idea:uuid state:received|taken-further|passed-on|declined|answered reason?:text "
    "passed_to?:text",
    MV_SCOPE_COMMITTEE, SECRETARY, QUEUES | BASED, "Says what became of an idea." },
  { "hearing.answer", "hearing:uuid committee:uuid text:long", MV_SCOPE_COMMITTEE_WITH, PERSON,
    QUEUES, "Answers a hearing that one was asked in." },
  { "hearing.close", "hearing:uuid", MV_SCOPE_COMMITTEE, SECRETARY, QUEUES | BASED,
    "Ends a hearing: no more answers are taken." },
  { "assessment.declare", "committee:uuid case:uuid conflict:boolean reason?:text",
    MV_SCOPE_COMMITTEE, ASSESSORS, QUEUES, "Says whether one is impartial in a case." },
  { "assessment.submit", "assessment:uuid committee:uuid", MV_SCOPE_COMMITTEE, ASSESSORS,
    QUEUES | BASED, "Moves an assessment of one's own to the committee." },

  { "profile.release",
    "project?:uuid committee?:uuid fields:name|organisation|phone|email|contact[]", MV_SCOPE_USER,
    PERSON, QUEUES, "Chooses what of one's profile the members of a project or committee see." },
};

/**
 * mv_commands_list:
 * @out_n_rows: (out): number of rows
 *
 * Returns: (transfer none) (array length=out_n_rows): every command
 */
const MvCommand *
mv_commands_list (guint *out_n_rows)
{
  g_return_val_if_fail (out_n_rows != NULL, NULL);

  *out_n_rows = G_N_ELEMENTS (commands);
  return commands;
}

/**
 * mv_commands_find:
 * @name: (nullable): name of a command
 *
 * Returns: (transfer none) (nullable): the row; %NULL if there is no such command
 */
const MvCommand *
mv_commands_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_strcmp0 (commands[i].name, name) == 0)
        return &commands[i];
    }

  return NULL;
}

static const char *
get_string (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

/* Whether @type, such as `uuid` or `project|team`, allows the value. */
static gboolean
is_of_type (JsonNode *node, const char *type)
{
  g_auto (GStrv) codes = NULL;
  const char *text = get_string (node);

  if (strcmp (type, "object") == 0)
    return JSON_NODE_HOLDS_OBJECT (node);
  if (strcmp (type, "boolean") == 0)
    return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
  if (text == NULL)
    return FALSE;
  if (strcmp (type, "uuid") == 0)
    return mv_uuid_is_valid (text);
  if (strcmp (type, "date") == 0)
    return mv_date_is_valid (text);
  if (strcmp (type, "text") == 0)
    return text[0] != '\0' && g_utf8_strlen (text, -1) <= MAX_ARG_CHARACTERS;
  if (strcmp (type, "long") == 0)
    return text[0] != '\0' && g_utf8_strlen (text, -1) <= MAX_LONG_CHARACTERS;

  codes = g_strsplit (type, "|", -1);
  return g_strv_contains ((const char *const *) codes, text);
}

static gboolean
is_list_of_type (JsonNode *node, const char *type)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  if (json_array_get_length (array) > MAX_ARG_ITEMS)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!is_of_type (json_array_get_element (array, i), type))
        return FALSE;
    }

  return TRUE;
}

/* One argument, `name:type`, `name?:type` or `name:type[]`. */
static gboolean
check_arg (const char *arg, JsonObject *args, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (arg, ":", 2);
  char *name = parts[0];
  char *type = parts[1];
  gboolean is_optional = g_str_has_suffix (name, "?");
  gboolean is_list = g_str_has_suffix (type, "[]");
  gboolean is_right;
  JsonNode *node;

  if (is_optional)
    name[strlen (name) - 1] = '\0';
  if (is_list)
    type[strlen (type) - 2] = '\0';

  node = json_object_get_member (args, name);
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    is_right = is_optional;
  else
    is_right = is_list ? is_list_of_type (node, type) : is_of_type (node, type);

  if (!is_right)
    mv_problem_set (error, MV_PROBLEM_INVALID, name, "“%s” is not %s", name, type);

  return is_right;
}

/**
 * mv_command_check_args:
 * @self: a command
 * @args: members of `args` as they came
 * @error: %MV_PROBLEM_INVALID with the member that is wrong
 *
 * Checks arguments against the table. There a member stands as `name:type`; a question mark after
 * the name says that it may be missing, brackets after the type that it is a list. Types are uuid,
 * text (2 000 characters), long (a text of 20 000), date, boolean, object, or the codes that are
 * allowed. Members that the table does not have are passed over. Whether the things named exist is
 * not looked at.
 *
 * Returns: whether the arguments are right
 */
gboolean
mv_command_check_args (const MvCommand *self, JsonObject *args, GError **error)
{
  g_auto (GStrv) wanted = NULL;

  g_return_val_if_fail (self != NULL && args != NULL, FALSE);

  wanted = g_strsplit (self->args, " ", -1);
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      if (!check_arg (wanted[i], args, error))
        return FALSE;
    }

  return TRUE;
}
