package org.gaoler.itests.filters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an attacker could make of a log line.
 *
 * @param how what was done to the line
 * @param bytes what then stands in the log
 */
record HostileLine(String how, byte[] bytes) {

  private static final int LONG = 8 * 1024;

  /** Just what is still looked at. */
  private static final int LOOKED_AT = 31 * 1024;

  private static final int LONGER = 64 * 1024;
  private static final int LONGEST = 1024 * 1024;

  /** As the daemon reads it. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** A line stretched to 8 KB; in some of the many ways, in others for another line. */
  static List<HostileLine> long8(String text) {
    return some(stretched(text, LONG), text, 2);
  }

  /** A line stretched further, in some ways, and spoilt. */
  static List<HostileLine> longer(String text) {
    List<HostileLine> lines = new ArrayList<>(some(stretched(text, LOOKED_AT), text, 5));
    lines.addAll(some(stretched(text, LONGER), text, 5));
    lines.addAll(odd(text));
    return lines;
  }

  /** All that is done to a line, each in all ways. */
  static List<HostileLine> all(String text) {
    List<HostileLine> lines = new ArrayList<>(stretched(text, 1024));
    lines.addAll(stretched(text, LONG));
    lines.addAll(stretched(text, LOOKED_AT));
    lines.addAll(stretched(text, LONGER));
    lines.addAll(odd(text));
    return lines;
  }

  private static List<HostileLine> odd(String text) {
    List<HostileLine> lines = new ArrayList<>();
    lines.add(new HostileLine("repeated to 1 MB", bytes(filled("", text, LONGEST))));
    lines.add(new HostileLine("with bytes that are no UTF-8", broken(text)));
    lines.add(new HostileLine("NUL after each character", bytes(text.replaceAll("(?s).", "$0\0"))));
    lines.add(new HostileLine("NUL behind", bytes(text + "\0".repeat(LONG))));
    lines.add(new HostileLine("UTF-16", text.getBytes(StandardCharsets.UTF_16LE)));
    lines.add(new HostileLine("UTF-16 with mark", text.getBytes(StandardCharsets.UTF_16)));
    return lines;
  }

  private static List<HostileLine> some(List<HostileLine> all, String text, int oneOf) {
    int first = Math.floorMod(text.hashCode(), oneOf);
    return IntStream.range(0, all.size())
        .filter(i -> i % oneOf == first)
        .mapToObj(all::get)
        .toList();
  }

  /** A line made longer in all ways. */
  static List<HostileLine> stretched(String text, int length) {
    String size = " to " + length / 1024 + " KB";
    int middle = text.indexOf(' ', text.length() / 2) + 1;
    int late = text.lastIndexOf(' ') + 1;
    List<HostileLine> lines = new ArrayList<>();
    lines.add(new HostileLine("repeated" + size, bytes(filled("", text, length))));
    lines.add(new HostileLine("repeated apart" + size, bytes(filled("", text + " ", length))));
    lines.add(new HostileLine("with letters behind" + size, bytes(filled(text, "a", length))));
    lines.add(new HostileLine("with blanks behind" + size, bytes(filled(text, " ", length))));
    for (int at : new int[] {middle, late}) {
      for (String filling : List.of("x", "a b ", "1.2", "[]: ", "from 198.51.100.9 ")) {
        String stretched =
            text.substring(0, at)
                + filled("", filling, Math.max(0, length - text.length()))
                + text.substring(at);
        lines.add(new HostileLine("'" + filling + "' at " + at + size, bytes(stretched)));
      }
    }
    return lines;
  }

  private static String filled(String start, String filling, int length) {
    StringBuilder text = new StringBuilder(length + filling.length()).append(start);
    while (text.length() < length) {
      text.append(filling);
    }
    text.setLength(Math.max(start.length(), length));
    return text.toString();
  }

  private static byte[] broken(String text) {
    byte[] bytes = bytes(text);
    byte[] broken = Arrays.copyOf(bytes, bytes.length + 4);
    int half = bytes.length / 2;
    byte[] wrong = {(byte) 0xc3, (byte) 0xff, (byte) 0xed, (byte) 0xa0};
    System.arraycopy(wrong, 0, broken, half, wrong.length);
    System.arraycopy(bytes, half, broken, half + wrong.length, bytes.length - half);
    return broken;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
