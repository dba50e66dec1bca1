"""Has fail2ban itself write its database: write-database.py PACKAGES DATABASE LOG OFFSET."""

import sys

packages, database, log, offset = sys.argv[1:]
sys.path.insert(0, packages)

from fail2ban.server.database import Fail2BanDb
from fail2ban.server.filter import FileContainer
from fail2ban.server.ticket import BanTicket


class Actions:
    def getBanTime(self):
        return 600


class Jail:
    actions = Actions()

    def __init__(self, name):
        self.name = name


def ban(jail, address, seconds, lines, **data):
    ticket = BanTicket(address, 1795250000, lines)
    ticket.setBanTime(seconds)
    ticket.setAttempt(len(lines))
    if data:
        ticket.setData(**data)
    store.addBan(jail, ticket)


store = Fail2BanDb(database)
sshd, door = Jail("sshd"), Jail("door")
for jail in sshd, door:
    store.addJail(jail)
ban(sshd, "192.0.2.1", 3600, ["first r\u00f6t", "second"], user="root")
ban(sshd, "2001:db8::1", -1, [["before ", "12:00", " behind"]])
ban(door, "192.0.2.1", None, [])
read = FileContainer(log, "utf-8")
read.setPos(int(offset))
store.addLog(sshd, read)
store.updateLog(sshd, read)
