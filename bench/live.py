#!/usr/bin/env python3
"""Writes a log as fast as a busy machine does and tells how far a running Gaoler lags behind.

usage: bench/live.py [--lines-per-second N] [--seconds N] [--addresses N] ...

Prints one JSON line. Lag: from before the write() of the line that decides on a ban to the kernel's notice
that the address is in the set of those kept out, for attackers of their own who come a hundred times a
second among the crowd. Needs root: it moves into a network namespace of its own, where nothing else is.
"""

import argparse
import os
import random
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time

import corpus
from rig import built, cpu_seconds, field, report, spread, switched, switches
from throughput import Reader, count

TICK = 0.001
MARKED = 1 << 16
BLOCKS = 4096


class Crowd:
    """Blocks of lines of one tick each, ready but for the time."""

    def __init__(self, options):
        chance = random.Random(options.seed)
        head = corpus.STAMP + " " + corpus.HOST + " "
        fair = [line for text, _ in corpus.pool(corpus.AUTH_FAIR, head, chance)
                for line in text.replace(corpus.PID, "4242").splitlines(True)]
        per_tick = round(options.lines_per_second * TICK)
        failures = round(per_tick * options.failures / 100)
        self.blocks = []
        for _ in range(BLOCKS):
            lines = chance.sample(fair, per_tick - failures)
            lines += [failure(chance.randrange(options.addresses), chance.randrange(400, 1 << 22))
                      for _ in range(failures)]
            chance.shuffle(lines)
            self.blocks.append("".join(lines).encode())
        self.lines = per_tick


def failure(number, pid):
    return "%s %s sshd[%d]: Failed password for root from %s port 40022 ssh2\n" % (
        corpus.STAMP, corpus.HOST, pid, corpus.address(number))


def stamp(now):
    return b"%s.%06d+00:00" % (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)).encode(),
                               now % 1 * 1e6)


def write(options, crowd, log):
    """Returns when each marked attacker's deciding line was written, and how late the writer was at most."""
    decided, late, turn = [], 0.0, 0
    mark = corpus.STAMP.encode()
    shuffled = list(range(BLOCKS))
    out = os.open(log, os.O_WRONLY | os.O_APPEND)
    begin = due = time.monotonic()
    while due - begin < options.warm + options.seconds:
        if turn % BLOCKS == 0:
            random.shuffle(shuffled)
        block = crowd.blocks[shuffled[turn % BLOCKS]]
        if turn % 10 == 5:
            block += (failure(MARKED + len(decided), 1000 + turn) * options.maxretry).encode()
        now = time.monotonic()
        if now < due:
            time.sleep(due - now)
        block = block.replace(mark, stamp(time.time()))
        now = time.monotonic()
        late = max(late, now - due)
        os.write(out, block)
        if turn % 10 == 5:
            decided.append(now)
        if due - begin >= options.warm > due - begin - TICK:
            options.begun(len(decided))
            late = 0.0
        turn += 1
        due += TICK
    os.close(out)
    return decided, late


class Witness:
    """A process of its own that listens to the kernel and remembers when each address was let in a set."""

    ELEMENT = re.compile(rb"(?:add|create) element .*\{ (\S+)")

    def __init__(self, work):
        self.file = work + "/seen"
        self.child = os.fork()
        if not self.child:
            try:
                self.look()
            finally:
                os._exit(0)

    def look(self):
        rest = b""
        monitor = subprocess.Popen(["nft", "monitor", "new", "elements"], stdout=subprocess.PIPE, bufsize=0)
        signal.signal(signal.SIGTERM, lambda *_: (monitor.kill(), os._exit(0)))
        with open(self.file, "wb", 0) as out:
            while True:
                block = monitor.stdout.read(1 << 16)
                now = time.monotonic()
                *lines, rest = (rest + block).split(b"\n")
                for element in filter(None, map(self.ELEMENT.search, lines)):
                    out.write(struct.pack("=d", now) + element.group(1).ljust(40)[:40])

    def seen(self):
        os.kill(self.child, signal.SIGTERM)
        os.waitpid(self.child, 0)
        with open(self.file, "rb") as rows:
            content = rows.read()
        return {content[at + 8:at + 48].decode().strip(): struct.unpack_from("=d", content, at)[0]
                for at in range(0, len(content) - 47, 48)}

    def has(self, address):
        with open(self.file, "rb") as rows:
            rows.seek(max(0, os.path.getsize(self.file) - (1 << 16)))
            return address.encode() in rows.read()


def live(options):
    crowd = Crowd(options)
    with Reader(options, ["live.log"]) as reader, tempfile.TemporaryDirectory(dir=options.work) as work:
        log = reader.logs[0]
        open(log, "w").close()
        reader.quiet()
        witness = Witness(work)
        started = {}

        def begun(decided):
            pids = [reader.process.pid]
            started.update(decided=decided, cpu=reader.cpu(), switches=switches(pids), at=time.monotonic())

        options.begun = begun
        try:
            decided, late = write(options, crowd, log)
            cpu, woken = reader.cpu(), switches([reader.process.pid])
            took = time.monotonic() - started["at"]
            end = time.monotonic()
            last = corpus.address(MARKED + len(decided) - 1)
            # the last of the marked says that all before it was read
            reader.until(lambda: witness.has(last), 60, "the last ban")
            behind = time.monotonic() - end
            reader.quiet()
        finally:
            seen = witness.seen()
        lags = [(seen[corpus.address(MARKED + number)] - at) * 1000
                for number, at in enumerate(decided)
                if number >= started["decided"] and corpus.address(MARKED + number) in seen]
        status = reader.status()[0]
        report("live", lines_per_s=options.lines_per_second, failures_percent=options.failures,
               addresses=options.addresses, seconds=round(took, 1), marked=len(decided) - started["decided"],
               banned_of_them=len(lags), lag_ms=spread(lags),
               cpu_percent=round((cpu - started["cpu"]) / took * 100, 1),
               switches_per_s=round(switched(started["switches"], woken) / took),
               behind_at_end_ms=round(behind * 1000), writer_late_at_most_ms=round(late * 1000, 1),
               failures_counted=status["failures"], banned=status["banned"],
               lines_read=sum(source["lines"] for source in status["sources"]),
               lines_written=count(log),
               peak_rss_mb=round(field("/proc/%d/status" % reader.process.pid, "VmHWM") / 1024, 1))


def main():
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
    parser.add_argument("--lines-per-second", type=int, default=100000, help="(default %(default)s)")
    parser.add_argument("--failures", type=float, default=10, help="percent of the lines (default %(default)s)")
    parser.add_argument("--addresses", type=int, default=10000, help="of the crowd (default %(default)s)")
    parser.add_argument("--seconds", type=int, default=60, help="measured (default %(default)s)")
    parser.add_argument("--warm", type=int, default=10, help="seconds before that (default %(default)s)")
    parser.add_argument("--maxretry", type=int, default=5, help="(default %(default)s)")
    parser.add_argument("--filter", default="sshd", help="(default %(default)s)")
    parser.add_argument("--action", default="nftables-allports", help="of nftables (default %(default)s)")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE", help="for the daemon")
    parser.add_argument("--core", type=int, default=1, help="of the daemon (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--distribution", help="an unpacked distribution (default: the built one)")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="for the instance (default %(default)s)")
    parser.add_argument("--keep", action="store_true", help="do not remove the instance")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(jails=1, backend="inotify", findtime="10m", bantime="1h", etc=None, filters=None)
    options = parser.parse_args()
    if os.geteuid():
        parser.error("needs root, to make a network namespace")
    if "--inside" not in sys.argv:
        os.execvp("unshare", ["unshare", "-n", sys.executable, *sys.argv, "--inside"])
    options.distribution = options.distribution or built(parser)
    options.work = os.path.abspath(options.work)
    os.sched_setaffinity(0, os.sched_getaffinity(0) - {options.core} or {options.core})
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    live(options)


if __name__ == "__main__":
    main()
