/* SPDX-FileCopyrightText: 2026 The Medvirk authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "mv-json.h"
#include "mv-kind.h"
#include "mv-rights.h"

#define A "0193a000-0000-7000-8000-00000000000a"
#define B "0193a000-0000-7000-8000-00000000000b"

#define ALL_ROLES ((MvRoles) ((MV_ROLE_IMPORT << 1) - 1))

/* What a whole person is towards scopes, as the server puts it together. */
#define REPRESENTATIVE MV_ROLE_REPRESENTATIVE
#define AUTHOR ((MvRoles) (MV_ROLE_PERSON | MV_ROLE_REPRESENTATIVE))
#define LEFT ((MvRoles) (MV_ROLE_PERSON | MV_ROLE_FORMER))

static char *
describe (MvRoles roles)
{
  GString *text = g_string_new (NULL);

  for (guint role = 1; role <= MV_ROLE_IMPORT; role <<= 1)
    {
      if ((roles & role) == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, mv_roles_get_name ((MvRoles) role));
    }

  return g_string_free (text, FALSE);
}

/* The table of rights, for people to read in the test's output. Every row is about a scope that
 * exists, stands there once, and can be created by somebody. */
static void
test_rights_table (void)
{
  static const char *const own[] = { "", "  change: own", "  remove: own",
                                     "  change, remove: own" };
  guint n_rows;
  const MvRight *rows = mv_rights_list (&n_rows);
  MvScopeType last = MV_SCOPE_INVALID;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *create = describe (rows[i].create);
      g_autofree char *change = describe (rows[i].change);
      g_autofree char *remove = describe (rows[i].remove);

      if (rows[i].scope != last)
        {
          g_autofree char *read = describe (mv_rights_readers (rows[i].scope));

          g_test_message ("%s   read: %s", mv_scope_type_get_pattern (rows[i].scope), read);
        }
      g_test_message ("  %-17s create: %-32s change: %-32s remove: %s%s", rows[i].kind, create,
                      change, remove, own[rows[i].own]);

      g_assert_cmpint (rows[i].scope, >=, last);
      g_assert_true (mv_rights_find (rows[i].scope, rows[i].kind) == &rows[i]);
      g_assert_cmpuint (rows[i].create, !=, MV_ROLE_NONE);
      last = rows[i].scope;
    }

  for (int type = MV_SCOPE_INVALID + 1; type <= MV_SCOPE_LAST; type++)
    g_assert_cmpuint (mv_rights_readers ((MvScopeType) type), !=, MV_ROLE_NONE);
}

/* Every kind stands in at least one scope, and every row is about a kind that there is. */
static void
test_rights_kinds (void)
{
  guint n_rows, n_kinds;
  const MvRight *rows = mv_rights_list (&n_rows);
  const MvKind *const *kinds = mv_kind_list (&n_kinds);

  g_assert_cmpuint (n_kinds, >, 40);

  for (guint i = 0; i < n_rows; i++)
    {
      if (mv_kind_find (rows[i].kind) == NULL)
        g_error ("There is no kind “%s”", rows[i].kind);
    }

  for (guint i = 0; i < n_kinds; i++)
    {
      gboolean is_found = FALSE;

      for (guint j = 0; j < n_rows && !is_found; j++)
        is_found = g_str_equal (rows[j].kind, kinds[i]->name);
      if (!is_found)
        g_error ("“%s” stands in no scope", kinds[i]->name);
    }
}

/* What the server writes, nobody else writes. */
static void
test_rights_server_only (void)
{
  static const struct
  {
    MvScopeType scope;
    const char *kind;
  } rows[] = {
    { MV_SCOPE_CATALOGUE, "quote" },
    { MV_SCOPE_USER, "account" },
    { MV_SCOPE_USER, "pastproject" },
    { MV_SCOPE_PROJECT, "member" },
    { MV_SCOPE_PROJECT, "invitation" },
    { MV_SCOPE_PROJECT, "overview" },
    { MV_SCOPE_PROJECT_BY, "followup" },
    { MV_SCOPE_PROJECT_REP, "followup" },
    { MV_SCOPE_COMMITTEE, "quote" },
    { MV_SCOPE_COMMITTEE, "overview" },
    { MV_SCOPE_COMMITTEE_WITH, "idea" },
    { MV_SCOPE_COMMITTEE_WITH, "request" },
    { MV_SCOPE_COMMITTEE_WITH, "hearing-answer" },
    { MV_SCOPE_ORGANISATION, "project-card" },
    { MV_SCOPE_ORGANISATION, "overdue" },
    { MV_SCOPE_ORGANISATION, "role" },
  };
  MvRoles others = ALL_ROLES & ~(MvRoles) (MV_ROLE_SERVER | MV_ROLE_FORMER);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_false (mv_rights_may_create (rows[i].scope, rows[i].kind, others));
      g_assert_false (mv_rights_may_change (rows[i].scope, rows[i].kind, others, TRUE));
      g_assert_false (mv_rights_may_remove (rows[i].scope, rows[i].kind, others, TRUE));
      g_assert_true (mv_rights_may_create (rows[i].scope, rows[i].kind, MV_ROLE_SERVER));
      g_assert_true (mv_rights_may_change (rows[i].scope, rows[i].kind, MV_ROLE_SERVER, FALSE));
    }
}

/* Nobody but its author changes a contribution, wherever it stands, and nobody creates one by put
 * outside what is the person's own. */
static void
test_rights_contribution (void)
{
  guint n_rows;
  const MvRight *rows = mv_rights_list (&n_rows);
  guint n_seen = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      if (!g_str_equal (rows[i].kind, "contribution"))
        continue;

      n_seen++;
      g_assert_cmpuint (rows[i].change, ==, MV_ROLE_PERSON);
      g_assert_cmpuint (rows[i].create, ==,
                        rows[i].scope == MV_SCOPE_USER ? MV_ROLE_PERSON : MV_ROLE_SERVER);
      g_assert_true (mv_rights_may_change (rows[i].scope, "contribution", AUTHOR, TRUE));
      g_assert_false (mv_rights_may_change (rows[i].scope, "contribution", MV_ROLES_TEAM, FALSE));
      g_assert_false (
          mv_rights_may_change (rows[i].scope, "contribution", MV_ROLE_REPRESENTATIVE, FALSE));
    }

  /* user/me, …/by/ and …/rep/ */
  g_assert_cmpuint (n_seen, ==, 3);
}

/* Neither side can edit the other's records. */
static void
test_rights_two_sides (void)
{
  static const MvScopeType scopes[] = { MV_SCOPE_PROJECT_BY, MV_SCOPE_PROJECT_REP };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_assert_true (mv_rights_may_create (scopes[i], "reply", MV_ROLE_RESEARCHER));
      g_assert_true (mv_rights_may_change (scopes[i], "reply", MV_ROLE_LEAD, FALSE));
      g_assert_false (mv_rights_may_create (scopes[i], "reply", AUTHOR));
      g_assert_false (mv_rights_may_change (scopes[i], "reply", AUTHOR, FALSE));
      g_assert_true (mv_rights_may_change (scopes[i], "rating", AUTHOR, TRUE));
      g_assert_false (mv_rights_may_change (scopes[i], "rating", MV_ROLES_TEAM, FALSE));

      /* A colleague's answer may be corrected, but not made to disappear. */
      g_assert_false (mv_rights_may_remove (scopes[i], "reply", MV_ROLE_LEAD, FALSE));
      g_assert_true (mv_rights_may_remove (scopes[i], "reply", MV_ROLE_LEAD, TRUE));
    }
}

/* Who was a representative still reads, rates and changes consent, and no more. */
static void
test_rights_former (void)
{
  g_assert_true (mv_rights_may_read (MV_SCOPE_PROJECT_BY, LEFT));
  g_assert_true (mv_rights_may_read (MV_SCOPE_PROJECT_REP, LEFT));
  g_assert_true (mv_rights_may_read (MV_SCOPE_PROJECT_NEWS, MV_ROLE_FORMER));
  g_assert_true (mv_rights_may_change (MV_SCOPE_PROJECT_BY, "rating", LEFT, TRUE));
  g_assert_true (mv_rights_may_create (MV_SCOPE_PROJECT_REP, "consent", LEFT));
  g_assert_true (mv_rights_may_change (MV_SCOPE_PROJECT_REP, "consent", LEFT, TRUE));

  g_assert_false (mv_rights_may_read (MV_SCOPE_PROJECT, MV_ROLE_FORMER));
  g_assert_false (mv_rights_may_read (MV_SCOPE_PROJECT_TEAM, MV_ROLE_FORMER));
  g_assert_false (mv_rights_may_change (MV_SCOPE_PROJECT_BY, "contribution", LEFT, TRUE));
  g_assert_false (mv_rights_may_change (MV_SCOPE_PROJECT_REP, "contribution", LEFT, TRUE));
  g_assert_false (mv_rights_may_create (MV_SCOPE_PROJECT_REP, "claim", LEFT));

  /* Who comes back in another part keeps that part's rights. */
  g_assert_true (mv_rights_may_create (MV_SCOPE_PROJECT_BY, "reply", LEFT | MV_ROLE_RESEARCHER));
}

typedef struct
{
  const char *comment;
  MvScopeType scope;
  const char *kind;
  MvRoles roles;
} NegativeRow;

/* What must not be: row by row, the role that comes closest without having the right. */
static void
test_rights_refused (void)
{
  static const NegativeRow rows[] = {
    { "an account edits nothing in the catalogue", MV_SCOPE_CATALOGUE, "term", MV_ROLE_ACCOUNT },
    { "an editor makes no organisation", MV_SCOPE_CATALOGUE, "organisation", MV_ROLE_EDITOR },
    { "an administrator is no editor", MV_SCOPE_CATALOGUE, "vocabulary", MV_ROLE_ADMINISTRATOR },
    { "a researcher writes no register facts", MV_SCOPE_CATALOGUE, "study", MV_ROLES_TEAM },
    { "the team publishes by command only", MV_SCOPE_STUDIES, "study-text", MV_ROLES_TEAM },
    { "a study text does not stand in the catalogue", MV_SCOPE_CATALOGUE, "study-text",
      MV_ROLE_EDITOR },
    { "nobody writes into another's own", MV_SCOPE_USER, "contribution", MV_ROLES_PROJECT },
    { "a reply does not stand in one's own", MV_SCOPE_USER, "reply", MV_ROLE_PERSON },
    { "a person gives herself no account", MV_SCOPE_USER, "account", MV_ROLE_PERSON },
    { "a lead makes no project by put", MV_SCOPE_PROJECT, "project", MV_ROLE_LEAD },
    { "a coordinator makes no project by put", MV_SCOPE_PROJECT, "project", MV_ROLE_COORDINATOR },
    { "a researcher does not plan", MV_SCOPE_PROJECT, "plan", MV_ROLE_RESEARCHER },
    { "a representative calls no meeting", MV_SCOPE_PROJECT, "meeting", REPRESENTATIVE },
    { "a lead adds no member by put", MV_SCOPE_PROJECT, "member", MV_ROLE_LEAD },
    { "a contribution does not stand open in the project", MV_SCOPE_PROJECT, "contribution",
      MV_ROLES_PROJECT },
    { "a representative writes no news", MV_SCOPE_PROJECT_NEWS, "update", REPRESENTATIVE },
    { "the author shares by command only", MV_SCOPE_PROJECT_BY, "contribution", AUTHOR },
    { "another representative answers nothing", MV_SCOPE_PROJECT_BY, "reply", REPRESENTATIVE },
    { "a rating is released by command only", MV_SCOPE_PROJECT_BY, "rating", AUTHOR },
    { "the team makes no follow-up", MV_SCOPE_PROJECT_BY, "followup", MV_ROLES_TEAM },
    { "a person writes no agreement alone", MV_SCOPE_PROJECT_REP, "agreement", AUTHOR },
    { "the team consents for nobody", MV_SCOPE_PROJECT_REP, "consent", MV_ROLES_TEAM },
    { "the team claims for nobody", MV_SCOPE_PROJECT_REP, "claim", MV_ROLES_TEAM },
    { "a representative has no part in the team's drafts", MV_SCOPE_PROJECT_TEAM, "reply-draft",
      REPRESENTATIVE },
    { "a member sets no agenda", MV_SCOPE_COMMITTEE, "case", MV_ROLE_MEMBER },
    { "a deputy writes no minutes", MV_SCOPE_COMMITTEE, "decision", MV_ROLE_DEPUTY },
    { "a secretary assesses nothing", MV_SCOPE_COMMITTEE, "assessment", MV_ROLE_SECRETARY },
    { "a secretary adds no member by put", MV_SCOPE_COMMITTEE, "committee-member",
      MV_ROLE_SECRETARY },
    { "a person puts no idea with a committee", MV_SCOPE_COMMITTEE_WITH, "idea", MV_ROLE_PERSON },
    { "a person answers not for the committee", MV_SCOPE_COMMITTEE_WITH, "reply", MV_ROLE_PERSON },
    { "a member answers an idea not alone", MV_SCOPE_COMMITTEE_WITH, "reply", MV_ROLE_MEMBER },
    { "a committee asks itself nothing", MV_SCOPE_COMMITTEE_PROJECT, "question",
      MV_ROLES_COMMITTEE },
    { "a team answers itself nothing", MV_SCOPE_COMMITTEE_PROJECT, "reply", MV_ROLES_TEAM },
    { "a representative asks not in the team's place", MV_SCOPE_COMMITTEE_PROJECT, "request",
      REPRESENTATIVE },
    { "an administrator gives no role by put", MV_SCOPE_ORGANISATION, "role",
      MV_ROLE_ADMINISTRATOR },
    { "a kind that there is not", MV_SCOPE_PROJECT, "nonsense", ALL_ROLES },
    { "no kind", MV_SCOPE_PROJECT, NULL, ALL_ROLES },
    { "no scope", MV_SCOPE_INVALID, "plan", ALL_ROLES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].comment);
      g_assert_false (mv_rights_may_create (rows[i].scope, rows[i].kind, rows[i].roles));
    }
}

/* Nobody reads a scope without one of its roles; the roles that come closest do not help. */
static void
test_rights_read_refused (void)
{
  static const struct
  {
    MvScopeType scope;
    MvRoles roles;
  } rows[] = {
    { MV_SCOPE_CATALOGUE, MV_ROLE_NONE },              /* without an account */
    { MV_SCOPE_USER, MV_ROLES_PROJECT },               /* those one works with */
    { MV_SCOPE_USER, MV_ROLE_ADMINISTRATOR },          /* the organisation */
    { MV_SCOPE_PROJECT, MV_ROLE_ACCOUNT },             /* any account */
    { MV_SCOPE_PROJECT, MV_ROLE_COORDINATOR },         /* sees what is overdue, but no contents */
    { MV_SCOPE_PROJECT, MV_ROLES_COMMITTEE },          /* sees figures only */
    { MV_SCOPE_PROJECT_BY, MV_ROLE_COORDINATOR },      /* the same */
    { MV_SCOPE_PROJECT_REP, MV_ROLE_REPRESENTATIVE },  /* another representative */
    { MV_SCOPE_PROJECT_TEAM, MV_ROLE_REPRESENTATIVE }, /* a representative */
    { MV_SCOPE_COMMITTEE, MV_ROLES_PROJECT },          /* a project */
    { MV_SCOPE_COMMITTEE_WITH, MV_ROLES_PROJECT },     /* a project */
    { MV_SCOPE_COMMITTEE_PROJECT, MV_ROLE_REPRESENTATIVE }, /* between team and committee */
    { MV_SCOPE_ORGANISATION, MV_ROLE_EDITOR },              /* an editor */
    { MV_SCOPE_INVALID, ALL_ROLES },                        /* no scope at all */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_false (mv_rights_may_read (rows[i].scope, rows[i].roles));
}

/* An assessment is its writer's, whatever colleagues may do besides. */
static void
test_rights_own (void)
{
  g_assert_true (mv_rights_may_change (MV_SCOPE_COMMITTEE, "assessment", MV_ROLE_MEMBER, TRUE));
  g_assert_false (mv_rights_may_change (MV_SCOPE_COMMITTEE, "assessment", MV_ROLE_MEMBER, FALSE));
  g_assert_false (mv_rights_may_remove (MV_SCOPE_PROJECT_NEWS, "update", MV_ROLE_LEAD, FALSE));
  g_assert_true (mv_rights_may_remove (MV_SCOPE_PROJECT, "meeting", MV_ROLE_RESEARCHER, FALSE));
}

/* Names of roles are read back as the roles they are of. */
static void
test_rights_role_names (void)
{
  for (guint role = 1; role <= MV_ROLE_IMPORT; role <<= 1)
    {
      const char *name = mv_roles_get_name ((MvRoles) role);

      g_assert_nonnull (name);
      g_assert_cmpuint (mv_roles_from_name (name), ==, role);
    }

  g_assert_cmpuint (mv_roles_from_name ("owner"), ==, MV_ROLE_NONE);
  g_assert_cmpuint (mv_roles_from_name (NULL), ==, MV_ROLE_NONE);
  g_assert_null (mv_roles_get_name (MV_ROLES_TEAM));
  g_assert_null (mv_roles_get_name (MV_ROLE_NONE));
}

/* --- Commands ------------------------------------------------------------------------------ */

/* The table of commands, for people to read in the test's output. Each says in one sentence what it
 * does, and somebody may do it. */
static void
test_commands_table (void)
{
  guint n_rows;
  const MvCommand *rows = mv_commands_list (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *who = describe (rows[i].who);

      g_test_message ("%s (%s)", rows[i].name, rows[i].args);
      g_test_message ("    %s in %s; %s%s", who, mv_scope_type_get_pattern (rows[i].scope),
                      (rows[i].flags & MV_COMMAND_QUEUES) != 0 ? "queues" : "online only",
                      (rows[i].flags & MV_COMMAND_HAS_BASE) != 0 ? ", has a base" : "");
      g_test_message ("    %s", rows[i].effect);

      g_assert_true (mv_commands_find (rows[i].name) == &rows[i]);
      g_assert_cmpuint (rows[i].who, !=, MV_ROLE_NONE);
      g_assert_cmpint (rows[i].scope, !=, MV_SCOPE_INVALID);
      g_assert_true (g_str_has_suffix (rows[i].effect, "."));
    }

  g_assert_null (mv_commands_find ("contribution.steal"));
  g_assert_null (mv_commands_find (NULL));
}

/* Every command of the protocol is there, and no other. */
static void
test_commands_complete (void)
{
  static const char *const names[] = {
    "member.add",
    "member.end",
    "member.role",
    "project.create",
    "project.end",
    "role.give",
    "role.end",
    "invite.create",
    "invite.confirm",
    "contribution.share",
    "contribution.unshare",
    "contribution.withdraw",
    "contribution.seen",
    "contribution.remind",
    "contribution.reopen",
    "contribution.close",
    "contribution.on_behalf",
    "contribution.confirm",
    "reply.send",
    "rating.release",
    "consent.set",
    "quote.propose",
    "quote.publish",
    "study.publish",
    "study.unpublish",
    "agreement.confirm",
    "claim.attest",
    "overdue.nudge",
    "request.propose",
    "request.accept",
    "request.decline",
    "idea.send",
    "idea.decide",
    "hearing.answer",
    "hearing.close",
    "assessment.declare",
    "assessment.submit",
    "profile.release",
  };
  guint n_rows;

  mv_commands_list (&n_rows);
  g_assert_cmpuint (n_rows, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (mv_commands_find (names[i]));
}

/* Membership, invitation, role and publishing need the server; everything else may wait. */
static void
test_commands_online (void)
{
  guint n_rows;
  const MvCommand *rows = mv_commands_list (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      const char *name = rows[i].name;
      gboolean is_online = g_str_has_prefix (name, "member.") ||
                           g_str_has_prefix (name, "invite.") || g_str_has_prefix (name, "role.") ||
                           g_str_has_suffix (name, "publish");

      g_assert_cmpint ((rows[i].flags & MV_COMMAND_QUEUES) == 0, ==, is_online);
    }
}

/* Who may not: the role that comes closest. */
static void
test_commands_refused (void)
{
  static const struct
  {
    const char *name;
    MvRoles roles;
  } rows[] = {
    { "contribution.share", MV_ROLES_TEAM | MV_ROLE_FORMER }, /* only representatives share */
    { "contribution.unshare", MV_ROLE_FORMER },               /* who has left withdraws instead */
    { "contribution.withdraw", MV_ROLES_TEAM },               /* it is the person's */
    { "contribution.seen", MV_ROLE_REPRESENTATIVE },          /* only the team's reading counts */
    { "contribution.on_behalf", MV_ROLE_REPRESENTATIVE },     /* only the team */
    { "reply.send", MV_ROLE_REPRESENTATIVE },                 /* only the team answers */
    { "consent.set", MV_ROLES_TEAM },                         /* nobody consents for another */
    { "rating.release", MV_ROLES_TEAM },                      /* it is the person's */
    { "member.add", MV_ROLE_RESEARCHER },                     /* the lead's */
    { "invite.confirm", MV_ROLE_RESEARCHER },                 /* the inviter's */
    { "project.create", MV_ROLE_LEAD | MV_ROLE_EDITOR },      /* the coordinator's */
    { "role.give", MV_ROLE_COORDINATOR },                     /* the administrator's */
    { "idea.decide", MV_ROLE_MEMBER },                        /* the secretary writes it down */
    { "assessment.submit", MV_ROLE_SECRETARY },               /* members assess */
    { "request.accept", MV_ROLES_COMMITTEE },                 /* the person that was asked */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (mv_commands_find (rows[i].name)->who & rows[i].roles, ==, MV_ROLE_NONE);
}

typedef struct
{
  const char *command;
  const char *args;
  const char *field; /* NULL: right */
} ArgsRow;

static const ArgsRow args_rows[] = {
  /* right */
  { "contribution.share", "{\"contribution\":\"" A "\",\"audience\":\"team\"}", NULL },
  /* right, with a member that we do not know */
  { "contribution.seen", "{\"contribution\":\"" A "\",\"new\":[1]}", NULL },
  /* what may be missing is missing */
  { "request.decline", "{\"request\":\"" A "\"}", NULL },
  /* what may be missing is null */
  { "request.decline", "{\"request\":\"" A "\",\"reason\":null}", NULL },
  /* a list */
  { "reply.send", "{\"project\":\"" A "\",\"drafts\":[\"" A "\",\"" B "\"]}", NULL },
  /* a date, and codes in a list */
  { "member.end", "{\"project\":\"" A "\",\"member\":\"" B "\",\"date\":\"2026-11-22\"}", NULL },
  { "consent.set", "{\"project\":\"" A "\",\"quoted\":\"role\",\"audiences\":[\"committee\"]}",
    NULL },
  /* a boolean and an object */
  { "assessment.declare", "{\"committee\":\"" A "\",\"case\":\"" B "\",\"conflict\":false}", NULL },
  { "contribution.on_behalf",
    "{\"contribution\":\"" A "\",\"project\":\"" A "\",\"member\":\"" B "\",\"body\":{}}", NULL },

  /* nothing at all */
  { "contribution.share", "{}", "contribution" },
  /* the second is missing */
  { "contribution.share", "{\"contribution\":\"" A "\"}", "audience" },
  /* null where something is needed */
  { "contribution.share", "{\"contribution\":null,\"audience\":\"team\"}", "contribution" },
  /* not an id */
  { "contribution.share", "{\"contribution\":\"7\",\"audience\":\"team\"}", "contribution" },
  /* not a code */
  { "contribution.share", "{\"contribution\":\"" A "\",\"audience\":\"all\"}", "audience" },
  /* an empty code */
  { "contribution.share", "{\"contribution\":\"" A "\",\"audience\":\"\"}", "audience" },
  /* all codes as they stand in the table */
  { "contribution.share", "{\"contribution\":\"" A "\",\"audience\":\"project|team\"}",
    "audience" },
  /* a number for a text */
  { "request.decline", "{\"request\":\"" A "\",\"reason\":7}", "reason" },
  /* an empty text */
  { "request.decline", "{\"request\":\"" A "\",\"reason\":\"\"}", "reason" },
  /* no list */
  { "reply.send", "{\"project\":\"" A "\",\"drafts\":\"" A "\"}", "drafts" },
  /* something else in the list */
  { "reply.send", "{\"project\":\"" A "\",\"drafts\":[\"" A "\",7]}", "drafts" },
  /* no such day */
  { "project.end", "{\"project\":\"" A "\",\"date\":\"2026-02-30\"}", "date" },
  /* a number for a boolean */
  { "assessment.declare", "{\"committee\":\"" A "\",\"case\":\"" B "\",\"conflict\":0}",
    "conflict" },
  /* a text for an object */
  { "contribution.on_behalf",
    "{\"contribution\":\"" A "\",\"project\":\"" A "\",\"member\":\"" B "\",\"body\":\"{}\"}",
    "body" },
};

/* Arguments are checked against the table, and the one that is wrong is named. */
static void
test_commands_args (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (args_rows); i++)
    {
      g_autoptr (JsonObject) args = mv_json_parse_object (args_rows[i].args, -1, 65536, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *field = NULL;
      gboolean is_right =
          mv_command_check_args (mv_commands_find (args_rows[i].command), args, &error);

      field = mv_problem_dup_field (error);
      g_assert_cmpstr (field, ==, args_rows[i].field);
      g_assert_cmpint (is_right, ==, args_rows[i].field == NULL);
      if (!is_right)
        g_assert_error (error, MV_PROBLEM, MV_PROBLEM_INVALID);
    }
}

/* A text argument of 2 000 characters and a list of 100 are taken, one more is not. */
static void
test_commands_args_limits (void)
{
  const MvCommand *decline = mv_commands_find ("request.decline");
  const MvCommand *send = mv_commands_find ("reply.send");
  g_autoptr (JsonObject) args = json_object_new ();
  g_autoptr (JsonObject) many = json_object_new ();
  JsonArray *drafts = json_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "å");
  json_object_set_string_member (args, "request", A);
  json_object_set_string_member (args, "reason", text->str);
  g_assert_true (mv_command_check_args (decline, args, NULL));
  g_string_append (text, "å");
  json_object_set_string_member (args, "reason", text->str);
  g_assert_false (mv_command_check_args (decline, args, NULL));

  for (guint i = 0; i < 100; i++)
    json_array_add_string_element (drafts, A);
  json_object_set_string_member (many, "project", A);
  json_object_set_array_member (many, "drafts", drafts);
  g_assert_true (mv_command_check_args (send, many, NULL));
  json_array_add_string_element (drafts, A);
  g_assert_false (mv_command_check_args (send, many, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rights/table", test_rights_table);
  g_test_add_func ("/rights/kinds", test_rights_kinds);
  g_test_add_func ("/rights/server-only", test_rights_server_only);
  g_test_add_func ("/rights/contribution", test_rights_contribution);
  g_test_add_func ("/rights/two-sides", test_rights_two_sides);
  g_test_add_func ("/rights/former", test_rights_former);
  g_test_add_func ("/rights/refused", test_rights_refused);
  g_test_add_func ("/rights/read-refused", test_rights_read_refused);
  g_test_add_func ("/rights/own", test_rights_own);
  g_test_add_func ("/rights/role-names", test_rights_role_names);
  g_test_add_func ("/commands/table", test_commands_table);
  g_test_add_func ("/commands/complete", test_commands_complete);
  g_test_add_func ("/commands/online", test_commands_online);
  g_test_add_func ("/commands/refused", test_commands_refused);
  g_test_add_func ("/commands/args", test_commands_args);
  g_test_add_func ("/commands/args/limits", test_commands_args_limits);

  return g_test_run ();
}
