package org.gaoler.core.names;

import java.util.List;
import org.gaoler.api.IpBlock;

/**
 * What came of looking a name up.
 *
 * @param addresses empty if it has none
 * @param trouble why it has none, in a few words; empty if it has
 * @param dropped whether nobody was asked because too much was waiting
 */
public record Answer(List<IpBlock> addresses, String trouble, boolean dropped) {

  static final Answer DROPPED = new Answer(List.of(), "too many names were waiting", true);

  public Answer {
    addresses = List.copyOf(addresses);
  }

  static Answer found(List<IpBlock> addresses) {
    return new Answer(addresses, "", false);
  }

  static Answer none(String why) {
    return new Answer(List.of(), why, false);
  }
}
