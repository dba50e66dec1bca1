package org.gaoler.filter.ini;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.gaoler.api.Fault;
import org.gaoler.ini.IniFolder;

/**
 * Several folders laid over each other: a file is taken from the first that has it, so that the
 * administrator's own folder wins over the packs.
 */
public final class FilterShelf implements IniFolder {

  private final List<IniFolder> folders;

  /**
   * Lays folders over each other.
   *
   * @param folders the one that wins first
   */
  public FilterShelf(Collection<IniFolder> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * The same folders with the one that holds a filter of its own moved before the other packs, so
   * that a pack's includes come from the pack itself.
   *
   * @param path the filter's main file
   * @return the shelf to read that filter from
   */
  public FilterShelf around(String path) {
    List<IniFolder> order = new ArrayList<>(folders);
    for (int i = 1; i < folders.size(); i++) {
      if (!folders.get(i).stamp(path).isEmpty()) {
        order.remove(i);
        order.add(1, folders.get(i));
        return new FilterShelf(order);
      }
    }
    return this;
  }

  @Override
  public Optional<String> read(String path) throws Fault {
    for (IniFolder folder : folders) {
      Optional<String> content = folder.read(path);
      if (content.isPresent()) {
        return content;
      }
    }
    return Optional.empty();
  }

  @Override
  public List<String> list(String path) throws Fault {
    TreeSet<String> names = new TreeSet<>();
    for (IniFolder folder : folders) {
      names.addAll(folder.list(path));
    }
    return List.copyOf(names);
  }

  @Override
  public String stamp(String path) {
    for (IniFolder folder : folders) {
      String stamp = folder.stamp(path);
      if (!stamp.isEmpty()) {
        return folder.place(path) + " " + stamp;
      }
    }
    return "";
  }

  @Override
  public String place(String path) {
    for (IniFolder folder : folders) {
      if (!folder.stamp(path).isEmpty()) {
        return folder.place(path);
      }
    }
    return folders.isEmpty() ? path : folders.get(0).place(path);
  }
}
