#!/usr/bin/env python3
"""Measures how fast a running Gaoler reads logs; every result is one JSON line. See README.md.

usage: bench/throughput.py [--filter FILTER] [--core N] [--passes N] [--jails N] [--live] ... LOG...
"""

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from rig import built, cpu_seconds, field, must, report

QUIET = 1.0


class Reader:
    """A running Gaoler on one core, with jails whose logs do not exist yet."""

    def __init__(self, options, logs):
        self.options = options
        self.bin = os.path.join(options.distribution, "bin")
        self.base = tempfile.mkdtemp(prefix="throughput-", dir=options.work)
        self.logs = ["%s/%s" % (self.base, name) for name in logs]
        self.store = self.base + "/data/gaoler.sqlite3"
        os.mkdir(self.base + "/etc", 0o700)
        if options.etc:
            shutil.copytree(options.etc + "/filter.d", self.base + "/etc/filter.d")
        if options.filters:
            shutil.copytree(options.filters, self.base + "/etc/filter.d")
        filters = options.filter.split(";")
        for number in range(options.jails):
            with open("%s/etc/org.gaoler.jail-reader%d.cfg" % (self.base, number), "w") as jail:
                jail.write("filter = %s\nbackend = %s\nlogpath = %s\nmaxretry = %d\nfindtime = %s\n"
                           "bantime = %s\naction = %s\n" % (
                               filters[number % len(filters)], options.backend,
                               ", ".join(log + " head" for log in self.logs), options.maxretry,
                               options.findtime, options.bantime, options.action))

    def __enter__(self):
        out = open(self.base + "/out", "ab")
        self.process = subprocess.Popen(
            ["taskset", "-c", str(self.options.core), self.bin + "/gaolerd", "--base", self.base],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            env=dict(os.environ, **dict(pair.split("=", 1) for pair in self.options.env)))
        out.close()
        try:
            self.until(self.waiting, 60, "all jails wait for their logs")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        if not self.options.keep:
            shutil.rmtree(self.base)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def until(self, condition, seconds, what):
        end = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None:
                sys.exit("gaolerd ended: " + open(self.base + "/out").read())
            if time.monotonic() > end:
                sys.exit("waited %g s in vain: %s; see %s" % (seconds, what, self.base))
            time.sleep(0.01)

    def status(self):
        return json.loads(must(self.bin + "/gaoler", "--base", self.base, "status", "--json"))["jails"]

    def waiting(self):
        log = self.base + "/log/gaoler.log"
        if not os.path.exists(log):
            return False
        text = open(log, errors="replace").read()
        return all("[reader%d] W" % number in text for number in range(self.options.jails))

    def cpu(self):
        return cpu_seconds([self.process.pid])

    def committed(self):
        """When the store was written to last."""
        return max(os.stat(path).st_mtime for path in (self.store, self.store + "-wal")
                   if os.path.exists(path))

    def quiet(self):
        """Waits until nothing is done any more; returns when the last commit was."""
        last, cpu, since = self.committed(), self.cpu(), time.monotonic()
        while time.monotonic() - since < QUIET:
            time.sleep(0.05)
            now, used = self.committed(), self.cpu()
            if now != last or used - cpu > 0.02:
                last, cpu, since = now, used, time.monotonic()
            if self.process.poll() is not None:
                sys.exit("gaolerd ended: " + open(self.base + "/out").read())
        return last

    def read(self, source, log, lines):
        """Puts a log in its place; returns seconds until it was read and committed, and of CPU."""
        copy = self.base + "/copy"
        shutil.copyfile(source, copy)
        self.quiet()
        cpu, begin = self.cpu(), time.time()
        os.rename(copy, log)
        end = self.quiet()
        while self.lines(log) < lines:  # a busy machine let the daemon wait for that long
            end = self.quiet()
        return end - begin, self.cpu() - cpu

    def lines(self, log):
        """How many lines of a log the jail has read that read fewest."""
        return min(sum(source["lines"] for source in jail["sources"] if source["name"] == log)
                   for jail in self.status())

    def verify(self, log):
        """Whether the store has every jail at the end of the log."""
        size = os.path.getsize(log)
        store = sqlite3.connect(self.store)
        places = [place for place, in store.execute("SELECT place FROM read WHERE source = ?", [log])]
        store.close()
        if places != [size] * self.options.jails:
            sys.exit("%s has %d bytes, the store has %s of %d jails" % (
                log, size, places, self.options.jails))


def passes(options, source):
    """One daemon reads copies of a log one after the other; the first pass compiles as it goes."""
    lines = count(source)
    logs = ["pass%d.log" % number for number in range(options.passes)]
    with Reader(options, logs) as reader:
        for number, log in enumerate(reader.logs):
            before = sum(jail["failures"] for jail in reader.status())
            wall, cpu = reader.read(source, log, lines)
            found = sum(jail["failures"] for jail in reader.status()) - before
            report("throughput", log=os.path.basename(source), jails=options.jails,
                   filter=options.filter, lines=lines, passed="warm" if number else "first",
                   seconds=round(wall, 3), cpu_s=round(cpu, 2), lines_per_s=int(lines / wall),
                   lines_per_cpu_s=int(lines / max(cpu, 0.01)), failures=found,
                   rss_mb=round(field("/proc/%d/status" % reader.process.pid, "VmRSS") / 1024, 1),
                   peak_rss_mb=round(field("/proc/%d/status" % reader.process.pid, "VmHWM") / 1024, 1))
        reader.stop()
        for log in reader.logs:
            reader.verify(log)


def count(path):
    with open(path, "rb") as log:
        return sum(block.count(b"\n") for block in iter(lambda: log.read(1 << 20), b""))


def main():
    parser = argparse.ArgumentParser(description="Measures how fast a running Gaoler reads logs.")
    parser.add_argument("logs", nargs="+", metavar="LOG", help="their dates must lie within --findtime")
    parser.add_argument("--filter", default="sshd", help="of the jails; several, by semicolons, in turn (default %(default)s)")
    parser.add_argument("--filters", metavar="DIR", help="a folder filter.d to use besides what is installed")
    parser.add_argument("--jails", type=int, default=1, help="on the same log (default %(default)s)")
    parser.add_argument("--passes", type=int, default=2, help="of the same daemon; the first is cold (default %(default)s)")
    parser.add_argument("--core", type=int, default=1, help="on which all its threads run (default %(default)s)")
    parser.add_argument("--backend", default="inotify", help="(default %(default)s)")
    parser.add_argument("--maxretry", type=int, default=5, help="(default %(default)s)")
    parser.add_argument("--findtime", default="3y", help="(default %(default)s)")
    parser.add_argument("--bantime", default="10m", help="nobody is banned whose ban would be over (default %(default)s)")
    parser.add_argument("--action", default="", help="none by default: nothing touches a firewall")
    parser.add_argument("--etc", metavar="DIR", help="whose filter.d holds filters that win over the packs'")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="for the daemon")
    parser.add_argument("--distribution", help="an unpacked distribution (default: the built one)")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="for instances and copies of the logs (default %(default)s)")
    parser.add_argument("--keep", action="store_true", help="do not remove the instance")
    options = parser.parse_args()
    options.distribution = options.distribution or built(parser)
    options.work = os.path.abspath(options.work)
    others = os.sched_getaffinity(0) - {options.core}
    os.sched_setaffinity(0, others or {options.core})
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for log in options.logs:
        passes(options, log)


if __name__ == "__main__":
    main()
