package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanStore;
import org.gaoler.api.Teardown;
import org.gaoler.core.journal.Journal;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.RememberingStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeardownsTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir Path folder;

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService runner = Executors.newSingleThreadExecutor();
  private final RememberingStore store = new RememberingStore();
  private final Journal journal = new Journal(store);
  private final List<String> ran = new java.util.concurrent.CopyOnWriteArrayList<>();

  TeardownsTest() {
    timer.setRemoveOnCancelPolicy(true);
  }

  @AfterEach
  void stop() {
    journal.close();
    timer.shutdownNow();
    runner.shutdownNow();
  }

  private Teardowns withGrace(Duration grace) {
    return new Teardowns(timer, runner, grace, journal, ran::add, (jail, action) -> false);
  }

  private Teardown writing(String file) {
    return new Teardown(
        List.of(
            new Teardown.Step(List.of("/nonexistent/tool"), ""),
            new Teardown.Step(List.of("tee", folder.resolve(file).toString()), "all gone")));
  }

  private void awaitWritten(String file) {
    Eventually.await(
        file + " is written",
        SOON,
        () ->
            Files.exists(folder.resolve(file))
                && Files.readString(folder.resolve(file), StandardCharsets.UTF_8)
                    .equals("all gone"));
  }

  @Test
  void recipeOfAnAbandonedActionIsRunWithItsInputWhateverBecameOfTheStepsBefore() {
    Teardowns teardowns = withGrace(Duration.ofMillis(1));
    teardowns.keep("sshd", "fake", writing("x"));
    teardowns.abandon("sshd", "fake");

    awaitWritten("x");
    Eventually.await(
        "it is forgotten",
        SOON,
        () ->
            store.history().stream()
                .flatMap(List::stream)
                .anyMatch(new BanStore.Opened("sshd", "fake", Teardown.NOTHING)::equals));
  }

  @Test
  void claimedActionKeepsItsRules() {
    Teardowns teardowns = withGrace(Duration.ofMinutes(10));
    teardowns.keep("sshd", "fake", writing("x"));
    teardowns.abandon("sshd", "fake");
    assertThat(timer.getQueue()).hasSize(1);
    teardowns.claim("sshd", "fake", List.of("fake"));

    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void rulesThatShallStayAreLeftAndRemovedOnceTheyNeedNot() {
    Set<String> lasting = new CopyOnWriteArraySet<>(List.of("lasting"));
    Teardowns teardowns =
        new Teardowns(
            timer,
            runner,
            Duration.ofMillis(1),
            journal,
            ran::add,
            (jail, action) -> lasting.contains(action));
    teardowns.keep("sshd", "lasting", writing("x"));
    teardowns.abandon("sshd", "lasting");
    teardowns.keep("sshd", "fake", writing("y"));
    teardowns.abandon("sshd", "fake");
    awaitWritten("y");
    assertThat(folder.resolve("x")).doesNotExist();

    lasting.clear();
    teardowns.abandon("sshd", "lasting");

    awaitWritten("x");
  }

  @Test
  void graceIsTimed() {
    Teardowns teardowns = withGrace(Duration.ofSeconds(10));
    teardowns.keep("sshd", "fake", writing("x"));
    teardowns.abandon("sshd", "fake");

    java.util.concurrent.Delayed due = (java.util.concurrent.Delayed) timer.getQueue().peek();
    assertThat(due.getDelay(TimeUnit.MILLISECONDS)).isBetween(5_000L, 10_000L);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void recipeFromBeforeARestartIsRunUnlessSomebodyClaimsIt() {
    Teardowns teardowns = withGrace(Duration.ofMillis(1));
    teardowns.restore(new BanStore.Opened("old", "fake", writing("old")));

    awaitWritten("old");
  }

  @Test
  void actionThatWasNeverOpenedLeavesNothingToRun() {
    Teardowns teardowns = withGrace(Duration.ofMillis(1));
    teardowns.abandon("sshd", "fake");

    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void recipeIsStoredOnceAndAgainWhenItChanges() throws Exception {
    Teardowns teardowns = withGrace(Duration.ofMinutes(10));
    teardowns.keep("sshd", "fake", writing("x"));
    teardowns.keep("sshd", "fake", writing("x"));
    journal.append(List.of()).get(5, TimeUnit.SECONDS);
    teardowns.keep("sshd", "fake", writing("y"));
    journal.append(List.of()).get(5, TimeUnit.SECONDS);

    assertThat(store.history()).hasSize(2);
    assertThat(store.entries(BanStore.Opened.class))
        .containsExactly(new BanStore.Opened("sshd", "fake", writing("y")));
  }

  @Test
  void hostileNamesReachCommandsAsArguments() {
    Teardowns teardowns = withGrace(Duration.ofMillis(1));
    String name = "$(touch x);`id`";
    teardowns.keep("sshd", "fake", writing(name));
    teardowns.abandon("sshd", "fake");

    awaitWritten(name);
    assertThat(folder.toFile().list()).containsExactly(name);
  }

  private static final String SSH = "fake[port=\"22\"]";
  private static final String WEB = "fake[port=\"80\"]";

  @Test
  void twoActionsOfOneNameHaveRecipesOfTheirOwn() {
    Teardowns teardowns = withGrace(Duration.ofMillis(1));
    teardowns.keep("sshd", SSH, writing("ssh"));
    teardowns.keep("sshd", WEB, writing("web"));
    teardowns.abandon("sshd", WEB);

    awaitWritten("web");
    Eventually.await("the jail is told", SOON, () -> ran.contains("sshd"));
    assertThat(folder.resolve("ssh")).doesNotExist();
  }

  @Test
  void actionWithOtherOptionsSucceedsTheOneOfItsNameThatWasLeftOut() throws Exception {
    Teardowns teardowns = withGrace(Duration.ofMinutes(10));
    teardowns.keep("sshd", SSH, writing("ssh"));
    teardowns.abandon("sshd", SSH);
    teardowns.claim("sshd", WEB, List.of(WEB));
    assertThat(timer.getQueue()).isEmpty();
    teardowns.keep("sshd", WEB, writing("web"));
    journal.append(List.of()).get(5, TimeUnit.SECONDS);

    assertThat(store.entries(BanStore.Opened.class))
        .containsExactly(new BanStore.Opened("sshd", WEB, writing("web")));
  }

  @Test
  void nobodySucceedsAnActionThatIsStillWanted() {
    Teardowns teardowns = withGrace(Duration.ofMinutes(10));
    teardowns.restore(new BanStore.Opened("sshd", SSH, writing("ssh")));
    teardowns.claim("sshd", WEB, List.of(WEB, SSH));
    assertThat(timer.getQueue()).hasSize(1);
    teardowns.claim("sshd", SSH, List.of(WEB, SSH));

    assertThat(timer.getQueue()).isEmpty();
  }

  @Test
  void recipeStoredUnderThePlainNameIsClaimedToo() throws Exception {
    Teardowns teardowns = withGrace(Duration.ofMinutes(10));
    BanStore.Opened old = new BanStore.Opened("sshd", "fake", writing("old"));
    store.commit(List.of(old));
    teardowns.restore(old);
    teardowns.claim("sshd", SSH, List.of(SSH));
    assertThat(timer.getQueue()).isEmpty();
    teardowns.keep("sshd", SSH, writing("old"));
    journal.append(List.of()).get(5, TimeUnit.SECONDS);

    assertThat(store.entries(BanStore.Opened.class))
        .containsExactly(new BanStore.Opened("sshd", SSH, writing("old")));
  }

  @Test
  void stepsThatAnotherActionOfTheJailLivesByAreLeftOut() {
    Teardowns teardowns = withGrace(Duration.ofMillis(1));
    Teardown.Step shared = writing("shared").steps().get(1);
    Teardown.Step own = writing("own").steps().get(1);
    teardowns.keep("sshd", SSH, new Teardown(List.of(shared, own)));
    teardowns.keep("sshd", WEB, new Teardown(List.of(shared)));
    teardowns.abandon("sshd", SSH);

    awaitWritten("own");
    assertThat(folder.resolve("shared")).doesNotExist();
  }

  @Test
  void flushRunsEveryRecipeAndForgetsIt() throws Exception {
    Teardowns teardowns = withGrace(Duration.ofMinutes(10));
    teardowns.keep("sshd", SSH, writing("ssh"));
    teardowns.restore(new BanStore.Opened("old", "fake", writing("old")));
    List<String> failed = teardowns.flush();
    journal.append(List.of()).get(5, TimeUnit.SECONDS);

    awaitWritten("ssh");
    awaitWritten("old");
    assertThat(failed).hasSize(2).allMatch(line -> line.contains("/nonexistent/tool"));
    assertThat(timer.getQueue()).isEmpty();
    assertThat(store.entries(BanStore.Opened.class)).isEmpty();
  }
}
