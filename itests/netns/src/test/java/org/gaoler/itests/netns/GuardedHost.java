package org.gaoler.itests.netns;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A host with a log and a Gaoler that guards it, in a network namespace; for one test. */
final class GuardedHost implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(10);

  final TwoHosts hosts = new TwoHosts();
  final Path folder = Places.scratch();
  final AuthLog log = new AuthLog(folder.resolve("log/auth.log"));
  final Instance gaoler = new Instance(folder.resolve("base"), hosts::onServer);

  private final List<Instance> others = new ArrayList<>();
  private Process daemon;

  GuardedHost() {
    gaoler.jail("sshd", settings());
  }

  Map<String, String> settings() {
    return Instance.jailFor(log.file());
  }

  Process start() {
    daemon = gaoler.start();
    gaoler.awaitState(daemon, "sshd", "WATCHING");
    return daemon;
  }

  /** The daemon started last. */
  Process daemon() {
    return daemon;
  }

  /** A second Gaoler on the same host whose daemon runs behind other words, such as setpriv's. */
  Instance instance(String name, String... words) {
    // The client finds its socket from anywhere; what stands before the daemon must run once.
    Instance other =
        new Instance(
            folder.resolve(name),
            command ->
                command[0].endsWith("gaolerd")
                    ? hosts.onServer(words).with(command)
                    : hosts.onServer(command));
    others.add(other);
    return other;
  }

  void awaitTurnedAway(String address) {
    Await.until(address + " is turned away", SOON, () -> hosts.turnsAway(address), this::evidence);
  }

  void awaitLetIn(String address) {
    Await.until(address + " is let in", SOON, () -> !hosts.turnsAway(address), this::evidence);
  }

  List<String> banned() {
    return ((List<?>) Json.object(gaoler.client("banned", "--json").must()).get("banned"))
        .stream().map(ban -> ((Map<?, ?>) ban).get("address").toString()).toList();
  }

  private String evidence() {
    return hosts.firewall() + gaoler.client("status").run().all() + gaoler.said();
  }

  @Override
  public void close() {
    others.forEach(Instance::close);
    gaoler.close();
    hosts.close();
    Places.remove(folder);
  }
}
