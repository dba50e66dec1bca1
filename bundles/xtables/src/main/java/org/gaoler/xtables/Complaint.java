package org.gaoler.xtables;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the tools print when they fail into a {@link Refusal} that says what to do. */
public final class Complaint {

  private static final Pattern LINE = Pattern.compile("line:? (\\d{1,9})");

  private Complaint() {}

  /**
   * The line of its input that a restoring tool complains about.
   *
   * @param text what it printed
   */
  public static Optional<Long> line(String text) {
    Matcher line = LINE.matcher(text);
    return line.find() ? Optional.of(Long.valueOf(line.group(1))) : Optional.empty();
  }

  /**
   * What to say of a program that has ended.
   *
   * @param ended the program
   * @param input what it was told to do; may be empty
   * @param program which one it is
   */
  public static Refusal about(Child ended, String input, Program program) {
    String complaint = ended.complaint();
    return new Refusal(
        ended
            + (input.isEmpty() ? "" : " with: " + input)
            + " failed with status "
            + ended.status()
            + "; "
            + complaint
            + "; "
            + remedy(complaint, program));
  }

  private static String remedy(String complaint, Program program) {
    if (complaint.contains("lock file")) {
      return "let the user gaoler runs as write that file, or choose iptables-nft, which"
          + " needs no lock, with "
          + program.named();
    }
    if (complaint.contains("ermission denied")
        || complaint.contains("not permitted")
        || complaint.contains("must be root")) {
      return "run as root or with the capabilities CAP_NET_ADMIN and CAP_NET_RAW";
    }
    if (complaint.contains("xtables lock")) {
      return "another program holds the firewall; it is tried again";
    }
    if (complaint.contains("does not exist")
        || complaint.contains("not supported")
        || complaint.contains("an't initialize")) {
      return "load the kernel's module (modprobe iptable_filter ip6table_filter), or choose"
          + " iptables-nft or iptables-legacy with "
          + program.named();
    }
    return "check that chain and block type exist (options chain and blocktype)";
  }
}
