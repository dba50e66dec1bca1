package org.gaoler.core.fake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;

/** Filters in memory; a screen that looks for each filter's word. */
public final class FakeFilters implements FilterSource {

  private final Map<String, FakeFilter> filters = new ConcurrentSkipListMap<>();
  private final List<Map<String, String>> parameters = new CopyOnWriteArrayList<>();
  private final Map<String, String> broken = new ConcurrentSkipListMap<>();

  /** Offers a filter, instead of an earlier one of that name. */
  public FakeFilter offer(String name, String word) {
    FakeFilter filter = new FakeFilter(name, word);
    broken.remove(name);
    filters.put(name, filter);
    return filter;
  }

  /** Makes a filter one that does not compile. */
  public void breakFilter(String name, String message) {
    broken.put(name, message);
  }

  /** The parameters that filters were asked for with, in order. */
  public List<Map<String, String>> parameters() {
    return List.copyOf(parameters);
  }

  @Override
  public Optional<Filter> find(String name, Map<String, String> given) throws Fault {
    parameters.add(Map.copyOf(given));
    if (broken.containsKey(name)) {
      throw new Fault(broken.get(name));
    }
    return Optional.ofNullable(filters.get(name));
  }

  @Override
  public List<String> names() {
    return List.copyOf(filters.keySet());
  }

  @Override
  public Screen screen(List<Filter> together) {
    if (together.size() > Screen.WIDEST) {
      throw new IllegalArgumentException("a screen for " + together.size() + " filters");
    }
    List<String> words = together.stream().map(filter -> ((FakeFilter) filter).word()).toList();
    return (bytes, start, end) -> {
      String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      long candidates = 0;
      for (int i = 0; i < words.size(); i++) {
        candidates |= text.contains(words.get(i)) ? 1L << i : 0;
      }
      return candidates;
    };
  }
}
