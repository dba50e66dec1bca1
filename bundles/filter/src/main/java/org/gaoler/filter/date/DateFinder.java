package org.gaoler.filter.date;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.gaoler.api.StepBudget;

/**
 * Finds the date of each line of one source and learns which template fits; the one that fitted
 * last is tried first. Used by one thread at a time.
 */
public final class DateFinder {

  private static final int NONE = -1;
  private static final int UNKNOWN = -2;

  private final DateRanking ranking;
  private final ZoneId zone;
  private final Span line = new Span();
  private final DateSigns signs = new DateSigns();
  private final DateMemory memory = new DateMemory();
  private MatchResult match;
  private int last = NONE;
  private int lastStart = 1;
  private int lastEnd = DateSlot.FAR;
  private int outerLeft = UNKNOWN;
  private int innerLeft = UNKNOWN;
  private int innerRight = UNKNOWN;
  private int outerRight = UNKNOWN;

  /**
   * Begins without having learned anything.
   *
   * @param templates in the order in which they are tried at first
   * @param zone where times without a zone of their own are
   */
  public DateFinder(List<DateTemplate> templates, ZoneId zone) {
    this.ranking = new DateRanking(templates);
    this.zone = zone;
  }

  /**
   * Finds the date.
   *
   * @param text the whole line
   * @param budget what it costs; at most 300,000 steps are taken. If they do not suffice there is
   *     no date
   * @param now the present, for dates that lack the year or the day
   * @return where it is, or empty if there is none
   */
  public Optional<FoundDate> find(String text, StepBudget budget, Instant now) {
    if (memory.has(text, now) && budget.left() > memory.steps()) {
      budget.spend(memory.steps());
      ranking.won(last, true, lastStart, now.toEpochMilli());
      return memory.date();
    }
    line.of(text, budget);
    try {
      int before = last;
      int winner = winner();
      return winner < 0 ? Optional.empty() : Optional.of(won(winner, winner == before, now));
    } finally {
      line.clear();
      match = null;
    }
  }

  private int winner() {
    boolean whole = true;
    int reserve = NONE;
    if (last >= 0) {
      DateSlot slot = ranking.slot(last);
      whole = slot.template().anchored() || !sameBorders();
      if (again(slot, whole)) {
        match = slot.match(line);
        if (settled(slot)) {
          return last;
        }
        reserve = last;
        // the next search with the same matcher would change what it found
        match = whole ? match : slot.match(line).toMatchResult();
      }
    }
    return search(whole ? last : NONE, reserve);
  }

  /** Tries the last winner, within the borders of its last date if the line looks alike there. */
  private boolean again(DateSlot slot, boolean whole) {
    line.end(whole ? DateSlot.FAR : lastEnd);
    boolean found = slot.search(line, whole ? 0 : lastStart);
    line.end(DateSlot.FAR);
    return found;
  }

  private boolean sameBorders() {
    int left = line.at(lastStart);
    int right = line.at(lastEnd - 1);
    return (line.at(lastStart - 1) == outerLeft || left == innerLeft && isSign(left))
        && (line.at(lastEnd) == outerRight || right == innerRight && isSign(right));
  }

  private static boolean isSign(int c) {
    return c >= 0 && !Character.isLetterOrDigit(c);
  }

  private boolean settled(DateSlot slot) {
    return ranking.size() == 1
        || slot.template().anchored()
        || match.start() == lastStart && match.end() == lastEnd;
  }

  /**
   * Searches all templates but one.
   *
   * @param skipped the one that needs no search, or none
   * @param reserve the one that matched already but elsewhere than before, or none
   * @return the winner
   */
  private int search(int skipped, int reserve) {
    signs.of(line.line());
    int best = reserve;
    int bestStart = reserve < 0 ? DateSlot.FAR : match.start();
    for (int i = 0; i < ranking.size() && !line.spent(); i++) {
      DateSlot slot = ranking.slot(i);
      if (i == skipped || !signs.allow(slot.template()) || !slot.search(line, 0)) {
        continue;
      }
      int start = slot.match(line).start();
      boolean decided = ranking.decides(i, start, lastStart);
      if (decided || start < bestStart) {
        match = slot.match(line);
        best = i;
        bestStart = start;
      }
      if (decided) {
        return i;
      }
    }
    return best;
  }

  private FoundDate won(int index, boolean again, Instant now) {
    memory.clear();
    DateSlot slot = ranking.slot(index);
    lastStart = match.start();
    lastEnd = match.end();
    outerLeft = line.at(lastStart - 1);
    innerLeft = line.at(lastStart);
    innerRight = line.at(lastEnd - 1);
    outerRight = line.at(lastEnd);
    last = ranking.won(index, index == last, lastStart, now.toEpochMilli());
    FoundDate found = found(slot.template(), now);
    if (again && slot.template().pinned()) {
      memory.keep(line, slot.match(line), found, now);
    }
    return found;
  }

  private FoundDate found(DateTemplate template, Instant now) {
    int start = Math.max(0, match.start(1));
    int end = Math.max(0, match.end(1));
    try {
      return dated(template, start, end, now);
    } catch (DateTimeException | NumberFormatException e) {
      // whoever wrote the line can write what is no date: that is an answer, not a fault
      return new FoundDate(template, start, end, Optional.empty(), false);
    }
  }

  private FoundDate dated(DateTemplate template, int start, int end, Instant now) {
    if (start == end) {
      return new FoundDate(template, start, end, Optional.empty(), false);
    }
    if (template.kind() != DateTemplate.Kind.PARTS) {
      Instant when = EpochDates.read(template.kind(), match, line.line());
      return new FoundDate(template, start, end, Optional.of(when), true);
    }
    DateFields fields = DateFields.read(match, template.expression().parts(), line.line());
    Optional<Instant> when = Optional.of(fields.moment(now, zone));
    return new FoundDate(template, start, end, when, fields.zoned());
  }

  /** How often each template won, 0 included, by name in the order in which they are tried now. */
  public Map<String, Integer> hits() {
    Map<String, Integer> hits = new LinkedHashMap<>();
    for (int i = 0; i < ranking.size(); i++) {
      hits.put(ranking.slot(i).template().name(), ranking.slot(i).hits());
    }
    return hits;
  }

  /** The templates in the order in which they are tried now. */
  public List<DateTemplate> templates() {
    return ranking.templates();
  }

  /** The name of the template that fitted last, for {@link #prefer}; empty if none did. */
  public String learned() {
    return last < 0 ? "" : ranking.slot(last).template().name();
  }

  /**
   * Goes on with what was learned before.
   *
   * @param learned as {@link #learned} gave; anything unknown is passed over
   */
  public void prefer(String learned) {
    memory.clear();
    for (int i = 0; i < ranking.size(); i++) {
      if (ranking.slot(i).template().name().equals(learned)) {
        last = i;
        return;
      }
    }
  }
}
