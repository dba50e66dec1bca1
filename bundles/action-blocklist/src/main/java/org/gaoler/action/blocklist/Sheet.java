package org.gaoler.action.blocklist;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.CRC32C;
import org.gaoler.api.IpBlock;

/**
 * A list as it was read: every line, also those that are none of ours.
 *
 * @param rows its lines
 * @param revision which of ours it was made from, if it says so
 * @param sum of all its bytes
 */
record Sheet(List<Row> rows, OptionalLong revision, long sum) {

  /** What becomes of a sheet: who comes, who goes, whether what stands between them is wrong. */
  record Change(Map<IpBlock, String> put, Set<IpBlock> gone, boolean untidy) {

    boolean none() {
      return put.isEmpty() && gone.isEmpty() && !untidy;
    }
  }

  /** Reads bytes, whatever their encoding: each becomes one character and stays what it is. */
  static Sheet read(byte[] bytes, Form form) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Row> rows = new ArrayList<>();
    OptionalLong revision = OptionalLong.empty();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      Row row = form.row(rows.size() + 1, text.substring(from, end));
      rows.add(row);
      if (revision.isEmpty() && row.address().isEmpty()) {
        revision = form.revision(row.text());
      }
      from = end + 1;
    }
    return new Sheet(rows, revision, sum(bytes));
  }

  static long sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue() << 24 ^ bytes.length;
  }

  boolean blank() {
    return rows.isEmpty();
  }

  /** The same sheet after a change. Lines of others stay as and where they are. */
  byte[] after(Change change, Form form, long revision) {
    List<String> lines = new ArrayList<>(rows.size() + change.put().size() + 1);
    List<String> last = new ArrayList<>(1);
    form.mark(revision).filter(mark -> this.revision.isEmpty()).ifPresent(lines::add);
    if (rows.isEmpty()) {
      form.blank().forEach(line -> (form.tail(line) ? last : lines).add(line));
    }
    Map<IpBlock, String> put = new LinkedHashMap<>(change.put());
    boolean marked = false;
    for (Row row : rows) {
      if (form.tail(row.text())) {
        last.add(row.text());
      } else if (row.address().isPresent()) {
        if (!change.gone().contains(row.address().get())) {
          String renewed = put.remove(row.address().get());
          lines.add(renewed == null ? row.text() : encoded(renewed));
        }
      } else if (form.revision(row.text()).isPresent()) {
        if (!marked) {
          form.mark(revision).ifPresent(lines::add);
        }
        marked = true;
      } else {
        lines.add(row.text());
      }
    }
    put.values().forEach(line -> lines.add(encoded(line)));
    lines.addAll(last);
    return bytes(form.kind() == Kind.JSON ? separated(lines, form) : lines);
  }

  private static String encoded(String line) {
    return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Between two elements of JSON stands a comma, and none behind the last. */
  private static List<String> separated(List<String> lines, Form form) {
    List<String> separated = new ArrayList<>(lines);
    boolean last = true;
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i).stripTrailing();
      if (form.row(2, line).address().isPresent()) {
        String element = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
        separated.set(i, last ? element : element + ",");
        last = false;
      }
    }
    return separated;
  }

  /** Whether others left it in a way in which its reader would not read it. */
  boolean untidy(Form form) {
    List<String> lines = rows.stream().map(Row::text).toList();
    return form.kind() == Kind.JSON && !separated(lines, form).equals(lines);
  }

  private static byte[] bytes(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Everybody who stands in it. */
  Set<IpBlock> addresses() {
    Set<IpBlock> addresses = new HashSet<>();
    rows.forEach(row -> row.address().ifPresent(addresses::add));
    return addresses;
  }
}
