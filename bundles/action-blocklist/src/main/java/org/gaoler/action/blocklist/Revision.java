package org.gaoler.action.blocklist;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.action.blocklist.Claim.Held;
import org.gaoler.api.Ban;
import org.gaoler.api.IpBlock;
import org.gaoler.api.TimeSpan;

/** The next revision of a list in the making: notes claims and gathers what is to be written. */
final class Revision {

  private final long number;
  private final Form form;
  private final Claims claims;
  private final Edits edits;
  private final Instant now;
  private final Map<IpBlock, String> put = new LinkedHashMap<>();
  private final Set<IpBlock> gone = new HashSet<>();
  private Set<IpBlock> lifting = Set.of();
  private boolean rewritten;

  Revision(long number, Form form, Claims claims, Edits edits, Instant now) {
    this.number = number;
    this.form = form;
    this.claims = claims;
    this.edits = edits;
    this.now = now;
  }

  void unban(Party party, IpBlock unit) {
    if (edits.added().containsKey(unit) && !lifting.contains(unit)) {
      // Lifted before its line became ours.
      edits.settled(unit);
      gone.add(unit);
    }
    for (IpBlock address : claims.of(unit)) {
      Claim claim = claims.all().get(address);
      if (claim != null && claim.heldBy(party.jail(), unit)) {
        // Whoever deleted a line by hand may well write it again, perhaps has done so already.
        boolean byHand = edits.deleted().contains(address) || lifting.contains(address);
        claims.drop(address, party.jail(), byHand ? edits.base() : number);
        if (!claims.all().containsKey(address)) {
          rewritten |= byHand && !edits.deleted().contains(address);
          edits.settled(address);
          if (!byHand) {
            gone.add(address);
          }
        }
      }
    }
  }

  /** Says who is being unbanned since the line was deleted. */
  void lifting(Set<IpBlock> those) {
    lifting = Set.copyOf(those);
  }

  /** Whether somebody deleted a line and wrote it again. */
  boolean rewritten() {
    return rewritten;
  }

  void ban(Party party, Ban ban) {
    IpBlock address = (IpBlock) ban.offender();
    if (party.permanentOnly() && ban.until().isBefore(TimeSpan.FOREVER)) {
      if (claims.all().containsKey(address)) {
        unban(party, address);
      }
      return;
    }
    Claim old = claims.all().get(address);
    boolean added = edits.added().containsKey(address);
    boolean stands =
        added
            || old != null && !edits.deleted().contains(address) && !edits.lost().contains(address);
    boolean byHand = stands && (old == null ? added : old.byHand());
    Held held = new Held(address, ban.until());
    boolean renewed = old == null || !held.equals(old.holders().get(party.jail()));
    long standing = old == null ? edits.base() : old.since();
    claims.hold(address, party.jail(), held, stands ? standing : number, byHand);
    if (!stands || form.tellsEnd() && !byHand && renewed) {
      put.put(address, line(party, ban));
    } else {
      edits.settled(address);
    }
    gone.remove(address);
  }

  private String line(Party party, Ban ban) {
    Entry entry = Entry.of(ban, party.jail(), party.sentences().apply(ban.offender()), now);
    return form.line(entry);
  }

  /** All that is to be written, with what others overwrote or brought back unwittingly. */
  Sheet.Change change(Parties parties) {
    for (IpBlock left : edits.left()) {
      if (!put.containsKey(left) && !claims.all().containsKey(left)) {
        gone.add(left);
      }
    }
    for (IpBlock lost : edits.lost()) {
      Optional<Claim> claim = Optional.ofNullable(claims.all().get(lost));
      if (claim.isPresent() && !put.containsKey(lost)) {
        put.put(lost, line(lost, claim.get(), parties));
      }
    }
    return new Sheet.Change(put, gone, edits.untidy());
  }

  private String line(IpBlock address, Claim claim, Parties parties) {
    List<String> jails = claim.holders().keySet().stream().sorted().toList();
    String jail = jails.get(0);
    Ban ban = new Ban(address, claim.holders().get(jail).until());
    return parties
        .of(jail)
        .map(each -> line(each, ban))
        .orElseGet(() -> form.line(Entry.of(ban, jail, Optional.empty(), now)));
  }
}
