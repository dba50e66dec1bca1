package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;

/**
 * How the tools of one family are called: {@code iptables} and its companions {@code -save} and
 * {@code -restore}, or those of IPv6.
 *
 * @param prefix what stands before the program, such as {@code ip netns exec NAME}; mostly empty
 * @param name the program's name or path
 * @param waitSeconds how long to wait for the lock that legacy iptables takes
 * @param pid of the configuration that names the program, for messages
 */
public record Program(List<String> prefix, String name, int waitSeconds, String pid) {

  public Program {
    prefix = List.copyOf(prefix);
  }

  /**
   * Reads the configured command.
   *
   * @param command words divided by blanks, the last of which is the IPv4 program
   * @param family whose program it shall be
   * @param waitSeconds how long to wait for the lock
   * @param pid of the configuration that has the command
   * @return the program of that family
   */
  public static Program of(String command, Family family, int waitSeconds, String pid) {
    List<String> words = List.of(command.strip().split("\\s+"));
    String name = words.get(words.size() - 1);
    if (family == Family.IPV6) {
      int file = name.lastIndexOf('/') + 1;
      name =
          name.substring(0, file) + name.substring(file).replaceFirst("^ip6?tables", "ip6tables");
    }
    return new Program(words.subList(0, words.size() - 1), name, waitSeconds, pid);
  }

  /**
   * The command that prints the filter table.
   *
   * @return program and arguments
   * @throws Fault if the program is not on this machine
   */
  public List<String> save() throws Fault {
    return command("-save", "-t", "filter");
  }

  /**
   * The command that goes on reading commits, and repeats comments once it has come so far.
   *
   * @return program and arguments
   * @throws Fault if the program is not on this machine
   */
  public List<String> restore() throws Fault {
    return command("-restore", "--noflush", "--verbose", "-w", String.valueOf(waitSeconds));
  }

  /**
   * The command that makes one change.
   *
   * @param arguments of the program
   * @return program and arguments
   * @throws Fault if the program is not on this machine
   */
  public List<String> change(String... arguments) throws Fault {
    List<String> all = new ArrayList<>(List.of("-w", String.valueOf(waitSeconds)));
    all.addAll(List.of(arguments));
    return command("", all.toArray(String[]::new));
  }

  /**
   * The command that says which kind it is.
   *
   * @return program and arguments
   * @throws Fault if the program is not on this machine
   */
  public List<String> version() throws Fault {
    return command("", "-V");
  }

  /**
   * Where an administrator chooses the program.
   *
   * @return option and file
   */
  String named() {
    return "option iptables in " + pid + ".cfg";
  }

  private List<String> command(String companion, String... arguments) throws Fault {
    return new Tool(prefix, name + companion, named() + " names it", "apt-get install iptables")
        .command(arguments);
  }
}
