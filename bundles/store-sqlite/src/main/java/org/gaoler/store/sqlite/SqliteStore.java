package org.gaoler.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gaoler.api.BanStore;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps everything in one SQLite file, {@code gaoler.sqlite3} in the folder that the framework
 * property {@code gaoler.data} names. Does nothing between calls.
 */
@Component(configurationPid = SqliteStore.PID)
@Designate(ocd = Settings.class)
public final class SqliteStore implements BanStore {

  static final String PID = "org.gaoler.store.sqlite";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
  private static final String FOLDER = "gaoler.data";
  private static final String DEFAULT_FOLDER = "/var/lib/gaoler";
  private static final String FILE = "gaoler.sqlite3";

  private final Path file;
  private final String retention;
  private final int cache;
  private final Clock clock;
  private Optional<Database> database = Optional.empty();

  /**
   * Takes its configuration; touches no file.
   *
   * @param context tells the folder
   * @param settings as configured
   */
  @Activate
  public SqliteStore(BundleContext context, Settings settings) {
    this(folder(context), settings.retention(), settings.cache(), Clock.systemUTC());
  }

  SqliteStore(Path folder, String retention, int cache, Clock clock) {
    this.file = folder.resolve(FILE);
    this.retention = retention;
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public List<Entry> load() throws Fault {
    List<Entry> entries = new ArrayList<>();
    load(entries::add);
    return entries;
  }

  @Override
  public synchronized void load(Consumer<Entry> entries) throws Fault {
    List<Entry> kept = loaded();
    kept.forEach(entries);
    try {
      Database open = opened();
      open.tables().marks().read(entries);
      open.commit();
    } catch (SQLException failed) {
      close();
      if (!Trouble.damaged(failed)) {
        throw Trouble.with("cannot read", file, failed);
      }
      DamagedFile.setAside(file, failed, clock.instant());
      if (!kept.isEmpty()) {
        commit(kept);
      }
    }
  }

  private List<Entry> loaded() throws Fault {
    TimeSpan age =
        TimeSpan.parse(retention)
            .orElseThrow(
                () ->
                    new Fault(
                        PID
                            + ".cfg: retention = "
                            + retention
                            + ": accepted are "
                            + TimeSpan.ACCEPTED));
    try {
      return read(age);
    } catch (SQLException failed) {
      close();
      if (!Trouble.damaged(failed)) {
        throw Trouble.with("cannot read", file, failed);
      }
      DamagedFile.setAside(file, failed, clock.instant());
    }
    try {
      return read(age);
    } catch (SQLException again) {
      close();
      throw Trouble.with("cannot begin", file, again);
    }
  }

  @Override
  public synchronized List<Mark> marks(String jail, Offender offender) throws Fault {
    try {
      Database open = opened();
      List<Mark> marks = open.tables().marks().of(jail, OffenderText.of(offender));
      open.commit();
      return marks;
    } catch (SQLException failed) {
      close();
      throw Trouble.with("cannot read", file, failed);
    }
  }

  @Override
  public synchronized void commit(List<Entry> entries) throws Fault {
    try {
      Database open = opened();
      for (Entry entry : Superseded.without(entries)) {
        open.tables().write(entry);
      }
      open.commit();
    } catch (SQLException failed) {
      // on some errors SQLite has rolled back by itself: a new connection is sure to be clean
      close();
      throw Trouble.with("cannot write", file, failed);
    }
  }

  /** Closes the file, if it is open; another call opens it again. */
  @Deactivate
  public synchronized void close() {
    try {
      if (database.isPresent()) {
        database.get().close();
      }
    } catch (SQLException failed) {
      LOG.warn("{} was not closed cleanly, which the next start mends: {}", file, failed);
    } finally {
      database = Optional.empty();
    }
  }

  private List<Entry> read(TimeSpan kept) throws Fault, SQLException {
    Database open = opened();
    if (!kept.permanent()) {
      Instant before = clock.instant().minusSeconds(kept.seconds());
      open.tables().forgetPardons(before);
      open.tables().forgetVanished(before);
    }
    List<Entry> entries = open.tables().read();
    open.commit();
    return entries;
  }

  private Database opened() throws Fault, SQLException {
    if (database.isEmpty()) {
      database = Optional.of(Database.open(file, cache, clock));
    }
    return database.get();
  }

  private static Path folder(BundleContext context) {
    return Path.of(Optional.ofNullable(context.getProperty(FOLDER)).orElse(DEFAULT_FOLDER));
  }
}
