#!/usr/bin/env python3
"""Compares Gaoler with what else reads logs, in one run; prints JSON lines, then tables. See README.md.

usage: bench/peers.py [--quick] [--lines N] [--rounds N] [--log CASE=FILE]... [CASE...]
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from rig import HERE, built, must, report, run

PACKAGES = ("fail2ban", "ripgrep", "sshguard")
# how many lines of the log a tool gets for each that the fastest get, so that each takes seconds
PART = {"fail2ban-regex": 0.02, "gaoler test": 0.05, "sshguard": 0.2}
ADDRESS = "([0-9.]+|[0-9a-fA-F:]+)"
SSHD = (r"sshd\[[0-9]+\]: Failed [^ ]+ for (invalid user )?.* from @( port [0-9]+)?( ssh[0-9]*)?$",
        r"sshd\[[0-9]+\]: [iI](nvalid|llegal) user .* from @( port [0-9]+)?( \[preauth\])? *$",
        r"sshd\[[0-9]+\]: (error: )?maximum authentication attempts exceeded for .* from @( port [0-9]+)?",
        r"sshd\[[0-9]+\]: User .* from @ not allowed because not listed in AllowUsers$",
        r"sshd\[[0-9]+\]: User .* from @ not allowed because listed in DenyUsers$",
        r"sshd\[[0-9]+\]: User .* from @ not allowed because not in any group$",
        r"sshd\[[0-9]+\]: User .* from @ not allowed because a group is listed in DenyGroups$",
        r"sshd\[[0-9]+\]: User .* from @ not allowed because none of user's groups are listed in AllowGroups$",
        r"sshd\[[0-9]+\]: User .* not allowed because account is locked$",
        r"sshd\[[0-9]+\]: (error: )?(PAM: )?[aA]uthentication (failure|error|failed) for .* from @( via [^ ]+)? *$",
        r"sshd\[[0-9]+\]: (error: )?(PAM: )?User not known to the underlying authentication module for .* from @",
        r"sshd\[[0-9]+\]: ROOT LOGIN REFUSED FROM @",
        r"sshd\[[0-9]+\]: refused connect from [^ ]+ \(@\)",
        r"sshd\[[0-9]+\]: (error: )?Received disconnect from @( port [0-9]+)?: ?3: .*: Auth fail",
        r"sshd\[[0-9]+\]: pam_[a-z]+\(sshd:auth\): authentication failure;.* rhost=@( +user=[^ ]*)? *$",
        r"sshd\[[0-9]+\]: Disconnecting( from)? (invalid|authenticating) user [^ ]+ @.*: Change of username or service not allowed",
        r"sshd\[[0-9]+\]: Disconnecting( from)? (invalid|authenticating) user [^ ]+ @.*: Too many authentication failures( \[preauth\])?$")
APACHE = (r"\[client @(:[0-9]+)?\] (AH[0-9]+: )?user [^ ]* ?(not found|authentication failure|denied by provider)",
          r"\[client @(:[0-9]+)?\] (AH[0-9]+: )?user .*: authentication failure for .*: [pP]assword [mM]ismatch",
          r"\[client @(:[0-9]+)?\] (AH[0-9]+: )?client denied by server configuration",
          r"\[client @(:[0-9]+)?\] (AH[0-9]+: )?user `.*' in realm `.*' (not found|denied by provider)",
          r"\[client @(:[0-9]+)?\] (AH[0-9]+: )?Authorization of user .* to access .* failed",
          r"\[client @(:[0-9]+)?\] (AH[0-9]+: )?(invalid nonce|unknown algorithm|realm mismatch)")
HARVESTERS = (r'^@ -.*"(GET|POST|HEAD).*HTTP.*"[^"]*(EmailCollector|WebEMailExtrac|EmailSiphon|TrackBack/1\.02|ISC Systems iRc Search 2\.1|atSpider|autoemailspider|ContentSmartz|DataCha0s|Missigua|WebBandit|Wordpress)[^"]*"$',)
# what sshguard's grammar takes for an attack in the lines of corpus.py
GUARDED = (r"(Failed password for .*|Invalid user .*|Disconnected from invalid user .*|Connection closed by( authenticating user .*)?) @ port|"
           r"Invalid user .* from @|Failed .* from @|Unable to negotiate with @|User .* from @ not allowed because")
TWENTY = ("sshd;dropbear;pam-generic;proftpd;vsftpd;dovecot;postfix;pure-ftpd;wuftpd;xinetd-fail;cyrus-imap;"
          "courier-auth;courier-smtp;sendmail-auth;sendmail-reject;sieve;perdition;uwimap-auth;gssftpd;webmin-auth")


class Case:
    """A log with the filters that suit it."""

    def __init__(self, title, corpus, expressions, stock="", guarded=False):
        self.title, self.corpus, self.expressions = title, corpus, expressions
        self.stock, self.guarded = stock, guarded


CASES = {
    "auth": Case("auth.log, 10 % of attackers", ("auth",), SSHD, guarded=True),
    "calm": Case("auth.log, 1 % of attackers", ("auth", "--failures", "1"), SSHD, guarded=True),
    "near-miss": Case("auth.log, each line a near miss", ("near-miss",), SSHD, guarded=True),
    "apache-error": Case("Apache error log, stock apache-auth", ("apache-error",), APACHE, "apache-auth"),
    "apache-access": Case("Apache access log, stock apache-badbots", ("apache-access",), HARVESTERS, "apache-badbots"),
}


def peers(folder):
    """Fetches Debian's packages and unpacks them; nothing is installed and nothing of them runs."""
    if not os.path.exists(folder + "/usr/bin/rg"):
        os.makedirs(folder, exist_ok=True)
        print("fetching " + " ".join(PACKAGES), file=sys.stderr)
        subprocess.run(["apt-get", "-q", "download", *PACKAGES], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".deb"):
                must("dpkg", "-x", os.path.join(folder, name), folder)
    return folder


class Bench:
    """Logs, folders and command lines of all that take part."""

    def __init__(self, options, work):
        self.options, self.work = options, work
        self.peers = peers(options.peers or work + "/peers")
        self.given = dict(pair.split("=", 1) for pair in options.log)

    def log(self, name):
        """The whole log of a case and how many lines it has."""
        path = self.given.get(name, "%s/%s.log" % (self.work, name))
        if not os.path.exists(path):
            kind, *more = CASES[name].corpus
            must(sys.executable, HERE + "/corpus.py", kind, str(self.options.lines), path, *more)
        return path, lines(path)

    def part(self, path, whole, tool):
        """The beginning of the log that a tool gets."""
        wanted = max(min(whole, 20000), int(whole * PART.get(tool, 1)))
        if wanted >= whole:
            return path, whole
        cut = "%s.%d" % (os.path.join(self.work, os.path.basename(path)), wanted)
        if not os.path.exists(cut):
            head(path, wanted, cut)
        return cut, wanted

    def commands(self, name):
        """What each tool is called with; @LOG is its log."""
        case, expressions = CASES[name], "%s/%s.ere" % (self.work, name)
        with open(expressions, "w") as out:
            out.write("".join(one.replace("@", ADDRESS) + "\n" for one in case.expressions))
        gaoler = [self.options.distribution + "/bin/gaoler", "test", "@LOG",
                  "filter:" + (case.stock or "sshd"), "--json"]
        found = {"fail2ban-regex": self.fail2ban(case.stock or "sshd"),
                 "gaoler test": gaoler + (["--etc", self.stock()] if case.stock else []),
                 "grep -E": ["grep", "-c", "-E", "-f", expressions, "@LOG"],
                 "ripgrep": [self.peers + "/usr/bin/rg", "-j1", "-c", "-f", expressions, "@LOG"]}
        if case.guarded:
            found["sshguard"] = [self.peers + "/usr/libexec/sshguard/sshg-parser"]
        return found

    def fail2ban(self, filter):
        return [sys.executable, self.peers + "/usr/bin/fail2ban-regex", "-c", self.peers + "/etc/fail2ban",
                "--no-check-all", "@LOG", filter]

    def stock(self):
        """A folder of settings with fail2ban's filters alone."""
        folder = self.work + "/stock"
        if not os.path.exists(folder):
            shutil.copytree(self.peers + "/etc/fail2ban/filter.d", folder + "/filter.d")
        return folder


def head(path, wanted, cut):
    with open(path, "rb") as log, open(cut, "wb") as out:
        for _ in range(wanted):
            out.write(log.readline())


def lines(path):
    with open(path, "rb") as log:
        return sum(block.count(b"\n") for block in iter(lambda: log.read(1 << 20), b""))


def timed(options, bench, tool, command, log):
    """Seconds by the clock and of processor time, and what was found."""
    command = ["taskset", "-c", str(options.core)] + [log if word == "@LOG" else word for word in command]
    environment = dict(os.environ, LC_ALL="C.UTF-8", PYTHONPATH=bench.peers + "/usr/lib/python3/dist-packages")
    if tool == "grep -E":
        environment["LC_ALL"] = "C"
    with tempfile.TemporaryFile(dir=bench.work) as out, open(log, "rb") as source:
        begin = time.monotonic()
        child = subprocess.Popen(command, stdin=source if tool == "sshguard" else subprocess.DEVNULL,
                                 stdout=out, stderr=subprocess.DEVNULL, env=environment)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        found = count(tool, out, command)
    return wall, used.ru_utime + used.ru_stime, found


def count(tool, out, command):
    text = out.read().decode("utf-8", "replace")
    try:
        if tool == "sshguard":
            return text.count("\n")
        if tool == "gaoler test":
            return json.loads(text)["failures"]
        if tool == "fail2ban-regex":
            return int(text.split(" ignored, ")[1].split(" matched")[0])
        return int(text or 0)
    except (ValueError, IndexError, KeyError):
        sys.exit("%s did not tell what it found: %s" % (" ".join(command), text[-500:]))


def daemon(options, bench, case, log, filter=None, jails=1):
    """Passes of one running daemon on a log, the first of them cold."""
    command = [sys.executable, HERE + "/throughput.py", "--distribution", options.distribution,
               "--work", bench.work, "--core", str(options.core), "--passes", str(options.passes),
               "--jails", str(jails), "--filter", filter or case.stock or "sshd"]
    if case.stock or filter:
        command += ["--etc", bench.stock()]
    return [json.loads(line) for line in must(*command, log).splitlines()]


def measure(options, bench, name):
    """Rounds in which everybody comes once, every second time in reverse."""
    case = CASES[name]
    log, whole = bench.log(name)
    commands = bench.commands(name)
    parts = {tool: bench.part(log, whole, tool) for tool in commands}
    one = bench.work + "/one.log"
    head(log, 1, one)
    taken = {tool: [] for tool in ("gaoler, first", "gaoler", *commands)}
    for turn in range(options.rounds):
        order = ["gaoler", *commands]
        for tool in order if turn % 2 == 0 else reversed(order):
            if tool == "gaoler":
                for told in daemon(options, bench, case, log):
                    taken["gaoler" if told["passed"] == "warm" else "gaoler, first"].append(
                        (whole, told["seconds"], told["cpu_s"], told["failures"]))
            else:
                path, some = parts[tool]
                start, start_cpu, _ = timed(options, bench, tool, commands[tool], one)
                wall, cpu, found = timed(options, bench, tool, commands[tool], path)
                taken[tool].append((some, max(wall - start, 0.001), max(cpu - start_cpu, 0.001), found))
    rows = {tool: row(name, tool, rounds) for tool, rounds in taken.items()}
    verify(options, bench, name, rows, log)
    return rows


def row(name, tool, rounds):
    found = sorted({one[3] for one in rounds})
    told = dict(case=name, tool=tool, lines=rounds[0][0],
                seconds=round(statistics.median(one[1] for one in rounds), 3),
                cpu_s=round(statistics.median(one[2] for one in rounds), 3), rounds=len(rounds),
                found=found[0] if len(found) == 1 else found)
    told["lines_per_s"] = int(told["lines"] / told["seconds"])
    told["lines_per_cpu_s"] = int(told["lines"] / told["cpu_s"])
    report("peers", **told)
    return told


def verify(options, bench, name, rows, log):
    """Each tool must have found what its own rules say; says what was compared with what."""
    case = CASES[name]
    same(name, "gaoler, warm pass", rows["gaoler"]["found"], "its first", rows["gaoler, first"]["found"])
    same(name, "ripgrep", rows["ripgrep"]["found"], "grep -E", rows["grep -E"]["found"])
    part, _ = bench.part(log, rows["gaoler"]["lines"], "fail2ban-regex")
    stock = [options.distribution + "/bin/gaoler", "test", part, "filter:" + (case.stock or "sshd"), "--json",
             "--all", "--etc", bench.stock()]
    # fail2ban looks names up and leaves out those that nobody has, such as "port" in a near miss
    found = sum(one["failures"] for one in json.loads(run(*stock).stdout)["addresses"]
                if "." in one["address"] or ":" in one["address"])
    same(name, "gaoler test with the stock filter", found, "fail2ban-regex", rows["fail2ban-regex"]["found"])
    if not options.hasty:
        whole = bench.commands(name)["gaoler test"]
        same(name, "gaoler", rows["gaoler"]["found"], "gaoler test on the whole log",
             timed(options, bench, "gaoler test", whole, log)[2])
    if case.guarded and case.corpus[0] == "auth" and name not in bench.given:
        part, _ = bench.part(log, rows["gaoler"]["lines"], "sshguard")
        expected = run("grep", "-c", "-E", GUARDED.replace("@", ADDRESS), part).stdout
        same(name, "sshguard", rows["sshguard"]["found"], "lines that its grammar knows", int(expected))


def same(name, what, found, other, expected):
    report("found", case=name, tool=what, found=found, other=other, expected=expected, same=found == expected)


def twenty(options, bench):
    """Twenty jails with twenty filters on one log, against one of them."""
    case = CASES["auth"]
    log, whole = bench.log("auth")
    taken = {1: [], 20: []}
    for turn in range(options.rounds):
        for jails in (1, 20) if turn % 2 == 0 else (20, 1):
            told = daemon(options, bench, case, log, filter=TWENTY, jails=jails)
            taken[jails] += [(whole, one["seconds"], one["cpu_s"], one["failures"])
                             for one in told if one["passed"] == "warm"]
    return {jails: row("twenty", "%d jails" % jails, rounds) for jails, rounds in taken.items()}


def table(name, rows):
    """As in the README: rates, and what they are to each other by processor time."""
    slowest = rows["fail2ban-regex"]
    print("\n%s\n\n| tool | lines | found | lines/s | lines/s of processor time | × fail2ban-regex |\n"
          "|---|---|---|---|---|---|" % CASES[name].title)
    for tool, told in sorted(rows.items(), key=lambda item: -item[1]["lines_per_cpu_s"]):
        print("| %s | %s | %s | %s | %s | %.1f |" % (
            tool, thousands(told["lines"]), thousands(told["found"]), thousands(told["lines_per_s"]),
            thousands(told["lines_per_cpu_s"]), told["lines_per_cpu_s"] / slowest["lines_per_cpu_s"]))


def thousands(number):
    return "{:,}".format(number) if isinstance(number, int) else str(number)


def parse():
    parser = argparse.ArgumentParser(
        formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__,
        epilog="CASES:\n" + "\n".join("  %-14s %s" % (name, case.title) for name, case in CASES.items())
        + "\n  %-14s %s" % ("twenty", "20 jails with 20 stock filters on auth.log, against one"))
    parser.add_argument("cases", nargs="*", metavar="CASE", help="all if none is given")
    parser.add_argument("--lines", type=int, default=10000000, help="of each log (default 10000000)")
    parser.add_argument("--log", action="append", default=[], metavar="CASE=FILE", help="this log instead of one of corpus.py")
    parser.add_argument("--rounds", type=int, default=3, help="(default 3)")
    parser.add_argument("--passes", type=int, default=3, help="of each daemon, the first cold (default 3)")
    parser.add_argument("--core", type=int, default=1, help="on which everybody runs (default 1)")
    parser.add_argument("--hasty", action="store_true", help="leave out the check that takes a minute a case")
    parser.add_argument("--quick", action="store_true", help="20,000 lines once: whether it works, no figures")
    parser.add_argument("--peers", help="where Debian's packages are unpacked (default: fetched each time)")
    parser.add_argument("--distribution", help="an unpacked distribution (default: the built one)")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="for logs (default %(default)s)")
    options = parser.parse_args()
    unknown = [name for name in options.cases if name not in CASES and name != "twenty"]
    if unknown:
        parser.error("unknown: %s (accepted: %s twenty)" % (" ".join(unknown), " ".join(CASES)))
    if options.quick:
        options.lines, options.rounds, options.passes = 20000, 1, 2
    options.distribution = options.distribution or built(parser)
    options.work = os.path.abspath(options.work)
    options.peers = options.peers and os.path.abspath(options.peers)
    return options


def main():
    options = parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    work = tempfile.mkdtemp(prefix="peers-", dir=options.work)
    try:
        bench = Bench(options, work)
        rows = {}
        for name in options.cases or [*CASES, "twenty"]:
            rows[name] = twenty(options, bench) if name == "twenty" else measure(options, bench, name)
        jails = rows.pop("twenty", None)
        for name in rows:
            table(name, rows[name])
        if jails:
            print("\n20 jails take %.2f × the time of one (%.2f × by processor time)" % (
                jails[20]["seconds"] / jails[1]["seconds"], jails[20]["cpu_s"] / jails[1]["cpu_s"]))
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
