package org.gaoler.commands.verbs;

import java.util.List;
import org.gaoler.api.Fault;

/**
 * Stands in the list of verbs for the filter tester, which understands its words itself and may be
 * missing.
 */
final class TestVerb implements Verb {

  static final String NAME = "test";

  @Override
  public Syntax syntax() {
    return Syntax.of(
        NAME,
        "try a filter on log lines, and see why each counts or does not",
        "gaoler test /var/log/auth.log sshd",
        List.of(
            Argument.required("SOURCE", Expected.TEXT),
            Argument.required("FILTER", Expected.TEXT),
            Argument.optional("IGNOREREGEX", Expected.TEXT)),
        Option.flag("--explain", "show each line step by step"));
  }

  @Override
  public int run(Call call) throws Fault {
    throw new Fault("test: the bundle org.gaoler.tester is not running; the log tells why");
  }
}
