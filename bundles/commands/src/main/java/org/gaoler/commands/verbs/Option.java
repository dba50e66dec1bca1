package org.gaoler.commands.verbs;

/**
 * A word that begins with a hyphen, in any place.
 *
 * @param name such as {@code --for}
 * @param value what follows it as help shows it; empty if nothing does
 * @param expected what the value names
 * @param purpose what it is good for
 */
record Option(String name, String value, Expected expected, String purpose) {

  static final Option JSON = flag("--json", "answer in JSON, with the keys the manual lists");
  static final Option HELP = flag("--help", "explain this verb");

  static Option flag(String name, String purpose) {
    return new Option(name, "", Expected.NOTHING, purpose);
  }

  boolean takesValue() {
    return expected != Expected.NOTHING;
  }

  /** The option as usage shows it. */
  @Override
  public String toString() {
    return takesValue() ? name + " " + value : name;
  }
}
