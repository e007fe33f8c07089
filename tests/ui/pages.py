# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the program and how to get to each, for pictures, scan and Tab walk."""
import os
import pathlib
import sys

import device

sys.path.insert(0, str(pathlib.Path(os.environ["MV_SOURCE_ROOT"]) / "data" / "demo"))
import make_demo  # noqa: E402

# People who have just installed the program.
NEWCOMERS = {"new"}

# Name of the page -> (person, action, parameters). "{account}" is the person's account here.
PAGES = {
    "welcome": ("new", "welcome", ()),
    "begin": ("new", "begin", ()),
    "invitation": ("new", "join", ("",)),
    "second-machine": ("new", "join", ("second",)),
    # The last one of this person, since it takes the place of the first window.
    "example": ("new", "app.example", ()),
    "today": ("inger", "go-to", ("today",)),
    "projects": ("inger", "go-to", ("projects",)),
    "project": ("inger", "open-project", ("{account}", make_demo.project_id("kols-heime"))),
    "project-innovation": ("inger", "open-project",
                           ("{account}", make_demo.project_id("digital-time"))),
    "contributions": ("inger", "go-to", ("contributions",)),
    "new-contribution": ("inger", "new-contribution",
                         ("{account}", make_demo.project_id("kols-heime"), "P5")),
    "contribution-answered": ("inger", "open-contribution",
                              ("{account}", make_demo.contribution_id("kols-heime", 8))),
    "studies": ("inger", "go-to", ("studies",)),
    "study": ("inger", "open-study", (make_demo.study_id("1000001"),)),
    "learning": ("inger", "go-to", ("learning",)),
    "link-code": ("inger", "link", ()),
    "shortcuts": ("inger", "shortcuts", ()),
    "about": ("inger", "about", ()),
    "team-today": ("anders", "go-to", ("today",)),
    "team-project": ("anders", "open-project", ("{account}", make_demo.project_id("kols-heime"))),
    "team-contributions": ("anders", "go-to", ("contributions",)),
    "team-answer": ("anders", "open-contribution",
                    ("{account}", make_demo.contribution_id("kols-heime", 10))),
    "conflict": ("kari", "open-contribution", ("{account}", device.CONFLICT)),
    "committee": ("lise", "go-to", ("committee",)),
}

# What has to be on the server before the person comes.
PREPARED = {"kari": device.write_conflict}

# What the window is called once the page is there: in Bokmål, Nynorsk or English, or as the people
# of the demo wrote it.
TITLES = {
    "welcome": ("Velkommen til Medvirk", "Velkomen til Medvirk", "Welcome to Medvirk"),
    "begin": ("Hvordan vil du begynne?", "Korleis vil du byrje?", "How do you want to begin?"),
    "invitation": ("Invitasjonen din", "Your invitation"),
    "example": ("I dag", "Today"),
    "second-machine": ("Bruk Medvirk her også", "Bruk Medvirk her òg", "Use Medvirk here too"),
    "link-code": ("Bruk en maskin til", "Bruk ei maskin til", "Use another computer too"),
    "shortcuts": ("Tastatursnarveier", "Tastatursnarvegar", "Keyboard shortcuts"),
    "about": ("Om Medvirk", "About Medvirk"),
    "today": ("I dag", "Today"),
    "projects": ("Prosjekter", "Prosjekt", "Projects"),
    "project": ("KOLS heime",),
    "project-innovation": ("Digital time for unge med diabetes",),
    "contributions": ("Bidrag", "Contributions"),
    "new-contribution": ("Nytt bidrag", "New contribution"),
    "contribution-answered": ("Spørjeskjemaet er for langt",),
    "studies": ("Studier", "Studiar", "Studies"),
    "study": ("Trening hjemme for deg med KOLS", "Trening heime for deg med KOLS"),
    "learning": ("Læring", "Learning"),
    "team-today": ("I dag", "Today"),
    "team-project": ("KOLS heime",),
    "team-contributions": ("Bidrag", "Contributions"),
    "team-answer": ("Ring heller enn å sende brev",),
    "conflict": ("Du har skrevet på to maskiner", "Du har skrive på to maskiner",
                 "You have written on two computers"),
    "committee": ("Brukerutvalg", "Brukarutval", "User committee"),
}


def fill_in(program, parameters):
    """Parameters of an action, with the account of the one who runs the program."""
    return tuple(p.format(account=program.account()) if "{account}" in p else p for p in parameters)


def enrol(world, program):
    """Gives a person's program an account, once, with what the pages want to find there."""
    person = program.person
    if (person in NEWCOMERS
            or (program.folder / "data" / "medvirk" / "profiles" / person).exists()):
        return
    if person in PREPARED:
        PREPARED[person](world, person)
    program.connect(world.invite(person))
