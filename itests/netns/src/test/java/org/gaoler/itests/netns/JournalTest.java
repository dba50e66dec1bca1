package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A machine that logs to the journal alone, as Debian 12 and 13 do. */
@Tag("daemon")
@NeedsRoot
class JournalTest {

  private static final String ATTACKER = "198.51.100.80";
  private static final String ATTACKER6 = "2001:db8:80::1";

  private GuardedHost host;
  private Journal journal;
  private Instance gaoler;

  @BeforeEach
  void guard() {
    host = new GuardedHost();
    journal = new Journal(host.folder.resolve("journal"), Places.servers("journal"));
    gaoler = host.instance("with-journal", journal.room());
    Map<String, String> settings = host.settings();
    settings.put("backend", "auto");
    settings.put("logpath", "/var/log/auth.log");
    gaoler.jail("sshd", settings);
  }

  @AfterEach
  void leave() {
    host.close();
  }

  @Test
  void attackersInTheJournalAreBannedWhereThereIsNoLogFile() {
    Process daemon = gaoler.start();
    gaoler.awaitState(daemon, "sshd", "WATCHING");
    assertThat(gaoler.jail("sshd").orElseThrow().get("backend").toString()).contains("journal");

    fail(ATTACKER, 3);
    fail(ATTACKER6, 3);

    host.awaitTurnedAway(ATTACKER);
    host.awaitTurnedAway(ATTACKER6);
  }

  @Test
  void whatOthersSayInTheJournalCountsForNothing() {
    Process daemon = gaoler.start();
    gaoler.awaitState(daemon, "sshd", "WATCHING");

    for (int i = 0; i < 5; i++) {
      journal.entry(
          "forum.service", "forum", "Failed password for root from 198.51.100.81 port 4 ssh2");
    }
    fail(ATTACKER, 3);
    host.awaitTurnedAway(ATTACKER);

    assertThat(host.hosts.turnsAway("198.51.100.81")).isFalse();
  }

  @Test
  void readerThatDiedIsReplacedAndMissesNothing() {
    Process daemon = gaoler.start();
    gaoler.awaitState(daemon, "sshd", "WATCHING");
    fail(ATTACKER, 2);
    Await.until("two are counted", GuardedHost.SOON, () -> failures() == 2, gaoler::said);

    ProcessHandle reader =
        daemon
            .descendants()
            .filter(child -> child.info().command().orElse("").endsWith("journalctl"))
            .findFirst()
            .orElseThrow();
    reader.destroyForcibly();
    fail(ATTACKER, 1);

    host.awaitTurnedAway(ATTACKER);
    assertThat(failures()).isEqualTo(3);
  }

  private int failures() {
    return gaoler.jail("sshd").map(jail -> ((Double) jail.get("failures")).intValue()).orElse(-1);
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      journal.sshd("Failed password for root from " + address + " port 40000 ssh2");
    }
  }
}
