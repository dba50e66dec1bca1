package org.gaoler.itests.crash;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.Instance;
import org.gaoler.itests.netns.Json;
import org.gaoler.itests.netns.Places;
import org.gaoler.itests.netns.RigException;
import org.gaoler.itests.netns.TwoHosts;

/** A host of its own with a Gaoler whose one jail follows three logs; for one test. */
final class CrashRig implements AutoCloseable {

  static final String JAIL = "crash";

  /** On a machine that is busy with something else. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern ELEMENT =
      Pattern.compile("(?<=[{,\\s])([0-9a-f]*[.:][0-9a-f.:]+) (?=counter|timeout|expires)");

  final TwoHosts hosts = new TwoHosts();
  final Path folder = Places.scratch();
  final Path logs = folder.resolve("log");
  final Instance gaoler = new Instance(folder.resolve("base"), hosts::onServer);
  private final Map<String, String> settings = Instance.jailFor(logs);
  private long firstStart;

  /**
   * Makes the host; nothing is started.
   *
   * @param files names of the logs, or a pattern
   */
  CrashRig(String... files) {
    logs.toFile().mkdirs();
    settings.put("logpath", paths(files));
    settings.put("maxretry", Integer.toString(NumberedLines.LIMIT));
    settings.put("findtime", "4w");
    settings.put("bantime", "1y");
    act("nftables");
  }

  /** Configures the jail's actions. */
  void act(String actions) {
    settings.put("action", actions);
    gaoler.jail(JAIL, settings);
  }

  private String paths(String... files) {
    return Stream.of(files).map(file -> logs.resolve(file).toString()).collect(joining(" "));
  }

  /** How long the first life took to watch, in nanoseconds. */
  long firstStart() {
    return firstStart;
  }

  Path data() {
    return gaoler.base().resolve("data");
  }

  Stored stored() throws IOException {
    try {
      return Stored.in(data());
    } catch (SQLException e) {
      throw new RigException("cannot read the store in " + data(), e);
    }
  }

  /** Has it look at every log: one that is rotated away before that is not searched for. */
  void firstLife(LogWriter writer) throws IOException {
    writer.greet();
    long start = System.nanoTime();
    Process daemon = startWatching();
    firstStart = System.nanoTime() - start;
    awaitReadToTheEnd(writer.files());
    gaoler.stop(daemon);
  }

  /**
   * Has the rest read, and compares all there is: what was written, the store, the docket and the
   * kernel.
   *
   * @param earlier what was stored at some time before
   * @return what is stored in the end
   */
  Stored assertComplete(LogWriter writer, Account account, Stored earlier)
      throws IOException, InterruptedException {
    Process daemon = startWatching();
    writer.finish();
    awaitReadToTheEnd(writer.files());
    gaoler.stop(daemon);
    Stored stored = stored();
    account.assertSound(stored);
    account.assertNothingLost(earlier, stored);
    account.assertComplete(stored, writer.lost());
    startWatching();
    Account.assertSame("bans in the docket", inDocket(), stored.banned().keySet());
    Account.assertSame("bans in the kernel", inKernel(), stored.banned().keySet());
    assertThat(setAside()).isEmpty();
    return stored;
  }

  Process startWatching() {
    Process daemon = gaoler.start();
    gaoler.awaitState(daemon, JAIL, "WATCHING");
    return daemon;
  }

  /** How much Gaoler has written into its log by now. */
  long logged() {
    return log().toFile().length();
  }

  /** What Gaoler has written into its log since then. */
  String loggedSince(long start) {
    String all = Places.read(log());
    return start < all.length() ? all.substring((int) start) : "";
  }

  private Path log() {
    return gaoler.base().resolve("log/gaoler.log");
  }

  /** Waits until the store says that all logs were read to their ends. */
  void awaitReadToTheEnd(List<Path> files) {
    Await.until(
        "all logs were read to their ends",
        LIMIT,
        () -> {
          try {
            return Stored.in(data()).caughtUpWith(files);
          } catch (IOException | SQLException beingWritten) {
            return false;
          }
        },
        gaoler::said);
  }

  /** The addresses that the kernel keeps out now. */
  Set<String> inKernel() {
    Set<String> addresses = new TreeSet<>();
    Matcher element = ELEMENT.matcher(hosts.onServer("nft", "list", "ruleset").must());
    while (element.find()) {
      addresses.add(NumberedLines.plain(element.group(1)));
    }
    return addresses;
  }

  /** The addresses that Gaoler says are banned. */
  Set<String> inDocket() {
    Set<String> addresses = new TreeSet<>();
    String answer = gaoler.client("banned", "--json").must();
    for (Object ban : (List<?>) Json.object(answer).get("banned")) {
      addresses.add(NumberedLines.plain(((Map<?, ?>) ban).get("address").toString()));
    }
    return addresses;
  }

  /** Stores that were set aside as damaged. */
  List<String> setAside() throws IOException {
    try (var files = Files.list(data())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.contains("damaged"))
          .toList();
    }
  }

  @Override
  public void close() {
    gaoler.close();
    hosts.close();
    if (Extent.traced()) {
      Extent.say("kept: " + folder);
    } else {
      Places.remove(folder);
    }
  }
}
