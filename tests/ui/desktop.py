# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a person meets it: started on a virtual screen, read through the accessibility bus,
driven by keys and actions. Everything lives in a temporary folder and ends with the test."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(os.environ["MV_SOURCE_ROOT"])
BUILD = pathlib.Path(os.environ["MV_BUILD_ROOT"])
sys.path.insert(0, str(ROOT / "tests" / "support"))
import tap  # noqa: E402

APPLICATION_ID = "no.medvirk.Medvirk"
NOW = "2026-11-23T10:32:00+01:00"


def wait_for(what, check, seconds=20):
    """Calls check until it returns something true; the time is a limit, not a measure."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = check()
        if result:
            return result
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class DemoServer:
    """A server with the demo's people and projects, on a port of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.database = f"sqlite:{self.folder / 'server.sqlite'}"
        self.process = None
        self._made = False

    def run(self, *arguments):
        result = subprocess.run(
            [BUILD / "src" / "server" / "medvirk-server", *arguments],
            capture_output=True, text=True)
        assert result.returncode == 0, f"{arguments}: {result.stderr}{result.stdout}"
        return result.stdout

    def make(self):
        demo = ROOT / "data" / "demo"
        lines = self.folder / "demo.ndjson"
        self.run("init", "--database", self.database)
        self.run("import", "--database", self.database, "--format", "fnsp", demo / "studies.json")
        lines.write_text(subprocess.run(
            [sys.executable, demo / "make_demo.py"], capture_output=True, text=True, check=True).stdout,
            encoding="utf-8")
        self.run("load", str(lines), "--database", self.database)
        self._made = True

    def start(self):
        if not self._made:
            self.make()
        port = self.folder / "port"
        port.unlink(missing_ok=True)
        self.log = open(self.folder / "server.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(
            [BUILD / "src" / "server" / "medvirk-server", "serve", "--database", self.database,
             "--listen", f"127.0.0.1:{getattr(self, 'port', 0)}", "--port-file", port],
            stdout=self.log, stderr=self.log)
        wait_for("the server's port", lambda: port.exists() and port.read_text().strip())
        self.port = int(port.read_text())

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def invite(self, person):
        """Writes an invitation file for one of the demo's people."""
        sys.path.insert(0, str(ROOT / "data" / "demo"))
        import make_demo
        path = self.folder / f"{person}.medvirk"
        path.unlink(missing_ok=True)
        self.run("invite", "--database", self.database, "--user", make_demo.person_id(person),
                 "--address", f"http://127.0.0.1:{self.port}", "--file", path)
        return path


class Program:
    """One run of the program for one person."""

    def __init__(self, folder, person, language="nn", width=1280, height=800, scale=100,
                 dark=False, contrast=False, now=NOW):
        self.person = person
        self.folder = pathlib.Path(folder)
        self.process = None
        self.executable = BUILD / "ui" / "app" / "medvirk"
        self.environment = {
            **os.environ,
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "GSETTINGS_SCHEMA_DIR": str(BUILD / "data"),
            "GSETTINGS_BACKEND": "keyfile",
            "MV_BUILD_TREE": "1",
            "MEDVIRK_NOW": now,
            "TZ": "Europe/Oslo",
            "LANGUAGE": language,
            "LC_ALL": "C.UTF-8",
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "G_DEBUG": "fatal-criticals",
            "GTK_A11Y": "atspi",
        }
        if dark:
            self.environment["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
        if contrast:
            self.environment["ADW_DEBUG_HIGH_CONTRAST"] = "1"
        self.size = (width, height)
        settings = self.folder / "config" / "gtk-4.0" / "settings.ini"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("[Settings]\ngtk-cursor-blink=0\ngtk-enable-animations=0\n"
                            "gtk-font-name=Cantarell 11\ngtk-decoration-layout=:close\n")
        self.set("window-width", str(width))
        self.set("window-height", str(height))
        self.set("text-scale", str(scale))
        self.set("language", f"'{language}'")

    def set(self, key, value):
        """Writes a setting of this profile, as the keyfile backend keeps it."""
        path = self.folder / "config" / "glib-2.0" / "settings" / "keyfile"
        path.parent.mkdir(parents=True, exist_ok=True)
        group = f"[{APPLICATION_ID.replace('.', '/')}/{self.person}]"
        lines = path.read_text().split("\n") if path.exists() else []
        if group not in lines:
            lines.append(group)
        start = lines.index(group) + 1
        end = next((i for i in range(start, len(lines)) if lines[i].startswith("[")), len(lines))
        kept = [line for line in lines[start:end] if not line.startswith(f"{key}=") and line]
        lines[start:end] = kept + [f"{key}={value}"]
        path.write_text("\n".join(lines) + "\n")

    def connect(self, invitation):
        result = subprocess.run(
            [self.executable, "--profile", self.person, "--connect", invitation],
            env=self.environment, capture_output=True, text=True, timeout=60)
        assert result.returncode == 0, result.stderr + result.stdout

    def start(self):
        self.log = open(self.folder / f"{self.person}.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(
            [self.executable, "--profile", self.person],
            env=self.environment, stdout=self.log, stderr=self.log)
        return self

    def stop(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def assert_alive(self):
        code = self.process.poll()
        assert code is None, (
            f"the program ended with {code}: "
            + (self.folder / f"{self.person}.log").read_text(encoding="utf-8")[-2000:])

    def account(self):
        """Key of the person's account in the replica."""
        import sqlite3
        path = self.folder / "data" / "medvirk" / "profiles" / self.person / "medvirk.sqlite"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as replica:
            return replica.execute("SELECT account FROM account").fetchone()[0]

    def wait_titled(self, titles):
        """Until the window is called one of titles: a page that is read from the replica has its
        name when it has been read."""
        def look():
            self.assert_alive()
            windows = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid",
                                      str(self.process.pid)], capture_output=True, text=True).stdout
            names = {subprocess.run(["xdotool", "getwindowname", window], capture_output=True,
                                    text=True).stdout.strip() for window in windows.split()}
            return names & set(titles)

        wait_for(f"a page called {' or '.join(titles)}", look)

    def wait_settled(self):
        """Until the screen has been the same three times in a row."""
        def same():
            self.assert_alive()
            time.sleep(0.15)
            screen = subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"],
                                    capture_output=True, check=True).stdout
            self._screens = getattr(self, "_screens", [])[-2:] + [hash(screen)]
            return len(self._screens) == 3 and len(set(self._screens)) == 1

        self._screens = []
        wait_for("the screen to come to rest", same)

    # --- Actions on the session bus -------------------------------------------------------------

    def bus_name(self):
        return f"{APPLICATION_ID}.{self.person}"

    def newest_window(self, bus, path):
        """Where the window is on the bus; the sample has one of its own, which comes after."""
        from gi.repository import Gio
        tree = bus.call_sync(self.bus_name(), f"{path}/window",
                             "org.freedesktop.DBus.Introspectable", "Introspect", None, None,
                             Gio.DBusCallFlags.NO_AUTO_START, 5000).unpack()[0]
        numbers = [int(number) for number in re.findall(r'<node name="(\d+)"', tree)]
        return f"{path}/window/{max(numbers, default=1)}"

    def activate(self, name, *parameters):
        """Activates an action of the window; strings only, several as a tuple."""
        from gi.repository import Gio, GLib
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        path = "/" + self.bus_name().replace(".", "/").replace("-", "_")
        is_of_window = not name.startswith("app.")
        name = name.removeprefix("app.")
        if not parameters:
            target = []
        elif len(parameters) == 1:
            target = [GLib.Variant("s", parameters[0])]
        else:
            target = [GLib.Variant(f"({'s' * len(parameters)})", parameters)]

        def call():
            try:
                where = self.newest_window(bus, path) if is_of_window else path
                # While the program starts, another window may stand there, which knows no actions.
                names = bus.call_sync(self.bus_name(), where, "org.gtk.Actions", "List", None, None,
                                      Gio.DBusCallFlags.NO_AUTO_START, 5000).unpack()[0]
                if name not in names:
                    self.last_error = GLib.Error("the window knows no such action")
                    return False
                bus.call_sync(self.bus_name(), where, "org.gtk.Actions", "Activate",
                              GLib.Variant("(sava{sv})", (name, target, {})), None,
                              Gio.DBusCallFlags.NO_AUTO_START, 5000)
                return True
            except GLib.Error as error:
                self.assert_alive()
                self.last_error = error
                return False

        try:
            wait_for(f"the action {name}", call)
        except AssertionError as problem:
            raise AssertionError(f"{problem}: {self.last_error.message}") from None

    # --- The accessibility bus -------------------------------------------------------------------

    def accessible(self):
        """The application as the accessibility bus shows it."""
        import pyatspi

        def find():
            self.assert_alive()
            for app in pyatspi.Registry.getDesktop(0):
                if app and app.get_process_id() == self.process.pid and app.childCount:
                    return app
            return None

        return wait_for("the program on the accessibility bus", find)

    def find(self, role=None, name=None, showing=True, seconds=20):
        """The first object of a role whose name contains (text) or matches (pattern)."""
        def look():
            for item in walk(self.accessible()):
                if matches(item, role, name) and (not showing or is_on_screen(item)):
                    return item
            return None

        return wait_for(f"{role or 'object'} «{name}»", look, seconds)

    def wait_sent(self):
        """Until the server has answered and everything is sent and fetched."""
        self.find("push button", re.compile(r"^(Alt er sendt|All sent)"), seconds=60)

    def has(self, role=None, name=None):
        return any(matches(item, role, name) and is_on_screen(item)
                   for item in walk(self.accessible()))


def walk(item, depth=0):
    """Every object below and with item, in reading order."""
    if item is None or depth > 60:
        return
    yield item
    try:
        count = item.childCount
    except Exception:  # the object went while we read
        return
    for index in range(count):
        try:
            child = item.getChildAtIndex(index)
        except Exception:
            continue
        yield from walk(child, depth + 1)


def matches(item, role, name):
    try:
        if role and item.getRoleName() != role:
            return False
        if name is None:
            return True
        if isinstance(name, re.Pattern):
            return bool(name.search(item.name or ""))
        return name in (item.name or "")
    except Exception:
        return False


def is_on_screen(item):
    """Visible and inside a visible page; GTK 4.8 gives `showing` only to the frame."""
    import pyatspi
    try:
        while item and item.getRoleName() not in ("application", "frame"):
            if not item.getState().contains(pyatspi.STATE_VISIBLE):
                return False
            item = item.parent
        return True
    except Exception:
        return False


def states(item):
    return item.getState()


def is_focusable(item):
    import pyatspi
    state = item.getState()
    return state.contains(pyatspi.STATE_FOCUSABLE) and state.contains(pyatspi.STATE_SENSITIVE)


def focused(app):
    import pyatspi
    for item in walk(app):
        try:
            if item.getState().contains(pyatspi.STATE_FOCUSED) and item.getRoleName() != "frame":
                return item
        except Exception:
            continue
    return None


def front(app):
    """The window that has come last: each keeps to itself what has the keyboard in it."""
    return app.getChildAtIndex(app.childCount - 1)


def focus_window(program, newest=False):
    """Without a window manager nobody gives the window, or the newest of several, the keyboard: we
    do."""
    def look():
        program.assert_alive()
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid",
                                str(program.process.pid)], capture_output=True, text=True).stdout
        return found.split()

    windows = wait_for("the window", look)
    window = max(windows, key=int) if newest else windows[-1]
    subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
    return window


def picture(path, width, height):
    """The upper left of the screen as PNG: the window stands there, for nobody moves it."""
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+0+0", "+repage", str(path)],
                   check=True)


def need(*tools):
    for tool in tools:
        if not shutil.which(tool):
            raise tap.Skip(f"{tool} is not installed")


def start_accessibility():
    """The accessibility bus of this session."""
    for path in ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"):
        if os.path.exists(path):
            process = subprocess.Popen([path, "--launch-immediately"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            os.environ.pop("AT_SPI_BUS_ADDRESS", None)
            return process
    raise tap.Skip("at-spi2-core is not installed")


def start_accessibility_or_skip():
    """The accessibility bus, for a script that reads and drives programs. Where something is missing the
    script ends here, and says what."""
    try:
        import pyatspi  # noqa: F401
        need("xdotool", "import")
        return start_accessibility()
    except ImportError:
        reason = "python3-pyatspi is not installed"
    except tap.Skip as missing:
        reason = missing
    print(f"1..0 # SKIP {reason}")
    sys.exit(0)


def scratch():
    return pathlib.Path(tempfile.mkdtemp(prefix="medvirk-"))


def show(value):
    return json.dumps(value, ensure_ascii=False)
