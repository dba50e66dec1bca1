package org.gaoler.action.blocklist;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.action.blocklist.Claim.Held;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;

/**
 * What was written into a list, so that what others did to it can be told from that: a small file
 * beside the list to which every change is appended <em>before</em> the list itself is replaced.
 * Guarded by the list's lock.
 */
final class Claims {

  /** No jail is called so. */
  private static final String NOBODY = "*";

  private static final int REMEMBERED = 1000;
  private static final int SUMS = 4;

  /** Records beyond this many for each claim are worth a new file. */
  private static final int WASTE = 4;

  private final Path file;
  private final Form form;
  private final Map<IpBlock, Claim> claims = new HashMap<>();

  /** Of units other than the address itself: whose lines they cover. */
  private final Map<IpBlock, Set<IpBlock>> covered = new HashMap<>();

  private final Map<IpBlock, Long> removed = new LinkedHashMap<>();
  private final Map<Long, Long> sums = new LinkedHashMap<>();
  private final StringBuilder pending = new StringBuilder();
  private long revision;
  private int records;
  private Optional<Stat> known = Optional.empty();

  Claims(Path file, Form form) {
    this.file = file;
    this.form = form;
  }

  Path file() {
    return file;
  }

  Map<IpBlock, Claim> all() {
    return claims;
  }

  /** The lines that stand for a ban: its own, and those added by hand that it came to cover. */
  List<IpBlock> of(IpBlock unit) {
    List<IpBlock> lines = new ArrayList<>(covered.getOrDefault(unit, Set.of()));
    lines.add(unit);
    return lines;
  }

  /** The latest revision of the list that was begun to be written. */
  long revision() {
    return revision;
  }

  /** The revision at which somebody's line was removed; empty if that is forgotten. */
  Optional<Long> removed(IpBlock address) {
    return Optional.ofNullable(removed.get(address));
  }

  /** From which revision a sheet was made. */
  long base(Sheet sheet) {
    if (sheet.revision().isPresent()) {
      return Math.min(revision, sheet.revision().getAsLong());
    }
    return sums.entrySet().stream()
        .filter(each -> each.getValue() == sheet.sum())
        .map(Map.Entry::getKey)
        .reduce((older, newer) -> newer)
        .orElse(revision);
  }

  /**
   * Reads the file anew if somebody else has changed it, or if what was noted did not reach it.
   *
   * @return whether it was read
   */
  boolean refresh() throws Fault {
    Optional<Stat> now = Stat.of(file);
    boolean other = !pending.isEmpty() || !now.equals(known);
    if (other) {
      forgetAll();
      if (now.isPresent()) {
        read();
      }
      known = now;
    }
    return other;
  }

  private void forgetAll() {
    pending.setLength(0);
    claims.clear();
    covered.clear();
    removed.clear();
    sums.clear();
    revision = 0;
    records = 0;
  }

  private void read() throws Fault {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      int whole = text.lastIndexOf('\n') + 1;
      text.substring(0, whole).lines().forEach(this::played);
      // What was torn by a crash is the last line, and the list was not changed after it.
      records = whole < text.length() ? Integer.MAX_VALUE : records;
    } catch (IOException failed) {
      throw new Fault("memory of a block list: " + Refusal.of(file, "read", failed), failed);
    }
  }

  private void played(String line) {
    records++;
    String[] words = line.split(" ", 8);
    if (words.length >= 3 && words[1].matches("\\d{1,15}")) {
      played(words, Long.parseLong(words[1]));
    }
  }

  private void played(String[] words, long at) {
    revision = Math.max(revision, at);
    if (words[0].equals("=") && words[2].matches("-?\\d{1,19}")) {
      summed(at, Long.parseLong(words[2]));
    } else if (words[0].equals("x")) {
      claims.clear();
    } else if (words[0].equals("-") && words.length >= 4) {
      IpBlock.parse(words[3]).ifPresent(address -> dropped(words[2], address, at));
    } else if (words[0].equals("+") && words.length == 8 && words[5].matches("\\d{1,15}")) {
      Instant until = Instant.ofEpochSecond(Long.parseLong(words[5]));
      IpBlock.parse(words[3])
          .ifPresent(
              unit ->
                  IpBlock.parse(words[4])
                      .ifPresent(
                          address -> held(address, words[2], new Held(unit, until), at, words[6])));
    }
  }

  private void held(IpBlock address, String jail, Held held, long at, String byHand) {
    Map<String, Held> holders = new HashMap<>();
    Claim old = claims.get(address);
    if (old != null) {
      holders.putAll(old.holders());
    }
    holders.put(jail, held);
    if (!held.unit().equals(address)) {
      covered.computeIfAbsent(held.unit(), unseen -> new HashSet<>()).add(address);
    }
    claims.put(address, new Claim(at, byHand.equals("1"), holders));
    removed.remove(address);
  }

  private void dropped(String jail, IpBlock address, long at) {
    if (jail.equals(NOBODY)) {
      removed.put(address, at);
    }
    Claim claim = claims.get(address);
    if (claim == null || !claim.holders().containsKey(jail)) {
      return;
    }
    Map<String, Held> holders = new HashMap<>(claim.holders());
    Held held = holders.remove(jail);
    covered.getOrDefault(held.unit(), new HashSet<>()).remove(address);
    if (holders.isEmpty()) {
      claims.remove(address);
      removed.put(address, at);
      if (removed.size() > REMEMBERED) {
        removed.remove(removed.keySet().iterator().next());
      }
    } else {
      claims.put(address, new Claim(claim.since(), claim.byHand(), holders));
    }
  }

  private void summed(long at, long sum) {
    sums.remove(at);
    sums.put(at, sum);
    if (sums.size() > SUMS) {
      sums.remove(sums.keySet().iterator().next());
    }
  }

  /** Notes that a jail bans somebody whose line stands, or is about to, in the list. */
  void hold(IpBlock address, String jail, Held held, long since, boolean byHand) {
    Claim old = claims.get(address);
    if (old == null || !held.equals(old.holders().get(jail)) || old.since() != since) {
      held(address, jail, held, since, byHand ? "1" : "0");
      pending.append(plus(address, jail, held, since, byHand));
    }
  }

  private String plus(IpBlock address, String jail, Held held, long since, boolean byHand) {
    long until = held.until().getEpochSecond();
    String hand = byHand ? " 1 " : " 0 ";
    return "+ "
        + since
        + ' '
        + jail
        + ' '
        + held.unit()
        + ' '
        + address
        + ' '
        + until
        + hand
        + form.stem(address)
        + '\n';
  }

  /** Notes that a jail bans somebody no more. */
  void drop(IpBlock address, String jail, long at) {
    dropped(jail, address, at);
    pending.append("- " + at + ' ' + jail + ' ' + address + '\n');
  }

  /** Notes that the list is gone and nobody stands in it. */
  void clear() {
    if (!claims.isEmpty()) {
      claims.clear();
      pending.append("x " + revision + " gone\n");
    }
  }

  /** Notes what the list is about to become, and what it is if that fails. */
  void announce(Sheet sheet, long next, byte[] content) {
    note(base(sheet), sheet.sum());
    note(next, Sheet.sum(content));
  }

  private void note(long at, long sum) {
    summed(at, sum);
    pending.append("= " + at + ' ' + sum + '\n');
  }

  /** Numbers go on behind those of a list whose memory was lost. */
  void atLeast(long seen) {
    revision = Math.max(revision, seen);
  }

  /** Brings all that was noted to the disk. */
  void commit() throws Fault {
    if (pending.isEmpty()) {
      return;
    }
    try {
      if (known.isEmpty() || records > WASTE * (claims.size() + REMEMBERED)) {
        Optional<Stat> now =
            new Replacement(file, PosixFilePermissions.fromString("rw-------"))
                .with(whole(), known);
        if (now.isEmpty()) {
          throw new Fault(file + " was changed while it was written; it is read and written again");
        }
        known = now;
      } else {
        append();
      }
      pending.setLength(0);
    } catch (IOException failed) {
      throw new Fault("memory of a block list: " + Refusal.of(file, "written", failed), failed);
    }
  }

  private void append() throws IOException, Fault {
    byte[] bytes = pending.toString().getBytes(StandardCharsets.ISO_8859_1);
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(bytes);
      out.getFD().sync();
    }
    records += (int) pending.chars().filter(each -> each == '\n').count();
    known = Stat.of(file);
  }

  private byte[] whole() {
    List<String> lines = new ArrayList<>();
    claims.forEach(
        (address, claim) ->
            claim
                .holders()
                .forEach(
                    (jail, held) ->
                        lines.add(plus(address, jail, held, claim.since(), claim.byHand()))));
    removed.forEach((address, at) -> lines.add("- " + at + ' ' + NOBODY + ' ' + address + '\n'));
    sums.forEach((at, sum) -> lines.add("= " + at + ' ' + sum + '\n'));
    records = lines.size();
    return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
  }
}
