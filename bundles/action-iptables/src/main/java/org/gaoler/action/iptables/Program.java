package org.gaoler.action.iptables;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;

/**
 * How the tools of one family are called: {@code iptables} and its companions {@code -save} and
 * {@code -restore}, or those of IPv6.
 *
 * @param prefix what stands before the program, such as {@code ip netns exec NAME}; mostly empty
 * @param name the program's name or path
 * @param waitSeconds how long to wait for the lock that legacy iptables takes
 */
record Program(List<String> prefix, String name, int waitSeconds) {

  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin");

  Program {
    prefix = List.copyOf(prefix);
  }

  /**
   * Reads the configured command.
   *
   * @param command words divided by blanks, the last of which is the IPv4 program
   * @param family whose program it shall be
   */
  static Program of(String command, Family family, int waitSeconds) {
    List<String> words = List.of(command.strip().split("\\s+"));
    String name = words.get(words.size() - 1);
    if (family == Family.IPV6) {
      int file = name.lastIndexOf('/') + 1;
      name =
          name.substring(0, file) + name.substring(file).replaceFirst("^ip6?tables", "ip6tables");
    }
    return new Program(words.subList(0, words.size() - 1), name, waitSeconds);
  }

  /** The command that prints the filter table. */
  List<String> save() throws Fault {
    return command("-save", "-t", "filter");
  }

  /** The command that goes on reading commits, and repeats comments once it has come so far. */
  List<String> restore() throws Fault {
    return command("-restore", "--noflush", "--verbose", "-w", String.valueOf(waitSeconds));
  }

  /** The command that makes one change. */
  List<String> change(String... arguments) throws Fault {
    List<String> all = new ArrayList<>(List.of("-w", String.valueOf(waitSeconds)));
    all.addAll(List.of(arguments));
    return command("", all.toArray(String[]::new));
  }

  private List<String> command(String companion, String... arguments) throws Fault {
    return Stream.of(prefix, List.of(find(name + companion)), List.of(arguments))
        .flatMap(List::stream)
        .toList();
  }

  /** The path, so that a teardown works whatever the search path is then. */
  private static String find(String program) throws Fault {
    if (program.contains("/")) {
      return existing(Path.of(program), program);
    }
    String searchPath = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(searchPath.split(":")), SYSTEM_FOLDERS.stream())
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() -> missing(program));
  }

  private static String existing(Path path, String program) throws Fault {
    if (!Files.isExecutable(path)) {
      throw missing(program);
    }
    return path.toString();
  }

  private static Fault missing(String program) {
    return new Fault(
        "program "
            + program
            + " is not on this machine (option iptables in org.gaoler.action"
            + ".iptables.cfg names it); install it with: apt-get install iptables");
  }
}
