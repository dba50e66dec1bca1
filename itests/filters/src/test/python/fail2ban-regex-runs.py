"""Runs fail2ban-regex many times within one start of Python.

usage: fail2ban-regex-runs.py FOLDER SECONDS <RUNS

FOLDER is where the Python package fail2ban lies, SECONDS the present since the epoch. Each line of the input is a JSON array: the file
to write the output of a run to, then the words of its command line.
"""

import json
import os
import sys
import time

sys.path.insert(0, sys.argv[1])

from fail2ban.client import fail2banregex
from fail2ban.server.mytime import MyTime


PRESENT = int(sys.argv[2])
real_localtime = time.localtime
# fail2ban-regex prints the present for lines without a date
time.localtime = lambda seconds=None: real_localtime(PRESENT if seconds is None else seconds)
MyTime.setTime(PRESENT)


def run(output, words):
    """Runs the command line in a process of its own, so that runs know nothing of each other."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)
    with open(output, "w", encoding="utf-8", errors="backslashreplace") as target:
        sys.stdout = sys.stderr = target
        sys.argv[1:] = words
        try:
            fail2banregex.exec_command_line()
        except SystemExit as end:
            print("exit", end.code)
        target.flush()
    os._exit(0)


for line in sys.stdin:
    first, *rest = json.loads(line)
    run(first, rest)
