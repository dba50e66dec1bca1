package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.Test;

/** Jails that share a zone with each other, with other machines and with what is listed by hand. */
final class SharedZoneTest extends PublishedByBind {

  @Test
  void jailsWithOneAnswerShareItsRecordAndTheLastOneTakesItAway() throws Exception {
    Enforcer one = open("sshd");
    Enforcer other = open("web");
    for (Enforcer each : List.of(one, other)) {
      each.apply(bans("198.51.100.7", "2001:db8::7"), List.of());
    }
    assertThat(texts("7.100.51.198").lines()).hasSize(2);

    one.apply(List.of(), List.of(Offender.parse("198.51.100.7"), Offender.parse("2001:db8::7")));
    assertThat(one.inForce()).isEmpty();
    assertThat(other.inForce()).extracting(Ban::until).containsExactly(UNTIL, UNTIL);
    assertThat(answers("7.100.51.198")).isEqualTo("127.0.0.2");
    assertThat(texts("7.100.51.198")).contains("/web ").doesNotContain("/sshd ");

    other.apply(List.of(), List.of(Offender.parse("198.51.100.7")));
    assertThat(answers("7.100.51.198")).isEmpty();
    assertThat(texts("7.100.51.198")).isEmpty();
  }

  @Test
  void eachJailHasAnAnswerOfItsOwn() throws Exception {
    Enforcer one = open("sshd", "answer", "127.0.0.5");
    Enforcer other = open("web", "answer", "127.0.0.6");
    one.apply(bans("198.51.100.8"), List.of());
    other.apply(bans("198.51.100.8"), List.of());
    assertThat(answers("8.100.51.198").lines()).containsExactlyInAnyOrder("127.0.0.5", "127.0.0.6");

    one.apply(List.of(), List.of(Offender.parse("198.51.100.8")));
    assertThat(answers("8.100.51.198")).isEqualTo("127.0.0.6");
  }

  @Test
  void anotherMachinesJailOfTheSameNameIsSomebodyElse() throws Exception {
    Enforcer here = open("sshd");
    Enforcer there = open("sshd", "owner", "there");
    there.apply(bans("198.51.100.9"), List.of());

    assertThat(here.inForce()).isEmpty();
    assertThat(here.count()).hasValue(0);
    here.apply(List.of(), List.of(Offender.parse("198.51.100.9")));
    assertThat(there.inForce()).hasSize(1);
  }

  @Test
  void whatWasListedByHandStaysListed() throws Exception {
    Enforcer enforcer = open("sshd");
    enforcer.apply(bans("192.0.2.9", "192.0.2.1"), List.of());
    enforcer.apply(List.of(), List.of(Offender.parse("192.0.2.9"), Offender.parse("192.0.2.1")));

    assertThat(answers("9.2.0.192")).isEqualTo("127.0.0.2");
    assertThat(texts("9.2.0.192")).isEqualTo("\"listed by hand\"");
    assertThat(answers("1.2.0.192")).isEqualTo("127.0.0.9");
  }

  @Test
  void recordsWithAnotherAnswerThanConfiguredAreMadeAnew() throws Exception {
    open("sshd").apply(bans("198.51.100.10"), List.of());
    Enforcer successor = open("sshd", "answer", "127.0.0.3");
    assertThat(successor.inForce()).containsExactly(new Ban(who("198.51.100.10"), Instant.EPOCH));
    assertThat(successor.count()).hasValue(0);

    successor.apply(bans("198.51.100.10"), List.of());
    assertThat(successor.inForce()).isEqualTo(bans("198.51.100.10"));
    assertThat(answers("10.100.51.198")).isEqualTo("127.0.0.3");
  }

  @Test
  void listingWhoseAddressWasTakenAwayIsNotInForceAndComesBack() throws Exception {
    Enforcer enforcer = open("sshd");
    enforcer.apply(bans("198.51.100.11", "2001:db8::11"), List.of());
    bind.update("update delete 11.100.51.198." + Bind.ZONE + " A");

    assertThat(enforcer.count()).hasValue(1);
    assertThat(enforcer.inForce()).contains(new Ban(who("198.51.100.11"), Instant.EPOCH));
    enforcer.apply(bans("198.51.100.11"), List.of());
    assertThat(enforcer.inForce()).hasSameElementsAs(bans("198.51.100.11", "2001:db8::11"));
  }

  @Test
  void jailsThatChangeTheSameNamesAtTheSameTimeLeaveNothingBehind() throws Exception {
    List<Enforcer> jails = List.of(open("sshd"), open("web"), open("mail"));
    String before = bind.records();
    List<CompletableFuture<Void>> running =
        jails.stream().map(jail -> CompletableFuture.runAsync(() -> banAndLift(jail))).toList();
    for (CompletableFuture<Void> each : running) {
      each.get(60, TimeUnit.SECONDS);
    }
    assertThat(bind.records()).isEqualTo(before);
  }

  private static void banAndLift(Enforcer jail) {
    List<Ban> bans = bans("198.51.100.20", "198.51.100.21", "2001:db8::20", "2001:db8::21");
    try {
      for (int round = 0; round < 40; round++) {
        jail.apply(bans, List.of());
        assertThat(jail.inForce()).hasSameElementsAs(bans);
        lift(jail, bans);
      }
    } catch (Fault | InterruptedException failed) {
      throw new CompletionException(failed);
    }
  }

  @Test
  void jailsThatLiftAThousandBansAtTheSameTimeLeaveNothingBehind() throws Exception {
    List<Enforcer> jails = List.of(open("sshd"), open("web"));
    String before = bind.records();
    List<Ban> crowd =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new Ban(who("2001:db8:2::" + Integer.toHexString(i)), UNTIL))
            .toList();
    for (Enforcer jail : jails) {
      jail.apply(crowd, List.of());
    }
    List<CompletableFuture<Void>> running =
        jails.stream().map(jail -> CompletableFuture.runAsync(() -> lift(jail, crowd))).toList();
    for (CompletableFuture<Void> each : running) {
      each.get(60, TimeUnit.SECONDS);
    }
    assertThat(bind.records()).isEqualTo(before);
  }

  private static void lift(Enforcer jail, List<Ban> bans) {
    try {
      jail.apply(List.of(), bans.stream().map(Ban::offender).toList());
    } catch (Fault | InterruptedException failed) {
      throw new CompletionException(failed);
    }
  }
}
