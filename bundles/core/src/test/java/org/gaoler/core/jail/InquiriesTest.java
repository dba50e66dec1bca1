package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Failure;
import org.gaoler.api.Failure.Lookup;
import org.gaoler.api.Token;
import org.gaoler.core.fake.FakeNames;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.core.names.HostName;
import org.gaoler.core.names.Resolver;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the operator is told of names. */
class InquiriesTest {

  private static final Duration SOON = Duration.ofSeconds(8);
  private static final String LOG = "/var/log/example.log";

  private final FakeNames names = new FakeNames();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Resolver resolver = new Resolver(names, clock, timer, Duration.ofHours(1));
  private final List<String> warnings = new ArrayList<>();
  private final List<Failure> news = new ArrayList<>();
  private final List<Entry> effects = new ArrayList<>();
  private final Inquiries inquiries =
      new Inquiries(
          "sshd", resolver, warnings::add, news::add, source -> Optional.empty(), (f, e) -> {});

  @AfterEach
  void close() {
    resolver.close();
    timer.shutdownNow();
  }

  private List<Failure> open(String name, Lookup lookup) {
    Failure failure =
        new Failure(
            new Token(name), clock.instant(), Optional.empty(), Map.of(), 1, List.of(), lookup);
    return inquiries.open(failure, LOG, effects);
  }

  private void known(String name) {
    resolver.ask(new HostName(name), answer -> {});
    Eventually.await(
        name + " is known", SOON, () -> resolver.known(new HostName(name)).isPresent());
  }

  @Test
  void nameWithoutAddressIsWarnedOfOnceWithItsLog() {
    known("gone.example.com");
    for (int i = 0; i < 3; i++) {
      assertThat(open("gone.example.com", Lookup.TOLD)).isEmpty();
    }

    assertThat(warnings)
        .containsExactly(
            "a line of /var/log/example.log names the host 'gone.example.com', whose address cannot"
                + " be had: Name or service not known; its failures are not counted: have the"
                + " service log addresses");
  }

  @Test
  void whatIsNoNameIsShownHarmlesslyAndOnce() {
    open("a\u001b[2Jb\n\u202ec", Lookup.QUIET);
    open("a\u001b[2Jb\n\u202ec", Lookup.QUIET);
    open("192.030.0.6", Lookup.QUIET);

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .contains("'a\\u001b[2Jb\\u000a\\u202ec', whose address cannot be had: it is no host name");
    assertThat(effects).isEmpty();
    assertThat(news).isEmpty();
  }

  @Test
  void lookupIsToldOnceForEachNameIfWanted() {
    names.host("example.com", "192.0.2.1", "2001:db8::1");
    names.host("quiet.example.com", "192.0.2.2");
    known("example.com");
    known("quiet.example.com");
    assertThat(open("quiet.example.com", Lookup.QUIET)).hasSize(1);
    assertThat(open("EXAMPLE.com", Lookup.TOLD)).hasSize(2);
    assertThat(open("example.com.", Lookup.TOLD)).hasSize(2);

    assertThat(warnings)
        .containsExactly(
            "host example.com was looked up and counts as 192.0.2.1, 2001:db8::1 (usedns = warn)");
  }

  @Test
  void failureThatWaitsIsToldOfAndStored() {
    names.hold("example.com");
    assertThat(open("example.com", Lookup.QUIET)).isEmpty();
    names.releaseAll();

    assertThat(news).hasSize(1);
    assertThat(effects).hasSize(1);
    assertThat(inquiries.waiting()).isEqualTo(1);
    assertThat(inquiries.waiting("example.com")).hasSize(1);
    assertThat(inquiries.waiting("example.net")).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void thousandsOfNamesDoNotFillTheMemoryOfWarnings() {
    for (int i = 0; i < 1001; i++) {
      open("no name " + i, Lookup.QUIET);
    }
    assertThat(warnings).hasSize(1001);
    open("no name 1000", Lookup.QUIET);
    assertThat(warnings).hasSize(1001);
    open("no name 0", Lookup.QUIET);

    assertThat(warnings).hasSize(1002);
  }
}
