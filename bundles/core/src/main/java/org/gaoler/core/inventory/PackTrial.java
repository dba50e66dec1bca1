package org.gaoler.core.inventory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.gaoler.api.FilterSource;
import org.gaoler.api.FilterSource.Packed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the filters of packs that were added here as soon as they come or change, so that a broken
 * one is told of before a jail names it. What came with Gaoler was tried when it was built.
 */
public final class PackTrial implements FilterSource.FilterListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.filters");
  private static final long IDLE_SECONDS = 2;

  private final Supplier<Optional<FilterSource>> filters;
  private final Function<Long, Optional<String>> added;
  private final Predicate<String> used;
  private final Map<String, String> faults = new ConcurrentHashMap<>();
  private final Map<String, String> hidden = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor thread;

  /**
   * Begins without having tried any.
   *
   * @param filters where filters come from, if there is any such thing
   * @param added name and version of a pack that was added here, by its bundle's number; empty for
   *     those that came with Gaoler
   * @param used whether a jail names a filter: then its status tells what is wrong with it
   */
  public PackTrial(
      Supplier<Optional<FilterSource>> filters,
      Function<Long, Optional<String>> added,
      Predicate<String> used) {
    this.filters = filters;
    this.added = added;
    this.used = used;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "gaoler-packs"),
            new ThreadPoolExecutor.DiscardPolicy());
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void filterChanged(String name) {
    thread.execute(() -> filters.get().ifPresent(source -> look(source, name)));
  }

  private void look(FilterSource source, String name) {
    Optional<String> fault = Optional.empty();
    Optional<String> winner = Optional.empty();
    for (Packed packed : source.packed()) {
      Optional<String> pack = added.apply(packed.bundle());
      if (packed.name().equals(name) && pack.isPresent()) {
        if (packed.instead().isPresent()) {
          winner = packed.instead();
          hidden(pack.get(), name, winner.get());
        } else {
          fault = source.trouble(name);
          fault.ifPresent(why -> broken(pack.get(), name, why));
        }
      }
    }
    if (fault.isEmpty()) {
      faults.remove(name);
    }
    if (winner.isEmpty()) {
      hidden.remove(name);
    }
  }

  private void hidden(String pack, String name, String winner) {
    if (!winner.equals(hidden.put(name, winner))) {
      LOG.warn("filter {} of {} is not used: {} comes first", name, pack, winner);
    }
  }

  private void broken(String pack, String name, String why) {
    if (!why.equals(faults.put(name, why)) && !used.test(name)) {
      LOG.error("filter {} of {} cannot be used: {}", name, pack, why);
    }
  }

  /**
   * What is wrong with a filter of a pack that was added here.
   *
   * @param name plain name
   * @return one line; empty if nothing is
   */
  public Optional<String> fault(String name) {
    return Optional.ofNullable(faults.get(name));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
