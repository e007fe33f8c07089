# SPDX-FileCopyrightText: 2026 The Medvirk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Test cases in Python that print TAP, as the C tests do."""
import sys
import traceback


class Skip(Exception):
    """Raised by a case that cannot run here; its text is the reason."""


def run(cases):
    """Runs the functions of a list in order. A case fails by raising AssertionError or anything else;
    its docstring is its name."""
    print("TAP version 13")
    print(f"1..{len(cases)}", flush=True)
    failed = 0
    for number, case in enumerate(cases, 1):
        name = " ".join((case.__doc__ or case.__name__).split()).rstrip(".")
        try:
            case()
            print(f"ok {number} {name}", flush=True)
        except Skip as reason:
            print(f"ok {number} {name} # SKIP {reason}", flush=True)
        except Exception as problem:  # every other exception is a failure
            failed += 1
            if not isinstance(problem, AssertionError):
                traceback.print_exc()
            for line in str(problem).splitlines() or [type(problem).__name__]:
                print(f"# {line}")
            print(f"not ok {number} {name}", flush=True)
    sys.exit(1 if failed else 0)
