package org.gaoler.commands.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table for people: columns as wide as they must be, numbers to the right, headings on top.
 *
 * <p>A heading that begins with {@code #} stands over numbers. Cells are made fit to be shown; the
 * last column is cut where the terminal ends.
 */
public final class Table {

  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Begins a table without rows.
   *
   * @param headings one for each column
   */
  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column; may be hostile
   */
  public void row(String... cells) {
    List<String> clean = new ArrayList<>(cells.length);
    for (String cell : cells) {
      clean.add(Clean.line(cell));
    }
    rows.add(clean);
  }

  /**
   * Writes the table.
   *
   * @param out gets it
   * @param style sets off the headings
   * @param width columns of the terminal; 0 for no limit
   */
  public void print(Appendable out, Style style, int width) throws IOException {
    int[] widths = widths();
    List<String> plain = new ArrayList<>(headings.size());
    for (String heading : headings) {
      plain.add(numeric(heading) ? heading.substring(1) : heading);
    }
    out.append(style.faint(line(plain, widths, width))).append('\n');
    for (List<String> row : rows) {
      out.append(style.states(line(row, widths, width))).append('\n');
    }
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      String heading = headings.get(column);
      widths[column] = heading.length() - (numeric(heading) ? 1 : 0);
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths, int width) {
    StringBuilder line = new StringBuilder();
    int last = cells.size() - 1;
    for (int column = 0; column <= last; column++) {
      String cell = cells.get(column);
      int blanks = widths[column] - cell.length();
      if (numeric(headings.get(column))) {
        line.append(" ".repeat(blanks)).append(cell);
      } else {
        line.append(cell).append(" ".repeat(column == last ? 0 : blanks));
      }
      line.append(column == last ? "" : GAP);
    }
    return cut(line.toString().stripTrailing(), width);
  }

  /**
   * A line that does not run past the edge.
   *
   * @param line without line break
   * @param width columns of the terminal; 0 for no limit
   * @return the line, or its beginning with an ellipsis
   */
  public static String cut(String line, int width) {
    return width < 2 || line.length() <= width ? line : line.substring(0, width - 1) + '…';
  }

  private static boolean numeric(String heading) {
    return heading.startsWith("#");
  }
}
