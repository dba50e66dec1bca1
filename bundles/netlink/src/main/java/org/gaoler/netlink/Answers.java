package org.gaoler.netlink;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntPredicate;

/** What came of the messages of one request. */
final class Answers {

  private static final int HEADER = 16;
  private static final int ERROR = 2;

  private final int first;
  private final int count;
  private final IntPredicate tolerated;
  private Optional<Refused> refused = Optional.empty();
  private boolean complete;

  Answers(int first, int count, IntPredicate tolerated) {
    this.first = first;
    this.count = count;
    this.tolerated = tolerated;
  }

  void take(ByteBuffer bytes, int start, int end) {
    int index = bytes.getInt(start + 8) - first;
    if ((bytes.getShort(start + 4) & 0xffff) != ERROR || index < 0 || index >= count) {
      return;
    }
    complete = true;
    int errno = -bytes.getInt(start + HEADER);
    boolean earlier = refused.isEmpty() || refused.get().index() > index;
    if (errno != 0 && !tolerated.test(errno) && earlier) {
      refused = Optional.of(Refused.read(bytes, start, end, first));
    }
  }

  boolean complete() {
    return complete;
  }

  Optional<Refused> refused() {
    return refused;
  }
}
