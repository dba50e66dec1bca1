package org.gaoler.core.jail;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Failure;
import org.gaoler.api.Offender;
import org.gaoler.api.Token;
import org.gaoler.core.names.HostName;

/**
 * A failure that waits for the addresses of its offender's name.
 *
 * @param id unlike that of any other inquiry of the jail
 * @param name what is looked up
 * @param source the file or journal that its line came from
 * @param failure the failure as the filter recognised it, its lines cut to one
 */
record Inquiry(long id, HostName name, String source, Failure failure) {

  private static final int PARTS = 7;

  /** The failure as one of an address that the name has. */
  Failure of(Offender address) {
    return new Failure(
        address,
        failure.when(),
        failure.user(),
        failure.fields(),
        failure.weight(),
        failure.lines());
  }

  /** All of it that counting needs, as the store keeps it. */
  String memory() {
    String line = failure.lines().isEmpty() ? "" : failure.lines().get(0);
    return String.join(
        "\t",
        name.text(),
        failure.lookup().name(),
        failure.when().toString(),
        Integer.toString(failure.weight()),
        escaped(source),
        failure.user().map(user -> "=" + escaped(user)).orElse(""),
        escaped(line));
  }

  /** Reads what {@link #memory} wrote; empty if it was somebody else. */
  static Optional<Inquiry> read(long id, String memory) {
    String[] parts = memory.split("\t", -1);
    Optional<HostName> name = HostName.parse(parts[0]);
    if (parts.length != PARTS || name.isEmpty()) {
      return Optional.empty();
    }
    try {
      Failure failure =
          new Failure(
              new Token(name.get().text()),
              Instant.parse(parts[2]),
              parts[5].isEmpty() ? Optional.empty() : Optional.of(plain(parts[5].substring(1))),
              Map.of(),
              Integer.parseInt(parts[3]),
              List.of(plain(parts[6])),
              Failure.Lookup.valueOf(parts[1]));
      return Optional.of(new Inquiry(id, name.get(), plain(parts[4]), failure));
    } catch (DateTimeException | IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\t", "\\t");
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        c = text.charAt(i) == 't' ? '\t' : text.charAt(i);
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
