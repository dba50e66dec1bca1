#!/usr/bin/env python3
"""Writes log files to measure with; the same arguments always give the same bytes.

usage: bench/corpus.py KIND LINES FILE [options]     (FILE - is standard output)

KIND:
  auth            sshd, sudo, cron and logind; FAILURES percent of the lines come from attackers
  near-miss       sshd alone; each line begins as a failure and turns out to be none
  apache-error    Apache 2.4, failed logins among complaints of all sorts
  apache-near-miss  the same, each line almost a failed login
  apache-access   combined format, visits of scanners and harvesters among those of people
"""

import argparse
import json
import random
import sys
import time

# stand for what differs from event to event; none of them occurs in logs
STAMP, PID, PEER = "\1", "\2", "\3"
HOST = "mx"
POOL = 8192
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()

PEOPLE = "ada ben cleo dora emil fay gus hana ivo jana".split()
GUESSED = ("root admin test user guest oracle postgres mysql ubuntu debian pi ftp www git jenkins nagios "
           "hadoop tomcat support backup 123 a o'neil x_y-z administrator").split()
PAGES = "/ /index.html /style.css /script.js /news/2026/11 /shop?item=17&size=xl /favicon.ico /api/v2/state".split()
PROBED = ("/wp-login.php /xmlrpc.php /.env /.git/config /phpmyadmin/ /admin.php /cgi-bin/status "
          "/solr/admin/info /manager/html /actuator/health").split()
BROWSERS = ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
            "curl/8.14.1")
HARVESTERS = ("EmailCollector", "WebEMailExtrac", "EmailSiphon", "TrackBack/1.02", "ISC Systems iRc Search 2.1")

# groups of lines that come together, and how often; {words} are chosen once for each group
AUTH_FAIR = (
    (20, ("CRON[\2]: pam_unix(cron:session): session opened for user {cron}(uid=0) by (uid=0)",
          "CRON[\2]: pam_unix(cron:session): session closed for user {cron}")),
    (14, ("sshd[\2]: Accepted publickey for {person} from {friend} port {port} ssh2: ED25519 SHA256:{key}",
          "sshd[\2]: pam_unix(sshd:session): session opened for user {person}(uid={uid}) by (uid=0)",
          "systemd-logind[588]: New session {number} of user {person}.",
          "sshd[\2]: Received disconnect from {friend} port {port}:11: disconnected by user",
          "sshd[\2]: Disconnected from user {person} {friend} port {port}",
          "sshd[\2]: pam_unix(sshd:session): session closed for user {person}",
          "systemd-logind[588]: Session {number} logged out. Waiting for processes to exit.",
          "systemd-logind[588]: Removed session {number}.")),
    (4, ("sshd[\2]: Accepted password for {person} from {friend} port {port} ssh2",
         "sshd[\2]: pam_unix(sshd:session): session opened for user {person}(uid={uid}) by (uid=0)")),
    (10, ("sudo:   {person} : TTY=pts/{digit} ; PWD=/home/{person} ; USER=root ; COMMAND=/usr/bin/{command}",
          "sudo: pam_unix(sudo:session): session opened for user root(uid=0) by {person}(uid={uid})",
          "sudo: pam_unix(sudo:session): session closed for user root")),
    (3, ("su[\2]: (to root) {person} on pts/{digit}",
         "su[\2]: pam_unix(su:session): session opened for user root(uid=0) by {person}(uid={uid})")),
    (2, ("systemd-logind[588]: Watching system buttons on /dev/input/event{digit} (Power Button)",)),
    (1, ("sshd[633]: Server listening on 0.0.0.0 port 22.",)),
)
AUTH_FOUL = (
    (40, ("sshd[\2]: Invalid user {guess} from \3 port {port}",
          "sshd[\2]: pam_unix(sshd:auth): check pass; user unknown",
          "sshd[\2]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=\3 ",
          "sshd[\2]: Failed password for invalid user {guess} from \3 port {port} ssh2",
          "sshd[\2]: Received disconnect from \3 port {port}:11: Bye Bye [preauth]",
          "sshd[\2]: Disconnected from invalid user {guess} \3 port {port} [preauth]")),
    (30, ("sshd[\2]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=\3  user=root",
          "sshd[\2]: Failed password for root from \3 port {port} ssh2",
          "sshd[\2]: Failed password for root from \3 port {port} ssh2",
          "sshd[\2]: Connection closed by authenticating user root \3 port {port} [preauth]")),
    (20, ("sshd[\2]: Failed password for root from \3 port {port} ssh2",)),
    (5, ("sshd[\2]: Connection closed by \3 port {port} [preauth]",)),
    (4, ("sshd[\2]: error: maximum authentication attempts exceeded for root from \3 port {port} ssh2 [preauth]",
         "sshd[\2]: Disconnecting authenticating user root \3 port {port}: Too many authentication failures [preauth]")),
    (3, ("sshd[\2]: Unable to negotiate with \3 port {port}: no matching key exchange method found. Their offer: diffie-hellman-group14-sha1 [preauth]",)),
    (2, ("sshd[\2]: User {guess} from \3 not allowed because not listed in AllowUsers",)),
)
NEAR_MISS = tuple((1, (line,)) for line in (
    "sshd[\2]: Failed password for invalid user {guess} from <\3> port {port} ssh2",
    "sshd[\2]: Failed password for {guess} from from \3 porto {port} ssh2 from (\3)",
    "sshd[\2]: Failed password for {long} form \3 port {port} ssh2",
    "sshd[\2]: Invalid user {guess} from nowhere port {port} at all",
    "sshd[\2]: Invalid user {long} from \3 port {port} or so",
    "sshd[\2]: User {guess} from \3 not allowed because not listed in AllowGuests",
    "sshd[\2]: User {guess} from \3 not allowed because a group is listed in DenyGroup",
    "sshd[\2]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost= user={guess}",
    "sshd[\2]: error: maximum authentication attempts exceeded for {guess} of \3 port {port} ssh2 [preauth]",
    "sshd[\2]: Disconnecting authenticating user {guess} \3 port {port}: Too many authentication failings [preauth]",
    "sshd[\2]: Received disconnect from \3 port {port}:13: Auth failed too late [preauth]",
    "sshd[\2]: error: PAM: Authentication failure for {guess} from the outside",
    "sshd[\2]: refused connect from {guess} (\3",
    "sshd[\2]: ROOT LOGIN REFUSED FRUM \3",
    "sshd[\2]: Connection closed by authenticating user {guess} port {port} [preauth]",
))
ERROR_FAIR = (
    (5, ("[\1] [php:warn] [pid \2] [client {friend}:{port}] PHP Warning:  Undefined variable ${person} in /srv/www/shop.php on line {number}",)),
    (5, ("[\1] [proxy:error] [pid \2:tid 1400{number}] (111)Connection refused: AH00957: http: attempt to connect to 192.0.2.80:8080 (192.0.2.80) failed",)),
    (4, ("[\1] [core:info] [pid \2:tid 1400{number}] [client {friend}:{port}] AH00128: File does not exist: /srv/www{page}",)),
    (4, ("[\1] [mpm_event:notice] [pid \2:tid 1400{number}] AH00489: Apache/2.4.65 (Debian) configured -- resuming normal operations",)),
    (2, ("[\1] [ssl:warn] [pid \2:tid 1400{number}] AH01906: www.example.com:443:0 server certificate is a CA certificate (BasicConstraints: CA == TRUE !?)",)),
)
ERROR_FOUL = (
    (2, ('[\1] [auth_basic:error] [pid \2:tid 1400{number}] [client \3:{port}] AH01617: user {guess}: authentication failure for "{probed}": Password Mismatch',)),
    (2, ("[\1] [auth_basic:error] [pid \2:tid 1400{number}] [client \3:{port}] AH01618: user {guess} not found: {probed}",)),
)
ERROR_NEAR_MISS = tuple((1, ("[\1] [auth_basic:error] [pid \2:tid 1400{number}] [client \3:{port}] " + text,)) for text in (
    'AH01617: user {guess}: authentication failed for "{probed}": Password Mismatch',
    "AH01618: user {guess} not font: {probed}",
    "AH01797: client denied by servant configuration: /srv/www{probed}",
    "AH01790: user `{guess}' in realm `door' not founded: {probed}",
    "AH01631: user {guess}: authorization success for \"{probed}\":",
))
ACCESS_FAIR = (
    (1, ('{friend} - - [\1] "GET {page} HTTP/1.1" 200 {number} "-" "{browser}"',)),
    (2, ('{friend} - - [\1] "GET {page} HTTP/1.1" 200 {number} "https://www.example.com/" "{browser}"',)),
    (1, ('{friend} - {person} [\1] "POST {page} HTTP/1.1" 304 0 "https://www.example.com/" "{browser}"',)),
)
ACCESS_FOUL = (
    (1, ('\3 - - [\1] "GET {probed} HTTP/1.1" 404 {number} "-" "{browser}"',)),
    (1, ('\3 - - [\1] "POST {probed} HTTP/1.1" 403 {number} "-" "{browser}"',)),
    (2, ('\3 - - [\1] "GET {page} HTTP/1.1" 200 {number} "-" "{harvester}"',)),
)
KINDS = {"auth": (AUTH_FAIR, AUTH_FOUL), "near-miss": (NEAR_MISS, NEAR_MISS),
         "apache-error": (ERROR_FAIR, ERROR_FOUL),
         "apache-near-miss": (ERROR_NEAR_MISS, ERROR_NEAR_MISS),
         "apache-access": (ACCESS_FAIR, ACCESS_FOUL)}
SYSLOG = ("auth", "near-miss")


def words(chance):
    """What one group of lines is filled with."""
    name = chance.choice(GUESSED)
    key = "".join(chance.choices("ABCDEFGHabcdefgh01234567+/", k=43))
    friend = ("2001:db8:cafe::%x" % chance.randrange(1, 99) if chance.random() < 0.2
              else "192.0.2.%d" % chance.randrange(1, 255))
    return dict(person=chance.choice(PEOPLE), guess=name, long=(name + " from ") * chance.randrange(1, 9) + "x",
                friend=friend, port=chance.randrange(1024, 65536), uid=1000 + chance.randrange(10), key=key,
                number=chance.randrange(100, 99999), digit=chance.randrange(10),
                cron=chance.choice(("root", "root", "www-data", "backup")),
                command=chance.choice(("systemctl restart web", "journalctl -f", "tail /var/log/mail.log")),
                page=chance.choice(PAGES), probed=chance.choice(PROBED),
                browser=chance.choice(BROWSERS), harvester=chance.choice(HARVESTERS))


def pool(groups, head, chance):
    """Groups in the mixture wanted, ready but for time, process and peer, with their numbers of lines."""
    shares = [share for share, _ in groups]
    ready = []
    for _, lines in chance.choices(groups, shares, k=POOL):
        filled = words(chance)
        ready.append(("".join(head + line.format(**filled) + "\n" for line in lines), len(lines)))
    return ready


def address(number):
    """Every seventh attacker comes by IPv6; all are from ranges for examples and measurements."""
    if number % 7 == 6:
        return "2001:db8:%x:%x::%x" % (number >> 16, number & 0xffff, 1 + number % 5)
    return "198.%d.%d.%d" % (18 + (number >> 16 & 1), number >> 8 & 255, number & 255)


def peers(count, chance):
    """Half of the attempts come from the busiest few, the rest from all alike."""
    known = [address(number) for number in range(count)]
    rare = [chance.randrange(count) for _ in range(1 << 16)]
    busy = [int(count * chance.random() ** 6) for _ in range(1 << 16)]
    drawn = [known[number] for number in rare + busy]
    chance.shuffle(drawn)
    return drawn


class Clock:
    """Time as the kind of log writes it; the day and the second are worked out once each."""

    def __init__(self, kind, form):
        self.second = None
        self.form = form
        if kind in SYSLOG:
            self.shape, self.micros = self.syslog, form == "iso"
        elif kind == "apache-access":
            self.shape, self.micros = self.access, False
        else:
            self.shape, self.micros = self.error, True

    def syslog(self, at):
        if self.form == "iso":
            return time.strftime("%Y-%m-%dT%H:%M:%S.", at), "+00:00"
        return "%s %2d %s" % (MONTHS[at.tm_mon - 1], at.tm_mday, time.strftime("%H:%M:%S", at)), ""

    def error(self, at):
        return "%s %s %02d %s." % (DAYS[at.tm_wday], MONTHS[at.tm_mon - 1], at.tm_mday,
                                   time.strftime("%H:%M:%S", at)), " %d" % at.tm_year

    def access(self, at):
        return "%02d/%s/%s" % (at.tm_mday, MONTHS[at.tm_mon - 1], time.strftime("%Y:%H:%M:%S +0000", at)), ""

    def stamp(self, now):
        second = int(now)
        if second != self.second:
            self.second = second
            self.before, self.after = self.shape(time.gmtime(second))
        if self.micros:
            return "%s%06d%s" % (self.before, (now - second) * 1e6, self.after)
        return self.before


def events(kind, failures, addresses, form, start, rate, seed):
    """Endless groups of lines with their numbers of lines and whether attackers are in them."""
    chance = random.Random("%s %d" % (kind, seed))
    head = STAMP + " " + HOST + " " if kind in SYSLOG else ""
    fair, foul = (pool(groups, head, chance) for groups in KINDS[kind])
    drawn = peers(addresses, chance)
    gaps = [chance.expovariate(1) / rate for _ in range(1 << 16)]
    clock, now, pid, turn, lines, hostile = Clock(kind, form), start, 1000, 0, 0, 0
    while True:
        attack = hostile < failures * lines
        text, count = (foul if attack else fair)[turn * 2467 % POOL]
        text = text.replace(STAMP, clock.stamp(now)).replace(PID, str(pid))
        text = text.replace(PEER, drawn[turn * 7919 & 0x1ffff])
        yield text, count, attack
        now += gaps[turn & 0xffff] * count
        pid = pid + 3 if pid < 4000000 else 1000
        turn += 1
        lines += count
        hostile += count * attack


def write(out, wanted, source):
    """Returns how many lines came from attackers."""
    block, lines, hostile = [], 0, 0
    for text, count, attack in source:
        if lines + count > wanted:
            count = wanted - lines
            text = "".join(text.splitlines(True)[:count])
        block.append(text)
        lines += count
        hostile += count * attack
        if len(block) > 20000 or lines == wanted:
            out.write("".join(block).encode("ascii"))
            block.clear()
            if lines == wanted:
                return hostile


def parse():
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("lines", type=lambda text: int(text.replace("_", "")))
    parser.add_argument("file")
    parser.add_argument("--failures", type=float, default=10, help="percent of the lines (default 10)")
    parser.add_argument("--addresses", type=int, default=20000, help="of attackers (default 20000)")
    parser.add_argument("--form", choices=("iso", "old"), default="iso",
                        help="of syslog's time: 2026-11-18T... or Nov 18 (default iso)")
    parser.add_argument("--start", type=float, default=1795000000, help="in seconds since 1970 (default 1795000000)")
    parser.add_argument("--rate", type=float, default=60, help="lines a second in the log's own time (default 60)")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main():
    asked = parse()
    source = events(asked.kind, asked.failures / 100, asked.addresses, asked.form, asked.start,
                    asked.rate, asked.seed)
    out = sys.stdout.buffer if asked.file == "-" else open(asked.file, "wb")
    with out:
        hostile = write(out, asked.lines, source)
    print(json.dumps(dict(kind=asked.kind, lines=asked.lines, hostile_lines=hostile, seed=asked.seed)),
          file=sys.stderr)


if __name__ == "__main__":
    main()
