package org.gaoler.core.count;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.BanStore.Mark;

/**
 * Failures that count, as far as memory holds them.
 *
 * @param marks oldest first; the line of some may be empty if not whole
 * @param whole whether no line must be asked of the store
 */
public record Evidence(List<Mark> marks, boolean whole) {

  /** Nothing at all. */
  public static final Evidence NONE = new Evidence(List.of(), true);

  public Evidence {
    marks = List.copyOf(marks);
  }

  /**
   * The same with the lines that the store holds.
   *
   * @param stored what it holds
   * @return oldest first
   */
  public List<Mark> with(List<Mark> stored) {
    List<Mark> rest = new ArrayList<>(stored);
    List<Mark> filled = new ArrayList<>();
    for (Mark mark : marks) {
      Mark found = mark;
      for (int i = 0; i < rest.size() && mark.line().isEmpty(); i++) {
        if (Moment.of(rest.get(i).when()) == Moment.of(mark.when())) {
          found = new Mark(mark.when(), mark.weight(), rest.remove(i).line());
          break;
        }
      }
      filled.add(found);
    }
    return filled;
  }
}
