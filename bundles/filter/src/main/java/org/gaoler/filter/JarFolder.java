package org.gaoler.filter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.gaoler.api.Fault;
import org.gaoler.ini.IniFolder;
import org.gaoler.ini.Utf8;

/** The filters of a pack that is a file on the disk; read once as a whole. */
public final class JarFolder implements IniFolder {

  private final Path jar;
  private final String root;
  private final Map<String, String> files;

  private JarFolder(Path jar, String root, Map<String, String> files) {
    this.jar = jar;
    this.root = root;
    this.files = Map.copyOf(files);
  }

  /**
   * Opens a bundle as a pack.
   *
   * @param jar the bundle
   * @return its filters, or empty if it is none that has filters
   * @throws Fault if it cannot be read: path, what came back
   */
  public static Optional<IniFolder> open(Path jar) throws Fault {
    try (JarFile file = new JarFile(jar.toFile())) {
      Optional<String> header =
          Optional.ofNullable(file.getManifest())
              .map(Manifest::getMainAttributes)
              .map((Attributes main) -> main.getValue(PackFolder.HEADER));
      return header.isEmpty()
          ? Optional.empty()
          : Optional.of(read(jar, file, PackFolder.root(header.get())));
    } catch (IOException e) {
      throw new Fault("cannot read the filter pack " + jar + ": " + e, e);
    }
  }

  private static JarFolder read(Path jar, JarFile file, String root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (JarEntry entry : file.stream().toList()) {
      if (entry.getName().startsWith(root) && !entry.isDirectory()) {
        try (InputStream in = file.getInputStream(entry)) {
          files.put(entry.getName().substring(root.length()), Utf8.decode(in.readAllBytes()));
        }
      }
    }
    return new JarFolder(jar, root, files);
  }

  @Override
  public Optional<String> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public List<String> list(String path) {
    String beginning = path.isEmpty() ? "" : path + "/";
    return files.keySet().stream()
        .filter(file -> file.startsWith(beginning))
        .map(file -> file.substring(beginning.length()))
        .filter(file -> !file.contains("/"))
        .sorted()
        .toList();
  }

  @Override
  public String stamp(String path) {
    return files.containsKey(path) ? "read once" : "";
  }

  @Override
  public String place(String path) {
    return jar + ":" + root + path;
  }
}
