package org.gaoler.itests.netns;

/**
 * What an ssh client saw of a login.
 *
 * @param kind in one word
 * @param said by the client, in its own words
 * @param millis how long it took, in milliseconds
 */
public record SshAnswer(Kind kind, String said, double millis) {

  /** The outcomes that matter here. */
  public enum Kind {
    /** The server let the client in. */
    LET_IN,
    /** The server answered that the password or key is wrong. */
    DENIED,
    /** No packet came back. */
    TIMED_OUT,
    /** The connection was turned away, or cut while it was open. */
    CUT
  }

  static SshAnswer of(Command.Outcome outcome) {
    String said = outcome.err().strip();
    return new SshAnswer(kind(outcome.exit(), said), said, outcome.millis());
  }

  private static Kind kind(int exit, String said) {
    if (exit == 0) {
      return Kind.LET_IN;
    }
    if (said.contains("Permission denied")) {
      return Kind.DENIED;
    }
    return said.contains("timed out") ? Kind.TIMED_OUT : Kind.CUT;
  }
}
