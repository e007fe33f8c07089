# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes lines for `medvirk-server load`: a person with years of contributions in several projects.

Of N records two fifths are contributions of about 300 bytes, two fifths the follow-ups that the
server writes beside them, and one fifth replies. The same N always gives the same lines.

Usage: records.py N [--drafts N] > records.ndjson
"""
import argparse
import datetime
import json
import uuid

NATURAL = uuid.UUID("8f0d4f0e-6c3d-5b8a-9e55-2f6d0a4c7b11")
LAST_DAY = datetime.date(2026, 11, 20)
N_DAYS = 730
N_PROJECTS = 10
N_PEOPLE = 5
PHASES = ["P1", "P2", "P3", "P4", "P5"]
TEXT = ("Vi snakket om hvor langt folk må reise, og om at mange trenger en pause midt på dagen. "
        "Noen vil heller svare hjemme.")
SUGGESTION = "Spør hvor langt folk må reise før dere velger sted."


def an_id(*parts):
    return str(uuid.uuid5(NATURAL, "bench\n" + "\n".join(str(part) for part in parts)))


def time_ordered_id(number):
    """As the program makes ids: those made later sort later."""
    return str(uuid.UUID(int=(0x0193_0000_0000 + number) << 80 | 7 << 76 | 2 << 62 | number))


def person_id(number):
    return an_id("person", number)


LEAD = an_id("lead")


def line(scope, kind, record_id, by, at, body):
    told = {"scope": scope, "kind": kind, "id": record_id, "at": f"{at}T10:00:00Z", "body": body}
    if by:
        told["by"] = by
    print(json.dumps(told, ensure_ascii=False))


def write_frame(n_projects, n_people):
    began = "2024-08-01"
    people = [(person_id(number), f"Representant {number}") for number in range(n_people)]
    people.append((LEAD, "Prosjektleder A"))
    organisation = an_id("organisation")
    line("catalogue", "organisation", organisation, None, began,
         {"number": "123456785", "name": "Sykehus A", "region": "nord"})
    for uid, name in people:
        line(f"user/{uid}", "account", uid, None, began,
             {"uid": uid, "name": name, "language": "nb", "regions": ["nord"], "confirmed": True})
    for number in range(n_projects):
        pid = an_id("project", number)
        line(f"project/{pid}", "project", pid, None, began,
             {"title": f"Prosjekt {number}", "organisation": organisation,
              "vocabulary": "helse-nord", "lead": "Prosjektleder A", "lead_uid": LEAD,
              "form": "study", "start": began, "state": "ongoing", "languages": ["nb"]})
        for uid, name in people:
            line(f"project/{pid}", "member", an_id("member", number, uid), None, began,
                 {"uid": uid, "name": name, "since": began, "account": True,
                  "role": "lead" if uid == LEAD else "representative"})


def write_contribution(number, n_contributions, n_projects, n_people):
    pid, by = an_id("project", number % n_projects), person_id(number // n_projects % n_people)
    scope = f"project/{pid}/by/{by}"
    day = LAST_DAY - datetime.timedelta(days=N_DAYS - N_DAYS * (number + 1) // n_contributions)
    contribution, suggestion = time_ordered_id(number), an_id("suggestion", number)
    line(scope, "contribution", contribution, by, day,
         {"project": pid, "date": str(day), "text": TEXT, "phases": [PHASES[number % 5]],
          "suggestions": [{"id": suggestion, "text": SUGGESTION}], "language": "nb"})
    if number % 2 == 0:
        key = f"{scope}\nreply\n{contribution}\n{suggestion}"
        line(scope, "reply", str(uuid.uuid5(NATURAL, key)), LEAD, day,
             {"contribution": contribution, "suggestion": suggestion, "of_rev": 1,
              "outcome": "adopted", "text": "Vi har med to sykehus med lang reisevei. Takk for rådet.",
              "date": str(day)})


def write_drafts(n_drafts):
    """Of the lead: what a pull page of rows of 300 bytes is measured with."""
    for number in range(n_drafts):
        text = TEXT[:113]
        line(f"user/{LEAD}", "contribution", time_ordered_id(1 << 30 | number), LEAD, LAST_DAY,
             {"project": an_id("project", 0), "date": str(LAST_DAY), "text": text,
              "phases": ["P1"], "language": "nb"})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("records", type=int)
    parser.add_argument("--drafts", type=int, default=0)
    arguments = parser.parse_args()
    n_contributions = arguments.records * 2 // 5
    n_projects = max(1, min(N_PROJECTS, arguments.records // 100))
    n_people = max(1, min(N_PEOPLE, arguments.records // 100))
    write_frame(n_projects, n_people)
    for number in range(n_contributions):
        write_contribution(number, n_contributions, n_projects, n_people)
    write_drafts(arguments.drafts)


if __name__ == "__main__":
    main()
