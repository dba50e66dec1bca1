package org.gaoler.testkit;

import org.junit.jupiter.api.Assumptions;

/** What tests do that need root: they run, or say why not. */
public final class Root {

  private Root() {}

  /**
   * Leaves the calling test out if this is not root; fails it instead if {@code
   * GAOLER_ALL_REQUIRED=true} is set as environment variable or system property.
   */
  public static void required() {
    required(isRoot(), "needs root, to make network namespaces");
  }

  /**
   * Leaves the calling test out if something is missing; fails it instead if {@code
   * GAOLER_ALL_REQUIRED=true} is set as environment variable or system property.
   *
   * @param there whether it is there
   * @param reason why the test needs it
   */
  public static void required(boolean there, String reason) {
    String all = System.getProperty("GAOLER_ALL_REQUIRED", System.getenv("GAOLER_ALL_REQUIRED"));
    if (!there && Boolean.parseBoolean(all)) {
      throw new AssertionError(reason + " (GAOLER_ALL_REQUIRED is set)");
    }
    Assumptions.assumeTrue(there, reason);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
