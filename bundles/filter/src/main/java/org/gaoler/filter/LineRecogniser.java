package org.gaoler.filter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.gaoler.api.Failure;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the lines of one source through one filter, in the order of steps that fail2ban has. */
final class LineRecogniser implements Recogniser {

  private static final Logger LOG = LoggerFactory.getLogger(LineRecogniser.class);

  /** Longer lines are never matched: no daemon writes them, and matching them costs too much. */
  private static final int LONGEST = 65_536;

  private final CompiledFilter filter;
  private final LineClock clock;
  private final Sessions sessions = new Sessions();
  private final FailureWriter writer;
  private boolean changed;
  private boolean tooLong;

  LineRecogniser(CompiledFilter filter, String jail, Duration findTime, Clock clock) {
    this.filter = filter;
    this.clock = new LineClock(filter, jail, findTime, clock);
    this.writer = new FailureWriter(filter, jail);
  }

  @Override
  public void recognise(Line line, Consumer<Failure> failures) {
    if (line.text().length() > LONGEST) {
      refuse(line);
      return;
    }
    Optional<LineClock.Dated> dated = clock.date(line);
    if (dated.isEmpty()) {
      return;
    }
    Text text = dated.get().text();
    if (filter.ignoresFirst() && ignored(text)) {
      return;
    }
    Fields fields = new Fields();
    if (!filter.prefix().isEmpty()) {
      Expression prefix = filter.prefix().get(0);
      Optional<Matcher> match = prefix.find(text);
      if (match.isEmpty()) {
        return;
      }
      fields.take(prefix, match.get());
      text = fields.get("content").isEmpty() ? text : text.with(fields.get("content"));
    }
    if (matched(text, fields)) {
      found(fields, line.text(), dated.get().when(), failures);
    }
  }

  private void refuse(Line line) {
    if (!tooLong) {
      tooLong = true;
      LOG.warn(
          "filter {} passes over a line of {} characters, longer than {}; later ones silently",
          filter.name(),
          line.text().length(),
          LONGEST);
    }
  }

  /** Whether a failregex matches and no ignoreregex does; the first match decides. */
  private boolean matched(Text text, Fields fields) {
    for (Expression expression : filter.failures()) {
      Optional<Matcher> match = expression.find(text);
      if (match.isPresent()) {
        fields.take(expression, match.get());
        return filter.ignoresFirst() || !ignored(text);
      }
    }
    return false;
  }

  private boolean ignored(Text text) {
    for (Expression expression : filter.ignores()) {
      if (expression.find(text).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void found(Fields fields, String line, Instant when, Consumer<Failure> failures) {
    fields.mark("content");
    if (fields.get("mlfid").isEmpty()) {
      if (!fields.has("nofail") && !fields.has("mlfgained")) {
        writer.write(fields, List.of(line), when, failures);
      }
      return;
    }
    changed = true;
    Optional<Sessions.Evidence> evidence = sessions.add(fields, line, when);
    if (evidence.isPresent()) {
      writer.write(evidence.get().fields(), evidence.get().lines(), when, failures);
    }
  }

  @Override
  public Optional<String> changedMemory() {
    if (!changed && !clock.changed()) {
      return Optional.empty();
    }
    changed = false;
    return Optional.of(RecogniserMemory.write(clock.learned(), sessions));
  }

  @Override
  public void restore(String memory) {
    clock.restore(RecogniserMemory.read(memory, sessions));
  }
}
