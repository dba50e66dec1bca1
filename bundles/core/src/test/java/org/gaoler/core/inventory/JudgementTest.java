package org.gaoler.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Plugin.Kind;
import org.gaoler.api.operate.Plugin.Offer;
import org.gaoler.api.operate.Plugin.State;
import org.junit.jupiter.api.Test;

/** What becomes of each bundle, and why. */
class JudgementTest {

  private final Map<Long, Piece> pieces = new LinkedHashMap<>();
  private final List<Offering> offerings = new ArrayList<>();
  private final Usage usage = new Usage();
  private final Map<String, String> faults = new HashMap<>();

  private void install(long bundle, String name, State state, String... reasons) {
    pieces.put(
        bundle,
        new Piece(bundle, name, "1.0.0", "/deploy/" + name, false, state, List.of(reasons)));
  }

  private void offer(long bundle, Kind kind, String name, int ranking) {
    offerings.add(new Offering(kind, name, bundle, ranking, offerings.size(), Optional.empty()));
  }

  private Plugin judged(long bundle) {
    return new Judgement(pieces, offerings, usage, name -> Optional.ofNullable(faults.get(name)))
        .of(pieces.get(bundle));
  }

  private Offer only(long bundle) {
    assertThat(judged(bundle).offers()).hasSize(1);
    return judged(bundle).offers().get(0);
  }

  @Test
  void nameThatJailsUseIsInUse() {
    install(1, "gate", State.IDLE);
    offer(1, Kind.ACTION, "gate", 0);
    usage.add(Kind.ACTION, "gate", "web");
    usage.add(Kind.ACTION, "gate", "sshd");
    assertThat(judged(1).state()).isEqualTo(State.IN_USE);
    assertThat(only(1).jails()).containsExactly("sshd", "web");
    assertThat(judged(1).troubled()).isFalse();
  }

  @Test
  void nameThatNoJailUsesIsIdle() {
    install(1, "gate", State.IDLE);
    offer(1, Kind.ACTION, "gate", 0);
    usage.add(Kind.BACKEND, "gate", "sshd");
    assertThat(only(1).state()).isEqualTo(State.IDLE);
    assertThat(only(1).reason()).isEqualTo("no jail names it");
    assertThat(judged(1).state()).isEqualTo(State.IDLE);
  }

  @Test
  void higherRankedOfTwoIsUsedAndTheOtherNamed() {
    install(1, "first", State.IDLE);
    install(2, "better", State.IDLE);
    offer(1, Kind.ACTION, "gate", 0);
    offer(2, Kind.ACTION, "gate", 5);
    usage.add(Kind.ACTION, "gate", "sshd");
    assertThat(judged(1).state()).isEqualTo(State.SHADOWED);
    assertThat(judged(1).reasons())
        .containsExactly(
            "action gate: shadowed by better 1.0.0, whose service.ranking is 5 and not 0");
    assertThat(judged(1).troubled()).isTrue();
    assertThat(only(1).jails()).isEmpty();
    assertThat(only(2).jails()).containsExactly("sshd");
  }

  @Test
  void ofTwoOfTheSameRankTheFirstIsUsed() {
    install(1, "first", State.IDLE);
    install(2, "second", State.IDLE);
    offer(1, Kind.BACKEND, "tape", 0);
    offer(2, Kind.BACKEND, "tape", 0);
    assertThat(only(1).state()).isEqualTo(State.IDLE);
    assertThat(only(2).reason()).isEqualTo("shadowed by first 1.0.0, which was there first");
  }

  @Test
  void brokenBundleShadowsNobody() {
    install(1, "first", State.IDLE);
    install(2, "better", State.BROKEN, "did not start");
    offer(1, Kind.ACTION, "gate", 0);
    offer(2, Kind.ACTION, "gate", 5);
    usage.add(Kind.ACTION, "gate", "sshd");
    assertThat(only(1).state()).isEqualTo(State.IN_USE);
    assertThat(judged(2).state()).isEqualTo(State.BROKEN);
    assertThat(judged(2).reasons()).containsExactly("did not start");
    assertThat(only(2).jails()).isEmpty();
  }

  @Test
  void namesOfDifferentKindsDoNotShadowEachOther() {
    install(1, "one", State.IDLE);
    install(2, "two", State.IDLE);
    offer(1, Kind.ACTION, "journal", 0);
    offer(2, Kind.BACKEND, "journal", 0);
    assertThat(only(1).state()).isEqualTo(State.IDLE);
    assertThat(only(2).state()).isEqualTo(State.IDLE);
  }

  @Test
  void administratorsFileComesBeforeThePack() {
    install(1, "pack", State.IDLE);
    offerings.add(
        new Offering(Kind.FILTER, "sshd", 1, 0, 0, Optional.of("/etc/gaoler/filter.d/sshd.conf")));
    usage.add(Kind.FILTER, "sshd", "sshd");
    assertThat(judged(1).state()).isEqualTo(State.SHADOWED);
    assertThat(judged(1).reasons())
        .containsExactly("filter sshd: shadowed by /etc/gaoler/filter.d/sshd.conf");
  }

  @Test
  void packGoesOnWithTheFiltersThatAreNotBroken() {
    install(1, "pack", State.IDLE);
    offer(1, Kind.FILTER, "door", 0);
    offer(1, Kind.FILTER, "gate", 0);
    faults.put("door", "cannot read door.conf line 3");
    usage.add(Kind.FILTER, "gate", "sshd");
    assertThat(judged(1).state()).isEqualTo(State.IN_USE);
    assertThat(judged(1).reasons()).containsExactly("filter door: cannot read door.conf line 3");
    assertThat(judged(1).offers())
        .extracting(Offer::state)
        .containsExactly(State.BROKEN, State.IN_USE);
  }

  @Test
  void packOfBrokenFiltersAloneIsBroken() {
    install(1, "pack", State.IDLE);
    offer(1, Kind.FILTER, "door", 0);
    faults.put("door", "cannot read door.conf line 3");
    assertThat(judged(1).state()).isEqualTo(State.BROKEN);
  }

  @Test
  void actionWhoseCallNeverCameBackIsInQuarantine() {
    install(1, "gate", State.IDLE);
    offer(1, Kind.ACTION, "gate", 0);
    usage.add(Kind.ACTION, "gate", "sshd");
    usage.hang("gate", "sshd", "did not answer in 30 s");
    assertThat(judged(1).state()).isEqualTo(State.QUARANTINED);
    assertThat(judged(1).reasons())
        .containsExactly("action gate: in jail sshd: did not answer in 30 s");
    assertThat(only(1).jails()).containsExactly("sshd");
  }

  @Test
  void storeIsUsedByGaolerItself() {
    install(1, "store", State.IDLE);
    offer(1, Kind.STORE, "sqlite", 0);
    assertThat(judged(1).state()).isEqualTo(State.IN_USE);
  }

  @Test
  void everyIgnoreRuleIsAsked() {
    install(1, "one", State.IDLE);
    install(2, "two", State.IDLE);
    offer(1, Kind.IGNORE_RULE, "Office", 0);
    offer(2, Kind.IGNORE_RULE, "Office", 0);
    assertThat(judged(1).state()).isEqualTo(State.IN_USE);
    assertThat(judged(2).state()).isEqualTo(State.IN_USE);
  }
}
