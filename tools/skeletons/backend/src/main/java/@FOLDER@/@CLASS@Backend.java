package @PACKAGE@;

import java.nio.file.Path;
import java.time.Duration;
import org.gaoler.api.Fault;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Follows log files by looking at each of them every second. */
@Component(property = LogBackend.BACKEND + "=@NAME@")
public final class @CLASS@Backend implements LogBackend {

  private final Duration pause;

  /** Looks every second. */
  @Activate
  public @CLASS@Backend() {
    this(Duration.ofSeconds(1));
  }

  @CLASS@Backend(Duration pause) {
    this.pause = pause;
  }

  @Override
  public Follow follow(LogSpec spec, LineSink sink) throws Fault {
    if (!spec.path().startsWith("/") || spec.path().matches(".*[*?\\[].*")) {
      throw new Fault(
          "backend @NAME@ cannot follow logpath = " + spec.path() + "; accepted is the path of one file");
    }
    return new FollowedFile(Path.of(spec.path()), spec.fromEnd(), sink, pause);
  }
}
