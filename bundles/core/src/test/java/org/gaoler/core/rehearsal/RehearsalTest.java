package org.gaoler.core.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;
import org.gaoler.core.fake.FakeFilters;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private final FakeFilters filters = new FakeFilters();
  private final Clock clock = Clock.systemUTC();

  private Rehearsal rehearsal(AtomicInteger linesLeft) {
    return new Rehearsal(filters, clock, () -> linesLeft.getAndDecrement() <= 0);
  }

  @Test
  void madeUpAttackersGoAllTheWayToTheirSentences() {
    int sentenced = rehearsal(new AtomicInteger(5 * 250)).play(filters.offer("sshd", "Failed"));
    assertThat(sentenced).isEqualTo(250);
  }

  @Test
  void firstRealAttackerEndsIt() {
    AtomicInteger left = new AtomicInteger(10);
    var filter = filters.offer("sshd", "Failed");
    assertThat(rehearsal(left).play(filter)).isZero();
    assertThat(filter.seen()).hasSize(10);
  }

  @Test
  void filterWithoutExamplesIsNotRehearsed() {
    Filter silent = new SilentFilter(filters.offer("sshd", "Failed"));
    FilterSource source = new FakeFilters();
    assertThat(new Rehearsal(source, clock, () -> false).play(silent)).isZero();
  }

  @Test
  void nothingIsAskedOfTheSourceButScreens() {
    AtomicInteger screens = new AtomicInteger();
    FilterSource source =
        new FilterSource() {
          @Override
          public java.util.Optional<Filter> find(String name, java.util.Map<String, String> with) {
            throw new IllegalStateException("the filter is there already");
          }

          @Override
          public List<String> names() {
            throw new IllegalStateException("nobody needs names");
          }

          @Override
          public Screen screen(List<Filter> joined) {
            screens.incrementAndGet();
            return filters.screen(joined);
          }
        };
    Filter filter = filters.offer("sshd", "Failed");
    assertThat(new Rehearsal(source, clock, () -> false).play(filter)).isEqualTo(250);
    assertThat(screens).hasPositiveValue();
  }

  /** A filter that cannot tell what it looks for. */
  private record SilentFilter(Filter filter) implements Filter {

    @Override
    public String name() {
      return filter.name();
    }

    @Override
    public String origin() {
      return filter.origin();
    }

    @Override
    public String journalMatch() {
      return filter.journalMatch();
    }

    @Override
    public org.gaoler.api.Recogniser recogniser(
        String jail, java.time.Duration findTime, Clock clock) {
      return filter.recogniser(jail, findTime, clock);
    }
  }
}
