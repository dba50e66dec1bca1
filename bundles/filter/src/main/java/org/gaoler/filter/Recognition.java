package org.gaoler.filter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import org.gaoler.api.Failure;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.expression.Text;
import org.gaoler.filter.trial.Match;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Verdict;
import org.gaoler.filter.trial.Witness;

/**
 * Takes dated lines through the expressions of one filter, in the order of steps that fail2ban has,
 * and joins lines that belong together. Used by one thread at a time.
 */
final class Recognition {

  private final FilterRules rules;
  private final boolean several;
  private final boolean every;
  private final Witness witness;
  private final Sessions sessions;
  private final LineBuffer buffer;
  private final Openings openings;
  private final FailureWriter writer;
  private boolean changed;

  /**
   * Prepares for the lines of one source.
   *
   * @param filter what to recognise
   * @param how whether the first matching failregex decides
   * @param witness hears each step
   */
  Recognition(CompiledFilter filter, Trial.Rules how, Witness witness) {
    this.rules = filter.rules();
    this.openings = new Openings(rules.failures());
    this.several = filter.maxLines() > 1;
    this.every = how == Trial.Rules.ALL;
    this.witness = witness;
    this.sessions = new Sessions(witness.listens());
    this.buffer = new LineBuffer(filter.maxLines());
    this.writer = new FailureWriter(filter.useDns());
  }

  /**
   * A line to be recognised.
   *
   * @param text the line without its date
   * @param whole the line as it was written
   * @param budget pays for everything
   * @param when its time; empty for a tester's line that has none
   * @param now the time of failures in lines that have none, and of sessions: for a jail the line's
   *     own time, so that a log that is caught up with gives the same sessions
   */
  record Dated(Text text, String whole, StepBudget budget, Optional<Instant> when, Instant now) {

    Instant moment() {
      return when.orElse(now);
    }
  }

  /**
   * Takes a line.
   *
   * @param line the next line of the source that could matter
   * @param failures takes each failure, before this returns
   */
  void take(Dated line, Consumer<Failure> failures) {
    Passage passage = buffer.add(new Passage.Entry(line.text().text(), line.whole()));
    changed |= several;
    new Taking(line, passage, failures).run();
  }

  Sessions sessions() {
    return sessions;
  }

  LineBuffer buffer() {
    return buffer;
  }

  /** Whether anything that must survive a restart changed since the last call. */
  boolean changed() {
    boolean is = sessions.changed() || changed;
    changed = false;
    return is;
  }

  /** One line on its way. */
  private final class Taking {

    private final Dated line;
    private final Passage passage;
    private final Consumer<Failure> failures;
    private boolean ignored;
    private boolean informed;
    private boolean matched;
    private String reason = "no failregex matches";

    Taking(Dated line, Passage passage, Consumer<Failure> failures) {
      this.line = line;
      this.passage = passage;
      this.failures = failures;
    }

    void run() {
      Text whole = several ? joined(passage.lines()) : line.text();
      if (!rules.ignoresFirst() || !isIgnored(whole)) {
        prefixed(whole);
      }
      if (witness.listens()) {
        boolean let = ignored || informed;
        Verdict verdict = let ? Verdict.IGNORED : matched ? Verdict.MATCHED : Verdict.MISSED;
        witness.done(line.whole(), verdict, reason);
      }
    }

    private Text joined(List<Passage.Entry> lines) {
      return new Text(Passage.text(lines), line.budget());
    }

    private boolean isIgnored(Text text) {
      boolean found = false;
      for (FilterRule rule : rules.ignores()) {
        if (rule.find(text, witness).isPresent()) {
          found = true;
          ignored = true;
          reason = "an ignoreregex lets it pass";
          if (!every) {
            return true;
          }
        }
      }
      return found;
    }

    private void prefixed(Text whole) {
      Fields taken = new Fields();
      Text text = whole;
      if (!rules.prefix().isEmpty()) {
        FilterRule prefix = rules.prefix().get(0);
        Optional<? extends MatchResult> match = prefix.find(whole, witness);
        if (match.isEmpty()) {
          reason = "prefregex does not match";
          return;
        }
        prefix.captures().lay(match.get(), taken);
        String content = taken.get("content");
        taken.mark("content");
        if (!content.isEmpty()) {
          text = whole.with(content);
          buffer.keep(List.of(new Passage.Entry(content, content)));
        }
      }
      boolean asked = rules.ignoresFirst() && text == whole && !several;
      recognise(text, asked, taken);
    }

    /** Tries the failregexes; {@code asked}: the ignoreregexes have seen the same text already. */
    private void recognise(Text first, boolean asked, Fields prefix) {
      Text text = first;
      boolean all = several || witness.listens();
      for (FilterRule rule : all ? rules.failures() : openings.of(first.text())) {
        Optional<? extends MatchResult> match = rule.find(text, witness);
        if (match.isEmpty()) {
          continue;
        }
        Passage.Cut cut = passage.cut(match.get(), text.text(), rule.expression().captures());
        boolean nobody = false;
        if (asked || !isIgnored(several ? joined(cut.matched()) : text)) {
          Fields fields = prefix.copy();
          rule.captures().lay(match.get(), fields);
          nobody = !fields.joined() && !fields.identified();
          if (!nobody) {
            found(rule, fields, cut.wholes());
          }
        }
        if (!every || several) {
          buffer.keep(cut.left());
          text = several ? joined(cut.left()) : text;
        }
        // an alternative of the expression that names nobody at all is no match
        if (!every && !nobody) {
          return;
        }
      }
    }

    private void found(FilterRule rule, Fields fields, List<String> lines) {
      Sessions.Evidence evidence = evidence(fields, lines);
      informed |= evidence.tellsNothing();
      matched |= !evidence.tellsNothing();
      Optional<Failure> failure = Optional.empty();
      if (evidence.failure()) {
        failure =
            writer.write(evidence.fields(), evidence.users(), evidence.lines(), line.moment());
      }
      if (witness.listens()) {
        tell(rule, evidence, failure);
      }
      failure.ifPresent(failures);
    }

    private Sessions.Evidence evidence(Fields fields, List<String> lines) {
      if (fields.joined()) {
        return sessions.add(fields, lines, line.now(), every);
      }
      boolean gained = fields.mark("mlfgained");
      boolean information = fields.mark("nofail") || gained;
      return new Sessions.Evidence(fields, List.of(), lines, information, true);
    }

    private void tell(FilterRule rule, Sessions.Evidence evidence, Optional<Failure> failure) {
      Fields fields = evidence.fields();
      String taken = fields.get("fid").isEmpty() ? fields.host() : fields.get("fid");
      Optional<String> id =
          failure
              .map(told -> told.offender().toString())
              .or(() -> Optional.of(taken).filter(text -> !text.isEmpty()));
      boolean name = failure.map(told -> told.lookup() != Failure.Lookup.NONE).orElse(false);
      reason = reason(evidence, id.isPresent(), failure.isPresent());
      witness.matched(
          new Match(
              rule.rule(),
              id,
              name,
              line.when(),
              evidence.tellsNothing(),
              fields.values(),
              evidence.users(),
              evidence.lines()));
    }

    private String reason(Sessions.Evidence evidence, boolean known, boolean failure) {
      if (failure) {
        return "a failure";
      }
      if (evidence.information()) {
        return "it only informs its session";
      }
      if (!evidence.news()) {
        return "its session has counted this attempt already";
      }
      return known
          ? "whoever it names is neither an address nor, with this usedns, a host"
          : "a failure, but a later line of its session must say whose";
    }
  }
}
