#!/usr/bin/env python3
"""Tells how many bytes a running Gaoler allocates for a line that does not matter; prints JSON lines.

usage: bench/allocated.py [--lines N] [--kind KIND] [--core N]

A daemon reads logs without failures; the JVM's log of its collections tells how much was allocated
meanwhile. Nothing is known of what lies in Eden at the end, so the figure may be too small by `within`.
"""

import argparse
import os
import re
import signal
import sys
import tempfile

from rig import HERE, built, must, report
from throughput import Reader, count

EDEN = re.compile(r"Eden: (\d+)K\((\d+)K\)->")


def eden(path, begin):
    """Kilobytes found in Eden by each collection, and its size."""
    with open(path) as log:
        log.seek(begin)
        return [tuple(map(int, found)) for found in EDEN.findall(log.read())]


def main():
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
    parser.add_argument("--kind", default="apache-access", help="of corpus.py (default %(default)s)")
    parser.add_argument("--lines", type=int, default=10000000, help="(default %(default)s)")
    parser.add_argument("--filter", default="sshd", help="(default %(default)s)")
    parser.add_argument("--passes", type=int, default=2, help="the first compiles (default %(default)s)")
    parser.add_argument("--core", type=int, default=1, help="of the daemon (default %(default)s)")
    parser.add_argument("--distribution", help="an unpacked distribution (default: the built one)")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="(default %(default)s)")
    parser.set_defaults(jails=1, backend="inotify", maxretry=5, findtime="3y", bantime="10m", action="",
                        keep=False, etc=None, filters=None)
    options = parser.parse_args()
    options.distribution = options.distribution or built(parser)
    options.work = os.path.abspath(options.work)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="allocated-", dir=options.work) as work:
        source, collections = work + "/log", work + "/gc"
        must(sys.executable, HERE + "/corpus.py", options.kind, str(options.lines), source, "--failures", "0")
        options.env = ["_JAVA_OPTIONS=-Xlog:gc+heap=info:file=" + collections]
        with Reader(options, ["pass%d.log" % number for number in range(options.passes)]) as reader:
            for number, log in enumerate(reader.logs):
                begin = os.path.getsize(collections)
                reader.read(source, log, options.lines)
                found = eden(collections, begin)
                bytes_in_all = sum(used for used, _ in found) * 1024
                report("allocated", kind=options.kind, passed="warm" if number else "first",
                       lines=count(source), collections=len(found),
                       bytes_per_line=round(bytes_in_all / options.lines, 2),
                       within=round(max([size for _, size in found] or [0]) * 1024 / options.lines, 2),
                       failures=sum(jail["failures"] for jail in reader.status()))


if __name__ == "__main__":
    main()
