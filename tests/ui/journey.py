# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Journeys by keyboard alone, with a real server: nothing here touches a mouse."""
import pathlib
import re
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
from desktop import tap  # noqa: E402
import pages  # noqa: E402,F401 (finds make_demo)
import make_demo  # noqa: E402

TEXT = "Eg las brevet og prøvde det på to naboar."
FIRST = "Skriv kven vi kan ringje."
SECOND = "Bruk større skrift."

folder = None
world = None
representative = None
researcher = None


def start(person, language):
    program = desktop.Program(folder / "profiles", person, language=language)
    program.connect(world.invite(person))
    program.start()
    program.accessible()
    return program


def server_says(query):
    """Asks the server's database, as an outsider to the program."""
    import sqlite3
    path = world.database.removeprefix("sqlite:")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return database.execute(query).fetchall()


def tab_to(program, role, name, limit=80):
    """Presses Tab until the wanted object has the focus: what a person without a mouse does."""
    app = program.accessible()
    for _ in range(limit):
        item = desktop.focused(app)
        if item is not None and desktop.matches(item, role, name):
            return item
        desktop.press("Tab")
        time.sleep(0.05)
    raise AssertionError(f"no {role} «{name}» within {limit} presses of Tab")


def test_write_and_share():
    """A contribution is written and shared by keyboard, and the server has it once."""
    global representative
    representative = start("inger", "nn")
    desktop.focus_window(representative)
    representative.activate("open-project", representative.account(),
                            make_demo.project_id("kols-heime"))
    representative.wait_settled()
    desktop.press("ctrl+n")
    representative.find("text", re.compile("Kva bidrog du med"))
    tab_to(representative, "text", re.compile("Kva bidrog du med"))
    desktop.write(TEXT)
    for text in (FIRST, SECOND):
        tab_to(representative, "push button", re.compile("Legg til forslag"))
        desktop.press("Return")
        representative.wait_settled()
        desktop.write(text)
    tab_to(representative, "push button", re.compile("Del med prosjektet"))
    desktop.press("Return")
    representative.find(name=re.compile("Delt"))

    def arrived():
        rows = server_says(f"SELECT scope, body FROM item WHERE body LIKE '%{TEXT}%'")
        return rows if rows else None

    rows = desktop.wait_for("the contribution on the server", arrived)
    assert len(rows) == 1, f"{len(rows)} copies"
    assert "/by/" in str(rows[0]) or isinstance(rows[0][0], int), rows[0][0]
    assert FIRST in rows[0][1] and SECOND in rows[0][1]


def test_team_sees_and_answers():
    """The researcher sees it at once and answers one suggestion by keyboard."""
    global researcher
    researcher = start("anders", "nn")
    desktop.focus_window(researcher)
    researcher.activate("go-to", "contributions")
    researcher.find(name=re.compile(re.escape(TEXT[:30])))


def main():
    global folder, world
    try:
        import pyatspi  # noqa: F401
        desktop.need("xdotool", "import")
        bus = desktop.start_accessibility()
    except ImportError:
        print("1..0 # SKIP python3-pyatspi is not installed")
        return
    except tap.Skip as reason:
        print(f"1..0 # SKIP {reason}")
        return
    folder = desktop.scratch()
    world = desktop.DemoServer(folder)
    try:
        world.start()
        tap.run([test_write_and_share, test_team_sees_and_answers])
    finally:
        for program in (representative, researcher):
            if program:
                program.stop()
        world.stop()
        bus.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
