#!/usr/bin/env python3
"""Proves that screening changes no result: logs are read with it and without it.

usage: bench/identical.py [--lines N] [--samples] [LOG...]

Each time by a fresh daemon with two jails, one that bans for five failures and one that bans nobody and so
keeps every failure. Compared are every failure (offender, time, weight, line) and every ban (offender,
beginning, failures). With --samples, each of fail2ban's sample logs is also read by a jail with the filter
of its name. One JSON line for each log; exit status 1 if anything differs.
"""

import argparse
import hashlib
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import time

from peers import peers
from rig import HERE, built, must, report
from throughput import Reader, count

REMEMBERED = 100000
remembered = []
OFF = "JAVA_TOOL_OPTIONS=-Dgaoler.screening=off"
# lines without a date, or with one ahead of us, count as of now
MARKS = ("SELECT jail, offender, CASE WHEN at < :now THEN at END, CASE WHEN at < :now THEN at_nanos END,"
         " weight, line FROM mark ORDER BY 1, 2, 3, 4, 6")
BANS = "SELECT jail, offender, CASE WHEN since < :now THEN since END, failures FROM sentence ORDER BY 1, 2"


def results(options, logs, screening):
    """What a daemon makes of logs, in numbers and digests; of samples each has a jail of its own."""
    options.env = [] if screening else [OFF]
    remembered.append(set())
    now = int(time.time())
    reader = Reader(options, [os.path.basename(log) for log in logs])
    samples = len(logs) > 1
    for number in range(options.jails):
        # the samples are full of addresses that might be this machine's
        amend(reader, number, "filter =", "ignoreself = false\nfilter =")
        if samples:
            amend(reader, number, ", ".join(log + " head" for log in reader.logs),
                  reader.logs[number] + " head")
    if not samples:
        amend(reader, 1, "maxretry = 5\n", "maxretry = 100000\n")
    with reader:
        cpu = reader.cpu()
        for log, there in zip(logs, reader.logs):
            shutil.copyfile(log, there + ".copy")
            os.rename(there + ".copy", there)
        reader.quiet()
        wanted = sum(map(count, logs)) * (1 if samples else options.jails)
        while sum(source["lines"] for jail in reader.status() for source in jail["sources"]) < wanted:
            reader.quiet()  # a busy machine let the daemon wait for that long
        cpu = reader.cpu() - cpu
        status = reader.status()
        reader.stop()
        if not samples:
            reader.verify(reader.logs[0])
        found = dict(failures=sum(jail["failures"] for jail in status),
                     evicted=sum(jail["evicted"] for jail in status))
        with sqlite3.connect(reader.store) as store:
            found.update(digest(store, "counted", MARKS, now))
            found.update(digest(store, "bans", BANS, now))
        return found, round(cpu, 1)


def amend(reader, number, old, new):
    path = "%s/etc/org.gaoler.jail-reader%d.cfg" % (reader.base, number)
    with open(path) as jail:
        text = jail.read()
    with open(path, "w") as jail:
        jail.write(text.replace(old, new, 1))


def digest(store, name, query, now):
    sum, rows = hashlib.sha256(), 0
    for row in store.execute(query, dict(now=now)):
        sum.update(repr(row).encode())
        rows += 1
        if rows <= REMEMBERED:
            remembered[-1].add((name, *row))
    return {name: rows, name + "_digest": sum.hexdigest()[:16]}


def compare(options, logs, title):
    """Whether both ways led to the same."""
    screened, fast = results(options, logs, True)
    open_to_all, slow = results(options, logs, False)
    same = screened == open_to_all
    if not same:
        for what, rows in (("with", remembered[-2] - remembered[-1]), ("without", remembered[-1] - remembered[-2])):
            for row in sorted(rows, key=repr)[:10]:
                print("only %s screening: %s" % (what, row), file=sys.stderr)
    report("identical", log=title, filter=options.filter if options.jails < 3 else options.jails, same=same,
           cpu_s=fast, cpu_s_without=slow, **screened, **({} if same else dict(without=open_to_all)))
    return same


def samples(folder):
    """The sample logs that have a filter of their name."""
    logs = folder + "/usr/lib/python3/dist-packages/fail2ban/tests/files/logs"
    return [logs + "/" + name for name in sorted(os.listdir(logs))
            if os.path.exists("%s/etc/fail2ban/filter.d/%s.conf" % (folder, name))]


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
                        keep=False, etc=None, filters=None)
    options = parser.parse_args()
    options.distribution = options.distribution or built(parser)
    options.work = os.path.abspath(options.work)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    same = True
    with tempfile.TemporaryDirectory(prefix="identical-", dir=options.work) as work:
        if not options.logs and options.lines:
            must(sys.executable, HERE + "/corpus.py", "auth", str(options.lines), work + "/auth.log")
        for log in options.logs or ([work + "/auth.log"] if options.lines else []):
            same &= compare(options, [log], os.path.basename(log))
        if options.samples:
            folder = peers(options.peers or work + "/peers")
            logs = samples(folder)
            # what a name server answers changes from one moment to the next
            options.jails, options.filter = len(logs), ";".join(os.path.basename(log) + "[usedns=raw]" for log in logs)
            options.etc, options.findtime, options.bantime = folder + "/etc/fail2ban", "50y", "10m"
            options.maxretry = 100000
            same &= compare(options, logs, "fail2ban's samples")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
