package org.gaoler.commands.verbs;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.Fault;
import org.gaoler.api.operate.Operator;
import org.gaoler.commands.Commands;
import org.gaoler.commands.Console;
import org.gaoler.commands.Tool;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Moments;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the verbs against whatever operator service is there, and says so if there is none. */
@Component(service = Commands.class)
public final class OperatorCommands implements Commands {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorCommands.class);

  private final Map<String, Verb> verbs = new LinkedHashMap<>();
  private final Moments moments;
  private final List<Tool> tools = new CopyOnWriteArrayList<>();

  /** Comes and goes with core, while shells and sockets keep talking to this component. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Operator operator;

  /** Waits for an operator service. */
  @Activate
  public OperatorCommands() {
    this(null, Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Serves one operator, without a framework.
   *
   * @param operator answers
   * @param clock gives the present and the time zone
   */
  public OperatorCommands(Operator operator, Clock clock) {
    this.operator = operator;
    this.moments = new Moments(clock);
    for (Verb verb :
        List.of(
            new StatusVerb(),
            new BannedVerb(),
            new BanVerb(),
            new UnbanVerb(),
            new WhyVerb(),
            new QuietVerb(),
            new ResetCountersVerb(),
            new VerifyVerb(),
            new ImportVerb(),
            new WatchVerb(),
            new PluginsVerb(),
            new ReloadVerb(),
            new DoctorVerb(),
            new StopVerb(),
            new TestVerb(),
            new ShellVerb(),
            new VersionVerb(),
            new HelpVerb(verbs))) {
      verbs.put(verb.syntax().verb(), verb);
    }
  }

  /**
   * Takes a verb of another bundle.
   *
   * @param tool answers it from now on
   */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addTool(Tool tool) {
    tools.add(tool);
  }

  void removeTool(Tool tool) {
    tools.remove(tool);
  }

  private Optional<Tool> tool(String verb) {
    for (Tool tool : tools) {
      if (tool.summary().verb().equals(verb)) {
        return Optional.of(tool);
      }
    }
    return Optional.empty();
  }

  @Override
  public int run(List<String> words, Console console) {
    try {
      int status = answer(words, console);
      console.out().flush();
      console.err().flush();
      return status;
    } catch (IOException e) {
      LOG.debug("the reader of a command's answer has gone", e);
      return REFUSED;
    }
  }

  private int answer(List<String> words, Console console) throws IOException {
    try {
      return dispatch(words, console);
    } catch (Usage e) {
      return fail(console, e.getMessage(), WRONG_USAGE);
    } catch (Fault e) {
      return fail(console, e.getMessage(), REFUSED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OK;
    } catch (RuntimeException e) {
      LOG.error("command {} failed", words, e);
      return fail(console, "the command failed: " + e + "; the log tells more", REFUSED);
    }
  }

  private int dispatch(List<String> words, Console console)
      throws Usage, Fault, IOException, InterruptedException {
    if (words.isEmpty()) {
      throw new Usage("a verb is missing; there are " + String.join(", ", verbs.keySet()));
    }
    String name = alias(words.get(0));
    Verb verb = verbs.get(name);
    if (verb == null) {
      throw HelpVerb.unknown(name, verbs.keySet());
    }
    Optional<Tool> tool = tool(name);
    if (tool.isPresent()) {
      return tool.get().run(words.subList(1, words.size()), console);
    }
    Words sorted = Words.sort(verb.syntax(), words.subList(1, words.size()));
    boolean alone = sorted.has(Option.HELP) || name.equals(HelpVerb.NAME);
    Operator present = operator;
    if (present == null && !alone) {
      throw new Fault(
          name
              + ": the core of Gaoler is not running (bundle org.gaoler.core is missing or still"
              + " starting); the log tells why");
    }
    Call call = new Call(sorted, console, present, moments);
    if (sorted.has(Option.HELP)) {
      HelpVerb.explain(call, verb.syntax());
      return OK;
    }
    return verb.run(call);
  }

  /** What people type at other tools. */
  private static String alias(String word) {
    return switch (word) {
      case "--help", "-h" -> HelpVerb.NAME;
      case "--version", "-V" -> "version";
      default -> word;
    };
  }

  private static int fail(Console console, String message, int status) throws IOException {
    console.out().flush();
    console.err().write("gaoler: " + Clean.line(message) + "\n");
    return status;
  }

  @Override
  public List<String> complete(List<String> words, int at) {
    Optional<Tool> tool = words.isEmpty() || at == 0 ? Optional.empty() : tool(words.get(0));
    return tool.isPresent()
        ? tool.get().complete(words.subList(1, words.size()), at - 1)
        : new Completion(verbs, Optional.ofNullable(operator)).complete(words, at);
  }

  @Override
  public List<Summary> verbs() {
    List<Summary> summaries = new ArrayList<>();
    for (Verb verb : verbs.values()) {
      summaries.add(new Summary(verb.syntax().verb(), verb.syntax().purpose()));
    }
    return List.copyOf(summaries);
  }
}
