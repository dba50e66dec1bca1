package org.gaoler.backend.journal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gaoler.api.Fault;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Reads the systemd journal through one {@code journalctl} child and one thread for each follow;
 * the sink runs on that thread. A position is the journal's cursor.
 *
 * <p>Closing a follow waits for its running sink call: the closing thread must hold no lock that
 * the sink may want.
 */
@Component(
    service = LogBackend.class,
    configurationPid = "org.gaoler.backend.journal",
    property = LogBackend.BACKEND + "=journal")
@Designate(ocd = Settings.class)
public final class JournalBackend implements LogBackend {

  /** Expressions may recurse deeply on these threads; only what is used takes memory. */
  private static final long STACK = 16 << 20;

  private final Journalctl journalctl;
  private final Set<JournalFollow> follows = ConcurrentHashMap.newKeySet();

  /**
   * Begins without a child.
   *
   * @param settings the configuration
   */
  @Activate
  public JournalBackend(Settings settings) {
    this(settings.program(), settings.directory());
  }

  JournalBackend(String program, String directory) {
    this.journalctl = new Journalctl(program, directory);
  }

  @Override
  public Optional<String> unusable() {
    return journalctl.unusable();
  }

  @Override
  public Follow follow(LogSpec spec, LineSink sink) throws Fault {
    List<String> match = JournalMatch.arguments(spec.journalMatch());
    JournalFollow follow = new JournalFollow(journalctl, match, spec, sink, Clock.systemUTC());
    follows.add(follow);
    new Thread(null, follow, "gaoler-journal", STACK).start();
    return () -> {
      follow.close();
      follows.remove(follow);
    };
  }

  @Deactivate
  void stop() {
    follows.forEach(JournalFollow::close);
  }
}
