package org.gaoler.core.docket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.gaoler.api.BanStore;
import org.gaoler.api.Teardown;
import org.gaoler.core.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what actions left behind: the stored recipe of an action that nobody claims for a while
 * is run, so that a bundle can be replaced without its rules ever leaving the kernel.
 *
 * <p>An action is known by its jail and its whole text, options included: one of the same name with
 * other options succeeds it only once it is not wanted itself any more.
 */
public final class Teardowns {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private final ScheduledExecutorService timer;
  private final Executor runner;
  private final Duration grace;
  private final Journal journal;
  private final Consumer<String> ran;
  private final BiPredicate<String, String> lasting;
  private final Map<Key, Teardown> recipes = new HashMap<>();
  private final Map<Key, ScheduledFuture<?>> abandoned = new HashMap<>();

  /** What the store still has under the name of somebody who was succeeded. */
  private final Map<Key, Key> predecessors = new HashMap<>();

  private record Key(String jail, String action) {
    boolean namesake(Key other) {
      return jail.equals(other.jail) && name().equals(other.name());
    }

    private String name() {
      int options = action.indexOf('[');
      return options < 0 ? action : action.substring(0, options);
    }
  }

  /**
   * Starts with no recipes.
   *
   * @param timer says when a recipe is due
   * @param runner runs the recipes, which may take seconds
   * @param grace how long rules stay that nobody claims
   * @param journal keeps the recipes
   * @param ran told the jail whose outside things were just changed by a recipe
   * @param lasting asked with jail and action when its time has come: true for rules that stay
   */
  public Teardowns(
      ScheduledExecutorService timer,
      Executor runner,
      Duration grace,
      Journal journal,
      Consumer<String> ran,
      BiPredicate<String, String> lasting) {
    this.timer = timer;
    this.runner = runner;
    this.grace = grace;
    this.journal = journal;
    this.ran = ran;
    this.lasting = lasting;
  }

  /**
   * Takes back a recipe from before a restart; it is abandoned until somebody claims it.
   *
   * @param opened as stored
   */
  public synchronized void restore(BanStore.Opened opened) {
    Key key = new Key(opened.jail(), opened.action());
    recipes.put(key, opened.teardown());
    abandon(key);
  }

  /**
   * An enforcer of this action is there again, or still, or in the place of an abandoned one of the
   * same name. Waits for a recipe that is being run, so that it cannot remove what the successor
   * makes.
   *
   * @param jail the jail
   * @param action the action as written, with its options
   * @param wanted all actions of the jail as written: none of them is succeeded
   */
  public synchronized void claim(String jail, String action, Collection<String> wanted) {
    Key key = new Key(jail, action);
    if (abandoned.containsKey(key)) {
      abandoned.remove(key).cancel(false);
      return;
    }
    Optional<Key> predecessor =
        abandoned.keySet().stream()
            .filter(key::namesake)
            .filter(each -> !wanted.contains(each.action()))
            .findFirst();
    predecessor.ifPresent(
        old -> {
          abandoned.remove(old).cancel(false);
          recipes.put(key, recipes.remove(old));
          predecessors.put(key, old);
        });
  }

  /**
   * Keeps the recipe of an enforcer that was opened.
   *
   * @param jail the jail
   * @param action the action as written, with its options
   * @param recipe how to remove what it made
   */
  public synchronized void keep(String jail, String action, Teardown recipe) {
    Key key = new Key(jail, action);
    boolean same = recipe.equals(recipes.put(key, recipe));
    if (!same || predecessors.containsKey(key)) {
      List<BanStore.Entry> entries = new ArrayList<>(2);
      entries.add(new BanStore.Opened(jail, action, recipe));
      entries.addAll(forgotten(predecessors.remove(key)));
      journal.post(entries);
    }
  }

  private List<BanStore.Entry> forgotten(Key key) {
    return key == null || recipes.containsKey(key)
        ? List.of()
        : List.of(new BanStore.Opened(key.jail(), key.action(), Teardown.NOTHING));
  }

  /**
   * The enforcer is gone; its rules stay for a while and are then removed unless claimed.
   *
   * @param jail the jail
   * @param action the action as written, with its options
   */
  public synchronized void abandon(String jail, String action) {
    Key key = new Key(jail, action);
    if (recipes.containsKey(key)) {
      abandon(key);
    }
  }

  private void abandon(Key key) {
    Runnable due = () -> runner.execute(() -> run(key));
    abandoned.computeIfAbsent(
        key, left -> timer.schedule(due, grace.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void run(Key key) {
    if (removed(key)) {
      ran.accept(key.jail());
    }
  }

  private synchronized boolean removed(Key key) {
    if (abandoned.remove(key) == null) {
      return false;
    }
    if (lasting.test(key.jail(), key.action())) {
      LOG.info("[{}] what action {} left behind stays", key.jail(), key.action());
      return false;
    }
    LOG.info("[{}] removing what action {} left behind", key.jail(), key.action());
    Teardown recipe = recipes.remove(key);
    Set<Teardown.Step> inUse = new HashSet<>();
    recipes.forEach(
        (other, live) -> {
          if (other.jail().equals(key.jail()) && !abandoned.containsKey(other)) {
            inUse.addAll(live.steps());
          }
        });
    List<Teardown.Step> steps =
        recipe.steps().stream().filter(step -> !inUse.contains(step)).toList();
    Removal.run(steps).forEach(LOG::warn);
    forget(key);
    return true;
  }

  private void forget(Key key) {
    List<BanStore.Entry> entries = new ArrayList<>(forgotten(key));
    entries.addAll(forgotten(predecessors.remove(key)));
    if (!entries.isEmpty()) {
      journal.post(entries);
    }
  }

  /**
   * Removes everything that any action has made; nobody may enforce any more. Takes seconds.
   *
   * @return what could not be run, one line each; empty if all is gone
   */
  public synchronized List<String> flush() {
    abandoned.values().forEach(due -> due.cancel(false));
    abandoned.clear();
    List<String> failed = new ArrayList<>();
    for (Key key : List.copyOf(recipes.keySet())) {
      LOG.info("[{}] removing what action {} made", key.jail(), key.action());
      failed.addAll(Removal.run(recipes.remove(key).steps()));
      forget(key);
    }
    failed.forEach(LOG::warn);
    return failed;
  }
}
