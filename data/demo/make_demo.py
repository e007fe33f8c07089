# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the demo as lines for `medvirk-server load`, from the JSON files beside it.

The files are written as a person would tell it; ids, order and scopes come from here. The same
files always give the same ids. All people are invented.

Usage: make_demo.py > demo.ndjson
       make_demo.py --person representative|researcher|secretary|KEY     the person's id
"""
import json
import pathlib
import sys
import uuid

HERE = pathlib.Path(__file__).parent
# The protocol's namespace for ids that follow from a record's natural key.
NATURAL = uuid.UUID("8f0d4f0e-6c3d-5b8a-9e55-2f6d0a4c7b11")
DEMO = uuid.uuid5(NATURAL, "demo")
RIGHTS = {
    "nb": "Det er frivillig å være med i en studie. Du kan slutte når du vil, uten å si hvorfor, og "
          "behandlingen din blir den samme. Du kan be om å se det som er skrevet om deg.",
    "nn": "Det er frivillig å vere med i ein studie. Du kan slutte når du vil, utan å seie kvifor, og "
          "behandlinga di blir den same. Du kan be om å sjå det som er skrive om deg.",
}
NO_RESULTS = {
    "nb": "Ingen har skrevet om resultatene på klart språk ennå.",
    "nn": "Ingen har skrive om resultata på klart språk enno.",
}
REGIONS = {"Helse Nord": "nord", "Helse Midt-Norge": "midt", "Helse Vest": "vest",
           "Helse Sør-Øst": "sor-ost"}


def read(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def demo_id(*parts):
    return str(uuid.uuid5(DEMO, "\n".join(str(part) for part in parts)))


def natural_id(scope, kind, *key):
    return str(uuid.uuid5(NATURAL, f"{scope}\n{kind}\n" + "\n".join(key)))


def person_id(key):
    return demo_id("person", read("people.json")["start_as"].get(key, key))


def stranger_id(name):
    """A person without the program."""
    return demo_id("stranger", name)


def project_id(key):
    return demo_id("project", key)


def organisation_id(key):
    return demo_id("organisation", key)


def contribution_id(project, number):
    return demo_id("contribution", project, number)


def study_id(source_id):
    """As the import makes it from register and number."""
    return str(uuid.uuid5(NATURAL, f"catalogue\nstudy\nfnsp\n{source_id}"))


def at(date, hour=10):
    return f"{date}T{hour:02d}:00:00+01:00"


class Demo:
    def __init__(self):
        self.lines = []
        self.people = read("people.json")
        self.names = {p["key"]: p["name"] for p in self.people["people"]}
        self.languages = {p["key"]: p["language"] for p in self.people["people"]}

    def add(self, scope, kind, record_id, by, when, body):
        body = {name: value for name, value in body.items() if value not in (None, "", [])}
        self.lines.append({"scope": scope, "kind": kind, "id": record_id, "by": by, "at": when,
                           "body": body})

    def make(self):
        self.add_people()
        for project in read("projects.json"):
            self.add_project(project)
        self.add_contributions()
        self.add_study_texts()
        self.add_words()
        return self.lines

    # --- Organisations, accounts, committees -----------------------------------------------------

    def add_people(self):
        began = at("2024-08-01")
        for org in self.people["organisations"]:
            self.add("catalogue", "organisation", organisation_id(org["key"]), None, began, {
                "number": org["number"], "name": org["name"], "region": REGIONS[org["region"]],
                "parent": organisation_id(org["parent"]) if "parent" in org else None})
        for person in self.people["people"]:
            uid = person_id(person["key"])
            self.add(f"user/{uid}", "account", uid, None, began, {
                "uid": uid, "name": person["name"], "language": person["language"],
                "regions": person["regions"], "confirmed": True})
        for role in self.people["roles"]:
            oid = organisation_id(role["organisation"])
            self.add(f"organisation/{oid}", "role",
                     demo_id("role", role["organisation"], role["person"], role["role"]), None, began,
                     {"uid": person_id(role["person"]), "name": self.names[role["person"]],
                      "role": role["role"]})
        for committee in self.people["committees"]:
            cid = demo_id("committee", committee["key"])
            self.add("catalogue", "committee", cid, None, began, {
                "name": committee["name"],
                "covers": [organisation_id(key) for key in committee["covers"]]})
            for member in committee["members"]:
                uid = person_id(member["person"])
                self.add(f"committee/{cid}", "committee-member", demo_id("seat", cid, uid), None, began,
                         {"uid": uid, "name": self.names[member["person"]], "role": member["role"]})

    # --- Projects ----------------------------------------------------------------------------------

    def member_uid(self, member):
        return person_id(member["person"]) if "person" in member else stranger_id(member["name"])

    def add_project(self, project):
        pid, began = project_id(project["key"]), at(project["started"], 8)
        scope = f"project/{pid}"
        lead = next(m for m in project["members"] if m["role"] == "lead")
        writer = next(person_id(m["person"]) for m in project["members"]
                      if m["role"] in ("lead", "researcher") and "person" in m)
        self.add(scope, "project", pid, None, began, {
            "title": project["title"], "organisation": organisation_id(project["organisation"]),
            "vocabulary": project["vocabulary"], "lead": lead.get("name") or self.names[lead["person"]],
            "lead_uid": person_id(lead["person"]) if "person" in lead else None,
            "form": "innovation" if project["vocabulary"] == "innovation" else "study",
            "start": project["started"], "state": "ongoing", "summary": project["purpose"],
            "languages": ["nb", "nn"],
            "study": study_id("1000001") if project["key"] == "kols-heime" else None})
        for member in project["members"]:
            uid = self.member_uid(member)
            # A former member was a representative first; the end comes at its own date.
            self.add(scope, "member", demo_id("member", pid, uid), None, at(member["since"], 9), {
                "uid": uid, "name": member.get("name") or self.names[member["person"]],
                "role": member["role"], "since": member["since"], "until": member.get("until"),
                "account": "person" in member})
        # Only the lead writes the plan.
        self.add_plan(project, pid, self.member_uid(lead), began)
        self.add_meetings_and_texts(project, pid, writer)

    def add_plan(self, project, pid, writer, began):
        representatives = [self.member_uid(m) for m in project["members"]
                           if m["role"] == "representative"]
        roles = {"gave-advice": "advised", "worked-together": "together", "was-asked": "asked"}
        for phase, state in project["plan"].items():
            self.add(f"project/{pid}", "plan", natural_id(f"project/{pid}", "plan", pid, phase), writer,
                     began, {"project": pid, "phase": phase, "state": state, "people": [
                         {"uid": uid, "planned": roles[project["planned_role"]]}
                         for uid in representatives]})

    def add_meetings_and_texts(self, project, pid, writer):
        language = project["language"]
        for number, meeting in enumerate(project["meetings"]):
            self.add(f"project/{pid}", "meeting", demo_id("meeting", pid, number), writer,
                     at("2026-10-15"), {"title": meeting["title"], "start": meeting["starts"],
                                        "place": meeting["place"], "language": language,
                                        "state": "held" if meeting["starts"] < "2026-11-20" else "planned"})
        for number, update in enumerate(project["updates"]):
            first = update["text"].split(". ")[0].rstrip(".")
            self.add(f"project/{pid}/news", "update", demo_id("update", pid, number), writer,
                     at(update["on"]), {"title": first, "text": update["text"], "date": update["on"],
                                        "language": language})
        for number, document in enumerate(project["documents"]):
            did = demo_id("document", pid, number)
            self.add(f"project/{pid}", "document", did, writer, at("2026-11-16"),
                     {"title": document["title"], "language": language})
            self.add(f"project/{pid}", "document-version", demo_id("version", did, 1), writer,
                     at("2026-11-16", 11), {
                         "document": did, "number": 1, "title": document["title"],
                         "date": "2026-11-16", "read_by": document.get("due"), "language": language,
                         "paragraphs": [{"id": demo_id("paragraph", did, place), "style": "paragraph",
                                         "text": text}
                                        for place, text in enumerate(document["paragraphs"])]})

    # --- Contributions and answers -----------------------------------------------------------------

    def add_contributions(self):
        numbers = {}
        teams = {}
        for project in read("projects.json"):
            teams[project["key"]] = next(
                person_id(m["person"]) for m in project["members"]
                if m["role"] in ("lead", "researcher") and "person" in m)
        for told in read("contributions.json"):
            key = told["project"]
            number = numbers.get(key, 0)
            numbers[key] = number + 1
            self.add_contribution(told, key, number, teams[key])

    def add_contribution(self, told, key, number, team):
        pid, cid = project_id(key), contribution_id(key, number)
        by = person_id(told["by"])
        author = stranger_id(told["on_behalf_of"]) if "on_behalf_of" in told else by
        suggestions = [{"id": demo_id("suggestion", cid, place), "text": suggestion["text"]}
                       for place, suggestion in enumerate(told["suggestions"])]
        body = {"project": pid, "date": told["date"], "text": told["text"], "phases": told["phases"],
                "suggestions": suggestions, "language": self.languages[told["by"]],
                "on_behalf": True if author != by else None}
        if told.get("draft"):
            self.add(f"user/{by}", "contribution", cid, by, at(told["date"], 18), body)
            return
        scope = f"project/{pid}/by/{author}"
        self.add(scope, "contribution", cid, by, at(told["date"], 12), body)
        answers = [(entry, suggestion["id"])
                   for entry, suggestion in zip(told["suggestions"], suggestions) if "outcome" in entry]
        if "reply_whole" in told:
            answers.append((told["reply_whole"], ""))
        for entry, suggestion in answers:
            self.add(scope, "reply", natural_id(scope, "reply", cid, suggestion), team,
                     at(entry["on"], 14), {
                         "contribution": cid, "suggestion": suggestion or None, "of_rev": 1,
                         "outcome": entry["outcome"], "reason": entry.get("reason"),
                         "text": entry.get("reply"), "date": entry["on"]})

    # --- Studies and words ---------------------------------------------------------------------------

    def add_study_texts(self):
        for text in read("study-texts.json"):
            study = study_id(text["study"])
            region = text.get("region", "national")
            scope = f"studies/{region}"
            contact = text.get("contact") or {}
            self.add(scope, "study-text", natural_id(scope, "study-text", study, text["language"]),
                     person_id("marit"), at(text["reviewed"]), {
                         "study": study, "language": text["language"], "title": text["title"],
                         "summary": text["summary"], "why": text.get("why"),
                         "who_can": "\n".join(text.get("who_can", [])),
                         "who_cannot": "\n".join(text.get("who_cannot", [])),
                         "what_happens": text.get("involves"), "benefits": text.get("benefits"),
                         "duration": text.get("duration"), "where": text.get("where"),
                         "contact": " · ".join(contact.values()), "rights": text.get("rights") or RIGHTS[text["language"]],
                         "results": text.get("results") or NO_RESULTS[text["language"]], "influence": text.get("influence"),
                         "words": [{"word": term["word"], "explanation": term["meaning"]}
                                   for term in text.get("terms", [])],
                         "reviewed": text["reviewed"], "reviewer": text.get("reviewer"),
                         "state": "published", "published": text["reviewed"]})

    def add_words(self):
        path = HERE / "words.json"
        if not path.exists():
            return
        for word in read("words.json"):
            self.add("catalogue", "term", demo_id("term", word["nb"]), person_id("marit"),
                     at("2024-08-02"), word)


def main():
    if sys.argv[1:2] == ["--person"]:
        print(person_id(sys.argv[2]))
        return
    for line in Demo().make():
        print(json.dumps({name: value for name, value in line.items() if value is not None},
                         ensure_ascii=False))


if __name__ == "__main__":
    main()
