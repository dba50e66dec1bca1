package org.gaoler.tester.words;

import java.util.List;

/**
 * A word that begins with a hyphen.
 *
 * @param names all of them; the last is its own, by which it is asked for
 * @param value what follows it as help shows it; empty if nothing does
 * @param purpose what it is good for, in one line
 */
public record Choice(List<String> names, String value, String purpose) {

  public Choice {
    names = List.copyOf(names);
  }

  /** One that stands alone. */
  public static Choice flag(String purpose, String... names) {
    return new Choice(List.of(names), "", purpose);
  }

  /** One that is followed by a value. */
  public static Choice of(String value, String purpose, String... names) {
    return new Choice(List.of(names), value, purpose);
  }

  /** The name it is asked for by. */
  public String name() {
    return names.get(names.size() - 1);
  }

  /** Whether a value follows. */
  public boolean takesValue() {
    return !value.isEmpty();
  }

  /** Its names and value as help shows them. */
  @Override
  public String toString() {
    return String.join(", ", names) + (takesValue() ? " " + value : "");
  }
}
