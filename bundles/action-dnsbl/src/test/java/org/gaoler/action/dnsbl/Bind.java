package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.Shell;

/**
 * A real BIND 9 on a port of its own of the loopback interface, with a zone that takes changes by
 * key, one that takes none and one whose file somebody else writes.
 */
final class Bind implements AutoCloseable {

  static final String ZONE = "bl.example.org";
  static final String READ_ONLY = "fixed.example.org";

  /** BIND refuses to list this one, whoever asks. */
  static final String REFUSED = "203.0.113.66";

  private static final String RECORDS =
      """
      $TTL 300
      @ IN SOA localhost. hostmaster.example.org. 1 1h 15m 1w 300
      @ IN NS localhost.
      2.0.0.127 IN A 127.0.0.2
      2.0.0.127 IN TXT "test entry"
      9.2.0.192 IN A 127.0.0.2
      9.2.0.192 IN TXT "listed by hand"
      1.2.0.192 IN A 127.0.0.9
      1.2.0.192 IN TXT "gaoler:other/kit until=1800000000 answer=127.0.0.9"
      www IN A 192.0.2.80
      """;

  private static final String SETTINGS =
      """
      include "FOLDER/key";
      include "FOLDER/other-key";
      options {
        directory "FOLDER";
        listen-on port PORT { 127.0.0.1; };
        listen-on-v6 port PORT { ::1; };
        pid-file none; lock-file none; session-keyfile none;
        recursion no; dnssec-validation no; empty-zones-enable no; notify no;
      };
      controls { };
      zone "bl.example.org" {
        type primary; file "bl.zone";
        update-policy {
          deny gaoler name 66.113.0.203.bl.example.org. ANY;
          grant gaoler zonesub A TXT;
        };
        allow-transfer { key gaoler; };
      };
      zone "fixed.example.org" { type primary; file "fixed.zone"; allow-transfer { none; }; };
      zone "written.example.org" { type primary; file "written.zone"; };
      """;

  private final Unpacked programs;
  private final Path folder;
  private final int port;
  private Process process;

  /** Starts it and waits until it answers. */
  Bind(Path folder) throws IOException {
    this.folder = folder;
    this.programs = Unpacked.packages("bind", "bind9", "bind9-dnsutils");
    this.port = freePort();
    write("bl.zone", RECORDS);
    write("fixed.zone", RECORDS);
    write("key", Shell.result(programs.command("tsig-keygen", "gaoler"), "").output());
    write("other-key", Shell.result(programs.command("tsig-keygen", "other"), "").output());
    String settings = SETTINGS.replace("FOLDER", folder.toString());
    write("named.conf", settings.replace("PORT", Integer.toString(port)));
    start();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void start() throws IOException {
    Path log = folder.resolve("named.log");
    String settings = folder.resolve("named.conf").toString();
    process =
        new ProcessBuilder(programs.command("named", "-g", "-n", "2", "-c", settings))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Eventually.await(
        () -> "named runs: " + log(),
        Duration.ofSeconds(20),
        () -> {
          if (!process.isAlive()) {
            throw new IOException("named ended");
          }
          return log().lines().anyMatch(line -> line.endsWith(" running"));
        });
  }

  String log() {
    try {
      return Files.readString(folder.resolve("named.log"));
    } catch (IOException none) {
      return none.toString();
    }
  }

  /** The number of its process. */
  long pid() {
    return process.pid();
  }

  Path folder() {
    return folder;
  }

  String server() {
    return "127.0.0.1:" + port;
  }

  Path key() {
    return folder.resolve("key");
  }

  /** A factory whose defaults are this server, its zone and its key. */
  DnsblEnforcerFactory factory() {
    Map<String, String> defaults = new HashMap<>();
    defaults.put("zone", ZONE);
    defaults.put("server", server());
    defaults.put("keyfile", key().toString());
    defaults.put("owner", "here");
    defaults.put("answer", "127.0.0.2");
    defaults.put("ttl", "5m");
    defaults.put("txt", "<ip> banned by <jail>");
    Sweep sweep =
        new Sweep(
            String.join(" ", programs.command("dig")),
            String.join(" ", programs.command("nsupdate")));
    return new DnsblEnforcerFactory(defaults, sweep, Clock.systemUTC());
  }

  /** What {@code dig +short} prints. */
  String dig(String... words) {
    List<String> command = new ArrayList<>(programs.command("dig"));
    command.addAll(List.of("@127.0.0.1", "-p", Integer.toString(port), "+short"));
    command.addAll(List.of(words));
    return Shell.run(command.toArray(String[]::new)).strip();
  }

  /** All records but the SOA, sorted. */
  String records() {
    List<String> command = new ArrayList<>(programs.command("dig"));
    command.addAll(List.of("@127.0.0.1", "-p", Integer.toString(port), "-k", key().toString()));
    command.addAll(List.of("+noall", "+answer", ZONE, "AXFR"));
    return Shell.run(command.toArray(String[]::new))
        .lines()
        .filter(line -> !line.contains("\tSOA\t"))
        .sorted()
        .reduce("", (text, line) -> text + line.replaceAll("\\s+", " ") + "\n");
  }

  /** Runs commands of nsupdate with the key. */
  void update(String commands) {
    String input = "server 127.0.0.1 %d\nzone %s\n%s\nsend\n".formatted(port, ZONE, commands);
    Shell.Result result = Shell.result(programs.command("nsupdate", "-k", key().toString()), input);
    if (result.status() != 0) {
      throw new AssertionError(result.output());
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }
}
