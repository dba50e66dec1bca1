package org.gaoler.backend.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One entry of the journal: its fields, and the log line that filters see. */
final class JournalEntry {

  /** The fields that a line is made of. */
  static final String WANTED =
      "MESSAGE,_HOSTNAME,SYSLOG_IDENTIFIER,_COMM,SYSLOG_PID,_PID,_TRANSPORT,"
          + "_SOURCE_REALTIME_TIMESTAMP,_SOURCE_MONOTONIC_TIMESTAMP";

  private static final byte[] NEW_LINE = {'\\', 'n'};
  private static final double MICROS = 1e6;

  private final Map<String, byte[]> fields = new LinkedHashMap<>();

  /** Adds a field; a field that comes again is joined to the first by a blank. */
  void add(String name, byte[] value) {
    fields.merge(name, value, JournalEntry::join);
  }

  private static byte[] join(byte[] one, byte[] two) {
    ByteArrayOutputStream both = new ByteArrayOutputStream(one.length + two.length + 1);
    both.writeBytes(one);
    both.write(' ');
    both.writeBytes(two);
    return both.toByteArray();
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  /** Where the entry is in the journal. */
  Optional<String> cursor() {
    return text("__CURSOR");
  }

  /** When it happened, in microseconds since the epoch; when it was received if that is unknown. */
  OptionalLong micros() {
    OptionalLong source = number("_SOURCE_REALTIME_TIMESTAMP");
    return source.isPresent() ? source : number("__REALTIME_TIMESTAMP");
  }

  /** {@code HOST IDENT[PID]: MESSAGE}; a line feed in the message is written as {@code \n}. */
  byte[] line() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text("_HOSTNAME").ifPresent(host -> part(out, host));
    Optional<String> identifier = text("SYSLOG_IDENTIFIER").or(() -> text("_COMM"));
    identifier.ifPresent(name -> part(out, name + process() + ':'));
    if (text("_TRANSPORT").equals(Optional.of("kernel"))) {
      monotonic().ifPresent(time -> part(out, time));
    }
    if (out.size() > 0) {
      out.write(' ');
    }
    for (byte b : fields.getOrDefault("MESSAGE", new byte[0])) {
      if (b == '\n') {
        out.writeBytes(NEW_LINE);
      } else {
        out.write(b);
      }
    }
    return out.toByteArray();
  }

  private static void part(ByteArrayOutputStream out, String text) {
    if (out.size() > 0) {
      out.write(' ');
    }
    out.writeBytes(text.replace("\n", "\\n").getBytes(StandardCharsets.UTF_8));
  }

  private String process() {
    return text("SYSLOG_PID").or(() -> text("_PID")).map(pid -> '[' + pid + ']').orElse("");
  }

  private Optional<String> monotonic() {
    OptionalLong source = number("_SOURCE_MONOTONIC_TIMESTAMP");
    OptionalLong micros = source.isPresent() ? source : number("__MONOTONIC_TIMESTAMP");
    return micros.isEmpty()
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "[%12.6f]", micros.getAsLong() / MICROS));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name))
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  private OptionalLong number(String name) {
    Optional<String> digits = text(name).filter(text -> text.matches("[0-9]{1,18}"));
    return digits.isPresent()
        ? OptionalLong.of(Long.parseLong(digits.get()))
        : OptionalLong.empty();
  }
}
