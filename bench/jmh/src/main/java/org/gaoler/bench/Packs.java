package org.gaoler.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.api.Fault;
import org.gaoler.api.FilterSource;
import org.gaoler.filter.FilterLibrary;
import org.gaoler.filter.automaton.Automata;

/** The filters of the packs on the class path. */
final class Packs {

  private Packs() {}

  static FilterSource filters() throws Fault {
    return filters(new Automata(Automata.USUAL));
  }

  static FilterSource filters(Automata automata) throws Fault {
    List<Path> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toList();
    return FilterLibrary.of(Path.of("no-such-folder"), jars, automata);
  }
}
