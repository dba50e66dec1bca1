package org.gaoler.itests.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * What a disk may hold after a power cut at a random write: the files of a store as they were at
 * one moment, without the last part of what was appended to its log, and perhaps with something
 * else in its place.
 */
final class PowerCut {

  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int SALTS = 8;
  private static final int SALTS_LENGTH = 8;

  /** From so many pages on SQLite copies them into the main file, which a cut cannot undo. */
  private static final int CHECKPOINT = 1000;

  private final Random random;

  PowerCut(Random random) {
    this.random = random;
  }

  /** Cuts the log of a store at a random byte. */
  void strike(Path log) throws IOException {
    byte[] bytes = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
    int frames = frames(bytes);
    if (bytes.length <= HEADER || frames >= CHECKPOINT) {
      return;
    }
    int end = HEADER + frames * frame(bytes);
    // as a rule the last commits are hit, but any moment since the log was begun is a right one
    int most = random.nextInt(4) == 0 ? end : Math.min(end, 20 * frame(bytes));
    int cut = end - random.nextInt(most);
    Files.write(log, torn(bytes, cut));
  }

  private byte[] torn(byte[] bytes, int cut) {
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(bytes, cut);
      case 1 -> Arrays.copyOf(Arrays.copyOf(bytes, cut), bytes.length);
      default -> {
        byte[] rest = new byte[Math.min(bytes.length - cut, 4096)];
        random.nextBytes(rest);
        byte[] torn = Arrays.copyOf(bytes, cut + rest.length);
        System.arraycopy(rest, 0, torn, cut, rest.length);
        yield torn;
      }
    };
  }

  /** How many frames were written since the log was begun anew; older ones lie behind them. */
  private static int frames(byte[] bytes) {
    int frames = 0;
    for (int at = HEADER; bytes.length >= HEADER && at + frame(bytes) <= bytes.length; ) {
      int salts = at + SALTS;
      if (!Arrays.equals(
          bytes, 2 * SALTS, 2 * SALTS + SALTS_LENGTH, bytes, salts, salts + SALTS_LENGTH)) {
        break;
      }
      frames++;
      at += frame(bytes);
    }
    return frames;
  }

  private static int frame(byte[] bytes) {
    return FRAME_HEADER + ByteBuffer.wrap(bytes).getInt(SALTS);
  }
}
