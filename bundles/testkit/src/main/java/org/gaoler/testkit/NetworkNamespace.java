package org.gaoler.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace with a firewall of its own, so that tests touch nobody else's. Needs root;
 * see {@link Root#required()}.
 */
public final class NetworkNamespace implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;

  /** Makes one with its loopback interface up. */
  public NetworkNamespace() {
    name = "gaoler-test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    Shell.run("ip", "netns", "add", name);
    run("ip", "link", "set", "lo", "up");
  }

  /**
   * Its name, for {@code ip netns}.
   *
   * @return unique on this machine
   */
  public String name() {
    return name;
  }

  /**
   * The words that run a command in it.
   *
   * @return to be put before the command
   */
  public List<String> prefix() {
    return List.of("ip", "netns", "exec", name);
  }

  /**
   * Runs a command in it.
   *
   * @param command program and arguments
   * @return what it printed
   * @throws AssertionError if its exit status is not 0
   */
  public String run(String... command) {
    List<String> words = new ArrayList<>(prefix());
    words.addAll(List.of(command));
    return Shell.run(words.toArray(String[]::new));
  }

  /** Removes it; processes in it keep it alive until they end. */
  @Override
  public void close() {
    Shell.run("ip", "netns", "delete", name);
  }
}
