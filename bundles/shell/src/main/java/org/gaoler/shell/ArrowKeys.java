package org.gaoler.shell;

import java.util.Map;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/**
 * Makes arrow keys work in both forms that terminals send: JLine knows only the one that terminfo
 * names for application mode, which not every terminal enters when it is told to.
 */
final class ArrowKeys {

  private static final Map<String, String> KEYS =
      Map.of(
          "\u001b[A", LineReader.UP_LINE_OR_HISTORY,
          "\u001b[B", LineReader.DOWN_LINE_OR_HISTORY,
          "\u001b[C", LineReader.FORWARD_CHAR,
          "\u001b[D", LineReader.BACKWARD_CHAR,
          "\u001b[H", LineReader.BEGINNING_OF_LINE,
          "\u001b[F", LineReader.END_OF_LINE);

  private ArrowKeys() {}

  static void bind(LineReader reader) {
    KeyMap<Binding> keys = reader.getKeyMaps().get(LineReader.MAIN);
    KEYS.forEach((sequence, widget) -> keys.bind(new Reference(widget), sequence));
  }
}
