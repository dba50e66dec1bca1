package org.gaoler.commands.verbs;

/** Says that a command was not understood, and what would be. */
final class Usage extends Exception {

  private static final long serialVersionUID = 1;

  Usage(String message) {
    super(message);
  }
}
