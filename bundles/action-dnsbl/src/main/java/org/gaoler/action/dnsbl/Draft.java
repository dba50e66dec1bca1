package org.gaoler.action.dnsbl;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The next version of a file, written beside it and put in its place at once, with its owner and
 * permissions. A file that would not change but for its serial is left alone.
 */
final class Draft implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Draft.class);

  private final Path target;
  private final Path draft;
  private final boolean fresh;
  private final FileChannel channel;
  private final OutputStream out;
  private final Layout.Renewal renewal;
  private final MessageDigest before = digest();
  private final MessageDigest after = digest();

  Draft(Path path, Layout.Renewal renewal) throws IOException {
    this.fresh = !Files.exists(path);
    this.target = fresh ? path : path.toRealPath();
    this.draft = target.resolveSibling("." + target.getFileName() + ".gaoler");
    this.renewal = renewal;
    // Made new, so that nobody's link leads elsewhere.
    Files.deleteIfExists(draft);
    this.channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** A line of others: it stays. */
  void others(String line) throws IOException {
    old(line);
    note(after, line);
    write(renewal.line(line));
  }

  /** A line that was there. */
  void old(String line) {
    note(before, line);
  }

  /** A line of the jail. */
  void own(String line) throws IOException {
    note(after, line);
    write(line);
  }

  private static void note(MessageDigest digest, String line) {
    digest.update(line.getBytes(StandardCharsets.ISO_8859_1));
    digest.update((byte) '\n');
  }

  private void write(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.ISO_8859_1));
    out.write('\n');
  }

  /**
   * Puts it in the file's place.
   *
   * @return false if there was nothing to change
   */
  boolean replace() throws IOException {
    if (!fresh && MessageDigest.isEqual(before.digest(), after.digest())) {
      return false;
    }
    out.flush();
    channel.force(true);
    attributes();
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private void attributes() throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
    if (fresh) {
      view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
      return;
    }
    PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
    view.setPermissions(old.permissions());
    PosixFileAttributes own = view.readAttributes();
    if (!own.owner().equals(old.owner()) || !own.group().equals(old.group())) {
      try {
        view.setGroup(old.group());
        view.setOwner(old.owner());
      } catch (IOException refused) {
        LOG.warn(
            "{} belonged to {}:{} and now to {}: {}",
            target,
            old.owner().getName(),
            old.group().getName(),
            own.owner().getName(),
            Wording.of(refused));
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(draft);
  }
}
