package org.gaoler.action.mail.whois;

import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gaoler.action.mail.limit.Deadline;
import org.gaoler.action.mail.text.Clean;
import org.gaoler.api.IpBlock;

/**
 * Tells to whom addresses belong, and keeps nobody waiting: servers that are missing, hang or flood
 * cost the time limit once. May be asked by any thread.
 */
public final class Whois {

  private static final Duration TROUBLE_KEPT = Duration.ofMinutes(1);
  private static final int AT_ONCE = 8;
  private static final int LONGEST_TROUBLE = 300;

  private final Settings settings;
  private final Guard guard;
  private final Answers answers;

  /** Name servers may hold a question longer than we wait for it: there are never more threads. */
  private final Semaphore threads = new Semaphore(AT_ONCE);

  /**
   * How to ask.
   *
   * @param server the first to be asked
   * @param limit how long all questions of one mail may take together
   * @param kept how long an answer is remembered
   * @param most how many answers are remembered, 0 or more
   */
  public record Settings(Server server, Duration limit, Duration kept, int most) {}

  private record Asked(IpBlock about, Question question, FutureTask<String> task) {}

  /**
   * Takes what it needs; asks nobody.
   *
   * @param settings how to ask
   * @param guard which servers an answer may refer to
   * @param clock for how long answers are remembered
   */
  public Whois(Settings settings, Guard guard, Clock clock) {
    this.settings = settings;
    this.guard = guard;
    this.answers = new Answers(settings.most(), clock);
  }

  /**
   * Asks about addresses, all at once; blocks up to the limit.
   *
   * @param blocks a few addresses; of a network the first address is asked about
   * @return for each of them, in their order, plain lines: what came back, or why nothing did
   * @throws InterruptedException if the caller is told to give up
   */
  public Map<IpBlock, String> ask(List<IpBlock> blocks) throws InterruptedException {
    Deadline deadline = Deadline.in(settings.limit());
    Map<IpBlock, String> told = new LinkedHashMap<>();
    List<Asked> open = new ArrayList<>();
    for (IpBlock about : blocks) {
      told.put(about, answers.find(about).orElseGet(() -> begin(about, open)));
    }
    try {
      for (Asked each : open) {
        told.put(each.about(), answer(each, deadline));
      }
    } finally {
      open.forEach(each -> each.question().abandon());
    }
    return told;
  }

  private String begin(IpBlock about, List<Asked> open) {
    if (!threads.tryAcquire()) {
      return "whois: not asked, " + AT_ONCE + " earlier questions still wait\n";
    }
    Question question = new Question(about, settings.server(), guard);
    FutureTask<String> task = new FutureTask<>(question);
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } finally {
                threads.release();
              }
            },
            "gaoler-whois");
    thread.setDaemon(true);
    thread.start();
    open.add(new Asked(about, question, task));
    return "";
  }

  private String answer(Asked asked, Deadline deadline) throws InterruptedException {
    try {
      String text = asked.task().get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
      answers.keep(asked.about(), text, settings.kept());
      return text;
    } catch (TimeoutException late) {
      return trouble(asked, "no answer within " + seconds(settings.limit()) + " s");
    } catch (ExecutionException failed) {
      return trouble(asked, "no answer from " + settings.server() + ": " + said(failed.getCause()));
    }
  }

  /** Java's own message of a name that is not known is that name alone. */
  static String said(Throwable cause) {
    return cause instanceof UnknownHostException
        ? "its name is not known"
        : String.valueOf(cause.getMessage());
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1000.0);
  }

  private String trouble(Asked asked, String why) {
    String text = "whois: " + Clean.line(why, LONGEST_TROUBLE) + "\n";
    answers.keep(asked.about(), text, TROUBLE_KEPT);
    return text;
  }
}
