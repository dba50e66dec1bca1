package org.gaoler.api;

import java.util.Random;
import org.gaoler.api.IpBlock.Family;

/** Makes blocks by chance, with many zeros and ones so that borders are met. */
final class Addresses {

  private Addresses() {}

  static IpBlock single(Random random) {
    return random.nextBoolean()
        ? new IpBlock(Family.IPV4, 0, bits(random), 32)
        : new IpBlock(Family.IPV6, bits(random) | 1L << 61, bits(random), 128);
  }

  static IpBlock block(Random random) {
    IpBlock single = single(random);
    return single.widen(random.nextInt(single.family().bits() + 1));
  }

  /** A block that shares some leading bits with another. */
  static IpBlock near(IpBlock block, Random random) {
    int flipped = random.nextInt(block.family().bits());
    long high = block.high() ^ (flipped >= 64 ? 1L << flipped - 64 : 0);
    long low = block.low() ^ (flipped < 64 ? 1L << flipped : 0);
    int bits = block.family().bits();
    return new IpBlock(block.family(), high, low, random.nextInt(bits + 1));
  }

  private static long bits(Random random) {
    long bits = 0;
    for (int group = 0; group < 4; group++) {
      bits = bits << 16 | group(random);
    }
    return bits;
  }

  private static long group(Random random) {
    return switch (random.nextInt(4)) {
      case 0, 1 -> 0;
      case 2 -> random.nextInt(16);
      default -> random.nextInt(0x10000);
    };
  }
}
