package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Imported;
import org.gaoler.api.operate.Imported.Log;
import org.gaoler.api.operate.Imported.Omission;
import org.gaoler.commands.Commands;
import org.junit.jupiter.api.Test;

class ImportVerbTest {

  private static final String FILE = "/var/lib/fail2ban/fail2ban.sqlite3";

  private final Desk desk = new Desk();

  private void offer() {
    desk.operator.with(
        new Imported(
            List.of(Desk.sentence("sshd", "192.0.2.1"), Desk.permanent("sshd", "2001:db8::1")),
            3,
            4,
            List.of(new Log("door", "/var/log/door.log", 4711)),
            List.of(new Omission("x\u001b: 192.0.2.9", "no jail of that name guards here"))));
  }

  @Test
  void tellsWhatWasTakenOverAndWhatNot() {
    offer();
    Desk.Answer answer = desk.type("import", FILE);

    assertThat(answer.status()).isEqualTo(Commands.OK);
    assertThat(answer.out())
        .isEqualTo(
            """
            sshd: 192.0.2.1 until 2026-03-01 10:09:00 (9m)
            sshd: 2001:db8::1 for good
            door: /var/log/door.log from byte 4711 on
            imported: 2 bans, 1 logs; in force already: 3, ended: 4, left out: 1
            """);
    assertThat(answer.err())
        .isEqualTo("gaoler: not imported: x\u00b7: 192.0.2.9: no jail of that name guards here\n");
    assertThat(desk.operator.rehearsed()).isFalse();
  }

  @Test
  void dryRunSaysSo() {
    offer();
    assertThat(desk.type("import", FILE, "--dry-run").out()).contains("would import: 2 bans");
    assertThat(desk.operator.rehearsed()).isTrue();
  }

  @Test
  void jsonHoldsEverything() {
    offer();
    assertThat(desk.type("import", "--json", "--dry-run", FILE).out())
        .startsWith("{\"dryRun\":true,\"bans\":[{\"jail\":\"sshd\",\"address\":\"192.0.2.1\",")
        .contains(
            "\"present\":3,\"ended\":4,\"logs\":[{\"jail\":\"door\","
                + "\"path\":\"/var/log/door.log\",\"offset\":4711}]")
        .endsWith("\"why\":\"no jail of that name guards here\"}]}\n");
  }

  @Test
  void manyAreShownInPartUnlessAllAreAskedFor() {
    List<Sentence> bans =
        IntStream.range(0, 100).mapToObj(i -> Desk.sentence("sshd", "192.0.2." + i)).toList();
    desk.operator.with(new Imported(bans, 0, 0, List.of(), List.of()));

    assertThat(desk.type("import", FILE).out()).hasLineCount(22).contains("and 80 more bans");
    assertThat(desk.type("import", FILE, "--all").out()).hasLineCount(101);
  }

  @Test
  void refusalIsOneLine() {
    Desk.Answer answer = desk.type("import", FILE);

    assertThat(answer.status()).isEqualTo(Commands.REFUSED);
    assertThat(answer.err()).hasLineCount(1).contains(FILE);
  }
}
