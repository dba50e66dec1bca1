package org.gaoler.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.karaf.shell.api.console.SignalListener;
import org.gaoler.commands.RemoteTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An operator's terminal as Karaf and JLine want to see it. A thread of JLine reads the keys all
 * the time, so that Ctrl-C is heard while a command runs.
 */
final class SessionTerminal extends ExternalTerminal
    implements org.apache.karaf.shell.api.console.Terminal {

  private static final Logger LOG = LoggerFactory.getLogger(SessionTerminal.class);

  SessionTerminal(RemoteTerminal remote) throws IOException {
    super(
        null,
        "gaoler",
        remote.type(),
        remote.in(),
        remote.out(),
        StandardCharsets.UTF_8,
        SignalHandler.SIG_DFL,
        true);
    resize(remote.size());
    remote.onResize(
        size -> {
          resize(size);
          raise(Signal.WINCH);
        });
  }

  private void resize(RemoteTerminal.Size size) {
    setSize(new Size(size.columns(), size.rows()));
  }

  /** Reads keys until the operator has gone; whatever runs then is interrupted. */
  @Override
  public void pump() {
    super.pump();
    raise(Signal.INT);
  }

  @Override
  public boolean canPauseResume() {
    return false;
  }

  /** Interrupting the reader of keys would close its connection before the last word is sent. */
  @Override
  public void pause() {
    LOG.trace("the reader of keys goes on until the connection ends");
  }

  @Override
  public void pause(boolean wait) {
    pause();
  }

  @Override
  public int getWidth() {
    return getSize().getColumns();
  }

  @Override
  public int getHeight() {
    return getSize().getRows();
  }

  @Override
  public boolean isAnsiSupported() {
    return !TYPE_DUMB.equals(getType());
  }

  @Override
  public boolean isEchoEnabled() {
    return echo();
  }

  @Override
  public void setEchoEnabled(boolean enabled) {
    echo(enabled);
  }

  /** Karaf's own session asks JLine for signals; nobody asks here. */
  @Override
  public void addSignalListener(
      SignalListener listener, org.apache.karaf.shell.api.console.Signal... signals) {
    addSignalListener(listener);
  }

  @Override
  public void addSignalListener(
      SignalListener listener, EnumSet<org.apache.karaf.shell.api.console.Signal> signals) {
    addSignalListener(listener);
  }

  @Override
  public void addSignalListener(SignalListener listener) {
    handle(
        Signal.WINCH, signal -> listener.signal(org.apache.karaf.shell.api.console.Signal.WINCH));
  }

  @Override
  public void removeSignalListener(SignalListener listener) {
    handle(Signal.WINCH, SignalHandler.SIG_DFL);
  }
}
