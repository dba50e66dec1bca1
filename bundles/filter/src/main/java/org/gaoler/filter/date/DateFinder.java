package org.gaoler.filter.date;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.gaoler.filter.expression.Expression.Capture;
import org.gaoler.filter.expression.Text;

/**
 * Finds the date of each line of one source and learns which template fits; the one that fitted
 * last is tried first. Used by one thread at a time.
 */
public final class DateFinder {

  private static final int UNUSED = Integer.MAX_VALUE;
  private static final long STALE_SECONDS = 300;

  private final List<Slot> slots = new ArrayList<>();
  private final ZoneId zone;
  private int last = -1;
  private int lastStart = UNUSED;
  private int lastEnd = UNUSED;

  private static final class Slot {
    final DateTemplate template;
    int hits;
    int distance = UNUSED;
    long usedSeconds;

    Slot(DateTemplate template) {
      this.template = template;
    }

    double weight() {
      return (double) hits * (template.lineBegin() ? 100 : 1) / Math.max(1, distance);
    }
  }

  /**
   * Begins without having learned anything.
   *
   * @param templates in the order in which they are tried at first
   * @param zone where times without a zone of their own are
   */
  public DateFinder(List<DateTemplate> templates, ZoneId zone) {
    for (DateTemplate template : templates) {
      slots.add(new Slot(template));
    }
    this.zone = zone;
  }

  /**
   * Finds the date.
   *
   * @param line the whole line
   * @param now the present, for dates that lack the year or the day
   * @return where it is, or empty if there is none
   */
  public Optional<FoundDate> find(Text line, Instant now) {
    Optional<Matcher> match = Optional.empty();
    int index = last;
    if (last >= 0) {
      match = slots.get(last).template.find(line);
      if (match.isPresent() && settled(match.get())) {
        return Optional.of(won(last, match.get(), line, now));
      }
    }
    int best = match.isPresent() ? index : -1;
    int bestStart = match.isPresent() ? match.get().start(1) : UNUSED;
    for (int i = 0; i < slots.size(); i++) {
      Optional<Matcher> other = i == last ? Optional.empty() : slots.get(i).template.find(line);
      if (other.isEmpty()) {
        continue;
      }
      if (decides(i, other.get())) {
        return Optional.of(won(i, other.get(), line, now));
      }
      if (other.get().start(1) < bestStart) {
        best = i;
        bestStart = other.get().start(1);
        match = other;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(won(best, match.get(), line, now));
  }

  private boolean settled(Matcher match) {
    return slots.size() == 1
        || slots.get(last).template.lineBegin()
        || match.start(1) == lastStart && match.end(1) == lastEnd;
  }

  private boolean decides(int index, Matcher match) {
    Slot slot = slots.get(index);
    int start = match.start(1);
    if (index == slots.size() - 1 || slot.template.lineBegin()) {
      return true;
    }
    return start == 0 && slot.hits > 0 && slots.get(index + 1).hits == 0
        || start <= slot.distance && start <= lastStart;
  }

  private FoundDate won(int index, Matcher match, Text line, Instant now) {
    Slot slot = slots.get(index);
    slot.hits++;
    int cut = match.start(1) < 0 ? 0 : 1;
    slot.distance = match.start(cut);
    slot.usedSeconds = now.getEpochSecond();
    lastStart = match.start(cut);
    lastEnd = match.end(cut);
    last = index > 0 && index != last ? bubbleUp(index) : index;
    return new FoundDate(lastStart, lastEnd, moment(slot.template, match, line.text(), now));
  }

  private int bubbleUp(int index) {
    int unused = 0;
    while (unused < slots.size() && slots.get(unused).hits > 0) {
      unused++;
    }
    int target = unused < index ? unused : index / 2;
    if (!outweighs(index, target)) {
      target = index - 1;
    }
    if (!outweighs(index, target)) {
      return index;
    }
    slots.add(target, slots.remove(index));
    return target;
  }

  private boolean outweighs(int index, int target) {
    Slot rising = slots.get(index);
    Slot other = slots.get(target);
    return rising.weight() > other.weight()
        || rising.usedSeconds - other.usedSeconds > STALE_SECONDS;
  }

  private Optional<Instant> moment(DateTemplate template, Matcher match, String line, Instant now) {
    return switch (template.kind()) {
      case PARTS -> DateFields.read(match, template, line, now, zone);
      case NONE -> Optional.empty();
      case TAI64N ->
          Optional.of(
              Instant.ofEpochSecond(
                  Long.parseLong(line.substring(match.start(1) + 2, match.start(1) + 17), 16)));
      case EPOCH, LONG_EPOCH -> Optional.of(epoch(template, match, line));
    };
  }

  private static Instant epoch(DateTemplate template, Matcher match, String line) {
    int group = 1;
    for (Capture capture : template.expression().captures()) {
      group = capture.name().equals("epoch") ? capture.number() : group;
    }
    String digits = line.substring(match.start(group), match.end(group));
    int dot = digits.indexOf('.');
    long whole = Long.parseLong(dot < 0 ? digits : digits.substring(0, dot));
    int length = dot < 0 ? digits.length() : dot;
    if (template.kind() == DateTemplate.Kind.LONG_EPOCH) {
      return length > 13
          ? Instant.ofEpochSecond(whole / 1_000_000, whole % 1_000_000 * 1_000)
          : Instant.ofEpochMilli(whole);
    }
    String fraction = dot < 0 ? "0" : (digits.substring(dot + 1) + "000000").substring(0, 6);
    return Instant.ofEpochSecond(whole, Long.parseLong(fraction) * 1_000);
  }

  /** The template that fitted last, for {@link #prefer}; empty if none did. */
  public String learned() {
    return last < 0 ? "" : slots.get(last).template.name();
  }

  /**
   * Goes on with what was learned before.
   *
   * @param learned as {@link #learned} gave; anything unknown is passed over
   */
  public void prefer(String learned) {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).template.name().equals(learned)) {
        last = i;
        return;
      }
    }
  }
}
