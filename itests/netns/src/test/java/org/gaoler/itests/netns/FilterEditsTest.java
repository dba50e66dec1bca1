package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An administrator edits a filter while its jail guards: what was counted stays. */
@Tag("daemon")
@NeedsRoot
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterEditsTest {

  private static final String KNOCK = "^\\s*\\S+ doord: knock from <HOST>$";
  private static final String KICK = "^\\s*\\S+ doord: kick from <HOST>$";

  private final GuardedHost host = new GuardedHost();

  @BeforeAll
  void start() throws IOException {
    Files.createDirectories(file("x").getParent());
    for (String jail : List.of("edited", "replaced", "broken", "local")) {
      write(jail, KNOCK);
      Map<String, String> settings = host.settings();
      settings.put("filter", jail);
      host.gaoler.jail(jail, settings);
    }
    host.start();
    host.gaoler.awaitState(host.daemon(), "broken", "WATCHING");
  }

  @AfterAll
  void leave() {
    host.close();
  }

  @Test
  void editTakesEffectAndCountsStay() throws IOException {
    knock("198.51.100.110", 2);
    knock("2001:db8:110::1", 2);

    write("edited", KICK);

    awaitKickCounts("edited", "198.51.100.111");
    host.log.line("server doord: kick from 198.51.100.110");
    host.log.line("server doord: kick from 2001:db8:110::1");
    host.awaitTurnedAway("198.51.100.110");
    host.awaitTurnedAway("2001:db8:110::1");
  }

  @Test
  void fileReplacedByAnEditorTakesEffect() throws IOException {
    Path beside = file("replaced").resolveSibling(".replaced.conf.swp");
    Files.writeString(beside, text(KICK));
    Files.move(
        beside,
        file("replaced"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);

    awaitKickCounts("replaced", "198.51.100.112");
  }

  @Test
  void localFileThatIsAddedTakesEffect() throws IOException {
    Files.writeString(file("local").resolveSibling("local.local"), text(KICK));

    awaitKickCounts("local", "198.51.100.113");
  }

  @Test
  void brokenEditIsNamedAndTheLastGoodFilterGuards() throws IOException {
    write("broken", "^doord: (knock from <HOST>$");
    Await.until(
        "the mistake is shown",
        GuardedHost.SOON,
        () -> reasons("broken").contains("broken.conf"),
        host.gaoler::said);

    knock("198.51.100.114", 3);
    host.awaitTurnedAway("198.51.100.114");
    assertThat(reasons("broken")).contains("line 2").contains("(knock").doesNotContain("\n");

    write("broken", KICK);
    awaitKickCounts("broken", "198.51.100.115");
    assertThat(reasons("broken")).isEqualTo("[]");
  }

  private void knock(String address, int times) {
    for (int i = 0; i < times; i++) {
      host.log.line("server doord: knock from " + address);
    }
  }

  /** Kicks until the jail bans for them. */
  private void awaitKickCounts(String jail, String address) {
    Await.until(
        jail + " knows its edited filter",
        GuardedHost.SOON,
        () -> {
          host.log.line("server doord: kick from " + address);
          return isBanned(jail, address);
        },
        () -> host.gaoler.client("why", address).run().all() + host.gaoler.said());
  }

  private boolean isBanned(String jail, String address) {
    Object jails = Json.object(host.gaoler.client("why", address, "--json").must()).get("jails");
    return ((List<?>) jails)
        .stream()
            .map(found -> (Map<?, ?>) found)
            .anyMatch(
                found ->
                    jail.equals(found.get("jail"))
                        && !((List<?>) found.get("sentences")).isEmpty());
  }

  private String reasons(String jail) {
    return host.gaoler.jail(jail).map(found -> found.get("reasons").toString()).orElse("");
  }

  private Path file(String filter) {
    return host.gaoler.base().resolve("etc/filter.d/" + filter + ".conf");
  }

  private void write(String filter, String expression) throws IOException {
    Files.writeString(file(filter), text(expression));
  }

  private static String text(String expression) {
    return "[Definition]\nfailregex = " + expression + "\n";
  }
}
