package org.gaoler.action.blocklist;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.IpBlock;

/**
 * What somebody wants who has edited a list.
 *
 * @param ban whether a line was added; else one was deleted
 * @param address whose line
 * @param jail that is to ban or unban
 * @param unit whom it is to ban or unban
 * @param line where the line stands; 0 if it does not
 */
record Wish(boolean ban, IpBlock address, String jail, IpBlock unit, int line) {

  /** What those want who made these edits, bans first, in the order of the lines. */
  static List<Wish> all(Edits edits, Claims claims, String jail) {
    List<Wish> wishes = new ArrayList<>();
    edits.added().forEach((who, line) -> wishes.add(new Wish(true, who, jail, who, line)));
    for (IpBlock who : edits.deleted()) {
      claims
          .all()
          .get(who)
          .holders()
          .forEach((holder, held) -> wishes.add(new Wish(false, who, holder, held.unit(), 0)));
    }
    return wishes;
  }
}
