#!/usr/bin/env python3
"""Proves that screening changes no result: logs are read with it and without it.

usage: bench/identical.py [--lines N] [--samples] [LOG...]

Each time by a fresh daemon with two jails, one that bans for five failures and one that bans nobody and so
keeps every failure. Compared are every failure (offender, time, weight, line) and every ban (offender,
beginning, failures). With --samples, fail2ban's sample logs in one are also read by jails with all of its
filters. One JSON line for each log; exit status 1 if anything differs.
"""

import argparse
import hashlib
import os
import signal
import sqlite3
import sys
import tempfile

from peers import peers
from rig import HERE, built, must, report
from throughput import Reader

OFF = "JAVA_TOOL_OPTIONS=-Dgaoler.screening=off"
# without times: a line that has none takes that of the line before, which may have been screened out
MARKS = "SELECT jail, offender, %s weight, line FROM mark ORDER BY jail, offender, at, at_nanos, line"
BANS = "SELECT jail, offender, %s failures FROM sentence ORDER BY jail, offender"


def results(options, log, screening, sparing=True, timed=True):
    """What a daemon makes of a log, in numbers and digests."""
    options.env = [] if screening else [OFF]
    reader = Reader(options, ["it.log"])
    for number in range(options.jails):
        # the samples are full of addresses that might be this machine's
        amend(reader, number, "filter =", "ignoreself = false\nfilter =")
    if sparing:
        amend(reader, 1, "maxretry = 5\n", "maxretry = 100000\n")
    with reader:
        seconds, cpu = reader.read(log, reader.logs[0])
        status = reader.status()
        reader.stop()
        reader.verify(reader.logs[0])
        found = dict(failures=sum(jail["failures"] for jail in status),
                     evicted=sum(jail["evicted"] for jail in status))
        with sqlite3.connect(reader.store) as store:
            found.update(digest(store, "counted", MARKS % ("at, at_nanos," if timed else "")))
            found.update(digest(store, "bans", BANS % ("since," if timed else "")))
        return found, round(cpu, 1)


def amend(reader, number, old, new):
    path = "%s/etc/org.gaoler.jail-reader%d.cfg" % (reader.base, number)
    with open(path) as jail:
        text = jail.read()
    with open(path, "w") as jail:
        jail.write(text.replace(old, new, 1))


def digest(store, name, query):
    sum, rows = hashlib.sha256(), 0
    for row in store.execute(query):
        sum.update(repr(row).encode())
        rows += 1
    return {name: rows, name + "_digest": sum.hexdigest()[:16]}


def compare(options, log, title, **how):
    """Whether both ways led to the same."""
    screened, fast = results(options, log, True, **how)
    open_to_all, slow = results(options, log, False, **how)
    same = screened == open_to_all
    report("identical", log=title, filter=options.filter if options.jails < 3 else options.jails, same=same,
           cpu_s=fast, cpu_s_without=slow, **screened, **({} if same else dict(without=open_to_all)))
    return same


def samples(folder, work):
    """All sample logs in one, and the filters that they are for."""
    logs = folder + "/usr/lib/python3/dist-packages/fail2ban/tests/files/logs"
    path = work + "/samples.log"
    with open(path, "wb") as out:
        for name in sorted(os.listdir(logs)):
            if os.path.isfile(logs + "/" + name):
                with open(logs + "/" + name, "rb") as log:
                    out.write(log.read().rstrip(b"\n") + b"\n")
    names = [name[:-5] for name in sorted(os.listdir(folder + "/etc/fail2ban/filter.d"))
             if name.endswith(".conf") and not name.endswith("-common.conf") and name != "common.conf"]
    return path, names


def main():
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
    parser.add_argument("logs", nargs="*", metavar="LOG", help="instead of one of corpus.py")
    parser.add_argument("--lines", type=int, default=10000000, help="of that (default %(default)s)")
    parser.add_argument("--filter", default="sshd", help="(default %(default)s)")
    parser.add_argument("--samples", action="store_true", help="fail2ban's sample logs and filters, too")
    parser.add_argument("--peers", help="where Debian's packages are unpacked (default: fetched each time)")
    parser.add_argument("--core", type=int, default=1, help="of the daemon (default %(default)s)")
    parser.add_argument("--distribution", help="an unpacked distribution (default: the built one)")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="(default %(default)s)")
    parser.set_defaults(jails=2, backend="inotify", maxretry=5, findtime="3y", bantime="3y", action="",
                        keep=False, etc=None)
    options = parser.parse_args()
    options.distribution = options.distribution or built(parser)
    options.work = os.path.abspath(options.work)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    same = True
    with tempfile.TemporaryDirectory(prefix="identical-", dir=options.work) as work:
        if not options.logs and options.lines:
            must(sys.executable, HERE + "/corpus.py", "auth", str(options.lines), work + "/auth.log")
        for log in options.logs or ([work + "/auth.log"] if options.lines else []):
            same &= compare(options, log, os.path.basename(log))
        if options.samples:
            folder = peers(options.peers or work + "/peers")
            log, filters = samples(folder, work)
            options.jails, options.filter = len(filters), ";".join(filters)
            options.etc, options.findtime, options.bantime = folder + "/etc/fail2ban", "50y", "10m"
            options.maxretry = 100000
            same &= compare(options, log, "fail2ban's samples", sparing=False, timed=False)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
