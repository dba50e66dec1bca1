package org.gaoler.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.commands.Commands;
import org.gaoler.control.wire.Wire;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PatienceTest {

  @TempDir Path base;

  @Test
  void whoeverNeverAsksIsShownOutWhenTheNextOneKnocks() throws IOException, Fault {
    try (Rig rig = new Rig(base, Duration.ZERO);
        Client silent = rig.client()) {
      Eventually.await("a client", Rig.SOON, () -> rig.socket.clients() == 1);
      try (Client next = rig.client()) {
        assertThat(silent.status()).isEqualTo(-1);
        assertThat(next.ask("version").err()).isEmpty();
      }
    }
  }

  @Test
  void fullHouseOfClientsThatDoNotReadMakesRoom() throws IOException, Fault {
    try (Rig rig = new Rig(base, Duration.ofSeconds(2))) {
      String line = "x".repeat(20_000);
      for (int i = 0; i < 100; i++) {
        rig.operator.withWrong(line);
      }
      List<Client> deaf = new ArrayList<>();
      try {
        for (int i = 0; i < Clients.AT_MOST; i++) {
          deaf.add(rig.client().ask("reload"));
        }
        for (Client client : deaf) {
          assertThat(client.next()).isEqualTo(Wire.ERR);
        }
        Eventually.await("a place for a new client", Rig.SOON, () -> served(rig));
      } finally {
        for (Client client : deaf) {
          client.close();
        }
      }
    }
  }

  private static boolean served(Rig rig) throws IOException {
    try (Client client = rig.client()) {
      client.ask("version");
      return client.status() == Commands.OK;
    } catch (IOException turnedAway) {
      return false;
    }
  }
}
