package org.gaoler.filter.screen;

import org.gaoler.api.Screen;

/**
 * Lets every line pass, for proof that screening changes no result: stands in for the others while
 * the system property {@code gaoler.screening} is {@code off}.
 *
 * @param candidates a bit for each filter
 */
public record OpenScreen(long candidates) implements Screen {

  private static final String PROPERTY = "gaoler.screening";

  /**
   * Whether it was asked for.
   *
   * @return what the property says now
   */
  public static boolean wanted() {
    return "off".equals(System.getProperty(PROPERTY));
  }

  /**
   * Makes one.
   *
   * @param filters how many it serves, 0 to {@link Screen#WIDEST}
   * @return a screen for them
   */
  public static OpenScreen of(int filters) {
    return new OpenScreen(filters == 0 ? 0 : -1L >>> WIDEST - filters);
  }

  @Override
  public long candidates(byte[] bytes, int start, int end) {
    return candidates;
  }
}
