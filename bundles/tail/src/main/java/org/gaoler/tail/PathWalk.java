package org.gaoler.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes from the root to the files that a path or glob pattern names, noting the way. */
final class PathWalk {

  private static final Logger LOG = LoggerFactory.getLogger(PathWalk.class);
  private static final int MOST_LINKS = 40;

  private final Set<Path> found = new LinkedHashSet<>();
  private final Set<Lookup> lookups = new LinkedHashSet<>();
  private int links;

  private PathWalk() {}

  /** Walks now. */
  static PathWalk of(List<NamePattern> components) {
    PathWalk walk = new PathWalk();
    walk.descend(Path.of("/"), components, true);
    return walk;
  }

  /** The components of an absolute pattern. */
  static List<NamePattern> components(String pattern) {
    List<NamePattern> components = new ArrayList<>();
    for (String part : pattern.split("/+")) {
      if (!part.isEmpty() && !part.equals(".")) {
        components.add(NamePattern.of(part));
      }
    }
    return components;
  }

  /** What exists and matches, in the order of the names. */
  Set<Path> found() {
    return found;
  }

  /** The directories whose changes can change the outcome. */
  Set<Lookup> lookups() {
    return lookups;
  }

  private void descend(Path directory, List<NamePattern> rest, boolean wanted) {
    NamePattern first = rest.get(0);
    List<NamePattern> others = rest.subList(1, rest.size());
    boolean settled = true;
    for (String name : names(directory, first)) {
      Path child = directory.resolve(name).normalize();
      boolean link = Files.isSymbolicLink(child);
      if (link) {
        followLink(directory, child);
      }
      boolean there = Files.exists(child);
      settled &= first.isLiteral() && !link && !others.isEmpty() && there;
      if (others.isEmpty()) {
        if (wanted && there) {
          found.add(child);
        }
      } else if (Files.isDirectory(child)) {
        descend(child, others, wanted);
      }
    }
    lookups.add(new Lookup(directory, first, settled && first.isLiteral()));
  }

  /** Notes the directories on the way to a link's target. */
  private void followLink(Path directory, Path link) {
    if (++links > MOST_LINKS) {
      return;
    }
    try {
      Path target = directory.resolve(Files.readSymbolicLink(link)).normalize();
      List<NamePattern> way = new ArrayList<>();
      target.forEach(part -> way.add(NamePattern.literal(part.toString())));
      if (!way.isEmpty()) {
        descend(Path.of("/"), way, false);
      }
    } catch (IOException e) {
      LOG.debug("{}: the link vanished while it was read: {}", link, e.toString());
    }
  }

  private static List<String> names(Path directory, NamePattern pattern) {
    if (pattern.isLiteral()) {
      return List.of(pattern.text());
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
      for (Path file : listing) {
        String name = file.getFileName().toString();
        if (pattern.matches(name)) {
          names.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("cannot list {} for the pattern {}: {}", directory, pattern.text(), e.toString());
    }
    names.sort(null);
    return names;
  }
}
