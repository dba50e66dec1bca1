package org.gaoler.xtables;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.api.Fault;

/**
 * A program of the firewall, wherever it lies on this machine.
 *
 * @param prefix what stands before the program, such as {@code ip netns exec NAME}; mostly empty
 * @param name the program's name or path
 * @param named where an administrator names it, for messages
 * @param remedy the command that installs it
 */
public record Tool(List<String> prefix, String name, String named, String remedy) {

  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin");

  public Tool {
    prefix = List.copyOf(prefix);
  }

  /**
   * Reads a configured command.
   *
   * @param command words divided by blanks, the last of which is the program
   * @param named where an administrator names it, for messages
   * @param remedy the command that installs it
   * @return the tool
   */
  public static Tool of(String command, String named, String remedy) {
    List<String> words = List.of(command.strip().split("\\s+"));
    int last = words.size() - 1;
    return new Tool(words.subList(0, last), words.get(last), named, remedy);
  }

  /**
   * A command line with the program's path, so that it works whatever the search path is later.
   *
   * @param arguments of the program
   * @return words to be started
   * @throws Fault if the program is not on this machine
   */
  public List<String> command(String... arguments) throws Fault {
    return Stream.of(prefix, List.of(path()), List.of(arguments)).flatMap(List::stream).toList();
  }

  private String path() throws Fault {
    if (name.contains("/")) {
      if (!Files.isExecutable(Path.of(name))) {
        throw missing();
      }
      return name;
    }
    String searchPath = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(searchPath.split(":")), SYSTEM_FOLDERS.stream())
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(this::missing);
  }

  private Fault missing() {
    return new Fault(
        "program " + name + " is not on this machine (" + named + "); install it with: " + remedy);
  }
}
