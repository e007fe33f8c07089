# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything a person who does not see the screen would stumble over."""
import gettext
import re

import desktop

CLASS_NAME = re.compile(r"^(Gtk|Adw|Mv|Gdk)[A-Z]\w+$")
TEXT_ROLES = {"text", "entry", "password text", "spin button"}
BUTTON_ROLES = {"push button", "toggle button", "check box", "radio button"}
NEEDS_NAME = {"image", "icon"}
# What can be read out; names of other roles come from what is in them.
WORDED = BUTTON_ROLES | {"label", "heading", "list item", "combo box", "list"}


class Thing:
    """One object, asked once."""

    def __init__(self, item, role, name, states, in_combo):
        self.item, self.role, self.name, self.in_combo = item, role, name, in_combo
        import pyatspi
        self.focusable = (states.contains(pyatspi.STATE_FOCUSABLE)
                          and states.contains(pyatspi.STATE_SENSITIVE))

    def __str__(self):
        return f"{self.role} «{self.name}»"


def shown(item, in_combo=False, depth=0):
    """Everything on the screen below item, in reading order. GTK 4.8 gives `showing` only to the
    frame, so what counts is to be visible in what is visible."""
    import pyatspi
    try:
        role, name, states = item.getRoleName(), (item.name or "").strip(), item.getState()
        children = [item.getChildAtIndex(i) for i in range(item.childCount)]
    except Exception:  # it went while we read
        return
    if role not in ("application", "frame") and not states.contains(pyatspi.STATE_VISIBLE):
        return
    yield Thing(item, role, name, states, in_combo)
    if depth < 60:
        for child in children:
            if child is not None:
                yield from shown(child, in_combo or role == "combo box", depth + 1)


def catalogue(language):
    """Words of the program; in English, its source language, each stands for itself."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.GNUTranslations(
        open(desktop.BUILD / "po" / language / "LC_MESSAGES" / "medvirk.mo", "rb"))


class Words:
    """Tells words of the program in the wrong language."""

    def __init__(self, language):
        self.own = catalogue(language)
        others = [catalogue(other) for other in ("nb", "nn") if other != language]
        own = set(self.own._catalog.values() if language != "en" else others[0]._catalog)
        self.foreign = {word for other in others for word in other._catalog.values()} - own

    def find(self, text):
        if not text:
            return None
        if self.own.gettext(text) != text:
            return "is not translated"
        return "is in another language" if text in self.foreign else None


def first_label(button):
    """What a button is called on the screen: the first words in it. What else it shows may be said
    in other words."""
    return next((thing.name.rstrip("*") for thing in shown(button)
                 if thing.role == "label" and thing.name), "")


def is_said_twice(name):
    words = name.split()
    half = len(words) // 2
    return half > 0 and words == words[:half] * 2


def findings(root, words):
    found = []
    for thing in shown(root):
        if thing.role in ("frame", "application"):
            continue
        # A combo row holds a list of one row, out of reach of the keyboard, that shows the choice.
        focusable = thing.focusable and not (
            thing.in_combo and thing.role in ("list", "list item"))
        if focusable and not thing.name and thing.role != "scroll pane":
            found.append(f"{thing}: can get focus and has no name")
        # The name of a part is said when the keyboard comes into it.
        if (focusable or thing.role == "panel") and CLASS_NAME.match(thing.name):
            found.append(f"{thing}: named after a class")
        if focusable and "_" in thing.name:
            found.append(f"{thing}: underscore in the name")
        if focusable and thing.role in BUTTON_ROLES and is_said_twice(thing.name):
            found.append(f"{thing}: says its name twice")
        if thing.role in NEEDS_NAME and not thing.name:
            found.append(f"{thing}: picture without words")
        if focusable and thing.role in BUTTON_ROLES and first_label(thing.item) not in thing.name:
            found.append(f"{thing}: does not say the «{first_label(thing.item)}» that it shows")
        if thing.role in WORDED and words.find(thing.name):
            found.append(f"{thing}: {words.find(thing.name)}")
    return sorted(set(found))
