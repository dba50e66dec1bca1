package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.gaoler.api.TimeSpan;
import org.gaoler.testkit.Shell;
import org.junit.jupiter.api.Test;

/** What others see of bans in a real BIND. */
final class PublishingTest extends PublishedByBind {

  @Test
  void tenThousandArePublishedAndGone() throws Exception {
    List<Offender> crowd =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    i % 10 == 9
                        ? "2001:db8::" + Integer.toHexString(i)
                        : "198.18." + i / 256 + "." + i % 256)
            .map(Offender::parse)
            .toList();
    Enforcer enforcer = open("sshd");

    long start = System.nanoTime();
    enforcer.apply(crowd.stream().map(who -> new Ban(who, UNTIL)).toList(), List.of());
    tell("10,000 entries published", start);

    for (int index : new int[] {0, 5_000, 9_998}) {
      String name = Listing.relative(crowd.get(index));
      assertThat(answers(name)).isEqualTo("127.0.0.2");
      assertThat(texts(name))
          .isEqualTo(
              "\"%s banned by sshd \" \"gaoler:here/sshd until=1798761600 answer=127.0.0.2\""
                  .formatted(crowd.get(index)));
    }
    assertThat(answers("f.0.7.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"))
        .as("2001:db8::270f")
        .isEqualTo("127.0.0.2");

    start = System.nanoTime();
    List<Ban> read = enforcer.inForce();
    tell("10,000 entries read", start);
    assertThat(read).extracting(Ban::offender).hasSameElementsAs(crowd);
    start = System.nanoTime();
    assertThat(enforcer.count()).hasValue(10_000);
    tell("10,000 entries counted", start);

    start = System.nanoTime();
    enforcer.apply(List.of(), crowd);
    tell("10,000 entries removed", start);
    assertThat(enforcer.inForce()).isEmpty();
    assertThat(answers(Listing.relative(crowd.get(0)))).isEmpty();
    assertThat(texts(Listing.relative(crowd.get(9_999)))).isEmpty();
  }

  private static void tell(String what, long start) {
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    System.out.println(what + " in " + millis + " ms");
  }

  @Test
  void networkAnswersForEachOfItsAddresses() throws Exception {
    Enforcer enforcer = open("sshd");
    enforcer.apply(bans("203.0.113.0/24", "2001:db8:5::/64"), List.of());

    assertThat(answers("200.113.0.203")).isEqualTo("127.0.0.2");
    assertThat(answers(Listing.relative(who("2001:db8:5::dead:beef")))).isEqualTo("127.0.0.2");
    assertThat(enforcer.locate(who("203.0.113.200"))).as("not by itself").isEmpty();

    enforcer.apply(List.of(), List.of(who("203.0.113.200"), who("2001:db8:5::1")));
    assertThat(enforcer.inForce()).hasSize(2);
    enforcer.apply(bans("203.0.113.200"), List.of());
    enforcer.apply(List.of(), List.of(who("203.0.113.0/24")));
    assertThat(answers("200.113.0.203")).isEqualTo("127.0.0.2");
    assertThat(answers("201.113.0.203")).isEmpty();
  }

  @Test
  void onlyWhatHasANameOfItsOwnIsTaken() throws Exception {
    Enforcer enforcer = enforcer("sshd");
    assertThat(Stream.of("192.0.2.1", "192.0.2.0/24", "2001:db8::1", "2001:db8::/64"))
        .allMatch(text -> enforcer.takes(who(text)));
    assertThat(Stream.of("192.0.2.0/25", "192.0.0.0/16", "0.0.0.0/0", "2001:db8::/48", "alice"))
        .noneMatch(text -> enforcer.takes(who(text)));
  }

  @Test
  void hostileReasonIsOneHarmlessText() throws Exception {
    String hostile =
        "\"; 1.2 A \\ $(reboot)\r\n@ IN NS evil.example.net. \u202e\u00e9" + "x".repeat(9_999);
    Sentence sentence =
        new Sentence(
            "sshd",
            who("198.51.100.12"),
            UNTIL.minusSeconds(600),
            UNTIL,
            Sentence.Origin.LOG,
            hostile,
            List.of(),
            7,
            Map.of());
    Order order =
        new Order(
            "sshd",
            "dnsbl",
            Map.of("txt", "<failures> times from <from> until <until>: <reason>"),
            offender -> Optional.of(sentence));
    Enforcer enforcer = bind.factory().enforcer(order);
    enforcer.open();
    made.add(enforcer);
    enforcer.apply(bans("198.51.100.12"), List.of());

    assertThat(texts("12.100.51.198"))
        .startsWith(
            "\"7 times from 2026-12-31T23:50:00Z until 2027-01-01T00:00:00Z: "
                + "'; 1.2 A / $(reboot)??@ IN NS evil.example.net. ??xxx")
        .endsWith("xx \" \"gaoler:here/sshd until=1798761600 answer=127.0.0.2\"");
    assertThat(bind.dig(Bind.ZONE, "NS")).isEqualTo("localhost.");
    assertThat(enforcer.inForce()).isEqualTo(bans("198.51.100.12"));
    enforcer.apply(List.of(), List.of(who("198.51.100.12")));
    assertThat(texts("12.100.51.198")).isEmpty();
  }

  @Test
  void recipeRemovesThousandsAndLeavesWhatOthersListToo() throws Exception {
    Enforcer other = open("web");
    other.apply(bans("198.51.100.13"), List.of());
    String before = bind.records();
    Enforcer enforcer = enforcer("sshd", "txt", "it's <ip>; \"quoted\" \\ @ $1");
    Teardown teardown = enforcer.open();
    List<Ban> crowd =
        IntStream.range(0, 1_500)
            .mapToObj(i -> new Ban(who("2001:db8:1::" + Integer.toHexString(i)), UNTIL))
            .toList();
    enforcer.apply(crowd, List.of());
    enforcer.apply(bans("198.51.100.13", "192.0.2.9", "203.0.113.0/24"), List.of());
    enforcer.close();

    teardown.steps().forEach(step -> Shell.result(step.arguments(), step.input()));
    assertThat(bind.records()).isEqualTo(before);
    assertThat(teardown.toString()).doesNotContain(secret(bind.key()));
  }

  private static String secret(Path key) throws Exception {
    return Files.readString(key).replaceAll("(?s).*secret \"([^\"]+)\".*", "$1");
  }

  @Test
  void permanentBansSayNever() throws Exception {
    Enforcer enforcer = open("sshd", "txt", "until <until>");
    enforcer.apply(List.of(new Ban(who("2001:db8::14"), TimeSpan.FOREVER)), List.of());
    assertThat(texts(Listing.relative(who("2001:db8::14"))))
        .isEqualTo("\"until further notice \" \"gaoler:here/sshd until=never answer=127.0.0.2\"");
  }
}
