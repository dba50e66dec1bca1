package org.gaoler.ini;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;

/**
 * Reads the files of one filter or action in their order, with all that they include. Used once, by
 * one thread.
 */
public final class IniReading {

  private static final int MOST_FILES = 500;

  private final IniFolder folder;
  private final IniText text = new IniText();
  private final Map<String, String> consulted = new LinkedHashMap<>();
  private int files;

  /**
   * Prepares to read.
   *
   * @param folder where the files are
   */
  public IniReading(IniFolder folder) {
    this.folder = folder;
  }

  /**
   * Reads {@code name.conf}, {@code name.d/*.conf}, {@code name.local}, {@code name.d/*.local}.
   *
   * @param name plain name
   * @return all of them merged, or empty if none exists
   * @throws Fault if a file is wrong: file, line, column, offending text
   */
  public Optional<IniText> read(String name) throws Fault {
    consulted.put(name + ".d/", stamp(folder, name + ".d/"));
    List<String> parts = folder.list(name + ".d");
    for (String extension : List.of(".conf", ".local")) {
      main(name + extension);
      for (String part : parts) {
        if (part.endsWith(extension)) {
          main(name + ".d/" + part);
        }
      }
    }
    return found();
  }

  /**
   * Reads one file wherever it is, and its {@code .local} sibling.
   *
   * @param path in the folder
   * @return all of it, or empty if it does not exist
   * @throws Fault if a file is wrong: file, line, column, offending text
   */
  public Optional<IniText> readFile(String path) throws Fault {
    main(path);
    if (!text.origin().isEmpty() && !local(path).equals(path)) {
      main(local(path));
    }
    return found();
  }

  private Optional<IniText> found() {
    return text.origin().isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /**
   * Every file asked for, existing or not, with its stamp at that time; folders that were listed
   * end in a slash and have the names of their files. Also after a fault.
   *
   * @return by path in the folder
   */
  public Map<String, String> consulted() {
    return Collections.unmodifiableMap(consulted);
  }

  /**
   * The stamp that something consulted has now.
   *
   * @param folder where the files are
   * @param path as {@link #consulted} names it
   * @return equal to the one there as long as nothing changed
   */
  public static String stamp(IniFolder folder, String path) {
    if (!path.endsWith("/")) {
      return folder.stamp(path);
    }
    try {
      return String.join("/", folder.list(path.substring(0, path.length() - 1)));
    } catch (Fault unreadable) {
      return unreadable.getMessage();
    }
  }

  private void main(String path) throws Fault {
    if (file(path, List.of())) {
      text.began(folder.place(path));
    }
  }

  /** Reads a file, if it exists, between those that it includes. */
  private boolean file(String path, List<String> chain) throws Fault {
    consulted.put(path, folder.stamp(path));
    Optional<String> content = folder.read(path);
    if (content.isEmpty()) {
      return false;
    }
    String place = folder.place(path);
    if (++files > MOST_FILES) {
      throw new Fault(
          "cannot read " + place + ": more than " + MOST_FILES + " files include each other");
    }
    Map<String, Map<String, Setting>> sections = IniFile.read(place, content.get());
    List<String> deeper = new ArrayList<>(chain);
    deeper.add(path);
    included(sections, "before", path, chain, deeper);
    text.add(sections);
    included(sections, "after", path, chain, deeper);
    return true;
  }

  private void included(
      Map<String, Map<String, Setting>> sections,
      String which,
      String from,
      List<String> chain,
      List<String> deeper)
      throws Fault {
    IniText own = new IniText();
    own.addAll(sections);
    Optional<Setting> names =
        own.own(IniText.INCLUDES, which).isEmpty()
            ? Optional.empty()
            : new Interpolation(own, Parameters.none()).value(IniText.INCLUDES, which);
    for (Setting name : names.map(value -> value.lines(true)).orElse(List.of())) {
      String path = folder.resolve(from, name.text());
      boolean circle = chain.contains(path) || Collections.frequency(deeper, path) > 1;
      if (!circle) {
        include(path, name, deeper);
      }
    }
  }

  /** What is there for local changes need not exist. */
  private void include(String path, Setting name, List<String> chain) throws Fault {
    String local = local(path);
    boolean exists = file(path, chain);
    boolean changed = !local.equals(path) && file(local, chain);
    if (!exists && !changed && !local.equals(path)) {
      throw new Fault(
          "cannot include "
              + name.text()
              + " at "
              + name.place(0)
              + ": there is no file "
              + folder.place(path)
              + "; make it or remove the line");
    }
  }

  private static String local(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return path.substring(0, path.length() - file.length()) + withoutExtension(file) + ".local";
  }

  /**
   * A file's name without its last extension.
   *
   * @param file without its folder
   * @return a plain name
   */
  public static String withoutExtension(String file) {
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
