# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first minutes of a new person, by keyboard alone and with a real server."""
import pathlib
import re
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
from desktop import tap  # noqa: E402
import keyboard  # noqa: E402
import pages  # noqa: E402

folder = None
world = None
TODAY = pages.TITLES["today"]


def tab_to(program, name, limit=40):
    """Presses Tab until what is called so has the focus."""
    app = program.accessible()
    for _ in range(limit):
        item = desktop.focused(app)
        if item is not None and desktop.matches(item, None, name):
            return item
        keyboard.press("Tab")
        time.sleep(0.05)
    raise AssertionError(f"no «{name}» within {limit} presses of Tab")


def start(name, language="nb"):
    """A program that nobody has used, at its first page."""
    program = desktop.Program(folder / "profiles", name, language=language).start()
    program.wait_titled(pages.TITLES["welcome"])
    program.accessible()
    desktop.focus_window(program)
    return program


def choose(program, name, page):
    tab_to(program, name)
    keyboard.press("Return")
    program.wait_titled(pages.TITLES[page])
    program.wait_settled()


def accounts(program):
    import sqlite3
    path = program.folder / "data" / "medvirk" / "profiles" / program.person / "medvirk.sqlite"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as replica:
        return replica.execute("SELECT count(*) FROM account").fetchone()[0]


def test_invitation():
    """Language, choice, code and address, and then I dag with what the server has for the person."""
    lines = dict(line.split(": ", 1) for line in world.invite("lise").read_text().splitlines() if line)
    program = start("first")
    try:
        # Another language takes effect at once, on the same page.
        tab_to(program, "Nynorsk")
        keyboard.press("space")
        program.wait_titled(("Velkomen til Medvirk",))
        program.wait_settled()
        desktop.focus_window(program)
        choose(program, "Vidare", "begin")
        choose(program, re.compile("Eg har fått ein invitasjon"), "invitation")
        tab_to(program, "Invitasjonskode")
        keyboard.write(lines["Code"].lower().replace("-", " "))
        program.find(name="Koden er skriven rett.")
        tab_to(program, "Adresse")
        keyboard.write(lines["Server"])
        keyboard.press("Return")
        program.wait_titled(TODAY)
        assert accounts(program) == 1
    finally:
        program.stop()


def test_mistyped():
    """A slip in the code is said as soon as its group is full, and nothing is sent."""
    program = start("mistyped")
    try:
        choose(program, "Videre", "begin")
        choose(program, re.compile("Jeg har fått en invitasjon"), "invitation")
        tab_to(program, "Invitasjonskode")
        keyboard.write("K7QMW3XPAF")
        program.find(name=re.compile("gruppe 2"))
        assert accounts(program) == 0
    finally:
        program.stop()


def test_example():
    """The example opens without a network, says so all the time, and leads back to where one was."""
    program = start("example")
    try:
        choose(program, "Videre", "begin")
        choose(program, re.compile("Prøv med eksempel"), "today")
        program.find(name="Eksempel. Ingenting blir sendt.")
        assert accounts(program) == 0
        desktop.focus_window(program)
        choose(program, "Avslutt", "welcome")
        assert not program.has(name="Eksempel. Ingenting blir sendt.")
    finally:
        program.stop()


def main():
    global folder, world
    bus = desktop.start_accessibility_or_skip()
    folder = desktop.scratch()
    world = desktop.DemoServer(folder)
    try:
        world.start()
        tap.run([test_invitation, test_mistyped, test_example])
    finally:
        world.stop()
        bus.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
