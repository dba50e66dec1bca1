package org.gaoler.action.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gaoler.action.mail.limit.Errand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out once what this machine is called, with its domain if that is known within 2 s. */
final class MachineName implements Supplier<String> {

  private static final Logger LOG = LoggerFactory.getLogger(MachineName.class);
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Path KERNELS = Path.of("/proc/sys/kernel/hostname");
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9.-]{0,252}";

  private final String node;
  private Optional<String> name;

  /**
   * Takes the configured name.
   *
   * @param configured empty to find it out
   */
  MachineName(Optional<String> configured) {
    this.name = configured;
    this.node = configured.orElseGet(MachineName::own);
  }

  @Override
  public synchronized String get() {
    if (name.isEmpty()) {
      name = Optional.of(found(node));
    }
    return name.get();
  }

  /** Puts it into a configured text in the place of its tags. */
  String in(String text) {
    return text.contains("<")
        ? text.replace("<host>", get()).replace("<fq-hostname>", get())
        : text;
  }

  /** What is the same whether name servers answer or not. */
  String node() {
    return node;
  }

  private static String found(String own) {
    if (own.contains(".")) {
      return own;
    }
    try {
      String whole =
          new Errand("gaoler-hostname", () -> {})
              .run(() -> InetAddress.getByName(own).getCanonicalHostName(), LIMIT);
      return whole.startsWith(own + ".") && whole.matches(NAME) ? whole : own;
    } catch (TimeoutException | ExecutionException unknown) {
      LOG.debug("the domain of {} is not known: {}", own, unknown.toString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return own;
  }

  private static String own() {
    try {
      String own = Files.readString(KERNELS).strip();
      return own.matches(NAME) ? own : "localhost";
    } catch (IOException hidden) {
      LOG.debug("{} tells no name: {}", KERNELS, hidden.toString());
      return "localhost";
    }
  }
}
