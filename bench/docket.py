#!/usr/bin/env python3
"""Measures bans by the ten thousand; every result is one JSON line. See README.md.

usage, as root: bench/docket.py [--action NAME] [--distribution DIR] [--work DIR] [--quick] WHAT...
"""

import contextlib
import glob
import re
import shutil
import threading
import signal
import sqlite3
import subprocess
import time

from rig import Gaoler, Hosts, Probe, await_that, cpu_seconds, main, must, reaction_rows, report, sender, tell_reaction

MANY = 100000
SOME = 10000


@contextlib.contextmanager
def crowded(options, hosts, present, **more):
    """A Gaoler that keeps so many out already, each for one failure."""
    with Gaoler(options, hosts, maxretry=1, **more) as gaoler:
        gaoler.fail(0, present)
        yield gaoler


def crowd(options):
    """one attacker, 100,000 senders banned already (5,000 with --quick)"""
    present = 5000 if options.quick else MANY
    with Hosts() as hosts, crowded(options, hosts, present) as gaoler:
        probe = Probe(options)
        probe.next = present
        reaction_rows(gaoler, probe, 20, present)
        rows = reaction_rows(gaoler, probe, 100 if options.quick else 1000, present)
        tell_reaction("crowd", rows, action=options.action, interval_us=100, present=present)


def sustained(options):
    """12,000 new attackers a second for 10 s, each banned for one failure"""
    rate, seconds = 12000, 2 if options.quick else 10
    line = time.strftime("%b %e %H:%M:%S") + (
        " server sshd[4242]: Failed password for root from %s port 40000 ssh2\n")
    with Hosts() as hosts, Gaoler(options, hosts, maxretry=1) as gaoler:
        begin = time.monotonic()
        written = 0
        with open(gaoler.logs[0], "a") as log:
            while written < rate * seconds:
                due = min(rate * seconds, int((time.monotonic() - begin) * rate))
                log.write("".join(line % sender(number) for number in range(written, due)))
                log.flush()
                written = due
                time.sleep(0.01)
        wrote = time.monotonic() - begin
        await_that(lambda: gaoler.rules() >= written, "%d are banned" % written, 120, 0.05)
        behind = time.monotonic() - begin - wrote
        kernel, docket = gaoler.rules(), gaoler.banned()
        gaoler.stop()
        report("sustained", action=options.action, lines_per_s=round(written / wrote),
               bans_per_s=round(written / (wrote + behind)), seconds=round(wrote, 1),
               seconds_behind_at_the_end=round(behind, 2), kernel=kernel, docket=docket,
               store=stored(gaoler))


def stored(gaoler):
    """Sentences in the store."""
    found = 0
    for path in glob.glob(gaoler.base + "/data/**/*.sqlite*", recursive=True):
        if path.endswith(("-wal", "-shm")):
            continue
        with sqlite3.connect(path) as store:
            tables = [name for name, in store.execute("select name from sqlite_master where type='table'")]
            found += sum(store.execute("select count(*) from %s" % name).fetchone()[0]
                         for name in tables if name == "sentence")
    return found


def reboot(options):
    """start with 10,000 and 100,000 sentences and an empty firewall"""
    for present in (SOME,) if options.quick or "iptables" in options.action else (SOME, MANY):
        with Hosts() as hosts, crowded(options, hosts, present) as gaoler:
            took, watching = [], []
            for _ in range(2 if options.quick else 5):
                gaoler.stop()
                hosts.wipe(reboot=True)
                begin = time.monotonic()
                watching.append(round(gaoler.start(), 2))
                await_that(lambda: gaoler.rules() >= present, "all are in force", 120, 0.02)
                took.append(round(time.monotonic() - begin, 2))
            report("reboot", action=options.action, sentences=present, seconds=sorted(took),
                   watching_seconds=sorted(watching))


def restart(options):
    """start with 100,000 sentences and 500,000 offenders who failed before"""
    tracked, present = (50000, 10000) if options.quick else (500000, MANY)
    line = time.strftime("%b %e %H:%M:%S") + (
        " server sshd[4242]: Failed password for root from %s port 40000 ssh2\n")
    with Hosts() as hosts, Gaoler(options, hosts, maxretry=2, bantime="1d", findtime="1y") as gaoler:
        gaoler.fail(0, present)
        with open(gaoler.logs[0], "a") as log:
            for number in range(tracked):
                log.write(line % ("2001:db8::%x:%x" % (number >> 16, number & 0xffff)))
        await_that(lambda: gaoler.status()[0]["tracked"] >= tracked, "all are counted", 600, 1)
        watching, cpu = [], []
        for _ in range(2 if options.quick else 5):
            gaoler.stop()
            watching.append(round(gaoler.start(), 2))
            cpu.append(round(cpu_seconds(gaoler.tree()), 2))
        jail = gaoler.status()[0]
        report("restart", action=options.action, sentences=jail["banned"], tracked=jail["tracked"],
               evicted=jail["evicted"], watching_seconds=sorted(watching), cpu_seconds=sorted(cpu),
               heap_mb=used(gaoler))


def intact(options):
    """start with 10,000 sentences that the firewall still holds: what is written to nftables"""
    with Hosts() as hosts, crowded(options, hosts, SOME) as gaoler:
        gaoler.stop()
        before = gaoler.rules()
        events = open(gaoler.base + "/events", "w+")
        monitor = subprocess.Popen(["ip", "netns", "exec", hosts.server, "nft", "monitor"],
                                   stdout=events, stderr=subprocess.STDOUT)
        time.sleep(1)
        gaoler.start()
        time.sleep(15)
        monitor.send_signal(signal.SIGINT)
        monitor.wait(10)
        events.seek(0)
        written = [line for line in events if re.match(r"(add|delete|insert) (element|rule)", line)]
        report("intact", action=options.action, sentences=SOME, kernel_before=before,
               kernel_after=gaoler.rules(), elements_or_rules_written=len(written))


def flushed(options):
    """10,000 bans flushed by somebody else"""
    with Hosts() as hosts, crowded(options, hosts, SOME) as gaoler:
        time.sleep(12)
        took = []
        for _ in range(2 if options.quick else 5):
            hosts.wipe(reboot=False)
            begin = time.monotonic()
            await_that(lambda: gaoler.rules() >= SOME, "all are back", 60, 0.01)
            took.append(round(time.monotonic() - begin, 3))
            time.sleep(3)
        report("flushed", action=options.action, bans=SOME, seconds=sorted(took),
               actions=[action for jail in gaoler.status() for action in jail["actions"]])


def expiry(options):
    """10,000 bans that end in the same second, and attackers meanwhile"""
    length = 40
    with Hosts() as hosts:
        with Gaoler(options, hosts, maxretry=1, bantime="%ds" % length) as gaoler:
            probe = Probe(options)
            probe.next = SOME
            reaction_rows(gaoler, probe, 20, SOME)
            begun = time.time()
            gaoler.fail(0, SOME)
            # the line's time has no fraction: the bans end with that second
            end = int(begun) + length
            time.sleep(max(0.0, end - time.time() - 0.5))
            gone = []
            watch = threading.Thread(target=lambda: gone.append(gone_at(gaoler)))
            watch.start()
            rows = reaction_rows(gaoler, probe, 40, SOME)
            probed = time.time() - end + 0.5
            watch.join()
            tell_reaction("expiry", rows, action=options.action, ending=SOME,
                          gone_after_s=round(gone[0] - end, 2), probed_for_s=round(probed, 1))


def gone_at(gaoler):
    """The time at which the firewall holds none but the few who attacked meanwhile."""
    await_that(lambda: gaoler.rules() < 200, "they are let go of", 60, 0.1)
    return time.time()


def heap(options):
    """heap in use with 100,000 sentences above that with none"""
    with Hosts() as hosts, Gaoler(options, hosts, maxretry=1) as gaoler:
        empty = used(gaoler)
        gaoler.fail(0, MANY)
        time.sleep(3)
        full = used(gaoler)
        gaoler.stop()
        gaoler.start()
        await_that(lambda: gaoler.banned() >= MANY, "all are back", 60, 0.2)
        time.sleep(12)
        report("heap", action=options.action, sentences=MANY, empty_mb=empty, full_mb=full,
               above_mb=round(full - empty, 1), after_restart_mb=used(gaoler))


def used(gaoler):
    """Megabytes of live objects."""
    tool = shutil.which("jcmd") or sorted(glob.glob("/usr/lib/jvm/*/bin/jcmd"))[0]
    must(tool, str(java(gaoler)), "GC.run")
    histogram = must(tool, str(java(gaoler)), "GC.class_histogram")
    return round(int(histogram.strip().splitlines()[-1].split()[2]) / 1e6, 1)


def java(gaoler):
    for pid in gaoler.tree():
        with open("/proc/%d/comm" % pid) as name:
            if name.read().strip() == "java":
                return pid
    raise SystemExit("no java among the processes of gaolerd")


MEASUREMENTS = (crowd, sustained, reboot, restart, intact, flushed, expiry, heap)

if __name__ == "__main__":
    main(MEASUREMENTS)
