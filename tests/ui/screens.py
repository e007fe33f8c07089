# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page, as the demo's people meet it.

Usage: screens.py BUILD_FOLDER [--language nb|nn|en] [--page NAME] [--variant=NAME] [--all]

Leaves build/screens/<language>/<page>.png at 1280 × 800 and, for Nynorsk, also narrow, dark, in high
contrast and at 200 % text; with --all these for every language. Fails if a page does not come.
"""
import argparse
import os
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
parser = argparse.ArgumentParser()
parser.add_argument("build")
parser.add_argument("--language")
parser.add_argument("--page")
parser.add_argument("--variant")
parser.add_argument("--all", action="store_true")
arguments = parser.parse_args()
os.environ["MV_SOURCE_ROOT"] = str(ROOT)
os.environ["MV_BUILD_ROOT"] = str(pathlib.Path(arguments.build).resolve())

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
import pages  # noqa: E402

VARIANTS = {
    "": {},
    "-360": {"width": 360, "height": 640},
    "-dark": {"dark": True},
    "-contrast": {"contrast": True},
    "-dark-contrast": {"dark": True, "contrast": True},
    "-200": {"scale": 200},
    "-360-200": {"width": 360, "height": 640, "scale": 200},
}


def draw(world, folder, language, variant, out):
    """All pages in one look; one start of the program for each person."""
    people = {}
    try:
        for name, (person, action, parameters) in pages.PAGES.items():
            if arguments.page and name != arguments.page:
                continue
            program = people.get(person)
            # The way of a newcomer goes one step after the other; each picture begins at its start.
            if program is None or person in pages.NEWCOMERS:
                for other in people.values():
                    other.stop()
                program = desktop.Program(folder, person, language=language, **VARIANTS[variant])
                pages.enrol(world, program)
                program.start()
                if person in pages.NEWCOMERS:
                    # The way back is part of the picture.
                    program.wait_titled(pages.TITLES["welcome"])
                people = {person: program}
            program.activate(action, *pages.fill_in(program, parameters))
            program.wait_titled(pages.TITLES[name])
            program.wait_settled()
            path = out / language / f"{name}{variant}.png"
            desktop.picture(path, *program.size)
            print(path.relative_to(out.parent), flush=True)
    finally:
        for program in people.values():
            program.stop()


def main():
    folder = desktop.scratch()
    world = desktop.DemoServer(folder)
    out = pathlib.Path(os.environ["MV_BUILD_ROOT"]) / "screens"
    try:
        world.start()
        for language in [arguments.language] if arguments.language else ("nb", "nn", "en"):
            for variant in VARIANTS:
                if arguments.variant is not None and variant != arguments.variant:
                    continue
                if variant and language != "nn" and not arguments.all and not arguments.variant:
                    continue
                draw(world, folder / "profiles", language, variant, out)
    finally:
        world.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
