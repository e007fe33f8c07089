# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what meson's test logs say, test case by test case.

Usage: summary.py BUILD_FOLDER…

A TAP program counts with each of its cases, any other test as one. Prints why tests were skipped
and which failed; the last line is the sum. Exit 1 if anything failed or nothing ran.
"""
import json
import pathlib
import re
import sys

CASE = re.compile(r"^(not )?ok \d+\s*-?\s*(.*?)(?:\s+# (SKIP|TODO)\b\s*(.*))?$", re.IGNORECASE)


def cases(test):
    """Yields (name, outcome, reason) for each case of one entry of testlog.json."""
    name = test["name"].split(" / ")[-1]
    found = False
    skipped_whole = False
    for line in (test.get("stdout") or "").splitlines():
        plan = re.match(r"^1\.\.0\s*# SKIP\s*(.*)$", line, re.IGNORECASE)
        if plan:
            skipped_whole = True
            yield name, "skipped", plan.group(1)
        match = CASE.match(line)
        if match:
            found = True
            failed, case, directive, reason = match.groups()
            if directive and directive.upper() == "SKIP":
                yield f"{name} {case}", "skipped", reason
            else:
                yield f"{name} {case}", "failed" if failed else "passed", ""
    good = test["result"] in ("OK", "EXPECTEDFAIL")
    if test["result"] == "SKIP" and not skipped_whole and not found:
        lines = (test.get("stdout") or "").strip().splitlines()
        yield name, "skipped", lines[-1] if lines else "no reason was printed"
    elif not found and not skipped_whole:
        yield name, "passed" if good else "failed", test["result"]
    elif not good and test["result"] != "SKIP":
        # Crashed, timed out or ended badly after its last case.
        yield name, "failed", test["result"]


def main(folders):
    sums = {"passed": 0, "failed": 0, "skipped": 0}
    for folder in folders:
        log = pathlib.Path(folder) / "meson-logs" / "testlog.json"
        if not log.exists():
            print(f"No test log in {folder}.")
            sums["failed"] += 1
            continue
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            for name, outcome, reason in cases(json.loads(line)):
                sums[outcome] += 1
                if outcome != "passed":
                    print(f"{outcome}: {name} ({folder}){': ' + reason if reason else ''}")
    print(f"{sums['passed']} passed, {sums['failed']} failed, {sums['skipped']} skipped")
    return 1 if sums["failed"] or not sums["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
