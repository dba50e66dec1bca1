package org.gaoler.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Event;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.commands.Commands;
import org.gaoler.commands.verbs.OperatorCommands;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Talks to Karaf's real shell, without the rest of Karaf. */
@Timeout(60)
class KarafShellTest {

  static final Duration SOON = Duration.ofSeconds(15);
  private static final String PROMPT = "gaoler> ";
  private static final String UP = "\u001bOA";
  private static final String UP_IN_THE_OTHER_FORM = "\u001b[A";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** Takes over the output of the whole process, so there is one for all tests. */
  private static final ThreadIOImpl THREAD_IO = new ThreadIOImpl();

  @TempDir Path folder;
  private final FakeOperator operator = new FakeOperator(CLOCK);
  private SessionFactoryImpl factory;
  private ShellCommands commands;

  @BeforeAll
  static void redirect() {
    THREAD_IO.start();
  }

  @AfterAll
  static void restore() {
    THREAD_IO.stop();
  }

  @BeforeEach
  void start() {
    System.setProperty("karaf.etc", folder.toString());
    System.setProperty("karaf.home", folder.toString());
    operator.with(
        new JailStatus(
            "sshd",
            JailStatus.State.WATCHING,
            List.of(),
            "sshd",
            "inotify (auto: the log file exists)",
            List.of(),
            List.of(new JailStatus.Action("iptables", true, "in force", OptionalInt.empty())),
            List.of(),
            0,
            0,
            0,
            0));
    operator.with(
        new Sentence(
            "sshd",
            Offender.parse("2001:db8::7"),
            NOW,
            NOW.plusSeconds(600),
            Sentence.Origin.LOG,
            "",
            List.of()));
    factory = new SessionFactoryImpl(THREAD_IO);
    commands = new ShellCommands(factory, new OperatorCommands(operator, CLOCK));
  }

  @AfterEach
  void stop() {
    commands.close();
    factory.stop();
  }

  private CompletableFuture<Integer> talk(Keyboard keyboard) {
    KarafShell shell = new KarafShell(factory, folder.resolve("history"));
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread thread = new Thread(() -> status.complete(shell.talk(keyboard)));
    thread.setDaemon(true);
    thread.start();
    return status;
  }

  private static int end(CompletableFuture<Integer> status) throws Exception {
    return status.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void tabCompletesVerbsJailsBannedAddressesAndOptions() throws Exception {
    Keyboard keyboard = new Keyboard(true);
    CompletableFuture<Integer> status = talk(keyboard);
    keyboard.await(PROMPT);

    keyboard.type("jail:sta\t");
    keyboard.await("jail:status");
    keyboard.type("s\t");
    keyboard.await("shd");
    keyboard.type("\r");
    keyboard.await("action    iptables: in force");
    keyboard.await(PROMPT);
    keyboard.type("why 2\t\r");
    keyboard.await("2001:db8::7");
    keyboard.await(PROMPT);
    keyboard.type("ban --for 1h --re\tx sshd 192.0.2.9\r");
    keyboard.await("sshd: banned 192.0.2.9 until 2026-03-01 11:00:00 (1h)");
    keyboard.type(CTRL_D);
    assertThat(end(status)).isEqualTo(Commands.OK);
  }

  @Test
  void arrowUpBringsBackWhatWasTypedEvenInALaterSession() throws Exception {
    Keyboard first = new Keyboard(true);
    CompletableFuture<Integer> status = talk(first);
    first.await(PROMPT);
    first.type("jail:version\r");
    first.await("gaoler 0.1.0");
    first.await(PROMPT);
    first.type(UP + "\r");
    first.await("gaoler 0.1.0");
    first.await(PROMPT);
    first.type(CTRL_D);
    end(status);

    Keyboard second = new Keyboard(true);
    CompletableFuture<Integer> later = talk(second);
    second.await(PROMPT);
    second.type(UP_IN_THE_OTHER_FORM + "\r");
    second.await("gaoler 0.1.0");
    second.leave();
    end(later);
    assertThat(folder.resolve("history")).content().contains("jail:version");
  }

  @Test
  void ctrlCEndsTheLiveViewButNotTheSession() throws Exception {
    Keyboard keyboard = new Keyboard(true);
    CompletableFuture<Integer> status = talk(keyboard);
    keyboard.await(PROMPT);
    keyboard.type("watch\r");
    Eventually.await("a listener", SOON, () -> operator.listeners() == 1);
    operator.happen(new Event(NOW, "sshd", Event.Kind.BAN, "192.0.2.7 for 10m"));
    keyboard.await("BAN    sshd: 192.0.2.7 for 10m");

    keyboard.type(CTRL_C);

    keyboard.await(PROMPT);
    Eventually.await("no listener", SOON, () -> operator.listeners() == 0);
    keyboard.type("version\r");
    keyboard.await("gaoler 0.1.0");
    keyboard.type(CTRL_D);
    assertThat(end(status)).isEqualTo(Commands.OK);
  }

  @Test
  void operatorWhoGoesAwayLeavesNothingRunning() throws Exception {
    Keyboard keyboard = new Keyboard(true);
    CompletableFuture<Integer> status = talk(keyboard);
    keyboard.await(PROMPT);
    keyboard.type("watch\r");
    Eventually.await("a listener", SOON, () -> operator.listeners() == 1);

    keyboard.leave();

    end(status);
    Eventually.await("no listener", SOON, () -> operator.listeners() == 0);
  }

  @Test
  void exitLeavesTheSession() throws Exception {
    Keyboard keyboard = new Keyboard(true);
    CompletableFuture<Integer> status = talk(keyboard);
    keyboard.await(PROMPT);
    keyboard.type("exit\r");
    assertThat(end(status)).isEqualTo(Commands.OK);
  }

  @Test
  void tablesFollowTheWidthOfTheWindow() throws Exception {
    Keyboard keyboard = new Keyboard(true);
    CompletableFuture<Integer> status = talk(keyboard);
    keyboard.await(PROMPT);
    keyboard.type("status\r");
    keyboard.await("inotify (auto: the log file exists)");
    keyboard.await(PROMPT);
    keyboard.resize(70, 20);
    keyboard.type("status\r");
    keyboard.await("inotify (aut…");
    keyboard.leave();
    end(status);
  }

  @Test
  void quotedTextIsOneWord() throws Exception {
    Keyboard keyboard = new Keyboard(false);
    keyboard.type("ban sshd 198.51.100.0/24 --reason \"port scan; rm -rf $HOME\"\n");
    keyboard.leave();

    assertThat(end(talk(keyboard))).isEqualTo(Commands.OK);
    assertThat(operator.banned())
        .extracting(Sentence::reason)
        .contains("port scan; rm -rf $HOME".replace("$HOME", ""));
  }

  @Test
  void pipeGetsNeitherPromptNorColourAndEndsWithTheLastStatus() throws Exception {
    Keyboard pipe = new Keyboard(false);
    pipe.type("# comment\n\nstatus | grep --color=never sshd\nnosuchthing\nstatus web\n");
    pipe.type("exit\nstatus sshd\n");
    pipe.leave();

    int status = end(talk(pipe));

    assertThat(status).as(pipe.screen() + pipe.errors()).isEqualTo(Commands.REFUSED);
    assertThat(pipe.screen()).startsWith("sshd  WATCHING").hasLineCount(1);
    assertThat(pipe.errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("gaoler: nosuchthing: "),
            line -> assertThat(line).startsWith("gaoler: status: there is no jail \"web\""));
  }

  @Test
  void verbsLeaveTheShellWithTheirBundle() {
    assertThat(factory.getRegistry().getCommand("jail", "status")).isNotNull();

    commands.close();

    assertThat(factory.getRegistry().getCommand("jail", "status")).isNull();
    commands = new ShellCommands(factory, new OperatorCommands(operator, CLOCK));
  }

  @Test
  void sessionsInsideASessionAreNotOffered() {
    assertThat(factory.getRegistry().getCommand("jail", "shell")).isNull();
    assertThat(Optional.ofNullable(factory.getRegistry().getCommand("jail", "watch"))).isPresent();
  }
}
