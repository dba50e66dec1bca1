package org.gaoler.ini;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;

/** A place that holds such files: the administrator's folder, or a folder in a pack. */
public interface IniFolder {

  /**
   * Reads a file.
   *
   * @param path relative to this folder, with slashes; also outside of it with leading {@code ..}
   *     or absolute, where a pack has nothing
   * @return its content, or empty if there is none
   * @throws Fault if it is there and cannot be read: path, what came back
   */
  Optional<String> read(String path) throws Fault;

  /**
   * The files directly in a folder below this one.
   *
   * @param path relative to this folder; empty for this folder itself
   * @return names without the path, sorted
   * @throws Fault if it is there and cannot be read: path, what came back
   */
  List<String> list(String path) throws Fault;

  /**
   * Something that differs once a file was edited, made or removed.
   *
   * @param path as in {@link #read}
   * @return never equal for two versions of a file that differ in time or size
   */
  String stamp(String path);

  /**
   * The path of a file that another one names.
   *
   * @param from the path of the other one, as in {@link #read}
   * @param name absolute, or relative to the folder of the other one
   * @return its path, as in {@link #read}
   */
  default String resolve(String from, String name) {
    String joined = from.substring(0, from.lastIndexOf('/') + 1) + name;
    boolean absolute = name.startsWith("/");
    Deque<String> steps = new ArrayDeque<>();
    for (String step : (absolute ? name : joined).split("/")) {
      if (step.equals("..") && !steps.isEmpty() && !steps.getLast().equals("..")) {
        steps.removeLast();
      } else if (!step.equals(".") && !step.isEmpty()) {
        steps.addLast(step);
      }
    }
    return (absolute || from.startsWith("/") ? "/" : "") + String.join("/", steps);
  }

  /**
   * How messages name a file.
   *
   * @param path as in {@link #read}
   * @return a path, or bundle and path
   */
  String place(String path);
}
