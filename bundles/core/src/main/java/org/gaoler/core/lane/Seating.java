package org.gaoler.core.lane;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;

/** The jails on a lane with the screens that serve them all; immutable, replaced as a whole. */
public final class Seating {

  private final List<Seat> seats;
  private final Screen[] screens;

  /** Stops at each line, so that it may be asked for by all screens. */
  private static final Screen EACH = (bytes, start, end) -> -1;

  /** Nobody at all. */
  static final Seating NOBODY = new Seating(List.of(), new Screen[0]);

  private Seating(List<Seat> seats, Screen[] screens) {
    this.seats = List.copyOf(seats);
    this.screens = screens;
  }

  /**
   * Joins the filters of all seats into screens; takes milliseconds.
   *
   * @param seats the jails
   * @param filters where their filters came from
   * @return a seating for a lane
   */
  public static Seating of(List<Seat> seats, FilterSource filters) {
    List<Screen> screens = new ArrayList<>();
    for (int first = 0; first < seats.size(); first += Screen.WIDEST) {
      List<Seat> group = seats.subList(first, Math.min(seats.size(), first + Screen.WIDEST));
      List<Filter> together = group.stream().map(Seat::filter).toList();
      screens.add(filters.screen(together));
    }
    return new Seating(seats, screens.toArray(Screen[]::new));
  }

  /**
   * Lets every jail look at every line.
   *
   * @param seats the jails
   * @return a seating for a lane
   */
  static Seating unscreened(List<Seat> seats) {
    List<Screen> screens = new ArrayList<>();
    for (int first = 0; first < seats.size(); first += Screen.WIDEST) {
      int width = Math.min(Screen.WIDEST, seats.size() - first);
      screens.add((bytes, start, end) -> -1L >>> (Screen.WIDEST - width));
    }
    return new Seating(seats, screens.toArray(Screen[]::new));
  }

  List<Seat> seats() {
    return seats;
  }

  int groups() {
    return screens.length;
  }

  Screen screen(int group) {
    return screens[group];
  }

  /** Stops at the next line that could concern anybody; says which only if there is one screen. */
  void find(byte[] bytes, int from, int end, Screen.Stop stop) {
    if (screens.length == 1) {
      screens[0].find(bytes, from, end, stop);
    } else {
      EACH.find(bytes, from, end, stop);
    }
  }

  Seat seat(int group, int bit) {
    return seats.get(group * Screen.WIDEST + bit);
  }
}
