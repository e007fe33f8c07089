# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at the keyboard who hears the program: keys go in as from a real keyboard, and what has
them is what the accessibility bus tells a screen reader of."""
import re
import subprocess

import desktop
import scan

STOPS_AT_MOST = 80
PLACES = ("I dag", "Prosjekt", "Bidrag", "Studiar", "Brukarutval", "Læring")


def press(*keys):
    """Presses keys as a keyboard does."""
    subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "30", *keys], check=True)


def write(text):
    subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)


class Stop:
    """What has the keyboard: where it stands, its role and its name."""

    def __init__(self, item):
        self.item = item
        self.place = place_of(item)
        self.text = describe(item)

    def __eq__(self, other):
        return (self.place, self.text) == (other.place, other.text)


class Ear:
    """What a screen reader hears of where the keyboard is. One for all programs of a test."""

    def __init__(self):
        import pyatspi
        self._heard = []
        pyatspi.Registry.registerEventListener(self._hear, "object:state-changed:focused")

    def _hear(self, event):
        try:
            if event.detail1 and event.source.getRoleName() != "frame":
                self._heard.append(event.source)
        except Exception:  # it went before it could be asked
            pass

    def _listen(self):
        from gi.repository import GLib
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)

    def forget(self):
        self._listen()
        self._heard.clear()

    def press(self, key, seconds=10):
        """Presses a key that moves the keyboard, and returns what has it then."""
        self.forget()
        press(key)

        def moved():
            self._listen()
            try:
                return Stop(self._heard[-1]) if self._heard else None
            except Exception:  # it is gone already; what took its place will be heard
                return None

        return desktop.wait_for(f"the keyboard to move on {key}", moved, seconds)


def describe(item):
    """Role and name of an object, without what changes from day to day."""
    name = re.sub(r"\s+", " ", (item.name or "").strip())
    return f"{item.getRoleName()}: {re.sub('[0-9]+', '#', name)}"


def place_of(item):
    """Where an object stands in its program: indices from the top."""
    path = []
    while item is not None and item.getRoleName() != "application":
        path.append(item.getIndexInParent())
        item = item.parent
    return tuple(reversed(path))


def is_chosen(item):
    import pyatspi
    return item.getState().contains(pyatspi.STATE_CHECKED)


def start_of(program):
    """What has the keyboard when the page has come to rest: not the page itself, which holds it only
    until there is something to press."""
    app = program.accessible()

    def look():
        item = desktop.focused(desktop.front(app))
        return Stop(item) if item is not None and item.getRoleName() != "panel" else None

    return desktop.wait_for("the keyboard on the page", look)


def walk(ear, start, key="Tab"):
    """Presses Tab until the keyboard is back where it began. Returns the stops in order, beginning
    with start."""
    stops = [start]
    for _ in range(STOPS_AT_MOST):
        stop = ear.press(key)
        if stop == start:
            return stops
        assert stop not in stops, f"reached twice: {stop.text} after {stops[-1].text}"
        stops.append(stop)
    raise AssertionError(f"{STOPS_AT_MOST} presses of {key} did not lead back: "
                         + ", ".join(stop.text for stop in stops[-6:]))


def tab_to(ear, program, role, name):
    """Presses Tab until the wanted object has the keyboard: what a person without a mouse does."""
    item = desktop.focused(program.accessible())
    for _ in range(STOPS_AT_MOST):
        if item is not None and desktop.matches(item, role, name):
            return item
        item = ear.press("Tab").item
    raise AssertionError(f"no {role} «{name}» within {STOPS_AT_MOST} presses of Tab")


def wait_until_at(program, role, name, seconds=20):
    """Until the wanted object has the keyboard by itself."""
    app = program.accessible()

    def look():
        item = desktop.focused(app)
        return item if item is not None and desktop.matches(item, role, name) else None

    return desktop.wait_for(f"the keyboard on {role} «{getattr(name, 'pattern', name)}»", look, seconds)


class Person:
    """Somebody at a program of their own, who uses nothing but the keyboard."""

    def __init__(self, ear, program):
        self.ear, self.program = ear, program

    def sit_down(self):
        """Turns to this program: without a window manager there is no other way."""
        desktop.focus_window(self.program)

    def press(self, *keys):
        press(*keys)

    def write(self, text):
        write(text)

    def see(self, role, name):
        try:
            return self.program.find(role, name, seconds=60)
        except AssertionError as problem:
            there = [str(thing) for thing in scan.shown(self.program.accessible())
                     if thing.name and role in (None, thing.role)]
            raise AssertionError(f"{problem}; there: {', '.join(there)}") from None

    def tab_to(self, role, name):
        return tab_to(self.ear, self.program, role, name)

    def wait_until_at(self, role, name):
        return wait_until_at(self.program, role, name)

    def arrow_to(self, name, key="Down"):
        """Goes through a list with an arrow key."""
        item = desktop.focused(self.program.accessible())
        for _ in range(STOPS_AT_MOST):
            if item is not None and desktop.matches(item, None, name):
                return item
            item = self.ear.press(key).item
        raise AssertionError(f"no «{name}» within {STOPS_AT_MOST} presses of {key}")

    def go_to(self, place):
        """From a page to another place: to the menu, through its list, Enter."""
        here = self.ear.press("F6").item.name
        self.arrow_to(place, "Down" if PLACES.index(place) > PLACES.index(here) else "Up")
        self.press("Return")
        self.program.wait_titled([place])
