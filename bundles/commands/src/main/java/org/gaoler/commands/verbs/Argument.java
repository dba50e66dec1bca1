package org.gaoler.commands.verbs;

/**
 * A word that stands in its place.
 *
 * @param name as help shows it
 * @param expected what it names
 * @param required whether it may not be left out
 */
record Argument(String name, Expected expected, boolean required) {

  static Argument required(String name, Expected expected) {
    return new Argument(name, expected, true);
  }

  static Argument optional(String name, Expected expected) {
    return new Argument(name, expected, false);
  }

  @Override
  public String toString() {
    return required ? name : "[" + name + "]";
  }
}
