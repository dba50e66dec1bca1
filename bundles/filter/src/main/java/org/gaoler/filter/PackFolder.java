package org.gaoler.filter;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.gaoler.api.Fault;
import org.gaoler.ini.IniFolder;
import org.gaoler.ini.Utf8;
import org.osgi.framework.Bundle;

/** The folder of filters in a pack: a bundle whose manifest says {@code Gaoler-Filters: folder}. */
final class PackFolder implements IniFolder {

  /** Manifest header with the folder's path in the bundle. */
  static final String HEADER = "Gaoler-Filters";

  private final Bundle bundle;
  private final String root;
  private final List<String> filters;

  PackFolder(Bundle bundle, String root) {
    this.bundle = bundle;
    this.root = root(root);
    this.filters =
        list("").stream()
            .filter(file -> file.endsWith(".conf"))
            .map(file -> file.substring(0, file.length() - 5))
            .toList();
  }

  /** The beginning of its files' paths that a header means. */
  static String root(String header) {
    return header.strip().replaceAll("^/+|/+$", "") + "/";
  }

  /** The names of its filters, still known when the bundle is gone. */
  List<String> filters() {
    return filters;
  }

  @Override
  public Optional<String> read(String path) throws Fault {
    Optional<URL> entry = entry(path);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = entry.get().openStream()) {
      return Optional.of(Utf8.decode(in.readAllBytes()));
    } catch (IOException e) {
      throw new Fault("cannot read the filter " + place(path) + ": " + e, e);
    }
  }

  /** What lies outside of the folder is not the pack's. */
  private Optional<URL> entry(String path) {
    boolean inside = !path.isEmpty() && !path.endsWith("/") && !path.matches("/.*|\\.\\./.*");
    return inside ? Optional.ofNullable(bundle.getEntry(root + path)) : Optional.empty();
  }

  @Override
  public List<String> list(String path) {
    String folder = path.isEmpty() ? root : root + path + "/";
    Enumeration<String> entries = bundle.getEntryPaths(folder);
    TreeSet<String> names = new TreeSet<>();
    for (String entry : entries == null ? List.<String>of() : Collections.list(entries)) {
      if (!entry.endsWith("/")) {
        names.add(entry.substring(entry.lastIndexOf('/') + 1));
      }
    }
    return List.copyOf(names);
  }

  @Override
  public String stamp(String path) {
    return entry(path).isEmpty() ? "" : bundle.getBundleId() + " " + bundle.getLastModified();
  }

  @Override
  public String place(String path) {
    return bundle.getSymbolicName() + ":" + root + path;
  }
}
