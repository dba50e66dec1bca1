package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathWalkTest {

  @TempDir private Path directory;

  @BeforeEach
  void resolve() throws IOException {
    directory = directory.toRealPath();
  }

  private PathWalk walk(String below) {
    return PathWalk.of(PathWalk.components(directory + "/" + below));
  }

  private static List<String> unsettled(PathWalk walk) {
    return walk.lookups().stream()
        .filter(lookup -> !lookup.settled())
        .map(lookup -> lookup.directory() + " " + lookup.names().text())
        .toList();
  }

  @Test
  void onlyTheFilesOwnDirectoryMattersWhenAllIsThere() throws IOException {
    Files.createDirectories(directory.resolve("a/b"));
    Files.createFile(directory.resolve("a/b/c.log"));
    PathWalk walk = walk("a/b/c.log");
    assertThat(walk.found()).containsExactly(directory.resolve("a/b/c.log"));
    assertThat(unsettled(walk)).containsExactly(directory + "/a/b c.log");
  }

  @Test
  void nearestExistingAncestorMattersWhileTheRestIsMissing() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    PathWalk walk = walk("a/b/c/d.log");
    assertThat(walk.found()).isEmpty();
    assertThat(unsettled(walk)).containsExactly(directory + "/a b");
  }

  @Test
  void patternMattersInEveryDirectoryItReaches() throws IOException {
    Files.createDirectories(directory.resolve("x1"));
    Files.createDirectories(directory.resolve("x2"));
    Files.createFile(directory.resolve("x2/y.log"));
    PathWalk walk = walk("x*/y.log");
    assertThat(walk.found()).containsExactly(directory.resolve("x2/y.log"));
    assertThat(unsettled(walk))
        .containsExactlyInAnyOrder(
            directory + " x*", directory + "/x1 y.log", directory + "/x2 y.log");
  }

  @Test
  void bothEndsOfALinkMatter() throws IOException {
    Files.createDirectory(directory.resolve("far"));
    Files.createFile(directory.resolve("far/real.log"));
    Files.createSymbolicLink(directory.resolve("near.log"), Path.of("far/real.log"));
    PathWalk walk = walk("near.log");
    assertThat(walk.found()).containsExactly(directory.resolve("near.log"));
    assertThat(unsettled(walk))
        .containsExactlyInAnyOrder(directory + " near.log", directory + "/far real.log");
  }

  @Test
  void circularLinksEnd() throws IOException {
    Files.createSymbolicLink(directory.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(directory.resolve("two"), Path.of("one"));
    assertThat(walk("one").found()).isEmpty();
  }
}
