package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.gaoler.api.Fault;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterWatchTest {

  private static final Duration SOON = Duration.ofSeconds(8);

  @TempDir Path root;
  private Path etc;
  private FilterFiles files;
  private FilterWatch watch;
  private final Set<String> changed = new ConcurrentSkipListSet<>();

  @BeforeEach
  void watchAFilterWithAnInclude() throws Fault {
    etc = root.resolve("etc");
    files = new FilterFiles(etc);
    watch =
        FilterWatch.start(
            () -> files.library().files(), () -> changed.addAll(files.library().takeChanged()));
  }

  @AfterEach
  void stopWatching() {
    watch.close();
  }

  private void written() throws Fault {
    files.write(
        "x.conf", "[INCLUDES]", "before = y.conf", "[Definition]", "failregex = %(a)s <HOST>");
    files.write("y.conf", "[DEFAULT]", "a = one");
    asked();
  }

  private void asked() throws Fault {
    files.find("x");
    while (watch.cover()) {
      files.library().takeChanged();
      files.find("x");
    }
    changed.clear();
  }

  private void awaitChange(String how) throws Fault {
    Eventually.await(() -> how + " was not noticed", SOON, () -> changed.contains("x"));
    asked();
  }

  @Test
  void everyFileOfAFilterIsWatched() throws Exception {
    written();
    files.write("x.conf", "[Definition]", "failregex = edited <HOST>");
    awaitChange("an edit");
    files.write("x.local", "[Definition]", "failregex = local <HOST>");
    awaitChange("a new local file");
    files.write("x.d/part.conf", "[Definition]", "usedns = no");
    awaitChange("a new folder with a part");
    files.write("x.d/other.local", "[Definition]", "usedns = no");
    awaitChange("another part");
    Files.delete(etc.resolve("filter.d/x.local"));
    awaitChange("a deleted file");
  }

  @Test
  void includesAndTheirLocalFilesAreWatched() throws Exception {
    written();
    files.write("y.conf", "[DEFAULT]", "a = two");
    awaitChange("an edited include");
    files.write("y.local", "[DEFAULT]", "a = three");
    awaitChange("a new local file of an include");
  }

  @Test
  void replacedFileIsNoticedEvenWithTheSameTimeAndSize() throws Exception {
    written();
    Path file = etc.resolve("filter.d/y.conf");
    Path next = etc.resolve("filter.d/.y.conf.swp");
    Files.writeString(next, Files.readString(file).replace("one", "two"));
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    awaitChange("an atomic replacement");
    Files.move(file, etc.resolve("filter.d/y.conf~"));
    Files.writeString(file, "[DEFAULT]\na = six\n");
    awaitChange("an editor's backup");
  }

  @Test
  void targetsOfLinksAreWatchedAndSoAreLinks() throws Exception {
    written();
    Path shared = FilterFiles.folder(root.resolve("shared/deep"));
    Path target = Files.writeString(shared.resolve("z"), "[DEFAULT]\na = far\n");
    Path link = etc.resolve("filter.d/y.conf");
    Files.delete(link);
    Files.createSymbolicLink(link, target);
    awaitChange("a link instead of a file");
    Files.writeString(target, "[DEFAULT]\na = farther\n");
    awaitChange("an edit of the link's target");
    Path other = Files.writeString(root.resolve("other"), "[DEFAULT]\na = other\n");
    Path next = Files.createSymbolicLink(root.resolve("next"), other);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
    awaitChange("another link");
    Files.writeString(other, "[DEFAULT]\na = edited\n");
    awaitChange("an edit of the other link's target");
  }

  @Test
  void folderThatIsReplacedIsWatchedAnew() throws Exception {
    written();
    Path folder = etc.resolve("filter.d");
    Path next = FilterFiles.folder(etc.resolve("next.d"));
    Files.copy(folder.resolve("x.conf"), next.resolve("x.conf"));
    Files.writeString(next.resolve("y.conf"), "[DEFAULT]\na = next\n");
    Files.move(folder, etc.resolve("old.d"));
    Files.move(next, folder);
    awaitChange("another folder");
    files.write("y.conf", "[DEFAULT]", "a = more");
    awaitChange("an edit in the other folder");
  }

  @Test
  void folderThatComesLaterIsWatched() throws Exception {
    assertThat(files.library().find("x", Map.of())).isEmpty();
    watch.cover();
    files.write("x.conf", "[Definition]", "failregex = <HOST>");
    awaitChange("a filter in a new folder");
    files.write("x.conf", "[Definition]", "failregex = b <HOST>");
    awaitChange("an edit in the new folder");
  }

  @Test
  void filterThatCannotBeReadIsWatchedToo() throws Exception {
    written();
    files.write("y.conf", "[DEFAULT");
    Eventually.await(() -> "a wrong edit was not noticed", SOON, () -> changed.contains("x"));
    assertThat(faulty()).contains("y.conf line 1 column 1");
    changed.clear();
    watch.cover();
    files.write("y.conf", "[DEFAULT]", "a = mended");
    awaitChange("a mended file");
  }

  private String faulty() {
    try {
      files.find("x");
      return "";
    } catch (Fault fault) {
      return fault.getMessage();
    }
  }

  @Test
  void folderThatOthersMayWriteToIsNotTrusted() throws IOException {
    Path open = Files.createDirectory(root.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(WatchedFolders.untrusted(open)).isEmpty();
    for (String modes : List.of("rwxrwxrwx", "rwxr-xrwx", "rwxrwxr-x")) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(modes));
      assertThat(WatchedFolders.untrusted(open).orElseThrow())
          .startsWith("others than its owner may write to it")
          .endsWith("chmod go-w " + open);
    }
    assertThat(WatchedFolders.untrusted(root.resolve("gone"))).isPresent();
  }

  @Test
  void foldersAreThoseInWhichAChangeWouldShow() throws IOException {
    Path real = Files.createDirectories(root.resolve("real/f")).toRealPath();
    Path link = Files.createSymbolicLink(root.toRealPath().resolve("link"), Path.of("real"));
    Path top = real.getParent().getParent();
    assertThat(WatchedFolders.of(List.of(link.resolve("f/x"), link.resolve("g/h/x"))))
        .containsExactlyInAnyOrder(top, real.getParent(), real);
    Path circle = Files.createSymbolicLink(top.resolve("circle"), Path.of("circle"));
    assertThat(WatchedFolders.of(List.of(circle.resolve("x")))).contains(top);
  }
}
