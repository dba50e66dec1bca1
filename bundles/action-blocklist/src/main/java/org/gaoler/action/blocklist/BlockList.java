package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

  /** An edit is looked at once the file was left alone for so long. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private static final int ATTEMPTS = 20;
  private static final long LONGEST = 64L << 20;

  private final Path file;
  private final Form form;
  private final Clock clock;
  private final Claims claims;
  private final Replacement replacement;
  private final Complaints complaints = new Complaints();
  private final Map<String, Party> parties = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private Optional<Stat> known = Optional.empty();
  private boolean suspect = true;
  private boolean gone = true;
  private Edits edits = Edits.none(0);

  /**
   * Names a list; touches nothing.
   *
   * @param file its real path
   * @param wanted what the first of its jails asks for
   * @param clock the present
   */
  BlockList(Path file, Wanted wanted, Clock clock) {
    this.file = file;
    this.form = wanted.form();
    this.clock = clock;
    this.claims = new Claims(file.resolveSibling("." + file.getFileName() + ".gaoler"), form);
    this.replacement = new Replacement(file, wanted.mode());
  }

  Path file() {
    return file;
  }

  Path memory() {
    return claims.file();
  }

  Form form() {
    return form;
  }

  Complaints complaints() {
    return complaints;
  }

  /** A jail keeps its bans here from now on. */
  void join(Party party) {
    lock.lock();
    try {
      parties.put(party.jail(), party);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A jail keeps its bans here no more; they stay.
   *
   * @return whether that was the last one
   */
  boolean leave(Party party) {
    lock.lock();
    try {
      parties.remove(party.jail(), party);
      return parties.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The jails that keep their bans here. */
  List<Party> parties() {
    lock.lock();
    try {
      return List.copyOf(parties.values());
    } finally {
      lock.unlock();
    }
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
            "block list " + file + " cannot be written: others change it again and again");
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean applied(Party party, List<Ban> bans, List<Offender> unbans) throws Fault {
    long next = claims.revision() + 1;
    Revision made = new Revision(next, form, claims, edits, clock.instant());
    for (Offender unban : unbans) {
      made.unban(party, (IpBlock) unban);
    }
    for (Ban ban : bans) {
      made.ban(party, ban);
    }
    return written(made.change(parties), next);
  }

  private boolean written(Sheet.Change change, long next) throws Fault {
    if (change.none()) {
      claims.commit();
      return true;
    }
    Optional<Sheet> sheet = read();
    suspect = true;
    if (sheet.isEmpty()) {
      return false;
    }
    byte[] bytes = sheet.get().after(change, form, next);
    claims.announce(sheet.get(), next, bytes);
    claims.commit();
    Optional<Stat> now = replacement.with(bytes, known);
    if (now.isPresent()) {
      known = now;
      suspect = false;
      gone = false;
      claims.atLeast(next);
      edits = edits.written(next, change);
    }
    return now.isPresent();
  }

  /** The list as we know it; empty if it was changed meanwhile. */
  private Optional<Sheet> read() throws Fault {
    try {
      byte[] bytes = known.isPresent() ? Files.readAllBytes(file) : new byte[0];
      return Stat.of(file).equals(known) ? Optional.of(Sheet.read(bytes, form)) : Optional.empty();
    } catch (IOException failed) {
      throw new Fault("block list " + Refusal.of(file, "read", failed), failed);
    }
  }

  /** Takes notice of what others have done, if they have done anything. */
  private void look() throws Fault, InterruptedException {
    suspect |= claims.refresh();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!suspect && Stat.of(file).equals(known)) {
        return;
      }
      known = settled();
      if (known.filter(stat -> stat.size() > LONGEST).isPresent()) {
        throw new Fault("block list " + file + " is longer than 64 MiB; name another with path");
      }
      Optional<Sheet> sheet = read();
      suspect = sheet.isEmpty();
      if (sheet.isPresent()) {
        taken(sheet.get());
      }
    }
  }

  private Optional<Stat> settled() throws Fault, InterruptedException {
    Optional<Stat> last = Stat.of(file);
    for (int attempt = 0; attempt < ATTEMPTS && young(last); attempt++) {
      quiet.awaitNanos(QUIET.toNanos());
      Optional<Stat> now = Stat.of(file);
      if (now.equals(last)) {
        return now;
      }
      last = now;
    }
    return last;
  }

  /** Somebody may be about to write more, or to put a new file in the place of the old one. */
  private boolean young(Optional<Stat> stat) {
    if (stat.isEmpty() || stat.get().size() == 0) {
      return !claims.all().isEmpty();
    }
    Instant written = stat.get().written().toInstant();
    return Duration.between(written, clock.instant()).abs().compareTo(QUIET) < 0;
  }

  private void taken(Sheet sheet) throws Fault {
    gone = sheet.blank();
    if (gone) {
      if (!claims.all().isEmpty()) {
        LOG.warn("block list {} is gone or empty: its bans are put back", file);
      }
      claims.clear();
      claims.commit();
      edits = Edits.none(claims.revision());
      return;
    }
    sheet.revision().ifPresent(claims::atLeast);
    edits = Edits.of(sheet, claims);
    complaints.flaws(
        sheet.rows().stream()
            .flatMap(row -> row.flaw().map(flaw -> place(row.number()) + ": " + flaw).stream())
            .toList());
    complaints.keep(wanted());
  }

  /** Names the list and a line of it, for messages. */
  String place(int line) {
    return "block list " + file + (line > 0 ? " line " + line : "");
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
      return read().stream()
          .flatMap(sheet -> sheet.rows().stream())
          .filter(row -> row.address().filter(unit::equals).isPresent())
          .map(row -> file + ":" + row.number() + ": " + row.text().strip())
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
    List<Wish> wishes = new ArrayList<>();
    if (parties.isEmpty()) {
      return wishes;
    }
    String first = parties.keySet().iterator().next();
    edits.added().forEach((who, line) -> wishes.add(new Wish(true, who, first, who, line)));
    for (IpBlock who : edits.deleted()) {
      claims
          .all()
          .get(who)
          .holders()
          .forEach((jail, held) -> wishes.add(new Wish(false, who, jail, held.unit(), 0)));
    }
    return wishes;
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
        claims.commit();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Somebody whose line was deleted is no ban of a jail. */
  void forgotten(Wish wish) throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      look();
      claims.drop(wish.address(), wish.jail(), claims.revision());
      claims.commit();
      suspect = true;
    } finally {
      lock.unlock();
    }
  }
}
