# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what a new person tries first: the demo as its representative gets it from a server.

A server is made in a temporary folder, asked once over loopback, and thrown away, so that the
example is always what the program would really have got.

Usage: make_example.py SERVER_PROGRAM OUTPUT
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid

import make_demo

HERE = pathlib.Path(__file__).resolve().parent
DEVICE = str(uuid.UUID(int=0x01930000_0000_7000_8000_0000000000E1))
# Seconds that a machine with much else to do may take to start the server.
PATIENCE = 60


# A build under the sanitizer wants the example, not a search for leaks: it would find those of other
# libraries that tests/support/leaks.supp names.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}


def run(server, *arguments):
    done = subprocess.run([server, *arguments], env=ENVIRONMENT, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"medvirk-server {arguments[0]} ended with {done.returncode}:\n"
                         f"{done.stderr}{done.stdout}")
    return done.stdout


def fill(server, folder):
    database = f"sqlite:{folder / 'server.sqlite'}"
    lines = folder / "demo.ndjson"
    lines.write_text("".join(json.dumps({k: v for k, v in line.items() if v is not None},
                                        ensure_ascii=False) + "\n" for line in make_demo.Demo().make()),
                     encoding="utf-8")
    run(server, "init", "--database", database)
    run(server, "import", "--database", database, "--format", "fnsp", HERE / "studies.json")
    run(server, "load", lines, "--database", database)
    return database


def post(port, path, body, token=None):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(),
        {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {}))
    # Whatever proxy this machine has, the server is on it.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=PATIENCE) as answer:
        return answer.read().decode()


def wait_for_port(process, path):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if path.exists() and path.read_text().strip():
            return int(path.read_text())
        time.sleep(0.05)
    raise SystemExit("the server did not start")


def ask(server, folder, database):
    invitation = json.loads(run(server, "invite", "--database", database, "--user",
                                make_demo.person_id("representative"), "--json"))
    port_file = folder / "port"
    process = subprocess.Popen([server, "serve", "--database", database, "--listen", "127.0.0.1:0",
                                "--port-file", port_file],
                               env=ENVIRONMENT, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        port = wait_for_port(process, port_file)
        enrolled = json.loads(post(port, "/v1/enrol", {
            "invitation": invitation["code"], "device": {"id": DEVICE, "name": "Medvirk"}}))
        page = post(port, "/v1/sync/pull", {"schema": 1, "cursors": {}, "limit": 1000},
                    enrolled["token"])
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
    assert not json.loads(page.splitlines()[-1])["more"], "the example does not fit one page"
    return page


def main():
    server, output = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="medvirk-") as name:
        folder = pathlib.Path(name)
        page = ask(server, folder, fill(server, folder))
    output.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
