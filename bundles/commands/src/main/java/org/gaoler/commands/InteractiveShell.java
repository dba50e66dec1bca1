package org.gaoler.commands;

import org.osgi.annotation.versioning.ProviderType;

/** Holds a conversation with an operator: prompt, editing, completion, history. */
@ProviderType
public interface InteractiveShell {

  /**
   * Talks until the operator leaves or the input ends. Blocks the calling thread all that time;
   * several conversations at once are fine.
   *
   * @param terminal the operator's end; closed by nobody but its owner
   * @return exit status: that of the last command if the input is no terminal, else 0
   */
  int talk(RemoteTerminal terminal);
}
