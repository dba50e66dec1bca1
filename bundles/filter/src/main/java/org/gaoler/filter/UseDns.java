package org.gaoler.filter;

import java.util.Locale;
import java.util.Optional;
import org.gaoler.api.Failure;

/** What a filter makes of a host that is named instead of numbered: fail2ban's usedns. */
enum UseDns {
  /** Names are looked up. */
  YES,
  /** Names are looked up, and the operator is told. */
  WARN,
  /** Names are no hosts. */
  NO,
  /** Any text is an identity of its own and never an address. */
  RAW;

  static Optional<UseDns> parse(String word) {
    for (UseDns use : values()) {
      if (use.name().toLowerCase(Locale.ROOT).equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(use);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code <HOST>} takes names. */
  boolean names() {
    return this != NO;
  }

  Failure.Lookup lookup() {
    return switch (this) {
      case YES -> Failure.Lookup.QUIET;
      case WARN -> Failure.Lookup.TOLD;
      default -> Failure.Lookup.NONE;
    };
  }
}
