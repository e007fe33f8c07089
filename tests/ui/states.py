# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages look like when something is missing or asked: empty, not found, offline, questions. Each is
scanned for names, and the keyboard must be somewhere in it and come back where it was."""
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
from desktop import tap  # noqa: E402
import keyboard  # noqa: E402
import pages  # noqa: E402
import scan  # noqa: E402

NOBODY = "00000000-0000-7000-8000-000000000000"

folder = None
world = None
person = None


def scan_all():
    found = scan.findings(person.program.accessible(), scan.Words("nn"))
    assert not found, "\n".join(found)


def show(action, *parameters):
    person.sit_down()
    person.program.activate(action, *pages.fill_in(person.program, parameters))


def test_help():
    """Help has nothing to press: the page has the keyboard and is called by its title."""
    show("help")
    person.wait_until_at("panel", "Hjelp")
    scan_all()


def test_found():
    """What was searched for is found, and the first of it has the keyboard."""
    show("search", "kols")
    person.wait_until_at("list item", re.compile("KOLS"))
    scan_all()


def test_nothing_found():
    """Nothing was found: that is said, and the page has the keyboard."""
    show("go-to", "today")
    show("search", "qqzzqq")
    person.see("label", "Ingen treff.")
    scan_all()


def test_gone():
    """A contribution and a study that are not here."""
    show("open-contribution", "{account}", NOBODY)
    person.see("label", re.compile("^Dette bidraget er ikkje her"))
    scan_all()
    show("open-study", NOBODY)
    person.see("label", re.compile("^Denne studien er ikkje her"))
    scan_all()


def test_offline():
    """Without the server the page about sending says so."""
    world.stop()
    show("exchange")
    show("show-unsent")
    person.see("push button", "Send og hent no")
    scan_all()
    world.start()
    person.press("ctrl+r")
    person.program.wait_sent()


def test_question():
    """A question before a contribution is withdrawn: Escape says no, and the button has the keyboard
    again."""
    show("open-contribution", "{account}", pages.make_demo.contribution_id("kols-heime", 8))
    person.program.wait_titled(pages.TITLES["contribution-answered"])
    person.tab_to("push button", "Trekk tilbake")
    person.press("Return")
    person.see("push button", "Avbryt")
    scan_all()
    person.press("Escape")
    person.sit_down()
    person.wait_until_at("push button", "Trekk tilbake")


def test_back():
    """Back leads to the row that opened the page; from a place, to the list of places."""
    show("go-to", "projects")
    person.program.wait_titled(pages.TITLES["projects"])
    person.wait_until_at("list item", "Digital time for unge med diabetes")
    person.tab_to("list item", "KOLS heime")
    person.press("Return")
    person.wait_until_at("radio button", re.compile("^Planlegging"))
    person.press("Escape")
    person.wait_until_at("list item", "KOLS heime")
    person.press("alt+Left")
    person.wait_until_at("list item", "Prosjekt")


def test_escape_closes_a_list_first():
    """Escape in an open list of choices closes that, and the page stays."""
    show("go-to", "contributions")
    person.program.wait_titled(pages.TITLES["contributions"])
    person.tab_to("combo box", "Svar")
    person.press("Return")
    person.wait_until_at("list item", None)
    person.press("Escape")
    person.wait_until_at("combo box", "Svar")


def test_no_program_fell():
    """The program still runs: a critical message would have ended it."""
    person.program.assert_alive()


def test_session_ends():
    """When the session ends, the program closes what it has open, and nothing is left to look after."""
    process = person.program.process
    process.terminate()
    assert process.wait(timeout=20) == 0
    left = list((folder / "profile").rglob("*.open"))
    assert not left, left


def main():
    global folder, world, person
    bus = desktop.start_accessibility_or_skip()
    folder = desktop.scratch()
    world = desktop.DemoServer(folder)
    program = desktop.Program(folder / "profile", "inger")
    try:
        world.start()
        program.connect(world.invite("inger"))
        program.start()
        program.accessible()
        person = keyboard.Person(keyboard.Ear(), program)
        person.sit_down()
        program.wait_sent()
        # A message at the foot, such as the one when nothing can be sent, takes Escape first.
        tap.run([test_back, test_escape_closes_a_list_first, test_help, test_found,
                 test_nothing_found, test_gone, test_question, test_offline, test_no_program_fell,
                 test_session_ends])
    finally:
        program.stop()
        world.stop()
        bus.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
