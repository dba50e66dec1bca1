package org.gaoler.filter.date;

import java.util.ArrayList;
import java.util.List;

/** The templates of one source in the order in which they are tried, which changes with use. */
final class DateRanking {

  private final List<DateSlot> slots = new ArrayList<>();
  private int firstUnused;

  DateRanking(List<DateTemplate> templates) {
    for (DateTemplate template : templates) {
      slots.add(new DateSlot(template));
    }
  }

  int size() {
    return slots.size();
  }

  DateSlot slot(int index) {
    return slots.get(index);
  }

  List<DateTemplate> templates() {
    return slots.stream().map(DateSlot::template).toList();
  }

  /**
   * Whether a match needs no comparison with others: it is bound to an end of the line, or it is
   * not further in than the last dates were. What is further in may be part of the message.
   */
  boolean decides(int index, int start, int lastStart) {
    DateSlot slot = slots.get(index);
    return index == slots.size() - 1
        || slot.template().anchored()
        || start == 0 && slot.hits() > 0 && !slots.get(index + 1).matched()
        || start <= slot.distance() && start <= lastStart;
  }

  /**
   * Counts a win and moves the winner towards the front if it has earned that.
   *
   * @param again whether it is the one that won last time
   * @return where it is now
   */
  int won(int index, boolean again, int start, long millis) {
    slots.get(index).won(start, millis);
    firstUnused += firstUnused == index ? 1 : 0;
    return index == 0 || again ? index : bubbleUp(index);
  }

  private int bubbleUp(int index) {
    DateSlot rising = slots.get(index);
    int target = firstUnused < index ? firstUnused : index / 2;
    if (!rising.outweighs(slots.get(target))) {
      target = index - 1;
      if (!rising.outweighs(slots.get(target))) {
        return index;
      }
    }
    slots.add(target, slots.remove(index));
    while (firstUnused < slots.size() && slots.get(firstUnused).hits() > 0) {
      firstUnused++;
    }
    return target;
  }
}
