package org.gaoler.core.jail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Failure;
import org.gaoler.api.Failure.Lookup;
import org.gaoler.api.IpBlock;
import org.gaoler.core.lane.Lane;
import org.gaoler.core.names.Answer;
import org.gaoler.core.names.HostName;
import org.gaoler.core.names.Resolver;

/**
 * Turns failures of host names into failures of their addresses, for one jail, without keeping any
 * line waiting. What waits is stored together with the position of its line, and what came of it is
 * stored together with its removal, so that every failure is counted once whatever happens between.
 *
 * <p>Safe for use by any thread.
 */
final class Inquiries {

  /** What waits is stored as the memory of sources of this name, which no log can have. */
  private static final String SOURCE = "names#";

  /** So many names are remembered not to be told of again. */
  private static final int MOST_TOLD = 1000;

  private final String jail;
  private final Resolver resolver;
  private final Consumer<String> warnings;
  private final Consumer<Failure> news;
  private final Function<String, Optional<Lane>> lanes;
  private final BiConsumer<Failure, List<Entry>> counter;
  private final Map<Long, Inquiry> waiting = new LinkedHashMap<>();
  private final List<Inquiry> unasked = new ArrayList<>();
  private final Set<String> told = forgetful();
  private long latest;

  /**
   * Begins with nothing waiting.
   *
   * @param jail the jail's name
   * @param resolver looks up
   * @param warnings takes one line for each name that the operator is to know of
   * @param news hears of every failure that has to wait
   * @param lanes the lane on which failures of a source are counted now, if the jail guards
   * @param counter counts failures of addresses on that lane
   */
  Inquiries(
      String jail,
      Resolver resolver,
      Consumer<String> warnings,
      Consumer<Failure> news,
      Function<String, Optional<Lane>> lanes,
      BiConsumer<Failure, List<Entry>> counter) {
    this.jail = jail;
    this.resolver = resolver;
    this.warnings = warnings;
    this.news = news;
    this.lanes = lanes;
    this.counter = counter;
  }

  private static Set<String> forgetful() {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_TOLD;
          }
        });
  }

  /** Whether an entry of the store tells of somebody who waits. */
  static boolean concerns(BanStore.Memory memory) {
    return memory.source().startsWith(SOURCE);
  }

  /** Takes back what waited before a restart; asked for as soon as the jail guards. */
  synchronized void restore(BanStore.Memory memory) {
    String number = memory.source().substring(SOURCE.length());
    long id = number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    Optional<Inquiry> read = Inquiry.read(id, memory.memory());
    latest = Math.max(latest, id);
    if (read.isPresent()) {
      waiting.put(id, read.get());
      unasked.add(read.get());
    } else {
      warnings.accept("what the store says of " + memory.source() + " cannot be read");
    }
  }

  /**
   * Takes up a failure of a name; called on a lane.
   *
   * @param failure of a name
   * @param source the file or journal
   * @param effects takes what is to be stored together with the position
   * @return the failures of its addresses, if they are known already
   */
  List<Failure> open(Failure failure, String source, List<Entry> effects) {
    String text = failure.offender().toString();
    Optional<HostName> name = HostName.parse(text);
    if (name.isEmpty()) {
      warn(HostName.shown(text), source, "it is no host name");
      return List.of();
    }
    Optional<Answer> known = resolver.known(name.get());
    Inquiry inquiry;
    synchronized (this) {
      inquiry = new Inquiry(++latest, name.get(), source, failure);
      if (known.isEmpty()) {
        waiting.put(inquiry.id(), inquiry);
        unasked.add(inquiry);
        effects.add(new BanStore.Memory(jail, SOURCE + inquiry.id(), inquiry.memory()));
        news.accept(failure);
        return List.of();
      }
    }
    return failures(inquiry, known.get());
  }

  /** Asks for the names that nobody asked for yet, if there is a lane to count on. */
  void ask() {
    List<Inquiry> fresh;
    synchronized (this) {
      if (unasked.isEmpty()) {
        return;
      }
      fresh = List.copyOf(unasked);
      unasked.clear();
    }
    fresh.forEach(each -> resolver.ask(each.name(), answer -> answered(each, answer)));
  }

  private void answered(Inquiry inquiry, Answer answer) {
    Optional<Lane> lane = lanes.apply(inquiry.source());
    if (lane.isPresent()) {
      lane.get().between(effects -> close(inquiry, answer, effects));
    } else {
      synchronized (this) {
        unasked.add(inquiry);
      }
      if (lanes.apply(inquiry.source()).isPresent()) {
        // the jail came back between the two looks, and found nobody to ask for
        ask();
      }
    }
  }

  private void close(Inquiry inquiry, Answer answer, List<Entry> effects) {
    synchronized (this) {
      waiting.remove(inquiry.id());
    }
    effects.add(new BanStore.Memory(jail, SOURCE + inquiry.id(), ""));
    failures(inquiry, answer).forEach(failure -> counter.accept(failure, effects));
  }

  private List<Failure> failures(Inquiry inquiry, Answer answer) {
    String name = inquiry.name().text();
    if (!answer.addresses().isEmpty()) {
      tell(inquiry.failure().lookup(), name, answer.addresses());
    } else if (!answer.dropped()) {
      warn(name, inquiry.source(), answer.trouble());
    }
    return answer.addresses().stream().map(inquiry::of).toList();
  }

  private void tell(Lookup lookup, String name, List<IpBlock> addresses) {
    if (lookup == Lookup.TOLD && first("=" + name)) {
      String all = addresses.stream().map(IpBlock::toString).collect(Collectors.joining(", "));
      warnings.accept("host " + name + " was looked up and counts as " + all + " (usedns = warn)");
    }
  }

  private void warn(String name, String source, String why) {
    if (first(name)) {
      warnings.accept(
          "a line of "
              + source
              + " names the host '"
              + name
              + "', whose address cannot be had: "
              + why
              + "; its failures are not counted: have the service log addresses");
    }
  }

  private synchronized boolean first(String name) {
    return told.add(name);
  }

  /** The failures of a name that wait, oldest first. */
  synchronized List<Failure> waiting(String name) {
    return waiting.values().stream()
        .filter(each -> each.name().text().equals(name))
        .map(Inquiry::failure)
        .toList();
  }

  /** How many failures wait. */
  synchronized int waiting() {
    return waiting.size();
  }
}
