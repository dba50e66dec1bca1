package org.gaoler.tester.show;

import java.io.IOException;
import java.io.Writer;
import org.gaoler.commands.Console;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Style;
import org.gaoler.commands.text.Table;

/**
 * Writes to an operator's console.
 *
 * @param console takes the text
 * @param style colours, if it shows any
 */
public record Paint(Console console, Style style) {

  /** Writes to a console. */
  public Paint(Console console) {
    this(console, new Style(console.colour()));
  }

  Writer out() {
    return console.out();
  }

  void line(String text) throws IOException {
    console.out().write(text);
    console.out().write('\n');
  }

  /** Hostile text, as harmless as it must be and not wider than the terminal. */
  String shown(String hostile, int indent) {
    return Table.cut(Clean.line(hostile), Math.max(0, console.width() - indent));
  }

  /** A line that matters less. */
  public void hint(String text) throws IOException {
    line(style.faint(text));
  }

  void table(Table table) throws IOException {
    table.print(console.out(), style, console.width());
  }
}
