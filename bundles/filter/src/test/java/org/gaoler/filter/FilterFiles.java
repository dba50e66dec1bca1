package org.gaoler.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.Line;
import org.gaoler.api.Recogniser;
import org.gaoler.api.StepBudget;
import org.gaoler.ini.IniFolder;

/** Filter files of a test, and lines to try on them. */
public final class FilterFiles {

  private final Path etc;
  private final List<IniFolder> packs = new ArrayList<>();
  private final FilterLibrary library;

  public FilterFiles(Path etc) {
    this.etc = etc;
    this.library = new FilterLibrary(etc, () -> List.copyOf(packs));
  }

  public FilterFiles write(String name, String... lines) {
    try {
      Path file = etc.resolve("filter.d").resolve(name);
      folder(file.getParent());
      Files.writeString(file, String.join("\n", lines) + "\n");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder, with those above it, that can be trusted whatever the umask. */
  static Path folder(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  public FilterFiles pack(IniFolder folder) {
    packs.add(folder);
    return this;
  }

  public FilterLibrary library() {
    return library;
  }

  public Filter find(String name) throws Fault {
    return find(name, Map.of());
  }

  public Filter find(String name, Map<String, String> parameters) throws Fault {
    return library.find(name, parameters).orElseThrow();
  }

  /** A filter of one failregex without date, for lines that consist of nothing else. */
  public Filter undated(String... failregex) throws Fault {
    write(
        "x.conf",
        "[Definition]",
        "failregex = " + String.join("\n    ", failregex),
        "datepattern = {NONE}");
    return find("x");
  }

  public static List<Failure> found(Recogniser recogniser, String text) {
    return found(recogniser, text, true);
  }

  public static List<Failure> found(Recogniser recogniser, String text, boolean live) {
    return found(recogniser, new Line(text, OptionalLong.empty(), live, new StepBudget(1_000_000)));
  }

  public static List<Failure> found(Recogniser recogniser, Line line) {
    List<Failure> failures = new ArrayList<>();
    recogniser.recognise(line, failures::add);
    return failures;
  }

  public static Optional<Failure> one(Recogniser recogniser, String text) {
    return found(recogniser, text).stream().findFirst();
  }
}
