package org.gaoler.core.jail;

import java.util.Map;
import java.util.TreeMap;
import org.gaoler.api.Failure;

/**
 * Takes from failures what a sentence keeps of them besides offender and line, in little memory:
 * who tries the same again shares what was taken the last time.
 */
final class Particulars {

  /** What is longer is cut. */
  private static final int LONGEST = 200;

  /** What is more is left out, the last by name first, but never the account tried. */
  private static final int MOST = 16;

  private static final String USER = "user";
  private static final int SHARED = 64;

  /** Any thread may put another in, since whoever looks compares. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private final Map<String, String>[] shared = new Map[SHARED];

  /** By lower-case name; hostile. */
  Map<String, String> of(Failure failure) {
    TreeMap<String, String> taken = new TreeMap<>();
    String offender = failure.offender().toString();
    failure
        .fields()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty() && !value.equals(offender)) {
                taken.put(name, cut(value));
              }
            });
    failure.user().ifPresent(user -> taken.put(USER, cut(user)));
    while (taken.size() > MOST) {
      String last = taken.lastKey();
      taken.remove(last.equals(USER) ? taken.lowerKey(last) : last);
    }
    return share(taken);
  }

  private Map<String, String> share(Map<String, String> taken) {
    if (taken.isEmpty()) {
      return Map.of();
    }
    int place = Math.floorMod(taken.hashCode(), SHARED);
    Map<String, String> before = shared[place];
    if (!taken.equals(before)) {
      before = Map.copyOf(taken);
      shared[place] = before;
    }
    return before;
  }

  private static String cut(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }
}
