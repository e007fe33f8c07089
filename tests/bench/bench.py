# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures and prints; asserts nothing. Every figure stands beside that of a peer on the same machine
in the same run, as the median of the rounds, and with the limit it is held against.

Usage: bench.py BUILD-FOLDER [--server] [--client] [--records N] [--rounds N] [--seconds S]
"""
import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))
import records  # noqa: E402

NOW = "2026-11-23T10:32:00+01:00"
PAGE_ROWS = 100
DRAFTS = 200
FEW = 10
# What differs from run to run in the printed commands.
MASKS = [(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID"),
         (r"\b[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}\b", "CODE"),
         (r"127\.0\.0\.1:[1-9]\d+", "127.0.0.1:PORT"), (r"clients \d+ ", "clients PORT "),
         (r"\$TMP/tmp\w+", "$TMP/replica"), (r"commits-(\d+)-\d+", r"commits-\1")]


def median_of(rounds, measure):
    """The median of each figure over the rounds."""
    results = [measure() for _ in range(rounds)]
    return {name: statistics.median(result[name] for result in results) for name in results[0]}


def report(what, figure, peer="", limit=""):
    print(f"  {what:<58} {figure:>20}  {peer:<40} {limit}".rstrip(), flush=True)


def heading(text):
    print(f"\n{text}", flush=True)


def last_json(text):
    return json.loads(text.strip().split("\n")[-1])


class Bench:
    def __init__(self, arguments, folder):
        self.build = pathlib.Path(arguments.build).resolve()
        self.server_program = self.build / "src" / "server" / "medvirk-server"
        self.tools = self.build / "tests" / "bench"
        self.folder = folder
        self.arguments = arguments
        self.commands = []

    def tool(self, name, *arguments, stdin=None, env=None):
        command = [str(self.tools / name), *map(str, arguments)]
        self.note(command)
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True, stdin=stdin, env=env)
        if result.returncode != 0 and not result.stdout:
            raise SystemExit(f"{name} failed")
        return last_json(result.stdout)

    def note(self, command):
        text = " ".join(command).replace(str(self.folder), "$TMP").replace(str(self.build), "$BUILD")
        for pattern, name in MASKS:
            text = re.sub(pattern, name, text)
        if text not in self.commands:
            self.commands.append(text)

    # --- The machine --------------------------------------------------------------------------

    def describe_machine(self):
        cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                    if line.startswith("model name")), platform.machine())
        memory = int(open("/proc/meminfo").readline().split()[1]) // 1024
        release = platform.freedesktop_os_release().get("PRETTY_NAME", "")
        heading("Machine")
        report("Processor", f"{os.cpu_count()} × {cpu}")
        report("Memory", f"{memory} MiB")
        report("System", f"{release}, Linux {platform.release()}")
        report("Load before", " ".join(f"{n:.1f}" for n in os.getloadavg()))
        report("Rounds", f"median of {self.arguments.rounds}")

    # --- A server with records ------------------------------------------------------------------

    def serve(self, name, n_records, n_drafts):
        return Server(self, name, n_records, n_drafts)

    # --- First frame ------------------------------------------------------------------------------

    def time_frame(self, command, env):
        self.note(command)
        began = time.monotonic()
        child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = child.stdout.readline()
        shown = time.monotonic() - began
        child.stdout.close()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        if line != b"shown\n":
            raise SystemExit(f"{command[0]} showed nothing")
        return {"ms": shown * 1000, "cpu_ms": (usage.ru_utime + usage.ru_stime) * 1000,
                "mib": usage.ru_maxrss / 1024}

    def program(self, folder):
        return {**os.environ, "XDG_DATA_HOME": str(folder / "data"),
                "XDG_CONFIG_HOME": str(folder / "config"), "XDG_CACHE_HOME": str(folder / "cache"),
                "GSETTINGS_SCHEMA_DIR": str(self.build / "data"), "GSETTINGS_BACKEND": "keyfile",
                "MV_BUILD_TREE": "1", "MEDVIRK_NOW": NOW, "LC_ALL": "C.UTF-8", "LANGUAGE": "nb",
                "GSK_RENDERER": "cairo"}

    def enrol_program(self, server, folder):
        """A replica of everything: enrol, then fetch with the download program's own parts."""
        folder.mkdir()
        env = self.program(folder)
        path = folder / "one.medvirk"
        server.run("invite", "--user", records.person_id(0), "--address", server.address, "--file",
                   str(path))
        medvirk = str(self.build / "ui" / "app" / "medvirk")
        subprocess.run([medvirk, "--connect", str(path)], env=env, check=True,
                       stdout=subprocess.DEVNULL)
        log = open(folder / "log", "w", encoding="utf-8")
        program = subprocess.Popen([medvirk], env=env, stdout=log, stderr=log)
        replica = next((folder / "data").rglob("*.sqlite"))
        while program.poll() is None and not is_complete(replica):
            time.sleep(0.2)
        program.terminate()
        program.wait()
        return env

    def measure_frames(self):
        medvirk = [str(self.build / "ui" / "app" / "medvirk")]
        many = self.arguments.records
        environments = {}
        for n_records in (FEW, many):
            with self.serve(f"frames-{n_records}", n_records, 0) as server:
                environments[n_records] = self.enrol_program(server, self.folder / f"p{n_records}")
                # Without its server the program only shows what it has.
                environments[n_records]["MEDVIRK_SAY_WHEN_SHOWN"] = "1"

        rounds = {"empty": [], FEW: [], many: []}
        # In turns, so that what else the machine does falls on all alike; the first is to warm up.
        for number in range(self.arguments.rounds + 1):
            taken = {"empty": self.time_frame([str(self.tools / "empty-window")],
                                              self.program(self.folder / f"p{FEW}"))}
            for n_records in (FEW, many):
                taken[n_records] = self.time_frame(medvirk, environments[n_records])
            if number > 0:
                for name, figures in taken.items():
                    rounds[name].append(figures)
        middle = {name: {figure: statistics.median(one[figure] for one in taken)
                         for figure in taken[0]} for name, taken in rounds.items()}
        empty, few, all_ = middle["empty"], middle[FEW], middle[many]

        heading("First frame with I dag's content (virtual screen, cairo)")
        report("An empty AdwApplicationWindow", f"{empty['ms']:.0f} ms",
               f"processor {empty['cpu_ms']:.0f} ms, {empty['mib']:.1f} MiB")
        report(f"Medvirk with {FEW} records", f"{few['ms']:.0f} ms",
               f"processor {few['cpu_ms']:.0f} ms, {few['mib']:.1f} MiB")
        report(f"Medvirk with {many} records", f"{all_['ms']:.0f} ms",
               f"processor {all_['cpu_ms']:.0f} ms, {all_['mib']:.1f} MiB")
        report("Medvirk / empty window", f"{few['ms'] / empty['ms']:.2f}",
               f"processor {few['cpu_ms'] / empty['cpu_ms']:.2f}", "limit ≤ 2.0")
        report(f"{many} records / {FEW} records", f"{all_['ms'] / few['ms']:.2f}",
               f"processor {all_['cpu_ms'] / few['cpu_ms']:.2f}", "limit ≤ 1.1")
        report("Peak memory / empty window", f"{all_['mib'] / empty['mib']:.2f}", "", "limit ≤ 1.25")

    # --- First download ---------------------------------------------------------------------------

    def measure_download(self, server):
        def measure():
            folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
            env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
            result = self.tool("download", server.address, server.invite(records.LEAD), folder,
                               env=env)
            shutil.rmtree(folder)
            return result

        middle = median_of(self.arguments.rounds, measure)
        heading(f"First download of {self.arguments.records} records, over loopback")
        report("Until the lists are complete", f"{middle['seconds']:.2f} s",
               f"last page after {middle['complete_s']:.2f} s", "limit ≤ 3 s")
        report("Client memory above idle", f"{middle['memory_mib']:.1f} MiB",
               f"idle {middle['idle_mib']:.1f} MiB", "limit ≤ 40 MB")

    # --- Requests a second ------------------------------------------------------------------------

    def ask(self, port, path, body, tokens, n_clients):
        return self.tool("clients", port, path, body, tokens, n_clients, self.arguments.seconds)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def measure_pull(self, server):
        device = server.enrol(records.LEAD)
        tokens = self.write("token", f"{device['token']} {device['device']}")
        page = self.write("page.json", json.dumps(
            {"schema": 1, "epoch": device["epoch"], "cursors": {}, "limit": PAGE_ROWS}))
        _, text = server.post("/v1/sync/pull", page.read_text(), device["token"])
        size = len(text)
        head = json.loads(text.split(b"\n")[0])
        nothing = self.write("nothing.json", json.dumps(
            {"schema": 1, "epoch": device["epoch"], "limit": PAGE_ROWS,
             "cursors": {scope["s"]: scope["head"] for scope in head["scopes"]}}))
        pages, empty, bare = [], [], []
        with BareServer(self, size) as peer:
            for _ in range(self.arguments.rounds):
                pages.append(self.ask(server.port, "/v1/sync/pull", page, tokens, 8))
                bare.append(self.ask(peer.port, "/", page, tokens, 8))
                empty.append(self.ask(server.port, "/v1/sync/pull", nothing, tokens, 8))
        page_rate, bare_rate, empty_rate = (
            statistics.median(one["per_second"] for one in taken) for taken in (pages, bare, empty))
        heading(f"Pull, 8 clients (a page: {PAGE_ROWS} rows, {size} bytes)")
        report("Bare SoupServer, as many bytes", f"{bare_rate:.0f} a second")
        report("A page", f"{page_rate:.0f} a second",
               f"p99 {statistics.median(one['p99_ms'] for one in pages):.2f} ms")
        report("A page / bare SoupServer", f"{page_rate / bare_rate:.0%}", "", "limit ≥ 25 %")
        report("Nothing new", f"{empty_rate:.0f} a second",
               f"p99 {statistics.median(one['p99_ms'] for one in empty):.2f} ms")

    def measure_push(self, server):
        heading("Push of one operation, beside one-row commits of SQLite (write-ahead log, synced)")
        people = [records.person_id(number) for number in range(records.N_PEOPLE)]
        for n_clients in (8, 32):
            pushed, commits = [], []
            for number in range(self.arguments.rounds):
                devices = [server.enrol(people[client % len(people)]) for client in range(n_clients)]
                tokens = self.write("tokens", "\n".join(
                    f"{device['token']} {device['device']}" for device in devices))
                body = self.write("push.json", json.dumps(
                    {"schema": 1, "device": "@DEVICE@", "ack": 0, "ops": [
                        {"n": "@N@", "op": "put", "scope": "user/me", "id": "@ID@", "base": 0,
                         "kind": "contribution",
                         "body": {"date": "2026-11-20", "text": records.TEXT, "language": "nb"}}]}
                ).replace('"@N@"', "@N@"))
                pushed.append(self.ask(server.port, "/v1/sync/push", body, tokens, n_clients))
                for device in devices:
                    server.revoke(device)
                commits.append(self.tool("commits", self.folder / f"commits-{n_clients}-{number}",
                                         self.arguments.seconds))
            rate = statistics.median(one["per_second"] for one in pushed)
            peer = statistics.median(one["per_second"] for one in commits)
            report(f"Push at {n_clients} clients", f"{rate:.0f} a second",
                   f"p99 {statistics.median(one['p99_ms'] for one in pushed):.2f} ms; "
                   f"SQLite {peer:.0f} a second")
            report("Push / commits", f"{rate / peer:.2f}")

    def measure_server(self):
        with self.serve("many", self.arguments.records, DRAFTS) as server:
            self.measure_download(server)
            self.measure_pull(server)
            self.measure_push(server)


def is_complete(replica):
    import sqlite3
    try:
        with sqlite3.connect(f"file:{replica}?mode=ro", uri=True) as db:
            # The words for searching follow the rows.
            return (all(row[0] for row in db.execute("SELECT is_complete FROM account"))
                    and db.execute("SELECT count(*) FROM unread").fetchone()[0] == 0)
    except sqlite3.Error:
        return False


def wait_for_port(path, process):
    while process.poll() is None:
        if path.exists() and path.read_text().strip():
            return int(path.read_text())
        time.sleep(0.05)
    raise SystemExit("a server did not start")


class Server:
    """medvirk-server with made-up records, on a port of its own."""

    def __init__(self, bench, name, n_records, n_drafts):
        self.bench = bench
        self.database = bench.folder / f"{name}.sqlite"
        self.port_file = bench.folder / f"{name}.port"
        lines = bench.folder / f"{name}.ndjson"
        with open(lines, "w", encoding="utf-8") as out:
            subprocess.run([sys.executable, HERE / "records.py", str(n_records), "--drafts",
                            str(n_drafts)], stdout=out, check=True)
        self.run("init")
        self.run("load", str(lines))

    def run(self, *arguments):
        command = [str(self.bench.server_program), *arguments, "--database",
                   f"sqlite:{self.database}"]
        self.bench.note(command)
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode != 0:
            raise SystemExit(result.stderr + result.stdout)
        return result.stdout

    def __enter__(self):
        command = [str(self.bench.server_program), "serve", "--database",
                   f"sqlite:{self.database}", "--listen", "127.0.0.1:0", "--port-file",
                   str(self.port_file)]
        self.bench.note(command)
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self.port = wait_for_port(self.port_file, self.process)
        self.address = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def invite(self, uid):
        return last_json(self.run("invite", "--user", uid, "--json"))["code"]

    def post(self, path, body, token=None, method="POST"):
        request = urllib.request.Request(self.address + path, data=body.encode(), method=method,
                                         headers={"Content-Type": "application/json"})
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()

    def enrol(self, uid):
        body = {"invitation": self.invite(uid), "device": {"id": str(uuid.uuid4()), "name": "bench"}}
        return json.loads(self.post("/v1/enrol", json.dumps(body))[1])

    def revoke(self, device):
        """A person has a bounded number of devices."""
        self.post(f"/v1/me/devices/{device['device']}", "", device["token"], "DELETE")


class BareServer:
    """The peer: a SoupServer with a constant body."""

    def __init__(self, bench, size):
        self.port_file = bench.folder / "bare.port"
        self.command = [str(bench.tools / "bare-server"), str(size), str(self.port_file)]
        bench.note(self.command)

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE)
        self.port = wait_for_port(self.port_file, self.process)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--server", action="store_true", help="only download, pull and push")
    parser.add_argument("--client", action="store_true", help="only the first frame")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    arguments = parser.parse_args()
    everything = arguments.server == arguments.client

    # Frames need a screen that is the same on every machine.
    if (arguments.client or everything) and "MV_BENCH_SCREEN" not in os.environ:
        os.environ["MV_BENCH_SCREEN"] = "1"
        os.execv(ROOT / "tests" / "support" / "virtual-screen",
                 ["virtual-screen", sys.executable, *sys.argv])

    with tempfile.TemporaryDirectory(prefix="medvirk-bench-") as folder:
        bench = Bench(arguments, pathlib.Path(folder))
        bench.describe_machine()
        if arguments.server or everything:
            bench.measure_server()
        if arguments.client or everything:
            bench.measure_frames()
        heading("Commands")
        for command in bench.commands:
            print(f"  {command}")


if __name__ == "__main__":
    main()
