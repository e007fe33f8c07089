# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server logs, seen from outside: the program runs, is asked things, and its log is read."""
import base64
import http.client
import json
import os
import pathlib
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.parse
import uuid

ROOT = pathlib.Path(os.environ["MV_SOURCE_ROOT"])
PROGRAM = os.environ["MV_SERVER_PROGRAM"]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import tap  # noqa: E402

PROXY_ID = "0123456789abcdef0123456789ABCDEF"
MEMBERS = {
    "time": str, "level": str, "pid": int, "event": str, "request_id": str, "method": str, "route": str,
    "status": int, "code": str, "duration_us": int, "bytes_in": int, "bytes_out": int, "message": str,
}


class Server:
    """The program on a database of its own, with a person, and with its log in a file."""

    def __init__(self, folder, *options, **keys):
        self.folder = pathlib.Path(folder)
        self.database = "sqlite:" + str(self.folder / "server.sqlite")
        self.log_path = self.folder / "log"
        self.uid = None
        self.keys = {"log": "json", "log-level": "debug", **keys}
        self.options = options

    def run(self, *words):
        """A command of an administrator; returns the object that it prints."""
        result = subprocess.run(
            [PROGRAM, *words, "--database", self.database, "--json"], capture_output=True, text=True, check=True
        )
        return json.loads(result.stdout) if result.stdout else {}

    def prepare(self):
        self.run("init")
        self.uid = self.run("user", "add", "--name", CANARIES["name"], "--language", "nb",
                            "--email", CANARIES["e-mail"])["id"]

    def __enter__(self):
        config = self.folder / "server.conf"
        values = {"database": self.database, "listen": "127.0.0.1:0", "health": "127.0.0.1:0", **self.keys}
        config.write_text("[server]\n" + "".join(f"{key}={value}\n" for key, value in values.items()))
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "serve", "--json", "--config", str(config), *self.options],
                stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL,
            )
        ready = json.loads(self.process.stdout.readline())
        self.port, self.health = ready["port"], ready["health"]
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        status = self.process.wait(timeout=60)
        assert status == 0, f"the server ended with {status}"
        self.process.stdout.close()

    def log(self):
        """All that was logged, as text; read it when the server has ended."""
        return self.log_path.read_text(encoding="utf-8")

    def events(self):
        return [json.loads(line) for line in self.log().splitlines()]

    def ask(self, method, path, body=None, headers=(), port=None):
        """One request; returns status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=60)
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content

    def post(self, path, body, token=None, **headers):
        every = {"Content-Type": "application/json", **headers}
        if token is not None:
            every["Authorization"] = "Bearer " + token
        return self.ask("POST", path, json.dumps(body), every)

    def say(self, text):
        """Bytes that no client library would send; returns what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            line.sendall(text)
            line.shutdown(socket.SHUT_WR)
            parts = []
            while part := line.recv(65536):
                parts.append(part)
        return b"".join(parts)


# Texts that stand in everything a client or an administrator says, each of them found nowhere else.
CANARIES = {
    what: f"kanari{number}{uuid.uuid4().hex[:8]}"
    for number, what in enumerate(
        "name query path method header agent peer referer host cookie request-id token code device type text "
        "member kind scope command argument prefer etag malformed".split()
    )
}
CANARIES["e-mail"] = CANARIES["name"] + "@example.org"


def spellings(text):
    """A text as it is, and as it would look in other clothes."""
    yield text
    yield text.upper()
    yield text[::-1]
    yield urllib.parse.quote(text, safe="")
    yield base64.b64encode(text.encode()).decode().rstrip("=")
    yield text.encode().hex()


def find_leaks(log, secrets):
    """Which of the secrets (what -> text) stand in a log, in any spelling."""
    return [what for what, text in secrets.items() if any(spelling in log for spelling in spellings(text))]


def enrol(server, secrets):
    """A person's device; what only the two know joins the secrets."""
    code = server.run("invite", "--user", server.uid)["code"]
    device = str(uuid.uuid4())
    status, _, body = server.post(
        "/v1/enrol", {"invitation": code, "device": {"id": device, "name": CANARIES["device"]}}
    )
    assert status == 200, body
    token = json.loads(body)["token"]
    secrets.update({"invitation": code, "device id": device, "real token": token, "account": server.uid})
    return token, device


def ask_everything(server, secrets):
    """Every route with canaries in all its parts; returns how many requests that were."""
    c = CANARIES
    token, device = enrol(server, secrets)
    item = str(uuid.uuid4())
    secrets["item"] = item
    headers = {
        "User-Agent": c["agent"], "X-Forwarded-For": c["peer"], "Referer": f"https://{c['referer']}/",
        "Cookie": "a=" + c["cookie"], "X-Request-Id": c["request-id"], "X-" + c["header"]: c["header"],
        "Prefer": "wait=0, " + c["prefer"], "If-None-Match": f'"{c["etag"]}"', "Authorization": "Bearer " + token,
        "Content-Type": "application/json",
    }
    ops = [
        {"n": 1, "op": "put", "scope": "user/me", "id": item, "kind": "note", "base": 0, "body": {"text": c["text"]}},
        {"n": 2, "op": "put", "scope": c["scope"], "id": str(uuid.uuid4()), "kind": "note", "base": 0, "body": {}},
        {"n": 3, "op": "put", "scope": "user/me", "id": str(uuid.uuid4()), "kind": c["kind"], "base": 0, "body": {}},
        {"n": 4, "op": "command", "name": c["command"], "args": {c["argument"]: c["argument"]}},
        {"n": 5, "op": "put", "scope": "user/me", "id": str(uuid.uuid4()), "kind": "contribution", "base": 0,
         "body": {"date": c["text"], c["member"]: c["member"], "text": 7}},
        {"n": 6, "op": c["member"], c["member"]: {}},
    ]
    bodies = {
        "/v1/sync/push": {"schema": 1, "device": device, "ack": 0, "ops": ops},
        "/v1/sync/pull": {"schema": 1, "epoch": c["text"], "cursors": {c["scope"]: 0}, c["member"]: 1},
        "/v1/enrol": {"invitation": c["code"], "device": {"id": str(uuid.uuid4()), "name": c["device"]}},
        "/v1/me/erasure": {"account": c["name"]},
        "/v1/me/export": {},
    }
    asked = 1
    for path, body in bodies.items():
        for text in (json.dumps(body), json.dumps(body)[:-2] + c["malformed"], c["malformed"]):
            server.ask("POST", f"{path}?{c['query']}={c['query']}", text, headers)
            asked += 1
    for method, path in (
        ("GET", "/v1"), ("GET", "/v1/me/devices"), ("GET", "/v1/me/audit"), ("GET", "/v1/" + c["path"]),
        ("GET", f"/v1/study/{item}/source"), ("GET", f"/v1/overview/committee/{item}"),
        ("GET", f"/v1/document-version/{item}/text"), ("POST", f"/v1/me/devices/{item}/wake"),
        ("DELETE", f"/v1/me/devices/{c['path']}"), ("DELETE", f"/v1/me/devices/{item}"), (c["method"], "/v1"),
        (c["method"].upper(), "/" + c["path"]),
    ):
        server.ask(method, path + "?" + c["query"], None, headers)
        asked += 1
    for wrong in ({"Authorization": "Bearer mvd_" + c["token"]}, {"Authorization": c["token"]},
                  {"Content-Type": c["type"]}, {"Content-Encoding": c["type"]}):
        server.ask("POST", "/v1/sync/pull", "{}", {**headers, **wrong})
        asked += 1
    server.ask("POST", "/v1/enrol", c["text"] * 100000, headers)
    server.say(f"GET /v1 HTTP/1.1\r\nHost: {c['host']}\r\nX-Long: {c['header'] * 900}\r\n\r\n".encode())
    server.say(f"{c['malformed']} \x01{c['path']}\r\n{c['host']}: \r\n\r\n".encode())
    server.say(f"GET /{c['path']} HTTP/1.1\r\n{c['header']}".encode())
    return asked + 2


def test_canaries():
    """Nothing that a client says or gets, and nobody's name, stands in the log at its most talkative"""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, **{"behind-proxy": "true"})
        server.prepare()
        secrets = dict(CANARIES)
        with server:
            asked = ask_everything(server, secrets)
        log = server.log()
        requests = [event for event in server.events() if event.get("event") == "request"]

    leaks = find_leaks(log, secrets)
    assert not leaks, f"in the log: {', '.join(leaks)}"
    # The log was not silent instead.
    assert len(requests) >= asked, f"{len(requests)} of {asked} requests were told of"
    routes = {event.get("route") for event in requests}
    assert {"/v1/sync/push", "/v1/me/devices/{id}", "/v1/enrol", None} <= routes, routes
    codes = {event.get("code") for event in requests}
    assert {"bad-json", "not-found", "not-authenticated", "invitation-invalid", "too-large"} <= codes, codes
    assert any(event["method"] == "other" for event in requests)


def test_canaries_are_found():
    """A leak would be seen: in every spelling, and where a log does hold what is looked for"""
    secret = {"text": "Kanari æ 17"}
    for spelling in spellings(secret["text"]):
        line = json.dumps({"message": "before " + spelling + " after"}, ensure_ascii=False)
        assert find_leaks(line, secret) == ["text"], spelling
    assert find_leaks('{"message":"nothing of it"}', secret) == []

    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, **{"behind-proxy": "true"})
        server.prepare()
        with server:
            server.ask("GET", "/v1", headers={"X-Request-Id": PROXY_ID})
        # This one is said by the client and does stand there, by way of the proxy.
        assert find_leaks(server.log(), {"id": PROXY_ID}) == ["id"]


def test_form():
    """Each line is an object with the members that are documented, and the answer has the same id"""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        server.prepare()
        with server:
            _, headers, body = server.post("/v1/sync/pull", {}, token="mvd_x")
            _, plain, content = server.ask("GET", "/v1")
            server.ask("GET", "/healthz", port=server.health)
        events = server.events()

    for event in events:
        for name, value in event.items():
            assert type(value) is MEMBERS.get(name), f"{name} in {event}"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", event["time"]), event
        assert {"time", "level", "pid", "message"} <= event.keys(), event
    told = {event["request_id"]: event for event in events if event.get("event") == "request"}
    refused, given = told[headers["X-Request-Id"]], told[plain["X-Request-Id"]]
    assert json.loads(body)["request_id"] == refused["request_id"]
    assert (refused["method"], refused["route"], refused["status"]) == ("POST", "/v1/sync/pull", 401), refused
    assert (refused["code"], refused["bytes_in"], refused["bytes_out"]) == ("not-authenticated", 2, len(body))
    assert "code" not in given and given["bytes_out"] == len(content), given
    assert [e["level"] for e in told.values() if e.get("route") == "/healthz"] == ["debug"]


def test_life():
    """A life of the server is told in order, and that its tables were made new"""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        server.prepare()
        with server:
            server.ask("GET", "/v1")
        words = [event["event"] for event in server.events() if event["event"] not in ("request", "housekeeping")]
        assert words == ["starting", "listening", "stopping", "stopped"], words

        with sqlite3.connect(server.database.removeprefix("sqlite:")) as database:
            database.execute("DELETE FROM migration")
        database.close()
        server.log_path.unlink()
        result = subprocess.run(
            [PROGRAM, "serve", "--database", server.database, "--log", "json"], capture_output=True, text=True
        )
        events = [json.loads(line) for line in result.stderr.splitlines()]
        assert result.returncode == 1, result
        assert [event["event"] for event in events] == ["starting", "not-serving"], events

        empty = sqlite3.connect(pathlib.Path(folder) / "empty.sqlite")
        empty.execute("CREATE TABLE t (a)")
        empty.close()
        server.database = "sqlite:" + str(pathlib.Path(folder) / "empty.sqlite")
        with server:
            pass
        words = [event["event"] for event in server.events() if event["event"] != "housekeeping"]
        assert words[:3] == ["starting", "migrated", "listening"], words


def test_database_lost():
    """That the database is gone and that it is back is told once each"""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        server.prepare()
        wrong = {"invitation": "", "device": {"id": str(uuid.uuid4()), "name": "PC"}}
        with server:
            assert server.post("/v1/enrol", wrong)[0] == 403
            other = sqlite3.connect(server.database.removeprefix("sqlite:"), isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            status, headers, _ = server.post("/v1/enrol", wrong)
            assert status == 503
            other.execute("ROLLBACK")
            other.close()
            assert server.post("/v1/enrol", wrong)[0] == 403
        events = server.events()

    words = [event["event"] for event in events if event["event"].startswith("database")]
    assert words == ["database-lost", "database-again"], words
    assert any(e["event"] == "failed" and e["request_id"] == headers["X-Request-Id"] for e in events)


def test_proxy_id():
    """The id of a trusted proxy is taken if it is one; nobody else's"""
    cases = (
        ("true", PROXY_ID, True),  # as nginx makes it
        ("true", "0192f7a0-1111-7222-8333-444455556666", True),  # a UUID
        ("true", "0123456789abcde", False),  # too short to be one's own
        ("true", "a" * 65, False),  # too long
        ("true", "17057012345", False),  # as long as a national identity number
        ("true", "mvd_0123456789abcdef", False),  # a token
        ("true", "0123456789abcdef, 0123456789abcdef", False),  # two
        ("false", PROXY_ID, False),  # nobody said that there is a proxy
    )
    with tempfile.TemporaryDirectory() as folder:
        for number, (trusts, given, is_taken) in enumerate(cases):
            (pathlib.Path(folder) / str(number)).mkdir()
            server = Server(pathlib.Path(folder) / str(number), **{"behind-proxy": trusts})
            server.prepare()
            with server:
                _, headers, _ = server.ask("GET", "/v1", headers={"X-Request-Id": given})
            assert (headers["X-Request-Id"] == given) == is_taken, given
            assert any(e.get("request_id") == headers["X-Request-Id"] for e in server.events()), given


def test_client_gone():
    """A client that leaves while its pull waits is told of as gone"""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        server.prepare()
        with server:
            token, _ = enrol(server, {})
            _, _, page = server.post("/v1/sync/pull", {"schema": 1, "cursors": {}}, token)
            cursors = json.loads(page.splitlines()[-1])["cursors"]
            body = json.dumps({"schema": 1, "cursors": cursors,
                               "epoch": json.loads(page.splitlines()[0])["epoch"]})
            with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
                line.sendall(
                    f"POST /v1/sync/pull HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nPrefer: wait=50\r\n"
                    f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
                )
                while b"medvirk_parked_pulls 1\n" not in server.ask("GET", "/metrics", port=server.health)[2]:
                    pass
        gone = [event for event in server.events() if event.get("status") == 0]
        assert [event["route"] for event in gone] == ["/v1/sync/pull"], gone


def test_levels():
    """At the level of warnings requests are not told of, in plain form a request is one readable line"""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder, **{"log-level": "warning"})
        server.prepare()
        with server:
            server.ask("GET", "/v1")
        assert server.log() == "", server.log()

        server = Server(folder, "--log=plain", "--log-level=info")
        with server:
            _, headers, _ = server.ask("GET", "/v1")
        lines = [line for line in server.log().splitlines() if headers["X-Request-Id"] in line]
        assert len(lines) == 1, server.log()
        assert re.search(r" info request \[[0-9a-f-]{36}\]: GET /v1 200, \d+ µs, 0 bytes in, \d+ out$", lines[0]), lines


def test_events_are_listed():
    """The events that the configuration file lists are those of the sources"""
    told = {"request"}
    for path in (ROOT / "src" / "server").glob("*.c"):
        told.update(re.findall(r'MV_LOG(?:_OF)? \(G_LOG_LEVEL_[A-Z]+, "([a-z-]+)"', path.read_text()))
    text = (ROOT / "data" / "server" / "medvirk-server.conf").read_text().replace("\n# ", " ")
    listed = set(re.search(r"The events: ([a-z, -]+)\.", text).group(1).split(", "))
    assert told == listed, f"only in the sources {told - listed}, only listed {listed - told}"


if __name__ == "__main__":
    tap.run([
        test_canaries,
        test_canaries_are_found,
        test_form,
        test_life,
        test_database_lost,
        test_proxy_id,
        test_client_gone,
        test_levels,
        test_events_are_listed,
    ])
