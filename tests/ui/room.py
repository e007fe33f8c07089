# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text at its largest in the narrowest window: every page, in every language, at 360 × 640 pixels and
200 %. No text is cut, squeezed or beyond the edge."""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
from desktop import tap  # noqa: E402
import pages  # noqa: E402

LOOKS = {"narrow, large text": {"width": 360, "height": 640, "scale": 200},
         "narrow": {"width": 360, "height": 640},
         "wide, large text": {"scale": 200},
         "wide": {}}

world = None
program = None


def findings():
    """What the program prints when asked to measure the page that it shows."""
    log = program.folder / f"{program.person}.log"
    start = len(log.read_text(encoding="utf-8"))
    program.activate("measure")
    text = desktop.wait_for("the measures", lambda: (
        lambda new: new if "measured\n" in new else None)(
            log.read_text(encoding="utf-8")[start:]))
    return [line for line in text.splitlines()
            if line.startswith(("cut: ", "too narrow: ", "too low: ", "beyond the edge: "))]


def open_page(name, language, look):
    global program
    person, action, parameters = pages.PAGES[name]
    # The way of a newcomer goes one step after the other; each page is opened from its start.
    if (program is None or person in pages.NEWCOMERS
            or (program.person, program.language, program.look) != (person, language, look)):
        if program is not None:
            program.stop()
        program = desktop.Program(world.folder / "profiles", person, language=language, **LOOKS[look])
        program.executable = os.environ["MV_MEASURED_PROGRAM"]
        program.language, program.look = language, look
        pages.enrol(world, program)
        program.start()
    program.activate(action, *pages.fill_in(program, parameters))
    program.wait_titled(pages.TITLES[name])
    program.wait_settled()


def room_case(language, look):
    def case():
        found = []
        for name in pages.PAGES:
            open_page(name, language, look)
            found += [f"{name}: {line}" for line in findings()]
        assert not found, "\n".join(found)

    case.__doc__ = f"{language}, {look}: every text has the room that it needs"
    return case


def main():
    global world
    try:
        desktop.need("xdotool", "import")
    except tap.Skip as reason:
        print(f"1..0 # SKIP {reason}")
        return
    folder = desktop.scratch()
    try:
        world = desktop.DemoServer(folder)
        world.start()
        cases = [room_case(language, "narrow, large text") for language in ("nb", "nn", "en")]
        cases += [room_case("nn", look) for look in LOOKS if look != "narrow, large text"]
        tap.run(cases)
    finally:
        if program is not None:
            program.stop()
        world.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
