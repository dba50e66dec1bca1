package org.gaoler.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves a damaged database out of the way, with everything that belongs to it. */
final class DamagedFile {

  private static final Logger LOG = LoggerFactory.getLogger(DamagedFile.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private DamagedFile() {}

  /**
   * Moves it to {@code NAME.damaged-TIME} beside it.
   *
   * @param file the database, closed
   * @param why how the damage showed
   * @param now the present
   * @throws Fault if it cannot be moved
   */
  static void setAside(Path file, SQLException why, Instant now) throws Fault {
    String suffix = ".damaged-" + STAMP.format(now);
    for (String part : List.of("", "-wal", "-shm")) {
      Path from = file.resolveSibling(file.getFileName() + part);
      try {
        if (Files.exists(from)) {
          Files.move(from, file.resolveSibling(file.getFileName() + suffix + part));
        }
      } catch (IOException failed) {
        throw new Fault(
            "cannot move the damaged "
                + from
                + " ("
                + why.getMessage()
                + ") aside: "
                + failed
                + "; move it away by hand",
            failed);
      }
    }
    LOG.error(
        "{} is damaged ({}) and was kept as {}{}; a new one is begun: read positions and counts are"
            + " lost, bans in the firewall stay",
        file,
        why.getMessage(),
        file,
        suffix);
  }
}
