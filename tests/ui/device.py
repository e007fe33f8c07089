# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another machine of somebody, without a screen: it writes to the server as the program does."""
import json
import os
import pathlib
import sys
import urllib.request
import uuid

sys.path.insert(0, str(pathlib.Path(os.environ["MV_SOURCE_ROOT"]) / "data" / "demo"))
import make_demo  # noqa: E402

CONFLICT = make_demo.demo_id("contribution", "conflict")
HERE = "Eg vil ha dagboka på papir. Ikkje alle har nettbrett."
THERE = "Eg vil ha dagboka på papir òg. Ikkje alle har nettbrett, og skrifta er lita."


class Device:
    def __init__(self, world, person):
        invitation = dict(line.split(": ", 1)
                          for line in world.invite(person).read_text().splitlines() if line)
        self._server = invitation["Server"]
        self._id = str(uuid.uuid4())
        self._token = None
        answer = self._post("/v1/enrol", {"invitation": invitation["Code"],
                                          "device": {"id": self._id, "name": "PC"}})
        self._token = answer["token"]

    def _post(self, path, body):
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        request = urllib.request.Request(self._server + path, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def push(self, *operations):
        """Sends operations, numbered from 1, and returns what became of each."""
        numbered = [{"n": n, **operation} for n, operation in enumerate(operations, 1)]
        return self._post("/v1/sync/push", {"schema": 1, "device": self._id, "ack": 0,
                                            "ops": numbered})["results"]


def write_conflict(world, person):
    """A draft that is changed twice from the same beginning."""
    def draft(text, base):
        return {"op": "put", "scope": "user/me", "id": CONFLICT, "kind": "contribution", "base": base,
                "body": {"project": make_demo.project_id("kols-heime"), "date": "2026-11-20",
                         "text": text, "language": "nn"}}

    if getattr(world, "has_conflict", False):
        return
    results = Device(world, person).push(draft("Eg vil ha dagboka på papir.", 0), draft(HERE, 1),
                                         draft(THERE, 1))
    assert [result["st"] for result in results] == ["ok", "ok", "conflict"], results
    world.has_conflict = True
