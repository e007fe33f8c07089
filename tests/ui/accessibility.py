# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as a screen reader and a keyboard meet it: a scan of names and a walk with Tab.

Usage: accessibility.py [nn|nb|en [PAGE…]]   the walk is done in Nynorsk only: it is the same in others

The order of the walk is stored in tab-order/<page>.txt. After a change that is meant, write it anew
and read it as somebody who only hears it: MEDVIRK_WRITE=1 ./dev test.
"""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
from desktop import tap  # noqa: E402
import keyboard  # noqa: E402
import pages  # noqa: E402
import scan  # noqa: E402

# GTK keeps the button that closes the window from the keyboard: Alt+F4 and Ctrl+Q do it.
CLOSE = {"Lukk", "Close"}
ORDER = pathlib.Path(__file__).parent / "tab-order"

language = "nn"
world = None
ear = None
programs = {}
opened = None  # name of the page and the program that shows it


def start(person):
    program = desktop.Program(world.folder / "profiles", person, language=language)
    pages.enrol(world, program)
    program.start()
    program.accessible()
    programs[person] = program
    desktop.focus_window(program)
    if person not in pages.NEWCOMERS:
        program.wait_sent()
    return program


def open_page(name):
    global opened
    person, action, parameters = pages.PAGES[name]
    program = programs.get(person) or start(person)
    if (name, program) != opened:
        desktop.focus_window(program)
        # So that the way back is always the same.
        if person in pages.NEWCOMERS:
            program.activate("welcome")
        elif action != "go-to":
            program.activate("go-to", "today")
        program.activate(action, *pages.fill_in(program, parameters))
        program.wait_titled(pages.TITLES[name])
        program.wait_settled()
        # That a page was seen is told to the server, and the line at the foot says so meanwhile.
        if person not in pages.NEWCOMERS:
            program.wait_sent()
        opened = (name, program)
    return program


def scan_case(name):
    def case():
        program = open_page(name)
        found = scan.findings(program.accessible(), scan.Words(language))
        assert not found, "\n".join(found)

    case.__doc__ = f"{name}: everything that can get focus says what it is, in {language}"
    return case


def unreached(program, stops):
    """What can take the keyboard and was not on the way. In a list, one row stands for all: the arrow
    keys lead to the others."""
    reached = {stop.place for stop in stops}
    lists = {place[:-1] for place in reached}
    missed = []
    for thing in scan.shown(desktop.front(program.accessible())):
        if not thing.focusable or thing.in_combo or thing.role in ("frame", "list"):
            continue
        if thing.name in CLOSE:
            continue
        place = keyboard.place_of(thing.item)
        if place not in reached and not (thing.role == "list item" and place[:-1] in lists):
            missed.append(str(thing))
    return missed


def compare(name, stops):
    path = ORDER / f"{name}.txt"
    text = "".join(f"{stop.text}\n" for stop in stops)
    if os.environ.get("MEDVIRK_WRITE"):
        ORDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"no order is stored: {path.name}; found:\n{text}"
    stored = path.read_text(encoding="utf-8")
    assert stored == text, f"stored:\n{stored}\nfound:\n{text}"


def walk_case(name):
    def case():
        program = open_page(name)
        stops = keyboard.walk(ear, keyboard.start_of(program))
        compare(name, stops)
        back = keyboard.walk(ear, keyboard.start_of(program), "shift+Tab")
        assert back == stops[:1] + stops[:0:-1], "Shift+Tab goes another way: " + ", ".join(
            stop.text for stop in back)
        missed = unreached(program, stops)
        assert not missed, "out of reach of Tab: " + ", ".join(missed)

    case.__doc__ = f"{name}: Tab goes through the page in reading order and comes back"
    return case


def programs_case():
    """All programs still run: a critical message would have ended one."""
    for program in programs.values():
        program.assert_alive()


def main():
    global world, ear, language
    language = sys.argv[1] if len(sys.argv) > 1 else "nn"
    bus = desktop.start_accessibility_or_skip()
    folder = desktop.scratch()
    try:
        world = desktop.DemoServer(folder)
        world.start()
        ear = keyboard.Ear()
        cases = []
        for name in sys.argv[2:] or pages.PAGES:
            cases.append(scan_case(name))
            if language == "nn":
                cases.append(walk_case(name))
        tap.run(cases + [programs_case])
    finally:
        for program in programs.values():
            program.stop()
        world.stop()
        bus.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
