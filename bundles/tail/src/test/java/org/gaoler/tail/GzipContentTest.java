package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipContentTest {

  private static final long FAR = Long.MAX_VALUE >> 1;

  @TempDir private Path directory;

  private Path file(byte[] packed) throws IOException {
    return Files.write(directory.resolve("log.1.gz"), packed);
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] read(Content content, long offset, int wanted) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(wanted);
    content.read(into, offset);
    byte[] read = new byte[into.position()];
    into.flip().get(read);
    return read;
  }

  private static byte[] part(byte[] bytes, long offset, int wanted) {
    int from = (int) Math.min(bytes.length, offset);
    return java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + wanted));
  }

  @Test
  void readsForwardAndBackByALineWhateverTheSteps() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = noise(9_000_000, seed);
    try (GzipContent content = GzipContent.open(file(packed(bytes)))) {
      long furthest = 0;
      while (furthest < bytes.length) {
        long back = random.nextInt(OpenLog.LONGEST);
        long offset = Math.max(0, furthest - back);
        int wanted = random.nextInt(OpenLog.LONGEST);
        assertThat(read(content, offset, wanted))
            .as("seed %d, %d bytes at %d", seed, wanted, offset)
            .isEqualTo(part(bytes, offset, wanted));
        furthest = Math.max(furthest, Math.min(bytes.length, offset + wanted));
      }
    }
  }

  @Test
  void sizeIsKnownAtTheEnd() throws IOException {
    try (GzipContent content = GzipContent.open(file(packed(new byte[70_000])))) {
      assertThat(content.size()).isEqualTo(Content.UNKNOWN);
      assertThat(read(content, 69_990, 100)).hasSize(10);
      assertThat(content.size()).isEqualTo(70_000);
      assertThat(read(content, 70_000, 100)).isEmpty();
    }
  }

  @Test
  void membersOneAfterTheOtherAreOneLog() throws IOException {
    Path file = file(packed("one\n".getBytes(StandardCharsets.UTF_8)));
    Files.write(file, packed("two\n".getBytes(StandardCharsets.UTF_8)), StandardOpenOption.APPEND);
    try (GzipContent content = GzipContent.open(file)) {
      assertThat(read(content, 0, 100)).asString().isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void fileThatIsCutOffIsReadAsFarAsItGoes() throws IOException {
    byte[] bytes = noise(500_000, 7);
    byte[] packed = packed(bytes);
    byte[] half = java.util.Arrays.copyOf(packed, packed.length / 2);
    try (GzipContent content = GzipContent.open(file(half))) {
      byte[] read = read(content, 0, 500_000);
      assertThat(read.length).isBetween(200_000, 300_000);
      assertThat(read).isEqualTo(part(bytes, 0, read.length));
      assertThat(content.size()).isEqualTo(read.length);
    }
  }

  @Test
  void whatIsNoGzipIsEmpty() throws IOException {
    try (GzipContent content =
        GzipContent.open(file("plain text\n".repeat(100).getBytes(StandardCharsets.UTF_8)))) {
      assertThat(content.reach(1, System.nanoTime() + FAR)).isFalse();
      assertThat(content.size()).isZero();
    }
  }

  @Test
  void bombIsUnpackedNoFurtherThanTheLimit() throws IOException {
    try (GzipContent content = GzipContent.open(file(packed(new byte[50_000_000])), 10_000_000)) {
      assertThat(content.reach(50_000_000, System.nanoTime() + FAR)).isFalse();
      assertThat(content.size()).isBetween(10_000_000L, 13_000_000L);
    }
  }

  @Test
  void searchEndsWhenItsTimeIsOver() throws IOException {
    try (GzipContent content = GzipContent.open(file(packed(new byte[50_000_000])))) {
      assertThat(content.reach(50_000_000, System.nanoTime() - 1)).isFalse();
      assertThat(content.size()).isLessThan(50_000_000);
    }
  }

  @Test
  void hostileBytesEndQuietly() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      byte[] damaged = packed(noise(20_000, seed));
      Random random = new Random(seed);
      for (int i = 0; i < 5; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try (GzipContent content = GzipContent.open(file(damaged))) {
        assertThat(content.reach(FAR, System.nanoTime() + FAR)).isFalse();
        assertThat(content.size()).isLessThan(40_000);
      }
    }
  }
}
