package @PACKAGE@;

import java.nio.file.Path;
import org.gaoler.api.FilterSource;
import org.gaoler.filter.FilterLibrary;
import org.gaoler.testkit.FilterPackKit;

/** Plays the annotated lines of {@code src/test/corpus} through the filters of the pack. */
final class @CLASS@FiltersTest extends FilterPackKit {

  private final FilterLibrary library = FilterLibrary.of(Path.of("src/main/resources/filters"));

  @Override
  protected FilterSource filters() {
    return library;
  }
}
