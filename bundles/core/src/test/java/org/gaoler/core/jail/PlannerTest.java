package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.FakeBackend;
import org.gaoler.core.fake.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What jails ask of filters and logs. */
class PlannerTest {

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private Map<String, String> parameters() {
    List<Map<String, String>> all = scene.filters.parameters();
    return all.get(all.size() - 1);
  }

  @Test
  void filterIsToldOfTheBackendAndOfNamesUnlessItSaysItself() {
    scene.watching();

    assertThat(parameters())
        .containsOnly(Map.entry("default/logtype", "file"), Map.entry("default/usedns", "warn"));
  }

  @Test
  void journalHasItsOwnTypeOfLines() {
    try (FakeBackend journal = new FakeBackend()) {
      scene.parts.bring("journal", journal);
      scene.start();
      scene.configure("sshd", "backend", "systemd", "filter", "sshd[logtype=short]");

      assertThat(parameters())
          .containsEntry("default/logtype", "journal")
          .containsEntry("logtype", "short");
    }
  }

  @Test
  void optionsOfTheJailComeBeforeThoseOfTheCall() {
    scene.start();
    scene.configure(
        "sshd",
        "filter",
        "sshd[usedns=yes, mode=ddos]",
        "usedns",
        "raw",
        "mode",
        "normal",
        "failregex",
        "^from <HOST>$\n%(known/failregex)s");

    assertThat(parameters())
        .containsEntry("usedns", "raw")
        .containsEntry("mode", "ddos")
        .containsEntry("failregex", "^from <HOST>$\n%(known/failregex)s");
  }

  @Test
  void jailWithoutFilterBansByHandAlone() throws Exception {
    scene.watching("filter", "");

    assertThat(scene.status("sshd").reasons())
        .containsExactly("filter is empty: bans are made by hand alone");
    assertThat(scene.backend.feeds()).isEmpty();
    scene.desk().ban("sshd", Offender.parse("192.0.2.1"), Optional.of(new TimeSpan(600)), "");
    scene.awaitBan("192.0.2.1");
  }

  @Test
  void encodingThatCannotBeReadIsToldInOneLineAndTheJailWaits() {
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd", "logencoding", "ibm037");
    scene.await("sshd", State.WAITING);

    assertThat(scene.status("sshd").reasons())
        .filteredOn(reason -> reason.contains("logencoding"))
        .singleElement()
        .asString()
        .startsWith("jail sshd: logencoding = IBM037: files in it cannot be read; accepted");
    scene.configure("sshd", "logencoding", "latin-1");
    scene.await("sshd", State.WATCHING);
  }

  @Test
  void jailsWithDifferentEncodingsShareNoLane() {
    scene.watching("logencoding", "utf-8", "findtime", "10m");
    scene.configure("other", "logencoding", "latin-1");
    scene.await("other", State.WATCHING);

    assertThat(scene.backend.feeds()).hasSize(2);
    assertThat(scene.gaol().warden().jails().get("other").findTime())
        .isEqualTo(Duration.ofMinutes(10));
  }
}
