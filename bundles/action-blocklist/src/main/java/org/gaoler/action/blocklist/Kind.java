package org.gaoler.action.blocklist;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of list that can be kept, by the words of option {@code format}. */
enum Kind {
  PLAIN("plain"),
  HOSTS_DENY("hosts.deny"),
  NGINX("nginx"),
  APACHE("apache"),
  IPSET("ipset"),
  CSV("csv"),
  JSON("json");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  static Optional<Kind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(kind -> kind.word).collect(Collectors.joining(", "));
  }
}
