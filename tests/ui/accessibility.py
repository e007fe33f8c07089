# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as a screen reader and a keyboard meet it: a scan of names and a walk with Tab.

The order of the walk is stored in tab-order/<page>.txt. After a change that is meant, write it anew:
MEDVIRK_WRITE=1 ./dev test.
"""
import os
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import desktop  # noqa: E402
from desktop import tap  # noqa: E402
import pages  # noqa: E402

CLASS_NAME = re.compile(r"^(Gtk|Adw|Mv|Gdk)[A-Z]\w+$")
TEXT_ROLES = {"text", "entry", "password text", "spin button"}
NEEDS_NAME = {"image", "icon"}
ORDER = pathlib.Path(__file__).parent / "tab-order"
STOPS_AT_MOST = 80

world = None
programs = {}
connected = set()


def shows_a_choice(item):
    """Whether item stands inside a combo row: there a list of one row, out of reach of the keyboard,
    shows what is chosen. The scan opens no popover; the row itself is scanned as all others."""
    parent = item.parent
    while parent is not None and parent.getRoleName() != "frame":
        if parent.getRoleName() == "combo box":
            return True
        parent = parent.parent
    return False


def findings_of(app):
    """What a person who does not see the screen would stumble over."""
    import pyatspi
    found = []
    for item in desktop.walk(app):
        try:
            role, name = item.getRoleName(), (item.name or "").strip()
            focusable = (desktop.is_focusable(item) and desktop.is_on_screen(item)
                         and not (role in ("list", "list item") and shows_a_choice(item)))
        except Exception:
            continue
        where = f"{role} «{name}»"
        if role in ("frame", "application"):
            continue
        if focusable and not name and role != "scroll pane":
            found.append(f"{where}: can get focus and has no name")
        if focusable and CLASS_NAME.match(name):
            found.append(f"{where}: named after a class")
        if focusable and "_" in name:
            found.append(f"{where}: underscore in the name")
        if role in NEEDS_NAME and not name and desktop.is_on_screen(item):
            found.append(f"{where}: picture without words")
        if role in TEXT_ROLES and focusable and not name:
            found.append(f"{where}: field without a label")
        if role in ("push button", "toggle button", "check box", "radio button") and focusable:
            # The first label is what the button is called; what else it shows may be said in words.
            labels = ((child.name or "").strip().rstrip("*") for child in desktop.walk(item)
                      if child.getRoleName() == "label")
            first = next((label for label in labels if label), "")
            if first not in name:
                found.append(f"{where}: does not say the «{first}» that it shows")
    return found


def describe(item):
    name = re.sub(r"\s+", " ", (item.name or "").strip())
    # What changes from day to day is not part of the order.
    name = re.sub(r"\d+", "#", name)
    return f"{item.getRoleName()}: {name}"


def walk_with_tab(app):
    """Presses Tab until the focus comes back to where it began."""
    stops = []
    for _ in range(STOPS_AT_MOST):
        desktop.press("Tab")
        item = desktop.wait_for("the focus", lambda: desktop.focused(app), 5)
        text = describe(item)
        path = []
        parent = item
        while parent is not None and parent.getRoleName() != "application":
            path.append(parent.getIndexInParent())
            parent = parent.parent
        key = (tuple(path), text)
        if stops and key == stops[0]:
            return [text for _, text in stops]
        stops.append(key)
    raise AssertionError(f"{STOPS_AT_MOST} presses of Tab did not lead back: "
                         + ", ".join(text for _, text in stops[-6:]))


def open_page(name):
    person, action, parameters = pages.PAGES[name]
    program = programs.get(person)
    if program is None:
        program = desktop.Program(world.folder / "profiles", person)
        if person not in pages.NEWCOMERS and person not in connected:
            program.connect(world.invite(person))
            connected.add(person)
        program.start()
        program.accessible()
        desktop.focus_window(program)
        programs[person] = program
    else:
        desktop.focus_window(program)
    program.activate(action, *pages.fill_in(program, parameters))
    program.wait_titled(pages.TITLES[name])
    program.wait_settled()
    return program


def scan_case(name):
    def case():
        program = open_page(name)
        found = findings_of(program.accessible())
        assert not found, "\n".join(sorted(set(found)))

    case.__doc__ = f"{name}: everything that can get focus says what it is"
    return case


def walk_case(name):
    def case():
        path = ORDER / f"{name}.txt"
        if not path.exists() and not os.environ.get("MEDVIRK_WRITE"):
            raise tap.Skip(f"no order is stored: {path.name}")
        # GTK remembers where the focus was in each list: every walk begins in a program just started.
        person = pages.PAGES[name][0]
        if person in programs:
            programs.pop(person).stop()
        program = open_page(name)
        stops = walk_with_tab(program.accessible())
        text = "\n".join(stops) + "\n"
        if os.environ.get("MEDVIRK_WRITE"):
            ORDER.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        stored = path.read_text(encoding="utf-8")
        assert stored == text, f"stored:\n{stored}\nfound:\n{text}"

    case.__doc__ = f"{name}: Tab goes through the page in reading order and comes back"
    return case


def main():
    global world
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
    try:
        world = desktop.DemoServer(folder)
        world.start()
        cases = []
        for name in pages.PAGES:
            cases += [scan_case(name), walk_case(name)]
        tap.run(cases)
    finally:
        for program in programs.values():
            program.stop()
        world.stop()
        bus.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
