package org.gaoler.itests.filters;

import java.util.List;
import java.util.Map;

/**
 * The sample lines for one filter with one set of options, in the order in which one recogniser
 * sees them.
 *
 * @param filter the filter's name
 * @param own whether it is one of the test suite's filters, not of the stock
 * @param parameters the filter's options
 * @param samples the lines
 */
record Play(String filter, boolean own, Map<String, String> parameters, List<Sample> samples) {

  String title() {
    return parameters.isEmpty() ? filter : filter + parameters;
  }
}
