# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours of the style sheets against what they stand on: 4.5:1 for text, 3:1 for what is drawn, as
WCAG 2.1 counts it (1.4.3 and 1.4.11). High contrast asks for 7:1 and 4.5:1."""
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(os.environ["MV_SOURCE_ROOT"])
sys.path.insert(0, str(ROOT / "tests" / "support"))
import tap  # noqa: E402

# What libadwaita 1.2 gives where our sheets are silent: the card is a veil over the window.
LIGHT = {"window_bg_color": "#fafafa", "card_bg_color": "#ffffff", "window_fg_color": "#323232"}
DARK = {"window_bg_color": "#242424", "card_veil": 0.08, "window_fg_color": "#ffffff"}
SETS = {
    "light": (LIGHT, ["style.css"], False),
    "dark": (DARK, ["style.css", "style-dark.css"], False),
    "high contrast": (LIGHT, ["style.css", "style-hc.css"], True),
    "dark high contrast": (DARK, ["style.css", "style-dark.css", "style-hc.css",
                                  "style-hc-dark.css"], True),
}
GROUNDS = ("window_bg_color", "card_bg_color", "mv_sidebar")
TEXTS = [(text, ground) for text in ("mv_fjord", "mv_rust", "mv_moss", "mv_slate", "accent_color",
                                     "window_fg_color") for ground in GROUNDS]
TEXTS += [
    ("mv_plum", "window_bg_color"), ("mv_plum", "card_bg_color"),
    # Buttons, chips, notes and what is chosen
    ("accent_fg_color", "accent_bg_color"),
    ("mv_fjord", "mv_fjord_tint"), ("mv_slate", "mv_fjord_tint"), ("window_fg_color", "mv_fjord_tint"),
    ("mv_rust", "mv_rust_tint"),
    ("mv_moss", "mv_moss_tint"),
    ("mv_slate", "mv_slate_tint"), ("mv_plum", "mv_slate_tint"), ("window_fg_color", "mv_slate_tint"),
]
# Threads, shapes and the borders of fields
DRAWN = [(line, ground) for line in ("mv_fjord", "mv_rust", "mv_slate", "mv_border")
         for ground in ("window_bg_color", "card_bg_color")]
DRAWN += [("mv_fjord", "mv_fjord_tint"), ("mv_rust", "mv_fjord_tint"), ("mv_slate", "mv_fjord_tint"),
          ("mv_border", "mv_sidebar")]
# In dark rows the tints are a step lighter: selector of the sheet -> what is written on it.
ON_ROWS = {"row .chip.fjord": "mv_fjord", "row .chip.rust": "mv_rust", "row .chip": "mv_slate"}


def channels(colour):
    return [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(colour):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def veil(part, ground):
    """White laid over ground."""
    return "#" + "".join(f"{round((part + (1 - part) * c) * 255):02x}" for c in channels(ground))


def sheets(names):
    return "\n".join((ROOT / "ui" / "app" / name).read_text(encoding="utf-8") for name in names)


def colours_of(base, names):
    colours = {key: value for key, value in base.items() if key != "card_veil"}
    for name, value in re.findall(r"@define-color\s+(\w+)\s+(#[0-9a-fA-F]{6})\s*;", sheets(names)):
        colours[name] = value
    if "card_veil" in base:
        colours["card_bg_color"] = veil(base["card_veil"], colours["window_bg_color"])
    return colours


def contrast_case(look):
    base, names, is_high = SETS[look]

    def case():
        colours = colours_of(base, names)
        found = []
        for pairs, least in ((TEXTS, 7.0 if is_high else 4.5), (DRAWN, 4.5 if is_high else 3.0)):
            for front, ground in pairs:
                value = ratio(colours[front], colours[ground])
                if value < least:
                    found.append(f"{front} {colours[front]} on {ground} {colours[ground]}: "
                                 f"{value:.2f}, wanted {least}")
        assert not found, "\n".join(found)

    case.__doc__ = f"{look}: text and lines can be told from what they stand on"
    return case


def case_dark_rows():
    """Dark rows: chips can be read on their lighter ground."""
    colours = colours_of(*SETS["dark"][:2])
    text = sheets(["style-dark.css"])
    for selector, front in ON_ROWS.items():
        found = re.search(rf"(?:^|,)\s*{re.escape(selector)}\s*\{{[^}}]*background:\s*(#\w{{6}})", text, re.M)
        assert found, f"no ground for {selector}"
        value = ratio(colours[front], found.group(1))
        assert value >= 4.5, f"{front} on {selector} {found.group(1)}: {value:.2f}"


def case_known_ratio():
    """The measure itself: black on white is 21, and a known grey 4.54."""
    assert round(ratio("#000000", "#ffffff"), 2) == 21
    assert round(ratio("#767676", "#ffffff"), 2) == 4.54
    assert veil(0.08, "#242424") == "#363636"


tap.run([case_known_ratio] + [contrast_case(look) for look in SETS] + [case_dark_rows])
