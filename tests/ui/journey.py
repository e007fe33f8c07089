# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of one contribution by keyboard alone, with the real server and two programs side by side:
nothing here touches a mouse. Each case goes on where the one before it ended."""
import pathlib
import re
import shutil
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
from desktop import tap  # noqa: E402
import keyboard  # noqa: E402
import pages  # noqa: E402,F401 (finds make_demo)

TEXT = "Eg las brevet saman med to naboar."
FIRST = "Skriv kven ein kan ringje."
SECOND = "Bruk store bokstavar."
ANSWER = "Telefonnummeret er sett inn."

folder = None
world = None
ear = None
programs = []
representative = None
researcher = None


def start(profile, person=None):
    program = desktop.Program(folder / profile, profile)
    if person is not None:
        program.connect(world.invite(person))
    programs.append(program.start())
    program.accessible()
    somebody = keyboard.Person(ear, program)
    somebody.sit_down()
    return somebody


def is_on_server(text):
    """Asks the server's database, as an outsider to the programs."""
    import sqlite3
    path = world.database.removeprefix("sqlite:")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return len(database.execute("SELECT 1 FROM item WHERE body LIKE ?", (f"%{text}%",)).fetchall())


def test_chooses_a_phase():
    """The representative opens a project, hears where it is, and chooses a phase."""
    representative.sit_down()
    representative.program.wait_sent()
    representative.go_to("Prosjekt")
    representative.tab_to("list item", "KOLS heime")
    representative.press("Return")
    representative.wait_until_at("radio button", re.compile("^Planlegging, Ferdig, du har 4 bidrag"))
    box = representative.tab_to("radio button", re.compile("^Formidling og bruk, Planlagd"))
    representative.press("space")
    desktop.wait_for("the phase to be chosen", lambda: keyboard.is_chosen(box))


def test_shares_without_a_network():
    """She writes a sentence and two suggestions and shares them while the server is down; the line
    at the foot says what is not sent."""
    world.stop()
    representative.press("ctrl+n")
    representative.wait_until_at("text", "Kva bidrog du med?")
    representative.see("combo box", "Fase")
    representative.write(TEXT)
    for number, text in enumerate((FIRST, SECOND), 1):
        representative.tab_to("push button", "Legg til forslag")
        representative.press("Return")
        representative.wait_until_at("text", f"Forslag {number}")
        representative.write(text)
    representative.tab_to("push button", "Del med prosjektet")
    representative.press("Return")
    representative.see(None, re.compile("^Delt. Det blir sendt når du har nett"))
    representative.see("push button", re.compile(r"^Alt er lagra her\. \d+ er ikkje send[te] enno"))


def test_sends_when_the_server_is_back():
    """When the server is up again it is sent, once, and the researcher sees it."""
    world.start()
    for person in (researcher, representative):
        person.sit_down()
        person.press("ctrl+r")
    desktop.wait_for("the contribution on the server", lambda: is_on_server(FIRST), 60)
    sent = time.monotonic()
    researcher.see("list item", re.compile(re.escape(TEXT.rstrip("."))))
    print(f"# seen by the researcher {time.monotonic() - sent:.2f} s after the server had it")
    representative.program.wait_sent()
    assert is_on_server(FIRST) == 1, f"{is_on_server(FIRST)} copies"


def test_answers_one_suggestion():
    """The researcher finds it first in the list and answers one suggestion."""
    researcher.sit_down()
    researcher.wait_until_at("list item", None)
    researcher.arrow_to(re.compile(re.escape(TEXT.rstrip("."))), "Up")
    researcher.press("Return")
    researcher.wait_until_at("radio button", "Teke med")
    researcher.press("space")
    researcher.tab_to("text", re.compile("^Kva gjorde"))
    researcher.write(ANSWER)
    researcher.tab_to("push button", re.compile("^Send svaret"))
    researcher.press("Return")
    researcher.see("label", ANSWER)


def test_sees_the_answer():
    """The representative, who still has it open, sees the answer."""
    representative.see("label", ANSWER)
    representative.see("label", "Ventar på svar")


def test_second_machine():
    """A code made on her machine lets another in, and everything is there."""
    representative.sit_down()
    representative.press("F10")
    representative.arrow_to("Bruk ei maskin til")
    representative.press("Return")
    representative.wait_until_at("push button", "Lag ein kode")
    representative.press("Return")
    code = representative.see("label", re.compile("^[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}$")).name
    second = start("second")
    second.tab_to("push button", "Vidare")
    second.press("Return")
    second.tab_to("list item", re.compile("på ei anna maskin"))
    second.press("Return")
    second.wait_until_at("text", "Kode")
    second.write(code)
    second.tab_to("text", "Adresse")
    second.write(f"http://127.0.0.1:{world.port}")
    second.tab_to("push button", "Kople til")
    second.press("Return")
    second.program.wait_sent()
    second.go_to("Bidrag")
    second.see("list item", re.compile(re.escape(TEXT.rstrip(".")) + ".*Svar på 1 av 2"))


def test_reads_the_study():
    """From the project the representative opens its study and goes to a part of the text."""
    representative.sit_down()
    representative.go_to("Prosjekt")
    representative.tab_to("list item", "KOLS heime")
    representative.press("Return")
    representative.tab_to("list item", "Studieinformasjon")
    representative.press("Return")
    representative.program.wait_titled(pages.TITLES["study"])
    representative.tab_to("list item", "Kort fortalt")
    representative.arrow_to("Kven kan vere med?")
    representative.press("Return")
    representative.wait_until_at(None, "Kven kan vere med?")


def test_no_program_fell():
    """All programs still run: a critical message would have ended one."""
    for program in programs:
        program.assert_alive()


def main():
    global folder, world, ear, representative, researcher
    bus = desktop.start_accessibility_or_skip()
    folder = desktop.scratch()
    world = desktop.DemoServer(folder)
    try:
        world.start()
        ear = keyboard.Ear()
        researcher = start("researcher", "anders")
        researcher.program.wait_sent()
        researcher.go_to("Bidrag")
        representative = start("representative", "inger")
        tap.run([test_chooses_a_phase, test_shares_without_a_network,
                 test_sends_when_the_server_is_back, test_answers_one_suggestion,
                 test_sees_the_answer, test_second_machine, test_reads_the_study, test_no_program_fell])
    finally:
        for program in programs:
            program.stop()
        world.stop()
        bus.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
