package org.gaoler.commands.verbs;

import java.io.IOException;
import java.io.Writer;
import org.gaoler.api.operate.Operator;
import org.gaoler.commands.Console;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Moments;
import org.gaoler.commands.text.Style;
import org.gaoler.commands.text.Table;

/**
 * One command to be answered.
 *
 * @param words what was typed after the verb
 * @param console where the answer goes
 * @param operator gives the answer
 * @param moments tells times
 */
record Call(Words words, Console console, Operator operator, Moments moments) {

  boolean json() {
    return words.has(Option.JSON);
  }

  Json writer() {
    return new Json(console.out());
  }

  Style style() {
    return new Style(console.colour());
  }

  void say(String line) throws IOException {
    Writer out = console.out();
    out.write(line);
    out.write('\n');
  }

  /** One line about what went wrong. */
  void complain(String line) throws IOException {
    Writer err = console.err();
    err.write("gaoler: ");
    err.write(line);
    err.write('\n');
    err.flush();
  }

  void print(Table table) throws IOException {
    table.print(console.out(), style(), console.width());
  }
}
