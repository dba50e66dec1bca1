package org.gaoler.filter;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.gaoler.api.Failure;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Witness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the lines of one source through one filter for a jail. */
final class LineRecogniser implements Recogniser {

  private static final Logger LOG = LoggerFactory.getLogger(LineRecogniser.class);

  /** Longer than most lines. */
  private static final int USUAL = 512;

  private static final int BEYOND = 0x80;

  private final CompiledFilter filter;
  private final String jail;
  private final LineClock clock;
  private final Recognition recognition;
  private byte[] room = {};
  private boolean tooLong;

  LineRecogniser(CompiledFilter filter, String jail, Duration findTime, Clock clock) {
    this.filter = filter;
    this.jail = jail;
    this.clock = new LineClock(filter, jail, findTime, clock);
    this.recognition = new Recognition(filter, Trial.Rules.FIRST, Witness.NOBODY);
  }

  @Override
  public boolean dismisses(byte[] bytes, int start, int end) {
    return filter.dismissal().follows(bytes, start, end)
        && !recognition.sessions().mayConcern(bytes, start, end);
  }

  @Override
  public void recognise(Line line, Consumer<Failure> failures) {
    if (filter.limit().refuses(line.text().length())) {
      refuse(line);
      return;
    }
    Optional<LineClock.Dated> dated = clock.date(line);
    if (dated.isPresent() && !misfits(dated.get().text().text())) {
      LineClock.Dated when = dated.get();
      recognition.take(
          new Recognition.Dated(
              when.text(), line.text(), line.budget(), when.when(), when.when().orElseThrow()),
          failures);
    }
  }

  /** Whether an automaton spares the expressions a text; to it, one sign beyond ASCII is any. */
  private boolean misfits(String text) {
    if (!filter.misfits().decides()) {
      return false;
    }
    int length = text.length();
    room = room.length < length ? new byte[Math.max(USUAL, length)] : room;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      room[i] = c < BEYOND ? (byte) c : (byte) BEYOND;
    }
    return filter.misfits().follows(room, 0, length);
  }

  private void refuse(Line line) {
    if (!tooLong) {
      tooLong = true;
      LOG.warn(
          "jail {}: a line of {} characters is passed over; later ones of this log are only counted",
          jail,
          line.text().length());
    }
  }

  @Override
  public Optional<String> changedMemory() {
    boolean changed = recognition.changed();
    if (!changed && !clock.changed()) {
      return Optional.empty();
    }
    return Optional.of(RecogniserMemory.write(clock.learned(), recognition));
  }

  @Override
  public void restore(String memory) {
    clock.restore(RecogniserMemory.read(memory, recognition));
  }
}
