"""What all measurements stand on: two hosts, a Gaoler that is attacked, a probe."""

import argparse
import ctypes
import json
import os
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(HERE)
SERVER, ATTACKER = "192.0.2.1", "192.0.2.2"
MAXRETRY = 5


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def must(*command):
    done = run(*command)
    if done.returncode:
        sys.exit("%s ended with %d: %s" % (" ".join(command), done.returncode, done.stderr.strip()))
    return done.stdout


def await_that(condition, what, seconds=30.0, every=0.002):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit("waited %g s in vain: %s" % (seconds, what))
        time.sleep(every)


def report(what, **values):
    print(json.dumps(dict(bench=what, **values)), flush=True)


def spread(values, digits=2):
    """p50, p99 and the largest; p99 of n values is the one that 1 % of them exceed."""
    ranked = sorted(values)
    at = lambda part: round(ranked[min(len(ranked) - 1, int(len(ranked) * part))], digits)
    return dict(p50=at(0.5), p99=at(0.99), max=at(1))


class Hosts:
    """Two network namespaces joined by a veth pair, removed on leaving."""

    def __enter__(self):
        mark = "gaolerbench%d" % os.getpid()
        self.server, self.attacker = mark + "-s", mark + "-a"
        for host in (self.server, self.attacker):
            must("ip", "netns", "add", host)
        must("ip", "-n", self.server, "link", "add", "eth0", "type", "veth",
             "peer", "name", "eth0", "netns", self.attacker)
        for host, address in ((self.server, SERVER), (self.attacker, ATTACKER)):
            must("ip", "-n", host, "link", "set", "lo", "up")
            must("ip", "-n", host, "addr", "add", address + "/24", "dev", "eth0")
            must("ip", "-n", host, "link", "set", "eth0", "up")
        must("ip", "-n", self.server, "route", "add", "198.18.0.0/15", "via", ATTACKER)
        for device in ("all", "eth0"):
            must("ip", "netns", "exec", self.server, "sysctl", "-qw",
                 "net.ipv4.conf.%s.rp_filter=0" % device)
        return self

    def __exit__(self, *_):
        for host in (self.server, self.attacker):
            run("ip", "netns", "del", host)

    def on_server(self, *command):
        return must("ip", "netns", "exec", self.server, *command)

    def rules(self, action):
        """How many senders the kernel turns away now."""
        if action.startswith("nftables"):
            return nft_elements(self.server)
        if action.startswith("ipset"):
            listing = self.on_server("ipset", "list", "-t")
            return sum(int(line.split(": ")[1]) for line in listing.splitlines()
                       if line.startswith("Number of entries"))
        listing = self.on_server("iptables-save", "-t", "filter")
        return sum(1 for rule in listing.splitlines() if "-s 198.1" in rule and " -j " in rule)

    def wipe(self, reboot):
        """Empties the firewall as a careless neighbour does, or takes all away as a reboot does."""
        self.on_server("nft", "flush", "ruleset")
        if reboot:
            run("ip", "netns", "exec", self.server, "ipset", "destroy")
        else:
            run("ip", "netns", "exec", self.server, "ipset", "flush")


def nft_elements(namespace):
    """Elements of all sets of our tables, from the kernel's own count (Linux 6.13 or later)."""
    libc = ctypes.CDLL(None, use_errno=True)
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open("/run/netns/" + namespace, os.O_RDONLY)
    try:
        if libc.setns(there, 0):
            raise OSError(ctypes.get_errno(), "setns")
        link = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12)
    finally:
        libc.setns(home, 0)
        os.close(home)
        os.close(there)
    with link:
        link.send(struct.pack("=IHHIIBBH", 20, 10 << 8 | 10, 0x301, 1, 0, 0, 0, 0))
        return sum(nft_counts(link))


def nft_counts(link):
    table, count = 1, 20
    while True:
        answer = link.recv(1 << 20)
        while answer:
            length, kind = struct.unpack_from("=IH", answer)
            if kind == 3:
                return
            found = attributes(answer[20:length])
            if found.get(table, b"").startswith(b"gaoler-"):
                if count not in found:
                    sys.exit("this kernel does not tell how many elements a set has")
                yield struct.unpack(">I", found[count])[0]
            answer = answer[length + 3 & ~3:]


def attributes(payload):
    found = {}
    while payload:
        length, kind = struct.unpack_from("=HH", payload)
        found[kind & 0x3fff] = payload[4:length]
        payload = payload[length + 3 & ~3:]
    return found


class Gaoler:
    """One instance with jails that follow a log each; killed on leaving."""

    def __init__(self, options, hosts, jails=1, bantime="1h", maxretry=MAXRETRY, findtime="10m"):
        self.bin = os.path.join(options.distribution, "bin")
        self.hosts = hosts
        self.action = options.action
        self.maxretry = maxretry
        self.base = tempfile.mkdtemp(prefix="gaoler-", dir=options.work)
        self.logs = []
        os.mkdir(self.base + "/etc")
        for number in range(jails):
            name = "sshd" if number == 0 else "sshd%d" % number
            log = "%s/%s.log" % (self.base, name)
            open(log, "w").close()
            self.logs.append(log)
            with open("%s/etc/org.gaoler.jail-%s.cfg" % (self.base, name), "w") as jail:
                jail.write("filter = sshd\nbackend = inotify\nlogpath = %s\nmaxretry = %d\n"
                           "findtime = %s\nbantime = %s\naction = %s\n"
                           % (log, maxretry, findtime, bantime, options.action))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.base)

    def start(self):
        """Returns the seconds from the fork to the last jail's state WATCHING in the log."""
        self.mark = os.path.getsize(self.log) if os.path.exists(self.log) else 0
        begin = time.monotonic()
        out = open(self.base + "/out", "ab")
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", self.hosts.server, self.bin + "/gaolerd", "--base", self.base],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        out.close()
        await_that(self.watching, "all jails watch; see %s/out" % self.base, every=0.001)
        return time.monotonic() - begin

    @property
    def log(self):
        return self.base + "/log/gaoler.log"

    def watching(self):
        if self.process.poll() is not None:
            sys.exit("gaolerd ended: " + open(self.base + "/out").read())
        if not os.path.exists(self.log):
            return False
        with open(self.log, "rb") as log:
            log.seek(self.mark)
            return log.read().count(b"WATCHING") >= len(self.logs)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)

    def client(self, *words):
        return must(self.bin + "/gaoler", "--base", self.base, *words)

    def status(self):
        return json.loads(self.client("status", "--json"))["jails"]

    def banned(self):
        return sum(jail["banned"] for jail in self.status())

    def unban_all(self):
        self.client("unban", "--all")
        await_that(lambda: self.rules() == 0, "all rules are gone", 60, 0.05)

    def rules(self):
        return self.hosts.rules(self.action)

    def fail(self, first, attackers):
        """Writes the failures that get so many senders banned, and waits until they are."""
        line = time.strftime("%b %e %H:%M:%S") + (
            " server sshd[4242]: Failed password for root from %s port 40000 ssh2\n")
        with open(self.logs[0], "a") as log:
            for number in range(first, first + attackers):
                log.write(line % sender(number) * self.maxretry)
        await_that(lambda: self.rules() >= attackers, "%d are banned" % attackers, 120, 0.2)

    def tree(self):
        """The processes of the daemon, helpers included."""
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            found.append(pid)
            try:
                for task in os.listdir("/proc/%d/task" % pid):
                    with open("/proc/%d/task/%s/children" % (pid, task)) as children:
                        todo += map(int, children.read().split())
            except FileNotFoundError:
                found.remove(pid)
        return found


def sender(number):
    return "198.%d.%d.%d" % (18 + (number >> 16), number >> 8 & 255, number & 255)


def field(path, name):
    with open(path) as lines:
        for line in lines:
            if line.startswith(name):
                return int(line.split()[1])
    return 0


def switches(pids):
    """Context switches, wanted and unwanted, of each thread."""
    counts = {}
    for pid in pids:
        for task in os.listdir("/proc/%d/task" % pid):
            path = "/proc/%d/task/%s/status" % (pid, task)
            try:
                counts[task] = (field(path, "voluntary_ctxt_switches")
                                + field(path, "nonvoluntary_ctxt_switches"))
            except (FileNotFoundError, ProcessLookupError):
                pass  # it ended while we looked
    return counts


def switched(before, after):
    """Context switches in between; threads that ended take theirs with them."""
    return sum(count - before.get(task, 0) for task, count in after.items())


def cpu_seconds(pids):
    ticks = 0
    for pid in pids:
        with open("/proc/%d/stat" % pid) as stat:
            ticks += sum(map(int, stat.read().rsplit(") ", 1)[1].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


class Probe:
    """Runs probe.c; every sender is new."""

    def __init__(self, options):
        self.binary = os.path.join(options.work, "probe")
        self.next = 0
        must("cc", "-O2", "-pthread", "-o", self.binary, HERE + "/probe.c")

    def shoot(self, gaoler, attackers, trials, interval_us, quiet_ms):
        """Returns rows of trial, sender, latency in ms, datagrams let through, blocked."""
        names = ["/run/netns/" + host for host in (gaoler.hosts.attacker, gaoler.hosts.server)]
        numbers = (self.next, attackers, trials, interval_us, gaoler.maxretry, quiet_ms)
        self.next += attackers * trials
        out = must(self.binary, *names, SERVER, gaoler.logs[0], *map(str, numbers))
        rows = [list(map(int, line.split())) for line in out.splitlines()]
        return [(trial, who, nanos / 1e6, after, bool(blocked))
                for trial, who, nanos, after, blocked in rows]


def reaction_rows(gaoler, probe, trials, present=0):
    """One attacker at a time, every 100 us; at most 300 bans of such trials at once."""
    rows = []
    while len(rows) < trials:
        rows += probe.shoot(gaoler, 1, min(trials - len(rows), 250), 100, 200)
        if not present:
            gaoler.unban_all()
    return rows


def tell_reaction(what, rows, **more):
    blocked = [row for row in rows if row[4]]
    report(what, trials=len(rows), blocked=len(blocked),
           latency_ms=spread([row[2] for row in blocked]) if blocked else None,
           let_through=spread([row[3] for row in blocked]) if blocked else None, **more)


def built(parser):
    """The distribution that the last build left."""
    target = HOME + "/distribution/target"
    found = [d for d in sorted(os.listdir(target)) if os.path.exists(target + "/" + d + "/bin/gaolerd")]
    if not found:
        parser.error("no built distribution in %s; build with mvn package" % target)
    return target + "/" + found[0]


def main(measurements):
    names = {one.__name__: one for one in measurements}
    parser = argparse.ArgumentParser(
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Measures Gaoler; every result is one JSON line.",
        epilog="WHAT:\n" + "\n".join("  %-14s %s" % (n, f.__doc__) for n, f in names.items()))
    parser.add_argument("what", nargs="*", metavar="WHAT", help="all if none is given")
    parser.add_argument("--distribution", help="an unpacked distribution (default: the built one)")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="for instances (default %(default)s)")
    parser.add_argument("--action", default="nftables-allports", help="what keeps attackers out (default %(default)s)")
    parser.add_argument("--quick", action="store_true", help="fewer trials: for a look, not for a figure")
    options = parser.parse_args()
    unknown = [name for name in options.what if name not in names]
    if unknown:
        parser.error("unknown: %s (accepted: %s)" % (" ".join(unknown), " ".join(names)))
    if os.geteuid():
        parser.error("needs root, to make network namespaces")
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    options.distribution = options.distribution or built(parser)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for name in options.what or names:
        names[name](options)

