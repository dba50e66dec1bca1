package org.gaoler.commands.verbs;

import java.util.Optional;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Token;
import org.gaoler.api.operate.Operator;

/** Reads whom a command is about. */
final class Offenders {

  private static final String ACCEPTED =
      "expected is an address such as 192.0.2.1 or 2001:db8::1,"
          + " or a network such as 192.0.2.0/24";

  private Offenders() {}

  /**
   * Reads an address or network.
   *
   * @throws Usage if it is none; a slip of the pen must not ban a word
   */
  static IpBlock address(String verb, String text) throws Usage {
    return IpBlock.parse(text)
        .orElseThrow(
            () -> new Usage(verb + ": " + Words.shown(text) + " is no address; " + ACCEPTED));
  }

  /**
   * Reads an address, a network, or any other identity that is banned at present.
   *
   * @throws Usage if it is none of these
   */
  static Offender known(String verb, String text, Operator operator) throws Usage {
    Optional<IpBlock> block = IpBlock.parse(text);
    if (block.isPresent() || text.isBlank()) {
      return block.orElseThrow(() -> new Usage(verb + ": the address is empty; " + ACCEPTED));
    }
    Token token = new Token(text);
    for (Sentence sentence : operator.banned()) {
      if (sentence.offender().equals(token)) {
        return token;
      }
    }
    throw new Usage(
        verb
            + ": "
            + Words.shown(text)
            + " is no address and nothing of that name is banned; "
            + ACCEPTED);
  }
}
