package org.gaoler.action.blocklist;

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
import org.gaoler.api.IpBlock;

/**
 * Who was written into a list for which jail and at which revision, so that what others did to the
 * list can be told from that. Every change is a record for the {@link Memory}. Guarded by the
 * list's lock.
 */
final class Claims {

  /** No jail is called so. */
  private static final String NOBODY = "*";

  private static final int REMEMBERED = 1000;
  private static final int WORDS = 8;

  private final Form form;
  private final Map<IpBlock, Claim> claims = new HashMap<>();

  /** Of units other than the address itself: whose lines they cover. */
  private final Map<IpBlock, Set<IpBlock>> covered = new HashMap<>();

  private final Map<IpBlock, Long> removed = new LinkedHashMap<>();
  private final List<String> noted = new ArrayList<>();
  private long revision;
  private long confirmed;
  private long sum;

  Claims(Form form) {
    this.form = form;
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
    return sheet.sum() == sum ? confirmed : revision;
  }

  void forgetAll() {
    noted.clear();
    claims.clear();
    covered.clear();
    removed.clear();
    revision = 0;
    confirmed = 0;
    sum = 0;
  }

  /** Plays a record of the memory; what is none is passed over. */
  void play(String line) {
    String[] words = line.split(" ", WORDS);
    if (words.length >= 3 && words[1].matches("\\d{1,15}")) {
      played(words, Long.parseLong(words[1]));
    }
  }

  private void played(String[] words, long at) {
    revision = Math.max(revision, at);
    if (words[0].equals("=") && words[2].matches("-?\\d{1,19}")) {
      confirmed = at;
      sum = Long.parseLong(words[2]);
    } else if (words[0].equals("x")) {
      claims.clear();
    } else if (words[0].equals("-") && words.length >= 4) {
      IpBlock.parse(words[3]).ifPresent(address -> dropped(words[2], address, at));
    } else if (words[0].equals("+") && words.length == WORDS && words[5].matches("\\d{1,15}")) {
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

  /** Notes that a jail bans somebody whose line stands, or is about to, in the list. */
  void hold(IpBlock address, String jail, Held held, long since, boolean byHand) {
    Claim old = claims.get(address);
    if (old == null || !held.equals(old.holders().get(jail)) || old.since() != since) {
      held(address, jail, held, since, byHand ? "1" : "0");
      noted.add(plus(address, jail, held, since, byHand));
    }
  }

  private String plus(IpBlock address, String jail, Held held, long since, boolean byHand) {
    return "+ %d %s %s %s %d %d %s"
        .formatted(
            since,
            jail,
            held.unit(),
            address,
            held.until().getEpochSecond(),
            byHand ? 1 : 0,
            form.stem(address));
  }

  /** Notes that a jail bans somebody no more. */
  void drop(IpBlock address, String jail, long at) {
    dropped(jail, address, at);
    noted.add("- " + at + ' ' + jail + ' ' + address);
  }

  /** Notes that the list is gone and nobody stands in it. */
  void clear() {
    if (!claims.isEmpty()) {
      claims.clear();
      covered.clear();
      noted.add("x " + revision + " gone");
    }
  }

  /** Notes that the list is at a revision and has this content. */
  void confirm(long at, long content) {
    confirmed = at;
    sum = content;
    revision = Math.max(revision, at);
    noted.add("= " + at + ' ' + content);
  }

  /** Numbers go on behind those of a list whose memory was lost. */
  void atLeast(long seen) {
    revision = Math.max(revision, seen);
  }

  /** What was noted and is in no memory yet. */
  List<String> noted() {
    return noted;
  }

  /** Everything, in as few records as can be. */
  List<String> whole() {
    List<String> lines = new ArrayList<>();
    claims.forEach(
        (address, claim) ->
            claim
                .holders()
                .forEach(
                    (jail, held) ->
                        lines.add(plus(address, jail, held, claim.since(), claim.byHand()))));
    removed.forEach((address, at) -> lines.add("- " + at + ' ' + NOBODY + ' ' + address));
    lines.add("= " + confirmed + ' ' + sum);
    return lines;
  }
}
