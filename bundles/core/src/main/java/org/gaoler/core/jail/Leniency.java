package org.gaoler.core.jail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.core.settings.JailSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds reasons not to sentence somebody: at once where it can, else within two seconds. */
final class Leniency {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.jail");
  private static final long LIMIT_SECONDS = 2;

  private final OwnAddresses own;
  private final Supplier<List<IgnoreRule>> rules;
  private final ExecutorService asker;

  Leniency(OwnAddresses own, Supplier<List<IgnoreRule>> rules, ExecutorService asker) {
    this.own = own;
    this.rules = rules;
    this.asker = asker;
  }

  /** The reasons that need no waiting. */
  Optional<String> now(JailSettings settings, Offender offender) {
    if (offender instanceof IpBlock block) {
      for (IpBlock ignored : settings.ignored()) {
        if (ignored.contains(block)) {
          return Optional.of("ignoreip " + ignored);
        }
      }
    }
    return settings.ignoreSelf() && own.contains(offender)
        ? Optional.of("ignoreself")
        : Optional.empty();
  }

  /** Whether somebody is this machine itself, ignored or not. */
  boolean own(Offender offender) {
    return own.contains(offender);
  }

  /**
   * The network to be counted and banned as one; the offender alone where that would hit somebody
   * who is never banned.
   */
  Offender unit(JailSettings settings, Offender offender) {
    Offender unit = settings.unit(offender);
    return !unit.equals(offender) && hits(settings, unit) ? offender : unit;
  }

  private boolean hits(JailSettings settings, Offender unit) {
    return unit instanceof IpBlock wide
        && (settings.ignored().stream().anyMatch(wide::contains)
            || settings.ignoreSelf() && own.contains(wide));
  }

  /** Whether there is anything to wait for. */
  boolean mustAsk(JailSettings settings) {
    return !settings.ignoredNames().isEmpty() || !rules.get().isEmpty();
  }

  /** The reasons that may take time; never called on a lane. */
  Optional<String> asked(JailSettings settings, Offender offender) {
    List<Supplier<Optional<String>>> questions = new ArrayList<>();
    for (String name : settings.ignoredNames()) {
      questions.add(() -> byName(name, offender));
    }
    for (IgnoreRule rule : rules.get()) {
      questions.add(() -> rule.reason(settings.name(), offender));
    }
    return questions.stream()
        .map(question -> ask(settings.name(), question))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> ask(String jail, Supplier<Optional<String>> question) {
    Future<Optional<String>> answer = asker.submit(question::get);
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException broken) {
      LOG.warn("[{}] an ignore rule broke and was passed over: {}", jail, broken.getCause());
    } catch (TimeoutException late) {
      LOG.warn("[{}] an ignore rule gave no answer in {} s", jail, LIMIT_SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      answer.cancel(true);
    }
    return Optional.empty();
  }

  private static Optional<String> byName(String name, Offender offender) {
    try {
      boolean same =
          Arrays.stream(InetAddress.getAllByName(name))
              .flatMap(address -> IpBlock.parse(address.getHostAddress()).stream())
              .anyMatch(offender::equals);
      return same ? Optional.of("ignoreip " + name) : Optional.empty();
    } catch (UnknownHostException unknown) {
      LOG.warn("ignoreip = {} has no address now: {}", name, unknown.getMessage());
      return Optional.empty();
    }
  }
}
