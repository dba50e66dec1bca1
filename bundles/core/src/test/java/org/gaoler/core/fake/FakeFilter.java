package org.gaoler.core.fake;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Failure;
import org.gaoler.api.Filter;
import org.gaoler.api.Line;
import org.gaoler.api.Offender;
import org.gaoler.api.Recogniser;
import org.gaoler.api.Token;

/**
 * Recognises {@code SECONDS WORD [xWEIGHT ]for USER from ADDRESS}; remembers how many lines it saw.
 * Breaks at lines that say so.
 */
public final class FakeFilter implements Filter {

  private static final Pattern SECONDS = Pattern.compile("\\d+");

  private final String name;
  private final String word;
  private final Pattern pattern;
  private volatile Failure.Lookup lookup = Failure.Lookup.NONE;
  private volatile Consumer<String> delay = line -> {};
  private final List<Line> seen = new CopyOnWriteArrayList<>();
  private final List<String> restored = new CopyOnWriteArrayList<>();

  /** A filter for lines with a word. */
  public FakeFilter(String name, String word) {
    this.name = name;
    this.word = word;
    this.pattern =
        Pattern.compile("(\\d+) " + word + " (?:x(\\d+) )?for (.*) from (\\S+)", Pattern.DOTALL);
  }

  /** What a line must hold for the screen to let it through. */
  public String word() {
    return word;
  }

  /** Wants offenders that are no addresses to be looked up. */
  public void lookUp(Failure.Lookup kind) {
    lookup = kind;
  }

  /** Does something with each line before it is looked at, such as waiting. */
  public void delay(Consumer<String> before) {
    delay = before;
  }

  /** Every line that reached any of its recognisers. */
  public List<Line> seen() {
    return seen;
  }

  /** Every memory that was given back to a recogniser. */
  public List<String> restored() {
    return restored;
  }

  /** Lines with this in them the recognisers dismiss. */
  public static final String DISMISSED = "of no interest";

  @Override
  public String name() {
    return name;
  }

  @Override
  public String origin() {
    return "memory";
  }

  @Override
  public String journalMatch() {
    return "_COMM=" + name;
  }

  @Override
  public Recogniser recogniser(String jail, Duration findTime, Clock clock) {
    return new Counting();
  }

  /** The seconds that a line begins with; breaks where its recogniser does. */
  @Override
  public Optional<Instant> dateOf(Line line, Instant now) {
    if (line.text().contains("breaks " + name)) {
      throw new IllegalStateException("a filter that breaks");
    }
    Matcher seconds = SECONDS.matcher(line.text());
    return line.text().contains(word) && seconds.lookingAt()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds.group())))
        : Optional.empty();
  }

  @Override
  public List<String> examples(Instant when) {
    return List.of(when.getEpochSecond() + " " + word + " for root from " + EXAMPLE);
  }

  private final class Counting implements Recogniser {
    private int lines;
    private boolean changed;

    @Override
    public boolean dismisses(byte[] bytes, int start, int end) {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8).contains(DISMISSED);
    }

    @Override
    public void recognise(Line line, Consumer<Failure> failures) {
      seen.add(line);
      delay.accept(line.text());
      lines++;
      changed = true;
      if (line.text().contains("breaks " + name)) {
        throw new IllegalStateException("a filter that breaks");
      }
      Matcher match = pattern.matcher(line.text());
      if (match.matches()) {
        failures.accept(failure(line, match));
      }
    }

    private Failure failure(Line line, Matcher match) {
      Offender offender = Offender.parse(match.group(4));
      return new Failure(
          offender,
          Instant.ofEpochSecond(Long.parseLong(match.group(1))),
          Optional.of(match.group(3)),
          Map.of(),
          match.group(2) == null ? 1 : Integer.parseInt(match.group(2)),
          List.of(line.text()),
          offender instanceof Token ? lookup : Failure.Lookup.NONE);
    }

    @Override
    public Optional<String> changedMemory() {
      boolean tell = changed;
      changed = false;
      return tell ? Optional.of(Integer.toString(lines)) : Optional.empty();
    }

    @Override
    public void restore(String memory) {
      restored.add(memory);
      lines = Integer.parseInt(memory);
    }
  }
}
