package org.gaoler.action.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status of HTTP
 * @param pause how long it wants to be left alone
 * @param text the beginning of what it said, in one line
 */
record Reply(int status, Optional<Duration> pause, String text) {

  /** What becomes of what was told. */
  enum Verdict {
    /** It has arrived. */
    TOLD,
    /** It may arrive later, by itself or once somebody has mended something. */
    LATER,
    /** It will never be taken as it is. */
    REFUSED
  }

  Verdict verdict() {
    return switch (status / 100) {
      case 2 -> Verdict.TOLD;
      case 4 ->
          switch (status) {
            case 401, 402, 403, 404, 405, 407, 408, 410, 421, 423, 425, 426, 429 -> Verdict.LATER;
            // a receiver that knows the event already
            case 409 -> Verdict.TOLD;
            default -> Verdict.REFUSED;
          };
      default -> Verdict.LATER;
    };
  }

  /** What to do about it. */
  String remedy() {
    return switch (status) {
      case 401, 402, 403, 407 -> "correct the url, its token, headers or secretfile";
      case 404, 405, 410 -> "correct the url or method";
      case 408, 425, 429 -> "it is told again when the server wants it";
      default ->
          status / 100 == 3
              ? "set url to where it leads; it is not followed"
              : status / 100 == 4 ? "correct the template" : "it is told again";
    };
  }
}
