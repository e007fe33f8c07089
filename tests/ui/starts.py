# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window says when the program does not start as it should: the texts on this computer are
from a newer version, their file is damaged, the disk is full. Each is made to happen to a person who
has written something that nobody has got yet, in three languages; what happened, what it means for
the texts and what to do can be read and heard, and the texts are there.

Leaves pictures in build/screens/<language>/start-<name>.png.
"""
import os
import pathlib
import re
import shutil
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
from desktop import tap  # noqa: E402
import keyboard  # noqa: E402
import pages  # noqa: E402
import scan  # noqa: E402

LANGUAGES = ("nb", "nn", "en")
UNSENT = "Tankar som ingen har fått enno"
CANNOT = "Medvirk cannot start"
# The words of the program, in its source language.
NEWER = ("Your texts on this computer were saved by a newer version of Medvirk.",
         "They have not been touched.", "Install the newer version to open them.")
FULL = ("The disk is full.", "Your texts have not been touched.",
        "Make room on the disk and start Medvirk again.")
WAITING = "Medvirk is starting"
READY_SOON = "Your texts are being made ready. After an update this may take a minute."
DAMAGED = "A file was damaged"
KEPT = r"\S+medvirk\.sqlite\.damaged\S+"
RESCUED = ("The file with your texts was damaged. %1$u text that was not sent is saved from it. The "
           "rest is fetched again. The damaged file is kept as %2$s.")
RESCUED_MANY = RESCUED.replace("text that was", "texts that were").replace("sent is", "sent are")
LOST = ("The file with your texts was damaged, and no unsent text could be saved from it. What was "
        "sent is not lost: if it does not come back by itself, ask for a new invitation. The damaged "
        "file is kept as %s.")

folder = None
world = None
ear = None
written = None  # folder with a profile that has an unsent text


def replica(program):
    return (program.folder / "data" / "medvirk" / "profiles" / program.person / "medvirk.sqlite")


def write_unsent():
    """A person who was connected writes while the server is down, and closes the program."""
    global written
    written = folder / "written"
    program = desktop.Program(written, "inger")
    program.connect(world.invite("inger"))
    program.start()
    try:
        program.accessible()
        person = keyboard.Person(ear, program)
        person.sit_down()
        program.wait_sent()
        world.stop()
        _, action, parameters = pages.PAGES["new-contribution"]
        program.activate(action, *pages.fill_in(program, parameters))
        person.wait_until_at("text", "Kva bidrog du med?")
        person.write(UNSENT)
        person.press("Escape")
        person.see("push button", re.compile(r"^Alt er lagra her\. 1 er ikkje send"))
    finally:
        program.stop()


def begin(language):
    """The same person, with a copy of it all, in a language."""
    place = folder / language
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(written, place)
    program = desktop.Program(place, "inger", language=language)
    # What the person has chosen decides, not the language of the machine.
    program.environment["LANGUAGE"] = "en" if language != "en" else "nb"
    return program


def words(language, text):
    return scan.catalogue(language).gettext(text)


def pattern(text, *values):
    """A sentence of the program with values in their places, as a pattern."""
    escaped = re.sub(r"%(\d)\\\$[us]|%s", lambda place: values[int(place[1] or 1) - 1],
                     re.escape(text))
    return re.compile(f"^{escaped}$")


def rescued(language, n):
    return pattern(scan.catalogue(language).ngettext(RESCUED, RESCUED_MANY, n), str(n), KEPT)


def look(program, name, language, size=None):
    """Nothing in it would stop somebody who only hears it, and the keyboard is on what closes it."""
    desktop.focus_window(program, newest=True)
    app = program.accessible()

    def find_focus():
        item = desktop.focused(desktop.front(app))
        return item if desktop.matches(item, "push button", words(language, "Close")) else None

    button = desktop.wait_for("the keyboard on the button", find_focus)
    program.wait_settled()
    desktop.picture(desktop.BUILD / "screens" / language / f"start-{name}.png",
                    *(size or program.size))
    found = scan.findings(app, scan.Words(language))
    assert not found, "\n".join(found)
    return button


def close(program):
    """Enter on the button, and the program is at its end."""
    keyboard.press("Return")
    assert program.process.wait(timeout=20) == 0


def cannot_start(name, language, sentences, harm, **environment):
    """The window that stands there instead, whose sentence is heard with its button."""
    program = begin(language)
    harm(program)
    program.environment.update(environment)
    before = replica(program).read_bytes()
    program.start()
    try:
        program.find("label", words(language, CANNOT))
        said = " ".join(words(language, sentence) for sentence in sentences)
        program.find("label", re.compile(f"^{re.escape(said)}$"))
        button = look(program, name, language, size=(640, 480))
        assert button.description == said, button.description
        close(program)
    finally:
        program.stop()
    assert replica(program).read_bytes() == before, "the file with the texts was changed"


def make_newer(program):
    with sqlite3.connect(replica(program)) as changed:
        changed.execute("INSERT INTO migration (version, name) VALUES (9999, 'later')")
    changed.close()


def newer_case(language):
    def case():
        cannot_start("newer", language, NEWER, make_newer)

    case.__doc__ = f"a file of a newer version is left as it is, and said to be so, in {language}"
    return case


def bad_disk():
    library = os.environ.get("MV_BAD_DISK_LIBRARY")
    if not library:
        raise tap.Skip("MV_BAD_DISK_LIBRARY is not set")
    return library


def full_case(language):
    def case():
        cannot_start("full", language, FULL, lambda program: None, LD_PRELOAD=bad_disk(),
                     MV_FULL_DISK=str(folder / language / "data"))

    case.__doc__ = f"a full disk is said to be full, in {language}"
    return case


def waiting_case(language):
    def case():
        program = begin(language)
        data = folder / language / "data"
        slow = data / "slow"
        slow.touch()
        program.environment.update(LD_PRELOAD=bad_disk(), MV_SLOW_DISK=str(data))
        program.start()
        try:
            program.find("label", words(language, WAITING))
            program.find("label", words(language, READY_SOON))
            look(program, "waiting", language, size=(640, 480))
            slow.unlink()
            program.find("label", UNSENT)
        finally:
            slow.unlink(missing_ok=True)
            program.stop()

    case.__doc__ = f"a start that takes long says so, and the window comes by itself, in {language}"
    return case


def overwrite(path, at, length):
    with open(path, "r+b") as damaged:
        damaged.seek(at)
        damaged.write(b"x" * length)


def damage_index(program):
    """A bad place in the middle, which somebody met the last time."""
    path = replica(program)
    with sqlite3.connect(path) as asked:
        page, = asked.execute("SELECT rootpage FROM sqlite_master WHERE name = 'item_project'").fetchone()
        size, = asked.execute("PRAGMA page_size").fetchone()
    asked.close()
    overwrite(path, (page - 1) * size, size)
    pathlib.Path(f"{path}.suspect").touch()


def damaged_case(language):
    def case():
        program = begin(language)
        damage_index(program)
        damaged = replica(program).read_bytes()
        program.start()
        try:
            program.find("dialog", words(language, DAMAGED))
            notice = program.find("label", rescued(language, 1)).name
            look(program, "damaged", language)
            keyboard.press("Return")
            desktop.wait_for("the message to go", lambda: not program.has("dialog"))
            program.find("label", UNSENT)
            kept = pathlib.Path(re.search(KEPT, notice)[0].rstrip("."))
            assert kept.read_bytes() == damaged, "the damaged file was written to"
            if language == LANGUAGES[-1]:
                fetch_again(program)
        finally:
            program.stop()

    case.__doc__ = f"from a damaged file the unsent text is saved, and that is said, in {language}"
    return case


def fetch_again(program):
    """With the server back, the text is sent and the rest is there again."""
    world.start()
    try:
        program.activate("exchange")
        program.wait_sent()
        program.activate("go-to", "projects")
        program.find("list item", "KOLS heime")
    finally:
        world.stop()


def lost_case(language):
    def case():
        program = begin(language)
        overwrite(replica(program), 0, 100)
        program.start()
        try:
            program.find("dialog", words(language, DAMAGED))
            program.find("label", pattern(words(language, LOST), KEPT))
            look(program, "lost", language)
            keyboard.press("Return")
            program.wait_titled(pages.TITLES["welcome"])
        finally:
            program.stop()

    case.__doc__ = f"a file that is none any more is kept, and where is said, in {language}"
    return case


def main():
    global folder, world, ear
    bus = desktop.start_accessibility_or_skip()
    folder = desktop.scratch()
    world = desktop.DemoServer(folder)
    try:
        world.start()
        ear = keyboard.Ear()
        write_unsent()
        tap.run([make(language) for make in (newer_case, full_case, waiting_case, damaged_case,
                                             lost_case)
                 for language in LANGUAGES])
    finally:
        world.stop()
        bus.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
