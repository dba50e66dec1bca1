package org.gaoler.itests.authors;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gaoler.itests.netns.Places;

/**
 * A guide for authors of plugins, as what its blocks of code say.
 *
 * <p>A block {@code sh} is typed into a terminal; a block {@code text} behind it is what it shows,
 * sooner or later, {@code ...} standing for anything. A block behind a path is a file of the
 * project.
 *
 * @param steps from top to bottom
 */
record Guide(List<Step> steps) {

  private static final Pattern PATH = Pattern.compile("`([^`]+)`:");

  /** What a block asks for. */
  sealed interface Step {}

  /**
   * To be typed.
   *
   * @param commands one line or more
   * @param shown what must be seen then; empty if nothing is told of it
   */
  record Typed(String commands, String shown) implements Step {

    boolean shows(String output) {
      String pattern = "\\Q" + shown.strip().replace("...", "\\E.*?\\Q") + "\\E";
      return Pattern.compile(pattern, Pattern.DOTALL).matcher(output.strip()).matches();
    }
  }

  /**
   * A file of the project.
   *
   * @param path within it
   * @param text the whole of it
   */
  record Shown(String path, String text) implements Step {}

  static Guide read(String name) {
    List<Step> steps = new ArrayList<>();
    List<String> lines = Places.read(Places.home().resolve("docs").resolve(name)).lines().toList();
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        int end = lines.subList(i + 1, lines.size()).indexOf("```") + i + 1;
        add(steps, line.substring(3), before, String.join("\n", lines.subList(i + 1, end)) + "\n");
        i = end;
        before = "";
      } else if (!line.isBlank()) {
        before = line;
      }
    }
    return new Guide(steps);
  }

  private static void add(List<Step> steps, String language, String before, String text) {
    if (language.equals("sh")) {
      steps.add(new Typed(text, ""));
    } else if (language.equals("text")) {
      Typed typed = (Typed) steps.remove(steps.size() - 1);
      steps.add(new Typed(typed.commands(), text));
    } else {
      var path = PATH.matcher(before);
      if (!path.matches()) {
        throw new IllegalArgumentException("a block that is no file, behind: " + before);
      }
      steps.add(new Shown(path.group(1), text));
    }
  }
}
