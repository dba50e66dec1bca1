package org.gaoler.commands;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/** An operator's terminal, in another process. */
@ConsumerType
public interface RemoteTerminal {

  /**
   * What is typed, byte for byte, control keys included; ends when the other side has gone.
   *
   * @return always the same stream, read by one thread at a time
   */
  InputStream in();

  /**
   * What is shown.
   *
   * @return always the same stream; bytes become visible when flushed
   */
  OutputStream out();

  /**
   * Where errors go when {@link #interactive} is false.
   *
   * @return always the same stream; bytes become visible when flushed
   */
  OutputStream err();

  /**
   * Whether somebody sits there; false for a pipe, which wants neither prompt nor echo.
   *
   * @return true if input comes from a terminal in raw mode
   */
  boolean interactive();

  /**
   * The kind of terminal.
   *
   * @return terminfo name such as {@code xterm-256color}; {@code dumb} if unknown
   */
  String type();

  /**
   * Its size on opening.
   *
   * @return columns and rows
   */
  Size size();

  /**
   * Asks to be told of a new size.
   *
   * @param listener called on the thread that reads {@link #in}; replaces an earlier one
   */
  void onResize(Consumer<Size> listener);

  /**
   * The size of a window.
   *
   * @param columns 1 to 65535
   * @param rows 1 to 65535
   */
  record Size(int columns, int rows) {}
}
