package org.gaoler.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds filters by name in the administrator's folder and in the installed packs.
 *
 * <p>Whoever wants to know of changes registers a {@link FilterListener} service.
 */
@ProviderType
public interface FilterSource {

  /**
   * Reads and compiles a filter. Takes milliseconds; called on configuration threads only.
   *
   * @param name plain name, such as {@code sshd}
   * @param parameters as in {@code sshd[mode=aggressive]}; {@code %(known/failregex)s} in a value
   *     is what the filter says itself. A parameter {@code default/logtype} counts only if neither
   *     a parameter {@code logtype} nor the filter's {@code [Definition]} sets that option
   * @return the filter, or empty if no folder and no pack has one of that name
   * @throws Fault if there is one and it is wrong: file, line, offending text
   */
  Optional<Filter> find(String name, Map<String, String> parameters) throws Fault;

  /**
   * The names that {@link #find} would find.
   *
   * @return sorted
   */
  List<String> names();

  /**
   * Joins filters into one screen. Takes milliseconds; called on configuration threads only.
   *
   * @param filters at most {@link Screen#WIDEST}, all from this source
   * @return a screen whose bit i stands for filter i
   */
  Screen screen(List<Filter> filters);

  /**
   * The filters that installed packs bring, used or not. Reads none of them.
   *
   * @return in the order in which the packs were installed
   */
  default List<Packed> packed() {
    return List.of();
  }

  /**
   * Reads and compiles a filter as {@link #find} does without parameters, and keeps nothing of it.
   * Takes milliseconds.
   *
   * @param name plain name
   * @return what is wrong with it: file, line, offending text; empty if it may be used, or is not
   *     there
   */
  default Optional<String> trouble(String name) {
    return Optional.empty();
  }

  /**
   * A filter that a pack brings.
   *
   * @param name plain name
   * @param bundle the pack's bundle, by the number that the framework gave it
   * @param instead the file that is used instead of the pack's, the administrator's or an earlier
   *     pack's; empty if the pack's own is used
   */
  record Packed(String name, long bundle, Optional<String> instead) {}

  /** Hears of filters that changed; a whiteboard service. */
  @org.osgi.annotation.versioning.ConsumerType
  interface FilterListener {

    /**
     * A filter was edited, or its pack came, changed or went. Called on a thread of the source,
     * which must not wait. Whoever uses the filter asks {@link FilterSource#find} for it again; if
     * that tells of a mistake, the filter had from it before goes on.
     *
     * @param name plain name
     */
    void filterChanged(String name);
  }
}
