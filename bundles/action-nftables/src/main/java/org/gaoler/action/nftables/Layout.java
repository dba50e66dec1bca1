package org.gaoler.action.nftables;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * What one jail's table consists of: a chain where packets are met, a chain that looks for
 * offenders, and one set for each pool. Written as a script for {@code nft -f} that works from any
 * state of the table and leaves the elements of the sets alone.
 *
 * @param table its name in family {@code inet}
 * @param gate which packets, and what becomes of them
 */
record Layout(String table, Gate gate) {

  static final String FAMILY = "inet";
  private static final String MET = "gate";
  private static final String JUDGED = "offenders";

  /**
   * One rule.
   *
   * @param chain where
   * @param text without its comment
   */
  record Rule(String chain, String text) {

    /** Stands in the rule's comment: whoever changed the rule did not change that alike. */
    String mark(Gate gate) {
      CRC32 sum = new CRC32();
      String all = chain + text + gate.hook() + gate.priority() + gate.counter();
      sum.update(all.getBytes(StandardCharsets.UTF_8));
      return "gaoler " + Long.toHexString(sum.getValue());
    }
  }

  /** The rules that the table must have for these pools, in order. */
  List<Rule> rules(Collection<Pool> pools) {
    List<Rule> rules = new ArrayList<>();
    rules.add(new Rule(MET, gate.match() + "jump " + JUDGED));
    for (Pool pool : new TreeSet<>(pools)) {
      String offender = pool.key() + " @" + pool.set() + " ";
      if (!gate.logPrefix().isEmpty()) {
        String log = "limit rate 6/minute burst 2 packets log prefix \"" + gate.logPrefix() + "\"";
        rules.add(new Rule(JUDGED, offender + log));
      }
      rules.add(new Rule(JUDGED, offender + gate.verdict()));
    }
    return rules;
  }

  /** The marks of {@link #rules}, each behind its chain. */
  List<String> marks(Collection<Pool> pools) {
    return rules(pools).stream().map(rule -> rule.chain() + " " + rule.mark(gate)).toList();
  }

  /** Brings the table to what it must be for these pools. */
  String script(Collection<Pool> pools) {
    String in = FAMILY + " " + table + " ";
    StringBuilder script = new StringBuilder();
    line(script, "add table " + in);
    line(script, "add chain " + in + MET);
    line(script, "add chain " + in + JUDGED);
    line(script, "delete chain " + in + MET);
    line(script, "flush chain " + in + JUDGED);
    line(
        script,
        "add chain "
            + in
            + MET
            + (" { type filter hook " + gate.hook() + " priority " + gate.priority() + " ;")
            + " policy accept ; }");
    for (Pool pool : new TreeSet<>(pools)) {
      String counter = gate.counter() ? "counter ; " : "";
      String kind = " { type " + pool.type() + " ; flags timeout ; " + counter + "}";
      line(script, "add set " + in + pool.set() + kind);
    }
    for (Rule rule : rules(pools)) {
      String comment = " comment \"" + rule.mark(gate) + "\"";
      line(script, "add rule " + in + rule.chain() + " " + rule.text() + comment);
    }
    return script.toString();
  }

  private static void line(StringBuilder script, String line) {
    script.append(line).append('\n');
  }
}
