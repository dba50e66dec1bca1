package org.gaoler.action.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.gaoler.api.Notice;

/**
 * Remembers who was told of what while others still have to be: one refused recipient must not make
 * the same mail come again and again to the rest.
 */
final class Ledger {

  private final List<String> recipients;
  private final Map<String, Set<String>> told = new HashMap<>();

  Ledger(List<String> recipients) {
    this.recipients = List.copyOf(recipients);
  }

  /** What is left to be told, and to whom; recipients with the same share one mail. */
  Map<List<Notice>, List<String>> left(List<Notice> notices) {
    Set<String> ids = notices.stream().map(Notice::id).collect(Collectors.toSet());
    Map<List<Notice>, List<String>> left = new LinkedHashMap<>();
    for (String recipient : recipients) {
      Set<String> known = told.computeIfAbsent(recipient, each -> new HashSet<>());
      known.retainAll(ids);
      List<Notice> news = notices.stream().filter(each -> !known.contains(each.id())).toList();
      if (!news.isEmpty()) {
        left.computeIfAbsent(news, each -> new ArrayList<>()).add(recipient);
      }
    }
    return left;
  }

  void told(String recipient, List<Notice> notices) {
    Set<String> known = told.computeIfAbsent(recipient, each -> new HashSet<>());
    notices.forEach(notice -> known.add(notice.id()));
  }

  /** Whether somebody was told of each of them. */
  boolean toldAll(List<Notice> notices) {
    return notices.stream()
        .allMatch(notice -> told.values().stream().anyMatch(ids -> ids.contains(notice.id())));
  }

  void clear() {
    told.clear();
  }
}
