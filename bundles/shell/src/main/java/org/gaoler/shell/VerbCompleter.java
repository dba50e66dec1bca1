package org.gaoler.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.gaoler.commands.Commands;

/** Completes one verb: its name, and then whatever the verb says could follow. */
final class VerbCompleter implements Completer {

  private final Commands commands;
  private final Commands.Summary verb;
  private final boolean scoped;

  /**
   * Completes a verb.
   *
   * @param commands knows what could follow
   * @param verb the verb
   * @param scoped whether its name is enough, without {@code jail:}
   */
  VerbCompleter(Commands commands, Commands.Summary verb, boolean scoped) {
    this.commands = commands;
    this.verb = verb;
    this.scoped = scoped;
  }

  @Override
  public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
    int at = line.getCursorArgumentIndex();
    if (at == 0) {
      names(candidates);
      return;
    }
    if (!session.resolveCommand(line.getArguments()[0]).equals(fullName())) {
      return;
    }
    List<String> words = new ArrayList<>(List.of(line.getArguments()));
    words.set(0, verb.verb());
    if (at < words.size()) {
      int cursor = Math.min(line.getArgumentPosition(), words.get(at).length());
      words.set(at, words.get(at).substring(0, cursor));
    }
    for (String word : commands.complete(words, at)) {
      candidates.add(new Candidate(word, true));
    }
  }

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<Candidate> found = new ArrayList<>();
    completeCandidates(session, line, found);
    found.forEach(candidate -> candidates.add(candidate.value()));
    return found.isEmpty() ? -1 : line.getBufferPosition() - line.getArgumentPosition();
  }

  private void names(List<Candidate> candidates) {
    if (!scoped) {
      candidates.add(candidate(fullName()));
    }
    candidates.add(candidate(verb.verb()));
  }

  private Candidate candidate(String name) {
    return new Candidate(name, name, null, verb.purpose(), null, null, true);
  }

  private String fullName() {
    return JailCommand.SCOPE + ":" + verb.verb();
  }
}
