package org.gaoler.action.blocklist;

import java.util.List;
import org.gaoler.api.Teardown;

/** Says how to take a jail's lines out of a list without us: with awk, by what we remember. */
final class Teardowns {

  /**
   * Operands: jail, memory, list, and what ends the part of a line that names who is kept out. The
   * memory is told first, so that whoever reads both at that moment takes no line for a new one.
   */
  private static final String PROGRAM =
      String.join(
          "\n",
          "BEGIN {",
          "  jail = ARGV[1]; memory = ARGV[2]; list = ARGV[3]; cut = ARGV[4]; latest = 0",
          "  while ((getline line < memory) > 0) {",
          "    n = split(line, w, \" \")",
          "    if (w[2] + 0 > latest) latest = w[2] + 0",
          "    if (w[1] == \"x\") split(\"\", held)",
          "    if (w[1] == \"-\") delete held[w[4] \" \" w[3]]",
          "    if (w[1] == \"+\") {",
          "      held[w[5] \" \" w[3]] = 1; hand[w[5]] = w[7]; stem = line",
          "      for (i = 1; i <= 7; i++) sub(/^[^ ]* /, \"\", stem)",
          "      stems[w[5]] = stem",
          "    }",
          "  }",
          "  close(memory)",
          "  for (key in held) {",
          "    split(key, part, \" \"); holders[part[1]]++; all++",
          "    if (part[2] == jail) { mine[part[1]] = 1; own++ }",
          "  }",
          "  if (own == 0) exit",
          "  if (own < all) {",
          "    for (who in mine) print \"-\", latest + 1, jail, who >> memory",
          "  } else printf \"\" > memory",
          "  close(memory)",
          "  for (who in mine) if (holders[who] == 1 && hand[who] != 1) gone[stems[who]] = 1",
          "  n = 0",
          "  while ((getline line < list) > 0) {",
          "    end = index(line, cut); key = end ? substr(line, 1, end - 1) : line",
          "    if (key in gone || own == all && line ~ /^# gaoler revision/) continue",
          "    if (n > 0 && cut == \",\" && line == \"]}\") sub(/,$/, \"\", kept[n])",
          "    kept[++n] = line",
          "  }",
          "  close(list)",
          "  printf \"\" > list",
          "  for (i = 1; i <= n; i++) print kept[i] > list",
          "}");

  private Teardowns() {}

  static Teardown of(String jail, BlockList list) {
    String memory = list.memory().toString();
    String file = list.path().toString();
    return new Teardown(
        List.of(
            new Teardown.Step(List.of("awk", PROGRAM, jail, memory, file, list.form().cut()), ""),
            new Teardown.Step(
                List.of("find", file, memory, "-maxdepth", "0", "-size", "0", "-delete"), "")));
  }
}
