#!/usr/bin/env python3
"""Measures Gaoler; every result is one JSON line. See README.md.

usage, as root: bench/gaoler.py [--distribution DIR] [--work DIR] [--quick] WHAT...
"""

import argparse
import glob
import os
import shutil
import statistics
import time

from rig import (HERE, Gaoler, Hosts, Probe, cpu_seconds, field, main, must, reaction_rows, report, spread,
                 switched, switches, tell_reaction)


def reaction(options):
    """one attacker, at most 300 bans present"""
    with Hosts() as hosts, Gaoler(options, hosts) as gaoler:
        probe = Probe(options)
        reaction_rows(gaoler, probe, 20)
        rows = reaction_rows(gaoler, probe, 100 if options.quick else 1000)
        tell_reaction("reaction", rows, interval_us=100, rules_at_most=270)


def reaction10000(options):
    """one attacker, 10,000 rules present"""
    present = 10000
    with Hosts() as hosts, Gaoler(options, hosts) as gaoler:
        gaoler.fail(100000, present)
        probe = Probe(options)
        rows = reaction_rows(gaoler, probe, 50 if options.quick else 300, present)
        tell_reaction("reaction10000", rows, interval_us=100, rules=present)


def burst(options):
    """500 attackers at once, each from its own deciding line"""
    rows = []
    spans = []
    with Hosts() as hosts, Gaoler(options, hosts) as gaoler:
        probe = Probe(options)
        for _ in range(2 if options.quick else 10):
            one = probe.shoot(gaoler, 500, 1, 5000, 1000)
            gaoler.unban_all()
            spans.append(max(row[2] for row in one))
            rows += one
    tell_reaction("burst", rows, attackers=500, interval_us=5000, bursts=len(spans),
                  slowest_of_burst_ms=spread(spans))


def told(options):
    """bursts as above, in turn without mails and with a digest of them"""
    rows, mails = {False: [], True: []}, 0
    for _ in range(1 if options.quick else 3):
        for mailing in (False, True):
            with Hosts() as hosts, mailed(options, hosts, mailing) as gaoler:
                for _ in range(2 if options.quick else 4):
                    rows[mailing] += Probe(options).shoot(gaoler, 500, 1, 5000, 1000)
                    gaoler.unban_all()
                time.sleep(2)
                mails += len(glob.glob(gaoler.base + "/mail.*"))
    tell_reaction("told, without mails", rows[False], attackers=500, interval_us=5000)
    tell_reaction("told, with mails", rows[True], attackers=500, interval_us=5000, mails=mails)


def mailed(options, hosts, mailing):
    """An instance whose jail sends mails to a program that keeps them, or does not."""
    also = ", mail[startstop=no, digest=10m]" if mailing else ""
    gaoler = Gaoler(argparse.Namespace(**{**vars(options), "action": options.action + also}), hosts)
    program = gaoler.base + "/sendmail"
    with open(program, "w") as script:
        script.write("#!/bin/sh\nexec cat >$(mktemp %s/mail.XXXXXX)\n" % gaoler.base)
    os.chmod(program, 0o755)
    with open(gaoler.base + "/etc/org.gaoler.action.mail.cfg", "w") as settings:
        settings.write("mta = %s\nwhois = no\n" % program)
    return gaoler


def neighbours(options):
    """one attacker, beside a jail whose action behaves, throws, hangs, leaks threads, spins"""
    vices = ["none", "throws", "hangs", "leaks", "spins", "none again"]
    rounds, bundle = {vice: [] for vice in vices}, wicked(options)
    for number in range(5 if options.quick else 10):
        for vice in vices if number % 2 == 0 else reversed(vices):
            with Hosts() as hosts, beside(options, hosts, bundle, vice.split()[0]) as gaoler:
                probe = Probe(options)
                reaction_rows(gaoler, probe, 20)
                rounds[vice].append(reaction_rows(gaoler, probe, 20 if options.quick else 100))
    for vice in vices:
        tell_reaction("neighbours, vice " + vice, sum(rounds[vice], []),
                      ratio=ratios(sum(rounds[vice], []), sum(rounds["none"], [])),
                      ratio_of_rounds={part: statistics.median(
                          ratios(now, usual)[part] for now, usual in zip(rounds[vice], rounds["none"]))
                          for part in ("p50", "p99")})


def ratios(now, usual):
    now, usual = blocked_ms(now), blocked_ms(usual)
    return {part: round(now[part] / usual[part], 2) for part in ("p50", "p99")}


def blocked_ms(rows):
    return spread([row[2] for row in rows if row[4]], 4)


def beside(options, hosts, bundle, vice):
    """An instance in which a second jail follows the same log with an action of its own."""
    gaoler = Gaoler(options, hosts)
    os.makedirs(gaoler.base + "/deploy")
    shutil.copy(bundle, gaoler.base + "/deploy")
    with open(gaoler.base + "/etc/org.gaoler.jail-sshd.cfg") as jail:
        text = jail.read()
    with open(gaoler.base + "/etc/org.gaoler.jail-other.cfg", "w") as jail:
        jail.write(text.replace("action = " + options.action, "action = wicked[vice=%s]" % vice))
    return gaoler


def wicked(options):
    """Builds a bundle of Wicked.java."""
    folder = os.path.join(options.work, "wicked")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + "/OSGI-INF")
    api = glob.glob(options.distribution + "/system/org/gaoler/org.gaoler.api/*/*.jar")[0]
    must("javac", "--release", "17", "-cp", api, "-d", folder, HERE + "/Wicked.java")
    with open(folder + "/OSGI-INF/wicked.xml", "w") as component:
        component.write(
            "<component xmlns='http://www.osgi.org/xmlns/scr/v1.3.0' name='wicked'>"
            "<property name='action' value='wicked'/><service>"
            "<provide interface='org.gaoler.api.EnforcerFactory'/></service>"
            "<implementation class='Wicked'/></component>")
    with open(folder + "/manifest", "w") as manifest:
        manifest.write("Bundle-ManifestVersion: 2\nBundle-SymbolicName: wicked\n"
                       "Bundle-Version: 1.0.0\nService-Component: OSGI-INF/wicked.xml\n"
                       "Import-Package: org.gaoler.api;version=\"[1.0,2)\"\n")
    must("jar", "cfm", folder + ".jar", folder + "/manifest", "-C", folder, ".")
    return folder + ".jar"


def first(options):
    """the first ban after a start"""
    rows = []
    for _ in range(3 if options.quick else 20):
        with Hosts() as hosts, Gaoler(options, hosts) as gaoler:
            rows += Probe(options).shoot(gaoler, 1, 1, 100, 300)
    tell_reaction("first", rows, interval_us=100)


def start(options):
    """start to WATCHING; the first start of an instance apart"""
    firsts, later = [], []
    for _ in range(2 if options.quick else 5):
        with Hosts() as hosts, Gaoler(options, hosts) as gaoler:
            gaoler.stop()
            shutil.rmtree(gaoler.base + "/data")
            firsts.append(gaoler.start())
            for _ in range(3):
                gaoler.stop()
                later.append(gaoler.start())
            gaoler.stop()
    report("start", starts=len(later), seconds=dict(
        p50=round(statistics.median(later), 2), max=round(max(later), 2)),
        first_start_seconds=round(statistics.median(firsts), 2))


def memory(options):
    """resident memory of the process tree after 1,000 bans"""
    with Hosts() as hosts, Gaoler(options, hosts) as gaoler:
        before = resident(gaoler)
        gaoler.fail(0, 1000)
        time.sleep(2)
        peak = sum(field("/proc/%d/status" % pid, "VmHWM") for pid in gaoler.tree())
        report("memory", bans=gaoler.banned(), rss_mb_at_start=before,
               rss_mb=resident(gaoler), peak_rss_mb=round(peak / 1024, 1),
               processes=len(gaoler.tree()))


def resident(gaoler):
    return round(sum(field("/proc/%d/status" % pid, "VmRSS") for pid in gaoler.tree()) / 1024, 1)


def idle(options):
    """wake-ups at idle, ten jails"""
    with Hosts() as hosts, Gaoler(options, hosts, jails=10) as gaoler:
        # the JVM's threads that waited for processes of the start end after a minute
        time.sleep(75)
        seconds = 20 if options.quick else 60
        pids = gaoler.tree()
        before, cpu, begin = switches(pids), cpu_seconds(pids), time.monotonic()
        time.sleep(seconds)
        took = time.monotonic() - begin
        report("idle", jails=10, seconds=round(took), processes=len(pids),
               wakeups_per_s=round(switched(before, switches(gaoler.tree())) / took, 2),
               cpu_percent=round((cpu_seconds(pids) - cpu) / took * 100, 2),
               rss_mb=resident(gaoler))


def ports(options):
    """sockets on the network"""
    with Hosts() as hosts, Gaoler(options, hosts) as gaoler:
        gaoler.client("status")
        found = []
        for table in ("tcp", "tcp6", "udp", "udp6"):
            with open("/proc/%d/net/%s" % (gaoler.process.pid, table)) as lines:
                found += [table + " " + line.split()[1] for line in list(lines)[1:]]
        report("ports", listening=len(found), which=found)


def client(options):
    """time of a call of the client"""
    took = []
    with Hosts() as hosts, Gaoler(options, hosts) as gaoler:
        for _ in range(10 if options.quick else 100):
            begin = time.monotonic()
            gaoler.client("status")
            took.append((time.monotonic() - begin) * 1000)
    report("client", calls=len(took), ms=spread(took, 1))


MEASUREMENTS = (reaction, first, burst, told, neighbours, reaction10000, start, memory, idle, ports, client)


if __name__ == "__main__":
    main(MEASUREMENTS)
