package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.gaoler.api.Fault;
import org.gaoler.api.operate.Event;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Style;
import org.gaoler.commands.text.Table;

/** Shows what happens, as it happens. */
final class WatchVerb implements Verb {

  /** A reader that is slower than the events loses some, and is told how many. */
  private static final int WAITING_AT_MOST = 4096;

  private static final int KIND_WIDTH = 6;

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "watch",
        "show failures, bans and changes as they happen, until Ctrl-C",
        "gaoler watch --json",
        List.of());
  }

  @Override
  public int run(Call call) throws Fault, IOException, InterruptedException {
    BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(WAITING_AT_MOST);
    AtomicLong lost = new AtomicLong();
    AutoCloseable listening =
        call.operator()
            .listen(
                event -> {
                  if (!waiting.offer(event)) {
                    lost.incrementAndGet();
                  }
                });
    try {
      follow(call, waiting, lost);
      return Commands.OK;
    } finally {
      close(listening);
    }
  }

  private static void follow(Call call, BlockingQueue<Event> waiting, AtomicLong lost)
      throws IOException, InterruptedException {
    while (true) {
      // writing out only when nothing more waits keeps a burst cheap and a single event prompt
      if (waiting.isEmpty()) {
        call.console().out().flush();
      }
      Event event = waiting.take();
      long missed = lost.getAndSet(0);
      if (missed > 0) {
        call.complain("watch: " + missed + " events were left out because this view is too slow");
      }
      show(call, event);
    }
  }

  private static void show(Call call, Event event) throws IOException {
    String kind = event.kind().name();
    if (call.json()) {
      call.writer()
          .object()
          .put("when", event.when().toString())
          .put("jail", event.jail())
          .put("kind", kind.toLowerCase(Locale.ROOT))
          .put("text", event.text())
          .end();
      return;
    }
    String time = call.moments().timeOfDay(event.when());
    String rest = Clean.line(event.jail() + ": " + event.text());
    int room = call.console().width() - time.length() - KIND_WIDTH - 2;
    String padded = kind + " ".repeat(Math.max(0, KIND_WIDTH - kind.length()));
    call.say(time + " " + paint(call.style(), event.kind(), padded) + " " + Table.cut(rest, room));
  }

  private static String paint(Style style, Event.Kind kind, String text) {
    return switch (kind) {
      case BAN -> style.bad(text);
      case UNBAN -> style.good(text);
      case FOUND -> style.warning(text);
      case IGNORE, STATE -> style.faint(text);
    };
  }

  private static void close(AutoCloseable listening) throws Fault {
    try {
      listening.close();
    } catch (Exception e) {
      throw new Fault("watch: the live view could not be closed: " + e, e);
    }
  }
}
