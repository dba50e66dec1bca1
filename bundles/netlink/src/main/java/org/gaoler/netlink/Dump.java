package org.gaoler.netlink;

import java.nio.ByteBuffer;
import java.util.Optional;

/** One dump on its way. */
final class Dump {

  private static final int HEADER = 16;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int MULTIPART_CHANGED = 0x10;

  private final int sequence;
  private final int headerLength;
  private final Netlink.Row row;
  private Optional<Refused> refused = Optional.empty();
  private boolean done;
  private boolean changed;

  Dump(int sequence, int headerLength, Netlink.Row row) {
    this.sequence = sequence;
    this.headerLength = headerLength;
    this.row = row;
  }

  void take(ByteBuffer bytes, int start, int end) {
    if (bytes.getInt(start + 8) != sequence) {
      return;
    }
    int type = bytes.getShort(start + 4) & 0xffff;
    changed |= (bytes.getShort(start + 6) & MULTIPART_CHANGED) != 0;
    if (type == DONE || type == ERROR) {
      done = true;
      boolean failed = end - start > HEADER && bytes.getInt(start + HEADER) < 0;
      refused = failed ? Optional.of(Refused.read(bytes, start, end, sequence)) : refused;
    } else {
      int header = start + HEADER;
      row.take(type, header, bytes, new Attributes(bytes, header + headerLength, end));
    }
  }

  boolean done() {
    return done;
  }

  boolean changed() {
    return changed;
  }

  Optional<Refused> refused() {
    return refused;
  }
}
