package org.gaoler.commands.verbs;

import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.commands.Console;
import org.gaoler.testkit.FakeOperator;

/** An operator at work: types commands and reads what comes back, at a fixed moment in UTC. */
final class Desk {

  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  final FakeOperator operator = new FakeOperator(Clock.fixed(NOW, ZoneOffset.UTC));
  final OperatorCommands commands =
      new OperatorCommands(operator, Clock.fixed(NOW, ZoneOffset.UTC));

  /**
   * What came back.
   *
   * @param status exit status
   * @param out standard output
   * @param err standard error
   */
  record Answer(int status, String out, String err) {}

  Answer type(String... words) {
    return typeAt(0, false, words);
  }

  Answer typeAt(int width, boolean colour, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = commands.run(List.of(words), new Console(out, err, width, colour));
    return new Answer(status, out.toString(), err.toString());
  }

  Desk with(JailStatus jail) {
    operator.with(jail);
    return this;
  }

  Desk withJail(String name) {
    return with(jail(name, JailStatus.State.WATCHING));
  }

  static JailStatus jail(String name, JailStatus.State state, String... reasons) {
    JailStatus.Action action =
        new JailStatus.Action("iptables", true, "in force", OptionalInt.of(1));
    return jail(name, state, action, reasons);
  }

  static JailStatus jail(String name, JailStatus.Action action) {
    return jail(name, JailStatus.State.WATCHING, action);
  }

  /** An action that tells. */
  static JailStatus.Action mail(int waiting, long dropped) {
    return new JailStatus.Action(
        "mail",
        true,
        "at work",
        OptionalInt.empty(),
        0,
        0,
        Optional.empty(),
        OptionalInt.of(waiting),
        dropped);
  }

  private static JailStatus jail(
      String name, JailStatus.State state, JailStatus.Action action, String... reasons) {
    return new JailStatus(
        name,
        state,
        List.of(reasons),
        "sshd[mode=normal]",
        "inotify (auto: the log file exists)",
        List.of(
            new JailStatus.Source(
                "/var/log/auth.log", "following", 120, Optional.of(NOW.minusSeconds(12)))),
        List.of(action),
        List.of(new JailStatus.Setting("maxretry", "5", "default")),
        3,
        17,
        1,
        4,
        0,
        List.of("the expression at x.conf line 2 was given up on 3 lines"),
        2);
  }

  static Sentence sentence(String jail, String address, String... lines) {
    return new Sentence(
        jail,
        IpBlock.parse(address).orElseThrow(),
        NOW.minusSeconds(60),
        NOW.plusSeconds(540),
        Sentence.Origin.LOG,
        "5 failures in 10m",
        List.of(lines));
  }

  static Sentence permanent(String jail, String address) {
    return new Sentence(
        jail,
        IpBlock.parse(address).orElseThrow(),
        NOW,
        TimeSpan.FOREVER,
        Sentence.Origin.MANUAL,
        "",
        List.of());
  }
}
