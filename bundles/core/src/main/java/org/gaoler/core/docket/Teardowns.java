package org.gaoler.core.docket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanStore;
import org.gaoler.api.Teardown;
import org.gaoler.core.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what actions left behind: the stored recipe of an action that nobody claims for a while
 * is run, so that a bundle can be replaced without its rules ever leaving the kernel.
 */
public final class Teardowns {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final ScheduledExecutorService timer;
  private final Executor runner;
  private final Duration grace;
  private final Journal journal;
  private final Map<Key, Teardown> recipes = new HashMap<>();
  private final Map<Key, ScheduledFuture<?>> abandoned = new HashMap<>();

  private record Key(String jail, String action) {}

  /**
   * Starts with no recipes.
   *
   * @param timer says when a recipe is due
   * @param runner runs the recipes, which may take seconds
   * @param grace how long rules stay that nobody claims
   * @param journal keeps the recipes
   */
  public Teardowns(
      ScheduledExecutorService timer, Executor runner, Duration grace, Journal journal) {
    this.timer = timer;
    this.runner = runner;
    this.grace = grace;
    this.journal = journal;
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
   * An enforcer of this name is there again, or still. Waits for a recipe that is being run, so
   * that it cannot remove what the successor makes.
   *
   * @param jail the jail
   * @param action plain name of the action
   */
  public synchronized void claim(String jail, String action) {
    ScheduledFuture<?> pending = abandoned.remove(new Key(jail, action));
    if (pending != null) {
      pending.cancel(false);
    }
  }

  /**
   * Keeps the recipe of an enforcer that was opened.
   *
   * @param jail the jail
   * @param action plain name of the action
   * @param recipe how to remove what it made
   */
  public synchronized void keep(String jail, String action, Teardown recipe) {
    if (!recipe.equals(recipes.put(new Key(jail, action), recipe))) {
      journal.post(List.of(new BanStore.Opened(jail, action, recipe)));
    }
  }

  /**
   * The enforcer is gone; its rules stay for a while and are then removed unless claimed.
   *
   * @param jail the jail
   * @param action plain name of the action
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

  private synchronized void run(Key key) {
    if (abandoned.remove(key) == null) {
      return;
    }
    Teardown recipe = recipes.remove(key);
    LOG.info("[{}] removing what action {} left behind", key.jail(), key.action());
    recipe.steps().forEach(Teardowns::run);
    journal.post(List.of(new BanStore.Opened(key.jail(), key.action(), Teardown.NOTHING)));
  }

  private static void run(Teardown.Step step) {
    try {
      Process process =
          new ProcessBuilder(step.arguments())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(step.input().getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        LOG.warn("{} did not end in {} s and was stopped", step.arguments(), LIMIT.toSeconds());
      }
    } catch (IOException failed) {
      LOG.warn("{} could not be run: {}", step.arguments(), failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
