package org.gaoler.action.dnsbl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;

/**
 * One jail's parts of a file that it may share with other jails and with what administrators write.
 * Everything outside the parts stays, but for the serial.
 */
final class ZoneFile {

  /** Jails that share a file write it one after the other. */
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final Path path;
  private final Layout layout;
  private final Reason reason;
  private final Pattern entry;

  /**
   * Names a file; touches nothing.
   *
   * @param path absolute
   */
  ZoneFile(Path path, Layout layout, Reason reason) {
    this.path = path;
    this.layout = layout;
    this.reason = reason;
    this.entry = Pattern.compile(layout.comment() + " (\\S{2,50}) until=(never|\\d{1,12})");
  }

  Path path() {
    return path;
  }

  /** What an entry is, as it stands in the file. */
  interface Visitor {
    /**
     * Sees an entry.
     *
     * @param until {@link Instant#EPOCH} if it does not list as it should
     */
    void entry(IpBlock block, Instant until, String line);
  }

  /** Reads the jail's parts, if the file exists. */
  void visit(Visitor visitor) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (BufferedReader reader = reader()) {
      Set<String> begins = begins().keySet();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (begins.contains(line)) {
          visit(reader, begins().get(line), visitor);
        }
      }
    }
  }

  private void visit(BufferedReader reader, Layout.Part part, Visitor visitor) throws IOException {
    Optional<Ban> open = Optional.empty();
    String line = reader.readLine();
    for (; line != null && !line.equals(part.end()); line = reader.readLine()) {
      Optional<Ban> next = ban(line);
      if (open.isPresent()) {
        tell(open.get(), next.isPresent() ? "" : line, visitor);
      }
      open = next;
    }
    if (open.isPresent()) {
      tell(open.get(), "", visitor);
    }
  }

  private void tell(Ban ban, String line, Visitor visitor) {
    IpBlock block = (IpBlock) ban.offender();
    boolean lists = line.startsWith(layout.witness(block));
    visitor.entry(block, lists ? ban.until() : Instant.EPOCH, line);
  }

  private Optional<Ban> ban(String line) {
    Matcher matcher = entry.matcher(line);
    return matcher.matches()
        ? IpBlock.parse(matcher.group(1)).map(block -> new Ban(block, Claim.end(matcher.group(2))))
        : Optional.empty();
  }

  private Map<String, Layout.Part> begins() {
    Map<String, Layout.Part> begins = new LinkedHashMap<>();
    layout.parts().forEach(part -> begins.put(part.begin(), part));
    return begins;
  }

  private BufferedReader reader() throws IOException {
    // One byte, one character: whatever others wrote stays as it is.
    return Files.exists(path)
        ? Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)
        : new BufferedReader(new StringReader(String.join("\n", layout.header())));
  }

  /**
   * Brings the file to what shall be in it, at once or not at all.
   *
   * @return whether anything was to be changed
   * @throws Fault if one of the jail's parts does not end
   */
  boolean rewrite(List<Ban> bans, Collection<IpBlock> unbans)
      throws IOException, Fault, InterruptedException {
    ReentrantLock lock = LOCKS.computeIfAbsent(path, unused -> new ReentrantLock());
    lock.lockInterruptibly();
    try (Draft draft = new Draft(path, layout.renewal())) {
      Map<IpBlock, Ban> wanted = new LinkedHashMap<>();
      bans.forEach(ban -> wanted.put((IpBlock) ban.offender(), ban));
      write(draft, wanted, Set.copyOf(unbans));
      return draft.replace();
    } finally {
      lock.unlock();
    }
  }

  private void write(Draft draft, Map<IpBlock, Ban> wanted, Set<IpBlock> unwanted)
      throws IOException, Fault {
    try (BufferedReader reader = reader()) {
      Map<String, Layout.Part> begins = begins();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Layout.Part part = begins.remove(line);
        if (part == null) {
          draft.others(line);
        } else {
          draft.old(line);
          part(reader, draft, part, wanted, unwanted);
        }
      }
      for (Layout.Part part : begins.values()) {
        try (BufferedReader nothing = new BufferedReader(new StringReader(part.end()))) {
          part(nothing, draft, part, wanted, unwanted);
        }
      }
    }
  }

  private void part(
      BufferedReader reader,
      Draft draft,
      Layout.Part part,
      Map<IpBlock, Ban> wanted,
      Set<IpBlock> unwanted)
      throws IOException, Fault {
    draft.own(part.begin());
    for (String each : part.head()) {
      draft.own(each);
    }
    copy(reader, draft, part, wanted, unwanted);
    for (Ban ban : List.copyOf(wanted.values())) {
      if (layout.part((IpBlock) ban.offender()).equals(part)) {
        wanted.remove(ban.offender());
        entry(draft, ban);
      }
    }
    draft.own(part.end());
  }

  /** Copies what was there, renewed or left out as is wanted. */
  private void copy(
      BufferedReader reader,
      Draft draft,
      Layout.Part part,
      Map<IpBlock, Ban> wanted,
      Set<IpBlock> unwanted)
      throws IOException, Fault {
    boolean kept = false;
    String line = reader.readLine();
    for (; line != null && !line.equals(part.end()); line = reader.readLine()) {
      draft.old(line);
      Optional<IpBlock> block = ban(line).map(ban -> (IpBlock) ban.offender());
      if (block.isPresent()) {
        Ban ban = wanted.remove(block.get());
        kept = ban == null && !unwanted.contains(block.get());
        if (ban != null) {
          entry(draft, ban);
        }
      }
      if (kept) {
        draft.own(line);
      }
    }
    if (line == null) {
      throw new Fault(
          "%s (option file): the line \"%s\" is not followed by \"%s\", so that nobody can tell"
                  .formatted(path, part.begin(), part.end())
              + " where the jail's part ends; put that line back, or remove the first");
    }
    draft.old(line);
  }

  private void entry(Draft draft, Ban ban) throws IOException {
    IpBlock block = (IpBlock) ban.offender();
    draft.own(layout.comment() + " " + block + " until=" + Claim.end(ban.until()));
    for (String line : layout.entry(block, reason.text(ban))) {
      draft.own(line);
    }
  }
}
