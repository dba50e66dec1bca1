package org.gaoler.action.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Offender;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that is killed leaves its bans, and no tool running. */
@Tag("root")
final class OrphanTest {

  @Test
  void killedProcessLeavesBansButNoTools() throws Exception {
    Root.required();
    try (NetworkNamespace namespace = new NetworkNamespace()) {
      Process banning =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Banning.class.getName(),
                  namespace.name())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(banning.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(lines.readLine()).isEqualTo("banned");
      }
      List<ProcessHandle> tools = banning.descendants().toList();
      assertThat(tools).hasSize(2);
      banning.destroyForcibly();
      Eventually.await(
          "the tools have ended",
          Duration.ofSeconds(5),
          () -> tools.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(namespace.run("iptables-nft", "-S", "gaoler-sshd")).contains("192.0.2.1/32");
    }
  }

  /** Bans one address, says so, and stays. */
  static final class Banning {

    private Banning() {}

    public static void main(String[] namespace) throws Exception {
      String command = "ip netns exec " + namespace[0] + " iptables-nft";
      Enforcer enforcer =
          Firewall.factory(command).enforcer(new Order("sshd", "iptables", Map.of()));
      enforcer.open();
      enforcer.apply(
          List.of(new Ban(Offender.parse("192.0.2.1"), Instant.parse("2027-01-01T00:00:00Z"))),
          List.of());
      System.out.println("banned");
      Thread.currentThread().join();
    }
  }
}
