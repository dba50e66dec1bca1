package org.gaoler.tester;

import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.gaoler.commands.Console;

/**
 * What the process that runs the tester was started with.
 *
 * @param environment its variables
 * @param properties the JVM's
 */
record Surroundings(Map<String, String> environment, Properties properties) {

  private static final int COLUMNS = 80;

  static Surroundings ofProcess() {
    return new Surroundings(System.getenv(), System.getProperties());
  }

  /** The terminal's size comes from the script that starts this program, as stty prints it. */
  Console console(Writer out, Writer err) {
    String size = environment.getOrDefault("GAOLER_SIZE", "");
    String columns = size.substring(size.indexOf(' ') + 1);
    boolean shown = !size.isEmpty();
    int width = columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : COLUMNS;
    return new Console(out, err, shown ? width : 0, shown && colour());
  }

  private boolean colour() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  Place place(Optional<InputStream> input, Place.Shelf shelf) {
    Path etc = Path.of(properties.getProperty("gaoler.etc", "/etc/gaoler"));
    boolean busy = environment.getOrDefault("GAOLER_BUSY", "").equals("1");
    return new Place(etc, shelf, input, busy, Clock.system(ZoneId.systemDefault()));
  }
}
