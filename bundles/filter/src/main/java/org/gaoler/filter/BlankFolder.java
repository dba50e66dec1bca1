package org.gaoler.filter;

import java.util.List;
import java.util.Optional;
import org.gaoler.ini.IniFolder;

/** Holds one filter that says nothing, for those who say all of it by parameters. */
final class BlankFolder implements IniFolder {

  static final String FILE = "expression";

  @Override
  public Optional<String> read(String path) {
    return path.equals(FILE) ? Optional.of("[Definition]\n") : Optional.empty();
  }

  @Override
  public List<String> list(String path) {
    return List.of();
  }

  @Override
  public String stamp(String path) {
    return path.equals(FILE) ? "blank" : "";
  }

  @Override
  public String place(String path) {
    return path;
  }
}
