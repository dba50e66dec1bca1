package org.gaoler.itests.netns;

import java.util.Locale;

/** Tells the story on the terminal: {@code ./run --demo}. */
public final class Demo {

  private Demo() {}

  /**
   * Tells it.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.printf("%10s %9s%n", "at ms", "took ms");
    try {
      new Story(Demo::print).tell();
      System.out.println("The story went as it should.");
    } catch (RigException | java.io.IOException e) {
      System.err.println("The demo failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void print(double at, double took, String what) {
    System.out.println(String.format(Locale.ROOT, "%10.0f %9.1f  %s", at, took, what));
  }
}
