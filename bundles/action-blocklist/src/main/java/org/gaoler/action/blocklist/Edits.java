package org.gaoler.action.blocklist;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.gaoler.api.IpBlock;

/**
 * What others did to a list since it was written. Guarded by the list's lock.
 *
 * @param base the revision that they had before them
 * @param added who is nobody's ban, with the number of the line
 * @param deleted who is a ban and was deleted
 * @param lost who is a ban and was not there yet when they began
 * @param left who was a ban and was removed after they began
 * @param untidy whether its reader would not read it
 */
record Edits(
    long base,
    Map<IpBlock, Integer> added,
    Set<IpBlock> deleted,
    Set<IpBlock> lost,
    Set<IpBlock> left,
    boolean untidy) {

  static Edits none(long base) {
    return none(base, false);
  }

  private static Edits none(long base, boolean untidy) {
    return new Edits(
        base, new LinkedHashMap<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), untidy);
  }

  static Edits of(Sheet sheet, Claims claims, Form form) {
    long base = claims.base(sheet);
    Edits edits = none(base, sheet.untidy(form));
    Set<IpBlock> standing = new HashSet<>();
    for (Row row : sheet.rows()) {
      if (row.address().isPresent() && standing.add(row.address().get())) {
        IpBlock address = row.address().get();
        if (claims.removed(address).filter(at -> at > base).isPresent()) {
          edits.left.add(address);
        } else if (!claims.all().containsKey(address)) {
          edits.added.put(address, row.number());
        }
      }
    }
    claims
        .all()
        .forEach(
            (address, claim) -> {
              if (!standing.contains(address)) {
                (claim.since() > base ? edits.lost : edits.deleted).add(address);
              }
            });
    return edits;
  }

  /** The list stands as it was written now. */
  Edits written(long revision, Sheet.Change change) {
    change.put().keySet().forEach(this::settled);
    return new Edits(revision, added, deleted, new HashSet<>(), new HashSet<>(), false);
  }

  /** Somebody's line is where it should be, or not where it should not. */
  void settled(IpBlock address) {
    added.remove(address);
    deleted.remove(address);
  }
}
