package org.gaoler.action.blocklist;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.gaoler.action.blocklist.Claim.Held;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One list, of one jail or of several: brings together what core says and what others edit. Safe
 * for use by any thread.
 *
 * <p>Every revision of the list has a number. A line that is missing counts as deleted by hand only
 * if whoever did so had it before them; a line that appears counts as added by hand only if it was
 * not ours and removed since. So neither an editor that was open meanwhile nor a crash between two
 * writes does harm.
 */
final class BlockList {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private static final int ATTEMPTS = 20;

  private final Form form;
  private final Clock clock;
  private final Claims claims;
  private final Memory memory;
  private final ListFile file;
  private final Parties parties = new Parties();
  private final Complaints complaints = new Complaints(parties::ring);
  private final ReentrantLock lock = new ReentrantLock();
  private boolean suspect = true;
  private boolean gone = true;
  private Edits edits = Edits.none(0);
  private final Set<IpBlock> lifting = new HashSet<>();

  /** Names a list by its real path, as the first of its jails wants it; touches nothing. */
  BlockList(Path file, Wanted wanted, Clock clock) {
    this.form = wanted.form();
    this.clock = clock;
    this.claims = new Claims(form);
    this.memory = new Memory(file.resolveSibling("." + file.getFileName() + ".gaoler"), claims);
    this.file = new ListFile(file, wanted, lock.newCondition(), clock);
  }

  Path path() {
    return file.path();
  }

  Path memory() {
    return memory.file();
  }

  Form form() {
    return form;
  }

  Complaints complaints() {
    return complaints;
  }

  /** The jails that keep their bans here. */
  Parties parties() {
    return parties;
  }

  /** Brings bans and unbans of a jail in. */
  void apply(Party party, List<Ban> bans, List<Offender> unbans)
      throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      boolean done = false;
      for (int attempt = 0; !done && attempt < ATTEMPTS; attempt++) {
        look();
        done = applied(party, bans, unbans);
      }
      if (!done) {
        throw new Fault(
            "block list " + path() + " cannot be written: others change it again and again");
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean applied(Party party, List<Ban> bans, List<Offender> unbans) throws Fault {
    long next = claims.revision() + 1;
    Revision made = new Revision(next, form, claims, edits, clock.instant());
    made.lifting(lifting);
    for (Offender unban : unbans) {
      made.unban(party, (IpBlock) unban);
    }
    for (Ban ban : bans) {
      made.ban(party, ban);
    }
    suspect |= made.rewritten();
    return written(made.change(parties), next);
  }

  private boolean written(Sheet.Change change, long next) throws Fault {
    if (change.none()) {
      memory.commit(true);
      return true;
    }
    Optional<Sheet> sheet = file.read();
    boolean again = suspect;
    suspect = true;
    if (sheet.isEmpty()) {
      return false;
    }
    byte[] bytes = sheet.get().after(change, form, next);
    claims.confirm(edits.base(), sheet.get().sum());
    memory.commit(true);
    if (!file.replace(bytes)) {
      return false;
    }
    claims.confirm(next, Sheet.sum(bytes));
    memory.commit(false);
    edits = edits.written(next, change);
    gone = false;
    suspect = again;
    return true;
  }

  /** Takes notice of what others have done, if they have done anything. */
  private void look() throws Fault, InterruptedException {
    suspect |= memory.refresh();
    for (int attempt = 0; attempt < ATTEMPTS && (suspect || file.changed()); attempt++) {
      // Others have the lock while we wait for an editor to finish.
      suspect = true;
      Optional<Sheet> sheet = file.settled(!claims.all().isEmpty());
      suspect = sheet.isEmpty();
      if (sheet.isPresent()) {
        taken(sheet.get());
      }
    }
  }

  private void taken(Sheet sheet) throws Fault {
    gone = sheet.blank();
    if (gone) {
      if (!claims.all().isEmpty()) {
        LOG.warn("block list {} is gone or empty: its bans are put back", path());
        parties.ring();
      }
      claims.clear();
      memory.commit(true);
      edits = Edits.none(claims.revision());
      return;
    }
    if (form.kind() == Kind.JSON && sheet.revision().isEmpty()) {
      throw new Fault(place(1) + ": no list that was written here; name another with option path");
    }
    sheet.revision().ifPresent(claims::atLeast);
    edits = Edits.of(sheet, claims, form);
    if (edits.lost().size() + edits.left().size() > 0) {
      LOG.info(
          "block list {} was saved from a copy of revision {}, which is old: {} who came since are"
              + " put back, {} who went since are taken out again",
          path(),
          edits.base(),
          edits.lost().size(),
          edits.left().size());
    }
    complaints.flaws(
        sheet.rows().stream()
            .flatMap(row -> row.flaw().map(flaw -> place(row.number()) + ": " + flaw).stream())
            .toList());
    complaints.keep(wanted());
  }

  /** Names the list and a line of it, for messages. */
  String place(int line) {
    return "block list " + path() + (line > 0 ? " line " + line : "");
  }

  /** Who is banned by a jail. */
  List<Ban> inForce(String jail) throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      mend();
      Set<Ban> bans = new LinkedHashSet<>();
      claims
          .all()
          .forEach(
              (address, claim) -> {
                Held held = claim.holders().get(jail);
                if (held != null && !edits.lost().contains(address)) {
                  Instant until = form.tellsEnd() ? held.until() : TimeSpan.FOREVER;
                  bans.add(new Ban(held.unit(), until));
                }
              });
      return List.copyOf(bans);
    } finally {
      lock.unlock();
    }
  }

  /** Where somebody stands, as {@code FILE:LINE: TEXT}. */
  Optional<String> locate(IpBlock unit) throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      look();
      return file.read().stream()
          .flatMap(sheet -> sheet.rows().stream())
          .filter(row -> row.address().filter(unit::equals).isPresent())
          .map(row -> path() + ":" + row.number() + ": " + row.text().strip())
          .findFirst();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Looks and puts back what somebody overwrote who did not know of it.
   *
   * @return whether the list is gone altogether
   */
  boolean mend() throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      boolean done = false;
      for (int attempt = 0; !done && attempt < ATTEMPTS; attempt++) {
        look();
        long next = claims.revision() + 1;
        Revision made = new Revision(next, form, claims, edits, clock.instant());
        done = written(made.change(parties), next);
      }
      return gone;
    } finally {
      lock.unlock();
    }
  }

  /** What those want who have edited it, first lines first. */
  List<Wish> wishes() throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      look();
      return wanted();
    } finally {
      lock.unlock();
    }
  }

  private List<Wish> wanted() {
    return parties.all().stream()
        .findFirst()
        .map(first -> Wish.all(edits, claims, first.jail()))
        .orElse(List.of());
  }

  /** Whether somebody still wants this. */
  boolean wants(Wish wish) throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      look();
      return wish.ban()
          ? edits.added().containsKey(wish.address())
          : edits.deleted().contains(wish.address());
    } finally {
      lock.unlock();
    }
  }

  /** A line that was added is now the ban of a jail, which may have banned a wider network. */
  void granted(Wish wish, Held held) throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      look();
      if (edits.added().containsKey(wish.address())) {
        claims.hold(wish.address(), wish.jail(), held, edits.base(), true);
        edits.settled(wish.address());
        memory.commit(true);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A line that was granted is no ban of a jail: whoever wrote it still wants it. */
  void revoked(Wish wish) throws Fault, InterruptedException {
    dropped(wish, edits -> edits.base());
  }

  /** Whether somebody is just being unbanned since the line was deleted. */
  void lifting(Wish wish, boolean begin) {
    lock.lock();
    try {
      if (begin) {
        lifting.add(wish.address());
      } else {
        lifting.remove(wish.address());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Somebody whose line was deleted is no ban of a jail. */
  void forgotten(Wish wish) throws Fault, InterruptedException {
    dropped(wish, edits -> edits.deleted().contains(wish.address()) ? claims.revision() : -1);
  }

  private void dropped(Wish wish, ToLongFunction<Edits> since) throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      look();
      long at = since.applyAsLong(edits);
      // who is banned again meanwhile stays
      if (at >= 0) {
        claims.drop(wish.address(), wish.jail(), at);
        memory.commit(true);
      }
      suspect = true;
    } finally {
      lock.unlock();
    }
  }
}
