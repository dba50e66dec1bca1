package org.gaoler.core.rehearsal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.core.jail.Gaol;
import org.gaoler.core.settings.SettingsReader;

/**
 * Plays an attack with made-up lines through a gaol of its own, which has a real filter and nothing
 * else that is real: a JVM compiles code when it has run some hundred times, and a crowd of real
 * attackers must not wait for that. Logs nothing, stores nothing, touches no firewall.
 */
public final class Rehearsal {

  /** As many as a crowd of 500 needs to be banned. */
  private static final int LINES = 2_500;

  private final FilterSource filters;
  private final Clock clock;
  private final BooleanSupplier enough;

  /**
   * Prepares a rehearsal.
   *
   * @param filters who made the filters
   * @param clock the present
   * @param enough asked before every line; true once it must end
   */
  public Rehearsal(FilterSource filters, Clock clock, BooleanSupplier enough) {
    this.filters = filters;
    this.clock = clock;
    this.enough = enough;
  }

  /**
   * Plays an attack on a jail with that filter; costs some 100 ms of one processor.
   *
   * @param filter a filter from the source
   * @return how many made-up offenders were sentenced
   */
  public int play(Filter filter) {
    List<String> lines = filter.examples(clock.instant());
    if (lines.isEmpty()) {
      return 0;
    }
    Script script = new Script(lines);
    try (Gaol gaol = Gaol.silent(new Oblivion(), new Stage(filter, filters, script), clock)) {
      gaol.configure(Stage.NAME, SettingsReader.read(Stage.NAME, settings()));
      gaol.warden().settled().join();
      for (int line = 0; line < LINES && !enough.getAsBoolean(); line++) {
        script.readOn();
      }
      return gaol.docket().count(Stage.NAME);
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "filter", Stage.NAME,
        "backend", Stage.NAME,
        "logpath", Script.LOG,
        "action", Stage.NAME,
        "ignoreip", "127.0.0.1/8 ::1");
  }
}
