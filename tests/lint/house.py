# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house that a script can see: floors, licences, widgets that read badly."""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(os.environ["MV_SOURCE_ROOT"])
sys.path.insert(0, str(ROOT / "tests" / "support"))
import tap  # noqa: E402

# Folder -> folders whose headers it may include (besides its own). An arrow only goes down.
MAY_USE = {
    "src/core": [],
    "src/text": [],
    "src/db": [],
    "src/store": ["src/db", "src/core", "src/text"],
    "src/report": ["src/core", "src/text"],
    "src/import": ["src/core", "src/text"],
    "src/sync": ["src/store", "src/core"],
    "src/server": ["src/db", "src/import", "src/report", "src/text", "src/core"],
    "ui": ["src/sync", "src/store", "src/report", "src/import", "src/text", "src/core"],
}
TOP_FOLDERS = {"src", "ui", "po", "data", "tests", "flatpak", "LICENSES", ".ci"}
WITH_SPDX = {".c", ".h", ".ui", ".css", ".sql", ".py", ".build", ".xml", ".in"}


def project_files():
    """Files that git knows; in an exported tree, all but build folders."""
    try:
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
        return [ROOT / name for name in names if name and (ROOT / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        return [
            path
            for path in ROOT.rglob("*")
            if path.is_file() and not path.relative_to(ROOT).parts[0].startswith(("build", ".git"))
        ]


FILES = project_files()


def code(*folders):
    """C files below the folders, with their text."""
    for path in FILES:
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in (".c", ".h") and name.startswith(folders):
            yield name, path.read_text(encoding="utf-8")


def house_of(name):
    return "ui" if name.startswith("ui/") else "/".join(name.split("/")[:2])


def fail_on(findings):
    findings = list(findings)
    assert not findings, "\n".join(findings)


def test_floors():
    """Every include goes down or stays on its floor."""
    owner = {}
    for path in FILES:
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".h" and name.startswith(("src/", "ui/")):
            owner[path.name] = house_of(name)
    wrong = []
    for name, text in code("src/", "ui/"):
        house = house_of(name)
        for header in re.findall(r'#include "(?:[^"]*/)?([^"/]+)"', text):
            target = owner.get(header)
            if target and target != house and target not in MAY_USE[house]:
                wrong.append(f"{name} includes {header} of {target}")
    fail_on(wrong)


def test_libraries():
    """GTK only in ui, SQL libraries only in src/db, HTTP only in src/sync and src/server."""
    rules = [
        (r"#include <(gtk|adwaita|gdk)", ("ui/",)),
        (r"#include <(sqlite3|libpq-fe)", ("src/db/",)),
        (r"#include <libsoup/", ("src/sync/", "src/server/")),
    ]
    fail_on(
        f"{name}: {pattern} belongs in {', '.join(homes)}"
        for name, text in code("src/", "ui/")
        for pattern, homes in rules
        if re.search(pattern, text) and not name.startswith(homes)
    )


def test_licences():
    """Every source file names its licence."""
    fail_on(
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if (path.suffix in WITH_SPDX or path.name in ("dev", "meson.build"))
        and "SPDX-License-Identifier" not in path.read_text(encoding="utf-8")[:600]
    )


def test_top_folders():
    """No other top folder than the house has."""
    fail_on(
        sorted(
            {
                path.relative_to(ROOT).parts[0]
                for path in FILES
                if len(path.relative_to(ROOT).parts) > 1
            }
            - TOP_FOLDERS
        )
    )


def test_widgets():
    """No widget that reads badly with a screen reader on GTK 4.8."""
    bad = re.compile(
        r"AdwEntryRow|AdwPasswordEntryRow|GtkDropDown|GtkCalendar|GTK_TYPE_CALENDAR|gtk_calendar_new"
        r"|adw_entry_row|gtk_drop_down_new|new_with_mnemonic|use-underline"
        r"|AdwAboutWindow|adw_about_window|adw_show_about_window|GtkShortcutsWindow|help_overlay"
    )
    fail_on(
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in FILES
        if path.relative_to(ROOT).parts[0] == "ui" and path.suffix in (".c", ".h", ".ui")
        for match in bad.finditer(path.read_text(encoding="utf-8"))
    )


def test_wrapped_widgets():
    """Widgets that newer libadwaita calls deprecated stand in one file each."""
    homes = {
        r"ADW_LEAFLET|adw_leaflet|AdwLeaflet": "ui/app/mv-window",
        r"adw_message_dialog": "ui/widgets/mv-dialogs",
        r"gtk_file_chooser_native": "ui/widgets/mv-file-chooser",
    }
    fail_on(
        f"{path.relative_to(ROOT)}: {pattern} belongs in {home}"
        for path in FILES
        if path.relative_to(ROOT).parts[0] == "ui" and path.suffix in (".c", ".ui")
        for pattern, home in homes.items()
        if re.search(pattern, path.read_text(encoding="utf-8"))
        and not path.relative_to(ROOT).as_posix().startswith(home)
    )


def test_keys():
    """The keys of the program stand in one list, and each does something that there is."""
    home = "ui/app/mv-shortcuts.c"
    texts = dict(code("ui/app/"))
    owners = {"win": "ui/app/mv-window-actions.c", "app": "ui/app/mv-application.c"}
    keys = re.findall(r'\{ "(\w+)\.([a-z-]+)",\s*\{ "', texts[home])
    assert keys, f"{home}: no keys found"
    fail_on(
        [f"{name}: keys belong in {home}" for name, text in code("ui/")
         if "set_accels_for_action" in text and name != home]
        + [f"{home}: {owner}.{action} is no action" for owner, action in keys
           if f'{{ "{action}", ' not in texts[owners[owner]]]
    )


def test_lengths():
    """No C file is longer than 800 lines."""
    fail_on(
        f"{name}: {text.count(chr(10))} lines"
        for name, text in code("src/", "ui/", "tests/")
        if text.count("\n") > 800
    )


def test_portable():
    """No raw POSIX in core, store and ui, so that other systems stay possible."""
    # GLib has no call for the operating system's generator; there it is behind a platform guard.
    allowed = {"src/core/mv-random.c"}
    fail_on(
        f"{name}: {match.group(0)}"
        for name, text in code("src/core", "src/store", "src/text", "ui/")
        for match in re.finditer(r"#include <(unistd|fcntl|sys/[a-z]+|pthread|signal)\.h>", text)
        if name not in allowed
    )


if __name__ == "__main__":
    tap.run(
        [
            test_floors,
            test_libraries,
            test_licences,
            test_top_folders,
            test_widgets,
            test_wrapped_widgets,
            test_keys,
            test_lengths,
            test_portable,
        ]
    )
