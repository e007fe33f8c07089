#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service that is delivered is as closed as it says: systemd's own judgement, at most 1.5 of 10."""

import os
import re
import shutil
import subprocess
import sys

LIMIT = 1.5


def main():
    unit = os.path.join(os.environ["MV_SOURCE_ROOT"], "data", "server", "medvirk-server.service")
    print("1..1")
    if shutil.which("systemd-analyze") is None:
        print("ok 1 # SKIP systemd-analyze is not installed")
        return 0

    result = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", unit],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    found = re.search(r"Overall exposure level for .*: ([0-9.]+)", result.stdout)
    if found is None:
        print("# " + (result.stderr.strip() or "no judgement").replace("\n", "\n# "))
        print("not ok 1 the service can be judged")
        return 1

    exposure = float(found.group(1))
    print(f"# exposure {exposure}")
    print(f"{'ok' if exposure <= LIMIT else 'not ok'} 1 exposure is at most {LIMIT}")
    return 0 if exposure <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
