package org.gaoler.core.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.BanStore;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.Traffic;
import org.gaoler.api.operate.BanCounter;
import org.gaoler.api.operate.BanOrder;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.Verification;
import org.gaoler.api.operate.Verification.Kind;
import org.gaoler.core.fake.Scene;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators order about networks, themselves, the firewall and the end of it all. */
class OrdersTest {

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private static Offender offender(String text) {
    return Offender.parse(text);
  }

  private Sentence ban(String text, Optional<String> spared, boolean force) throws Fault {
    return scene
        .desk()
        .ban(
            "sshd",
            offender(text),
            new BanOrder(Optional.empty(), "", spared.map(Offender::parse), force));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7,203.0.113.7",
    "203.0.113.0/24,203.0.113.7",
    "2001:db8::7,2001:db8::7",
    "2001:db8::/32,2001:db8::7"
  })
  void whoeverGivesTheOrderIsNotBannedUnlessForced(String whom, String spared) throws Fault {
    scene.watching();

    assertThatThrownBy(() -> ban(whom, Optional.of(spared), false))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("lock you out", spared, "--force");
    assertThat(scene.desk().banned()).isEmpty();

    assertThat(ban(whom, Optional.of(spared), true).offender()).isEqualTo(offender(whom));
  }

  @Test
  void thisMachineIsBannedOnlyByForce() throws Fault {
    scene.watching();

    assertThatThrownBy(() -> ban("127.0.0.1", Optional.empty(), false))
        .hasMessageContaining("--force");
    assertThat(ban("127.0.0.1", Optional.empty(), true).offender())
        .isEqualTo(offender("127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.0.0.0/7", "0.0.0.0/0", "2000::/15", "::/0"})
  void networksWiderThanTheLimitAreRefusedEvenByForce(String network) {
    scene.watching();

    assertThatThrownBy(() -> ban(network, Optional.empty(), true))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(network);
    assertThat(scene.desk().banned()).isEmpty();
  }

  @Test
  void unbanOfANetworkLiftsEverybodyInIt() throws Fault {
    scene.watching();
    for (String each :
        List.of("203.0.113.1", "203.0.113.64/26", "198.18.9.1", "2001:db8::1", "2001:db8::/64")) {
      ban(each, Optional.empty(), false);
    }

    assertThat(scene.desk().unban(Optional.of(offender("203.0.113.0/24")), Optional.empty()))
        .extracting(sentence -> sentence.offender().toString())
        .containsExactlyInAnyOrder("203.0.113.1", "203.0.113.64/26");
    assertThat(scene.desk().unban(Optional.of(offender("2001:db8::/48")), Optional.of("sshd")))
        .hasSize(2);
    assertThat(scene.desk().banned())
        .extracting(Sentence::offender)
        .containsExactly(offender("198.18.9.1"));
  }

  @Test
  void unbanOfAnAddressLeavesTheNetworkAroundIt() throws Fault {
    scene.watching();
    ban("203.0.113.0/24", Optional.empty(), false);
    ban("203.0.113.1", Optional.empty(), false);

    assertThat(scene.desk().unban(Optional.of(offender("203.0.113.1")), Optional.empty()))
        .hasSize(1);

    assertThat(scene.desk().banned())
        .extracting(Sentence::offender)
        .containsExactly(offender("203.0.113.0/24"));
    assertThat(scene.firewall().until(offender("203.0.113.0/24"))).isPresent();
    assertThat(scene.firewall().until(offender("203.0.113.1"))).isEmpty();
  }

  @Test
  void verificationShowsWhatTheFirewallLacksAndWhatNobodySentenced() throws Exception {
    scene.watching();
    ban("203.0.113.1", Optional.empty(), false);
    ban("203.0.113.2", Optional.empty(), false);
    Verification equal = scene.desk().verify(Optional.empty()).get(0);
    assertThat(equal.discrepancies()).isEmpty();
    assertThat(equal.trouble()).isEmpty();
    assertThat(equal.bans()).isEqualTo(2);

    scene.firewall().lose(offender("203.0.113.1"));
    scene.firewall().plant(new Ban(offender("203.0.113.9"), scene.clock.instant().plusSeconds(60)));

    assertThat(scene.desk().verify(Optional.of("sshd")).get(0).discrepancies())
        .extracting(each -> each.offender() + " " + each.kind())
        .containsExactlyInAnyOrder("203.0.113.1 " + Kind.MISSING, "203.0.113.9 " + Kind.UNKNOWN);
    assertThatThrownBy(() -> scene.desk().verify(Optional.of("web"))).isInstanceOf(Fault.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.1", "2001:db8::1"})
  void banIsQuietSinceItsCounterMovedLast(String address) throws Fault {
    scene.watching("bantime", "30d");
    ban(address, Optional.empty(), false);
    Offender who = offender(address);

    assertThat(counter().stopped()).isEmpty();
    assertThat(counter().quiet(scene.clock.instant())).isFalse();

    scene.firewall().stopped(who, new Traffic(3, 180));
    scene.clock.move(Duration.ofDays(1));
    assertThat(counter().stopped()).contains(new Traffic(3, 180));
    Instant moved = counter().quietSince();
    assertThat(moved).isEqualTo(scene.clock.instant());

    scene.clock.move(Duration.ofDays(7));
    assertThat(scene.desk().unbanQuiet(new TimeSpan(8 * 86400), Optional.empty())).isEmpty();
    scene.stored();
    scene.kill();
    scene.start();
    scene.configure("sshd");
    scene.await("sshd", JailStatus.State.WATCHING);
    assertThat(counter().quietSince()).isEqualTo(moved);

    scene.firewall().stopped(who, new Traffic(1, 60));
    assertThat(counter().quietSince()).isEqualTo(scene.clock.instant());
    scene.clock.move(Duration.ofDays(7));
    assertThat(scene.desk().unbanQuiet(new TimeSpan(7 * 86400), Optional.of("sshd"))).hasSize(1);
    assertThat(scene.desk().banned()).isEmpty();
    scene.stored();
    assertThat(scene.store.entries(BanStore.Counted.class)).isEmpty();
  }

  @Test
  void clearedCounterBeginsAtZeroAndStaysQuietAsLongAsBefore() throws Fault {
    scene.watching("bantime", "30d");
    ban("203.0.113.1", Optional.empty(), false);
    ban("203.0.113.2", Optional.empty(), false);
    Offender who = offender("203.0.113.1");
    scene.firewall().stopped(who, new Traffic(3, 180));
    Instant moved = counter().quietSince();
    scene.clock.move(Duration.ofHours(5));

    assertThat(scene.desk().clearCounters(Optional.of(who), Optional.empty())).isEqualTo(1);
    assertThat(scene.desk().clearCounters(Optional.empty(), Optional.of("sshd"))).isZero();

    assertThat(counter().stopped()).contains(new Traffic(0, 0));
    assertThat(counter().quietSince()).isEqualTo(moved);
    scene.firewall().stopped(who, new Traffic(5, 300));
    assertThat(counter().stopped()).contains(new Traffic(2, 120));
    assertThatThrownBy(() -> scene.desk().clearCounters(Optional.empty(), Optional.of("web")))
        .isInstanceOf(Fault.class);
  }

  private BanCounter counter() throws Fault {
    return scene.desk().counters(Optional.of("sshd")).get(0);
  }

  @Test
  void stopLeavesBansInForceUnlessTheyAreToBeFlushed() throws Fault {
    scene.watching();
    ban("203.0.113.1", Optional.empty(), false);

    assertThat(scene.desk().stop(false)).isEmpty();

    assertThat(scene.exits).hasValue(1);
    assertThat(scene.firewall().until(offender("203.0.113.1"))).isPresent();
  }
}
