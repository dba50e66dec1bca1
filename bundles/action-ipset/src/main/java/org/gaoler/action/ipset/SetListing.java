package org.gaoler.action.ipset;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Traffic;
import org.gaoler.netlink.Attributes;

/** Reads what the kernel tells of a set. */
final class SetListing {

  private static final int ELEMENTS = 24;
  private static final int REFERENCES = 25;

  /** Above all numbers of attributes that tell of a set. */
  private static final int NUMBERS = 32;

  private SetListing() {}

  /** What a message tells of a set itself; empty if that is not in it. */
  static Optional<Header> header(Attributes attributes) {
    String type = "";
    int family = 0;
    long[] numbers = new long[NUMBERS];
    while (attributes.next()) {
      switch (attributes.type()) {
        case IpSet.TYPE -> type = attributes.text();
        case IpSet.FAMILY -> family = attributes.small();
        case IpSet.CONTENT -> numbers(attributes.nested(), numbers);
        default -> {
          // name and revision
        }
      }
    }
    boolean counters = (numbers[IpSet.KIND_FLAGS] & IpSet.WITH_COUNTERS) != 0;
    boolean timeouts = numbers[IpSet.TIMEOUT] >= 0;
    return type.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Header(
                type,
                family,
                timeouts,
                counters,
                numbers[IpSet.MAX_ELEM],
                numbers[ELEMENTS],
                numbers[REFERENCES]));
  }

  private static void numbers(Attributes attributes, long[] numbers) {
    numbers[IpSet.TIMEOUT] = -1;
    while (attributes.next()) {
      if (attributes.type() < numbers.length) {
        numbers[attributes.type()] = attributes.network();
      }
    }
  }

  /** Takes the elements that a message holds. */
  static void elements(Attributes attributes, Consumer<Element> taker) {
    while (attributes.next()) {
      if (attributes.type() == IpSet.CONTENTS) {
        each(attributes.nested(), taker);
      }
    }
  }

  private static void each(Attributes items, Consumer<Element> taker) {
    while (items.next()) {
      if (items.type() == IpSet.CONTENT) {
        element(items.nested(), taker);
      }
    }
  }

  private static void element(Attributes item, Consumer<Element> taker) {
    OptionalInt prefix = OptionalInt.empty();
    Attributes address = null;
    long remaining = 0;
    long packets = 0;
    long bytes = 0;
    while (item.next()) {
      switch (item.type()) {
        case IpSet.IP -> {
          address = item.nested();
          address.next();
        }
        case IpSet.PREFIX -> prefix = OptionalInt.of(item.small());
        case IpSet.TIMEOUT -> remaining = item.network();
        case IpSet.PACKETS -> packets = item.network();
        case IpSet.BYTES -> bytes = item.network();
        default -> {
          // flags that sets of ours have not
        }
      }
    }
    if (address != null && address.length() > 0) {
      IpBlock block = address.block(prefix.orElse(address.length() * Byte.SIZE));
      taker.accept(new Element(block, remaining, new Traffic(packets, bytes)));
    }
  }
}
