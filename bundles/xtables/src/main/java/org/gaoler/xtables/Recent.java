package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;

/**
 * The kernel's own list of when each banned sender was heard last (match {@code recent}): whoever
 * goes on trying stays out after the end of the ban, until a time of silence is over. The kernel
 * does so by itself, also while Gaoler is down.
 *
 * @param name of the list; that of IPv6 ends with {@code :6}, since one list has one netmask
 * @param seconds of silence that let a sender in again once the ban has ended, 1 or more
 */
public record Recent(String name, long seconds) {

  private static final long LIMIT_SECONDS = 5;
  private static final Pattern SOURCE = Pattern.compile("^src=(\\S+) ", Pattern.MULTILINE);
  private static final String FOLDER = "/proc/net/xt_recent/";
  private static final String READ = "[ ! -e \"$0\" ] || cat \"$0\"";
  private static final String FORGET =
      "list=$0; for each; do echo \"-$each\" > \"$list\" || exit 1; done";

  /**
   * The rule that notes when a banned sender was heard; it decides nothing.
   *
   * @param family of the table
   * @return what stands behind {@code -A} and the chain's name
   */
  public String noting(Family family) {
    return "-m recent --set " + list(family);
  }

  /**
   * The rule that keeps out whoever was noted and was not silent since.
   *
   * @param family of the table
   * @param target what becomes of the packet
   * @return what stands behind {@code -A} and the chain's name
   */
  public String keepingOut(Family family, String target) {
    return "-m recent --update --seconds " + seconds + " " + list(family) + " -j " + target;
  }

  private String list(Family family) {
    String mask =
        family == Family.IPV4 ? "255.255.255.255" : "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    return "--name " + file(family) + " --mask " + mask + " --rsource";
  }

  private String file(Family family) {
    return family == Family.IPV4 ? name : name + ":6";
  }

  /** Forgets when senders were heard: they are let in at once. */
  void forget(Program program, Family family, List<IpBlock> pardoned)
      throws Fault, InterruptedException {
    String path = FOLDER + file(family);
    List<String> noted = new ArrayList<>();
    Matcher sources = SOURCE.matcher(run(program, READ, path, List.of()));
    while (sources.find()) {
      Optional<IpBlock> source = IpBlock.parse(sources.group(1));
      if (source.filter(each -> pardoned.stream().anyMatch(p -> p.contains(each))).isPresent()) {
        noted.add(sources.group(1));
      }
    }
    if (!noted.isEmpty()) {
      run(program, FORGET, path, noted);
    }
  }

  private static String run(Program program, String script, String path, List<String> arguments)
      throws Fault, InterruptedException {
    List<String> words = new ArrayList<>(program.prefix());
    words.addAll(List.of("sh", "-c", script, path));
    words.addAll(arguments);
    Child child = Child.start(words);
    String text = child.outputAtEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
    if (child.status() != 0) {
      throw new Fault(
          "cannot let senders in that "
              + path
              + " keeps out: "
              + child.complaint()
              + "; give Gaoler's user the file with: modprobe -r xt_recent && modprobe xt_recent"
              + " ip_list_uid=$(id -u gaoler)");
    }
    return text;
  }
}
