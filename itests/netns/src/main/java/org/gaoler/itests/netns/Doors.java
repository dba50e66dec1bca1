package org.gaoler.itests.netns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * TCP services on the server that echo what they are sent, and visitors on the attacker's host that
 * knock at them: real packets, there and back.
 */
public final class Doors implements AutoCloseable {

  private static final String SERVICE =
      """
      import selectors, socket, sys
      waiting = selectors.DefaultSelector()
      for port in sys.argv[1:]:
          for family in (socket.AF_INET, socket.AF_INET6):
              door = socket.socket(family)
              door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
              if family == socket.AF_INET6:
                  door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
              door.bind(("", int(port)))
              door.listen(100)
              waiting.register(door, selectors.EVENT_READ, True)
      print("open", flush=True)
      while True:
          for key, _ in waiting.select():
              if key.data:
                  waiting.register(key.fileobj.accept()[0], selectors.EVENT_READ, False)
                  continue
              try:
                  heard = key.fileobj.recv(100)
                  key.fileobj.send(heard)
              except OSError:
                  heard = b""
              if not heard:
                  waiting.unregister(key.fileobj)
                  key.fileobj.close()
      """;

  private static final String KNOCK =
      """
      import socket, sys
      whence, whither, port = sys.argv[1:]
      try:
          with socket.create_connection((whither, int(port)), 0.6, (whence, 0)) as way:
              way.settimeout(1)
              way.send(b"x")
              sys.exit(0 if way.recv(1) else 3)
      except OSError as shut:
          print(shut)
          sys.exit(3)
      """;

  private static final String GUEST =
      """
      import socket, sys, time
      whence, whither, port = sys.argv[1:]
      with socket.create_connection((whither, int(port)), 2, (whence, 0)) as way:
          print("inside", flush=True)
          way.settimeout(1)
          try:
              while way.send(b"x") and way.recv(1):
                  time.sleep(0.05)
          except OSError:
              pass
      print("cut off", flush=True)
      """;

  private static final Duration SOON = Duration.ofSeconds(10);

  private final TwoHosts hosts;
  private final Path folder;
  private final Process service;

  /**
   * Opens the doors.
   *
   * @param hosts where
   * @param folder for what the programs say
   * @param ports of TCP
   */
  public Doors(TwoHosts hosts, Path folder, int... ports) {
    this.hosts = hosts;
    this.folder = folder;
    Path said = folder.resolve("doors.out");
    Command command =
        hosts
            .onServer("python3", "-c", SERVICE)
            .with(IntStream.of(ports).mapToObj(Integer::toString).toArray(String[]::new));
    service = start(command, said);
    Await.until("the doors are open", SOON, () -> Places.read(said).contains("open"));
  }

  private static Process start(Command command, Path said) {
    try {
      return command.start(said, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Knocks once.
   *
   * @param whence an address of the attacker's host
   * @param port of the server
   * @return whether somebody opened and answered within a second or so
   */
  public boolean open(String whence, int port) {
    Command.Outcome outcome =
        hosts.onAttacker("python3", "-c", KNOCK).with(whence, server(whence), "" + port).run();
    if (outcome.exit() != 0 && outcome.exit() != 3) {
      throw new RigException("knocking from " + whence + " failed: " + outcome.all());
    }
    return outcome.exit() == 0;
  }

  /**
   * Somebody who gets in and talks without a pause.
   *
   * @param whence an address of the attacker's host
   * @param port of the server
   * @return once inside
   */
  public Guest guest(String whence, int port) {
    Path said = folder.resolve("guest-" + whence.replace(':', '_') + ".out");
    Command command =
        hosts.onAttacker("python3", "-c", GUEST).with(whence, server(whence), "" + port);
    Process process = start(command, said);
    Await.until(
        whence + " is inside",
        SOON,
        () -> Places.read(said).contains("inside"),
        () -> Places.read(said));
    return new Guest(process, said);
  }

  private static String server(String whence) {
    return whence.contains(":") ? TwoHosts.SERVER6 : TwoHosts.SERVER;
  }

  /**
   * Somebody inside.
   *
   * @param process talks
   * @param said what became of it
   */
  public record Guest(Process process, Path said) implements AutoCloseable {

    /** Whether an answer failed to come for a second. */
    public boolean cutOff() {
      return Places.read(said).contains("cut off");
    }

    @Override
    public void close() {
      end(process);
    }
  }

  private static void end(Process process) {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .collect(Collectors.toList())
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    end(service);
  }

  @Override
  public String toString() {
    return "doors " + Arrays.asList(folder, service);
  }
}
