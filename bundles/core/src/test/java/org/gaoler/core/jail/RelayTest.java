package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Memory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {

  private final List<Entry> received = new ArrayList<>();

  private static List<Entry> pass(Relay relay, int count) {
    List<Entry> passed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      passed.add(new Memory("sshd", "log", Integer.toString(i)));
      relay.pass(passed.get(i));
    }
    return passed;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 20_000})
  void everythingArrivesInOrder(int count) {
    Relay relay = new Relay(received::add);
    List<Entry> passed = pass(relay, count);
    relay.finish();

    assertThat(received).isEqualTo(passed);
  }

  @Test
  void brokenReceiverIsToldOfAtTheEndAndHoldsNobodyUp() {
    Relay relay =
        new Relay(
            entry -> {
              received.add(entry);
              throw new IllegalStateException("broken");
            });
    pass(relay, 20_000);

    assertThatThrownBy(relay::finish).hasMessage("broken");
    assertThat(received).hasSize(1);
  }
}
