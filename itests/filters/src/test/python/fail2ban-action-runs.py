"""Has fail2ban's own action class run actions with a shell that only writes down what it should run.

usage: fail2ban-action-runs.py FOLDER CONFIG <RUNS >COMMANDS

FOLDER is where the Python package fail2ban lies, CONFIG the folder that holds action.d. Each line of the input is a JSON object:
action, options (of the jail), fails (which commands fail, counted from 0), steps (a list of [what, ticket]), tickets by name. Each
line of the output is a JSON array with the argument list of every command after sh -c, with a step's name before its first one, or
an object with an error.
"""

import json
import logging
import sys

sys.path.insert(0, sys.argv[1])

from fail2ban.client.actionreader import ActionReader
from fail2ban.server.action import CommandAction
from fail2ban.server.actions import Actions
from fail2ban.server.banmanager import BanTicket
from fail2ban.server.ipdns import DNSUtils
from fail2ban.server.mytime import MyTime

logging.disable(logging.CRITICAL)
MyTime.setTime(1167606000.0)
DNSUtils.getHostname = staticmethod(lambda fqdn=True: "gaol.example.org" if fqdn else "gaol")
DNSUtils.ipToName = staticmethod(lambda ip: "host.example.net")
DNSUtils._IPv6IsAllowed = True


class Jail:
    """Just enough of a jail."""

    name = "sshd"
    database = None

    def __init__(self):
        self.actions = Actions(self)


class Recorder:
    """Takes the place of the shell."""

    def __init__(self, fails):
        self.fails = fails
        self.number = 0
        self.said = []

    def __call__(self, command, timeout=60, **ignored):
        if not command:
            return True
        self.said.append(command if isinstance(command, list) else [command])
        self.number += 1
        return self.number - 1 not in self.fails


def action_of(run, jail):
    reader = ActionReader(run["action"], jail.name, dict(run["options"]), share_config={}, basedir=sys.argv[2])
    if not reader.read():
        raise ValueError("cannot be read")
    reader.getOptions({})
    action = CommandAction(jail, reader.getName())
    for command in reader.convert():
        if command[0] == "multi-set":
            for name, value in command[4]:
                setattr(action, name, value)
        elif command[2] == "action":
            setattr(action, command[4], command[5])
    return action


def ticket_of(values):
    ticket = BanTicket(values["ip"], values["time"], list(values["matches"]))
    ticket.setBanTime(values["bantime"])
    ticket.setAttempt(values["failures"])
    ticket.incrBanCount()
    ticket.restored = values["restored"]
    for name, value in values["fields"].items():
        ticket.setData(name, value)
    return ticket


def said(run):
    jail = Jail()
    action = action_of(run, jail)
    recorder = Recorder(run["fails"])
    action.executeCmd = recorder
    for what, name in run["steps"]:
        recorder.said.append("-- %s %s" % (what, name))
        try:
            if what in ("start", "flush", "stop", "consistencyCheck"):
                getattr(action, what)()
            else:
                getattr(action, what)(jail.actions._getActionInfo(ticket_of(run["tickets"][name])))
        except RuntimeError:
            recorder.said.append("-- failed")
    return recorder.said


for line in sys.stdin:
    try:
        print(json.dumps(said(json.loads(line))))
    except Exception as error:  # whatever it is, it is fail2ban's answer
        print(json.dumps({"error": repr(error)}))
