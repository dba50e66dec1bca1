package org.gaoler.itests.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the logs: numbered lines of sshd, a millisecond after each other. Every so many is
 * a failure, in turn of an attacker and of a visitor. Attackers fail until they must be banned,
 * visitors once less; the failures of sixteen of each are mixed.
 */
final class NumberedLines {

  /** So many failures lead to a ban. */
  static final int LIMIT = 11;

  private static final int SIDE_BY_SIDE = 16;
  private static final Pattern NUMBER = Pattern.compile("sshd\\[(\\d+)\\]");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

  private final Instant first;
  private final int every;
  private final Extent extent;
  private final AtomicLong written = new AtomicLong();
  private final long[] failures;
  private final Map<Long, String> failed = new ConcurrentSkipListMap<>();

  /**
   * Begins with line 0.
   *
   * @param first when it was written
   * @param every each such line is a failure
   * @param logs how many logs there are
   */
  NumberedLines(Instant first, int every, int logs, Extent extent) {
    this.first = first;
    this.every = every;
    this.extent = extent;
    this.failures = new long[logs];
  }

  /** How many lines there are, which is the number of the next one. */
  long written() {
    return written.get();
  }

  /** The numbers of the lines that are failures, each with its address. */
  Map<Long, String> failed() {
    return failed;
  }

  /**
   * The next line.
   *
   * @param log for which
   * @return with its end
   */
  String next(int log) {
    long number = written.getAndIncrement();
    String start = STAMP.format(first.plusMillis(number)) + " server sshd[" + number + "]: ";
    String end = " port " + (extent.alike() ? 40_000 : 1024 + number % 60_000) + " ssh2\n";
    if (number % every > 0) {
      return start + "Accepted publickey for backup from 203.0.113.9" + end;
    }
    String address = address(log);
    failed.put(number, plain(address));
    return start + "Failed password for root from " + address + end;
  }

  private String address(int log) {
    int group = extent.shared() ? 0 : log;
    long failure = failures[group]++;
    boolean attack = failure % 2 == 0;
    long each = attack ? LIMIT : LIMIT - 1;
    long turn = failure / 2;
    long id = turn / (SIDE_BY_SIDE * each) * SIDE_BY_SIDE + turn % SIDE_BY_SIDE;
    int block = (attack ? 10 : 20) + group;
    return id % 2 == 0
        ? "198.18.%d.%d".formatted(block * 4L + id / 2 / 250, id / 2 % 250)
        : "2001:db8:%d::%x".formatted(block, id);
  }

  /** An address in the JDK's notation. */
  static String plain(String address) {
    try {
      return java.net.InetAddress.getByName(address.replaceFirst("/(32|128)$", ""))
          .getHostAddress();
    } catch (IOException e) {
      throw new UncheckedIOException("no address: " + address, e);
    }
  }

  /** The number of a line. */
  static long number(String line) {
    Matcher number = NUMBER.matcher(line);
    if (!number.find()) {
      throw new IllegalArgumentException("a line without a number: " + line);
    }
    return Long.parseLong(number.group(1));
  }
}
