package org.gaoler.filter.trial;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.filter.FilterCall;
import org.gaoler.filter.FilterLibrary;
import org.osgi.annotation.versioning.ProviderType;

/** The filters that a tester may try. Safe from any thread. */
@ProviderType
public interface Filters {

  /**
   * The filters of a folder and of packs that are files, without a framework.
   *
   * @param etc the administrator's folder; its {@code filter.d} wins over all packs
   * @param packs bundles; those without filters do not matter
   * @return its filters, read when asked for
   * @throws Fault if a pack cannot be read
   */
  static Filters at(Path etc, List<Path> packs) throws Fault {
    return FilterLibrary.of(etc, packs);
  }

  /**
   * Finds a filter by name.
   *
   * @param name plain name
   * @param parameters as in {@code sshd[mode=aggressive]}
   * @return the filter, or empty if there is none of that name
   * @throws Fault if there is one and it is wrong: file, line, offending text
   */
  Optional<Filter> find(String name, Map<String, String> parameters) throws Fault;

  /**
   * Reads a filter from a file wherever it is.
   *
   * @param file its path; the extension may be left out
   * @param parameters as in {@code sshd[mode=aggressive]}
   * @return the filter, compiled anew
   * @throws Fault if it is not there or wrong: file, line, offending text
   */
  Filter read(Path file, Map<String, String> parameters) throws Fault;

  /**
   * Makes a filter of nothing but parameters, such as {@code failregex} and {@code datepattern}.
   *
   * @param parameters options with their values; {@code failregex} and {@code ignoreregex} hold one
   *     expression a line
   * @return the filter, named {@code expression}
   * @throws Fault if it is wrong: option, column, offending text
   */
  Filter expression(Map<String, String> parameters) throws Fault;

  /**
   * Reads a filter and its parameters as somebody writes them.
   *
   * @param text such as {@code sshd[mode=aggressive]}
   * @return the parts
   * @throws Fault if it cannot be understood: the text, column, what is accepted
   */
  static Call call(String text) throws Fault {
    FilterCall call = FilterCall.parse(text);
    return new Call(call.name(), call.parameters());
  }

  /**
   * A filter as somebody writes it.
   *
   * @param name a name or a path
   * @param parameters in the order written
   */
  record Call(String name, Map<String, String> parameters) {}

  /**
   * The names that {@link #find} would find.
   *
   * @return sorted
   */
  List<String> names();
}
