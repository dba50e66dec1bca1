package org.gaoler.tester;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.gaoler.commands.Commands;
import org.gaoler.commands.Console;
import org.gaoler.commands.Tool;
import org.gaoler.filter.trial.Filters;
import org.gaoler.tester.words.Choice;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code gaoler test} inside the daemon, with the filters that the daemon has. */
@Component
public final class TesterTool implements Tool {

  private static final Logger LOG = LoggerFactory.getLogger(TesterTool.class);
  private static final String ETC = "gaoler.etc";

  private final Filters filters;
  private final Path etc;

  /**
   * Prepares.
   *
   * @param context knows the framework's property {@code gaoler.etc}
   * @param filters those of the daemon
   */
  @Activate
  public TesterTool(BundleContext context, @Reference Filters filters) {
    this(Path.of(Optional.ofNullable(context.getProperty(ETC)).orElse("/etc/gaoler")), filters);
  }

  /** Works without a framework. */
  TesterTool(Path etc, Filters filters) {
    this.etc = etc;
    this.filters = filters;
  }

  @Override
  public Commands.Summary summary() {
    return new Commands.Summary(
        "test", "try a filter on log lines, and see why each counts or does not");
  }

  @Override
  public int run(List<String> words, Console console) {
    Place place =
        new Place(
            etc,
            folder -> folder.equals(etc) ? filters : Filters.at(folder, List.of()),
            Optional.empty(),
            false,
            Clock.system(ZoneId.systemDefault()));
    try {
      int status = new TestCommand(place, console).run(words);
      console.out().flush();
      console.err().flush();
      return status;
    } catch (IOException e) {
      LOG.debug("the reader of a test's answer has gone", e);
      return TestCommand.MISTAKE;
    }
  }

  @Override
  public List<String> complete(List<String> words, int at) {
    String begun = at < words.size() ? words.get(at) : "";
    TreeSet<String> found = new TreeSet<>();
    for (Choice choice : Choices.THEM) {
      found.add(choice.name());
    }
    if (!begun.startsWith("-")) {
      found.clear();
      found.addAll(filters.names());
    }
    found.removeIf(each -> !each.startsWith(begun));
    return List.copyOf(found);
  }
}
