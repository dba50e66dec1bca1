package org.gaoler.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.Sentence;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.RememberingStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final RememberingStore store = new RememberingStore();
  private final Journal journal = new Journal(store);

  @AfterEach
  void stop() {
    store.commits.release();
    journal.close();
  }

  private static Entry read(String source, long offset) {
    return new BanStore.Read("sshd", source, new Position("x", offset));
  }

  private static void done(CompletableFuture<Void> committed) throws Exception {
    committed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void recordsAppendedTogetherBecomeOneTransaction() throws Exception {
    CompletableFuture<Void> last = journal.append(List.of(read("a", 0)));
    for (int i = 1; i < 1000; i++) {
      last = journal.append(List.of(read("source" + i, i)));
    }
    done(last);

    assertThat(store.entries()).hasSize(1000);
    assertThat(store.history().size()).isLessThan(20);
  }

  @Test
  void laterEntriesReplaceEarlierOnesOfTheSameThing() throws Exception {
    store.commits.hold();
    CompletableFuture<Void> first = journal.append(List.of(read("b", 1)));
    Eventually.await("the writer is busy", SOON, () -> store.commits.waiting() == 1);
    journal.append(List.of(read("a", 1), read("a", 2)));
    CompletableFuture<Void> last = journal.append(List.of(read("a", 3)));
    store.commits.release();
    done(first);
    done(last);

    assertThat(store.history()).hasSize(2);
    assertThat(store.history().get(1)).containsExactly(read("a", 3));
  }

  @Test
  void imposingAfterEndingComesLast() throws Exception {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    Offender carl = Offender.parse("192.0.2.1");
    Entry imposed =
        new BanStore.Imposed(
            new Sentence(
                "sshd", carl, now, now.plusSeconds(9), Sentence.Origin.LOG, "", List.of()));
    Entry ended = new BanStore.Ended("sshd", carl, now, true);
    done(journal.append(List.of(imposed, ended, imposed)));

    assertThat(store.history().get(0)).containsExactly(ended, imposed);
    assertThat(store.entries()).containsExactly(imposed);
  }

  @Test
  void refusedCommitKeepsTheEntriesAndRecovers() throws Exception {
    store.commits.refuse("no space left on device");
    CompletableFuture<Void> refused = journal.append(List.of(read("a", 1), read("b", 1)));
    assertThatThrownBy(() -> done(refused))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("no space left on device");
    assertThat(journal.trouble()).contains("no space left on device");

    store.commits.accept();
    done(journal.append(List.of(read("a", 2))));

    assertThat(store.entries()).containsExactlyInAnyOrder(read("a", 2), read("b", 1));
    Eventually.await("no trouble", SOON, () -> journal.trouble().isEmpty());
  }

  @Test
  void nothingIsWrittenWhenNothingHappens() throws Exception {
    done(journal.append(List.of()));
    done(journal.append(List.of(read("a", 1))));
    done(journal.append(List.of()));
    done(journal.append(List.of()));

    assertThat(store.history()).hasSize(1);
  }

  @Test
  void closingCommitsWhatWasAppended() {
    journal.append(List.of(read("a", 1)));
    journal.close();

    assertThat(store.entries()).containsExactly(read("a", 1));
  }

  @Test
  void closingCommitsWhatWasGathered() {
    journal.expect(() -> List.of(read("a", 1)));
    journal.close();

    assertThat(store.entries()).containsExactly(read("a", 1));
  }

  @Test
  void whatWasGatheredGoesBeforeWhatIsAppended() throws Exception {
    store.commits.hold();
    journal.append(List.of(read("z", 0)));
    Eventually.await("the writer is busy", SOON, () -> store.commits.waiting() == 1);
    journal.expect(() -> List.of(read("a", 1), read("b", 1)));
    CompletableFuture<Void> last = journal.append(List.of(read("a", 2)));
    store.commits.release();
    done(last);

    assertThat(store.history().get(1)).containsExactly(read("b", 1), read("a", 2));
  }

  @Test
  void contributorIsAskedOncePerExpectation() throws Exception {
    List<Entry> gathered = new ArrayList<>();
    AtomicReference<Journal.Contributor> lane = new AtomicReference<>();
    lane.set(
        () -> {
          gathered.add(read("a", gathered.size()));
          return List.copyOf(gathered);
        });
    journal.expect(lane.get());
    journal.expect(lane.get());
    done(journal.append(List.of()));
    done(journal.append(List.of()));

    assertThat(gathered).hasSize(1);
    assertThat(store.entries()).containsExactly(read("a", 0));
  }
}
