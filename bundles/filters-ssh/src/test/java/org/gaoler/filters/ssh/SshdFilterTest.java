package org.gaoler.filters.ssh;

import java.nio.file.Path;
import java.util.List;
import org.gaoler.api.FilterSource;
import org.gaoler.filter.FilterLibrary;
import org.gaoler.filter.ini.DirectoryFolder;
import org.gaoler.testkit.FilterPackKit;

/** Plays the annotated lines of sshd through the pack's filter. */
class SshdFilterTest extends FilterPackKit {

  private static final DirectoryFolder PACK =
      new DirectoryFolder(Path.of("src/main/resources/filters"));

  private final FilterSource library =
      new FilterLibrary(Path.of("target/no-such-folder"), () -> List.of(PACK));

  @Override
  protected FilterSource filters() {
    return library;
  }

  @Override
  protected List<Path> corpora() {
    return List.of(Path.of("src/test/corpus/sshd.txt"), Path.of("src/test/corpus/sshd-whole.txt"));
  }
}
