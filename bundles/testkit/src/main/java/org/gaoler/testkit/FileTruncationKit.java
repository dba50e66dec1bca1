package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.gaoler.api.SourceChange;
import org.gaoler.api.SourceChange.Kind;
import org.junit.jupiter.api.Test;

/** What every backend that follows files must tell when they are emptied before they were read. */
public abstract class FileTruncationKit extends FileRotationKit {

  /** For the inheriting test. */
  protected FileTruncationKit() {}

  /** Follows two files, stopping within the first line of the first one. */
  private final class Stopped {
    final Path first = directory.resolve("many-1");
    final Path second = directory.resolve("many-2");
    final LineCollector sink = new LineCollector();
    final CountDownLatch go = new CountDownLatch(1);

    Stopped(String unread) throws Exception {
      append(first, "one\n");
      append(second, unread);
      CountDownLatch inside = new CountDownLatch(1);
      sink.whenCalled(
          () -> {
            inside.countDown();
            awaitQuietly(go);
          });
      follow(spec(directory + "/many-?"), sink);
      inside.await();
    }
  }

  @Test
  void fileEmptiedBeforeItsFirstByteWasReadIsTold() throws Exception {
    Stopped reader = new Stopped("lost, and known to be\n");
    truncate(reader.second);
    reader.go.countDown();
    reader.sink.awaitChange(Kind.ROTATED, 1);
    append(reader.second, "two\n");
    reader.sink.awaitLines(2);
    assertThat(reader.sink.lines()).containsExactly("one", "two");
    assertThat(details(reader.sink))
        .containsExactly(
            "emptied by another program after 0 bytes read;"
                + " 22 or more bytes were not read and are lost");
  }

  @Test
  void fileRefilledBeforeItsFirstByteWasReadIsTold() throws Exception {
    Stopped reader = new Stopped("lost\n");
    truncate(reader.second);
    append(reader.second, "two is longer than what it replaced\n");
    reader.go.countDown();
    reader.sink.awaitLines(2);
    assertThat(reader.sink.lines()).containsExactly("one", "two is longer than what it replaced");
    assertThat(details(reader.sink)).hasSize(1).first().asString().contains("5 or more bytes");
  }

  @Test
  void fileCopiedAndEmptiedBeforeItsFirstByteWasReadIsReadInItsCopy() throws Exception {
    Stopped reader = new Stopped("saved by the copy\n");
    Files.copy(reader.second, directory.resolve("many-2.1"));
    truncate(reader.second);
    append(reader.second, "two\n");
    reader.go.countDown();
    reader.sink.awaitLines(3);
    assertThat(reader.sink.lines()).containsExactly("one", "saved by the copy", "two");
    assertThat(reader.sink.faults()).isEmpty();
    assertThat(details(reader.sink)).first().asString().contains("reading the rest of its copy");
  }

  @Test
  void emptiedFileThatWasReadToItsEndTellsNoLoss() throws Exception {
    LineCollector sink = following(file.toString());
    write("one");
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    sink.awaitLines(1);
    truncate(file);
    sink.awaitChange(Kind.ROTATED, 1);
    assertThat(details(sink))
        .containsExactly(
            "emptied by another program after 4 bytes read; lines written since then are lost");
  }

  private static List<String> details(LineCollector sink) {
    return sink.changes().stream()
        .filter(change -> change.kind() == Kind.ROTATED)
        .map(SourceChange::detail)
        .toList();
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
