package org.gaoler.itests.netns;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.gaoler.itests.netns.SshAnswer.Kind;
import org.gaoler.itests.netns.SyslogFile.Line;

/**
 * What Gaoler is for, from end to end: an attacker guesses passwords of a real sshd, is banned, no
 * longer gets a packet through while others do, and is let go when its time is over. Each step is
 * told with its time; a step that goes otherwise ends the story with a {@link RigException}.
 */
public final class Story {

  private static final int GUESSES = 3;
  private static final Duration BAN_TIME = Duration.ofSeconds(6);
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

  private final Narrator narrator;
  private final long began = System.nanoTime();

  /**
   * A story not yet begun.
   *
   * @param narrator hears each step
   */
  public Story(Narrator narrator) {
    this.narrator = narrator;
  }

  /** Hears the story. */
  @FunctionalInterface
  public interface Narrator {
    /**
     * A step is over.
     *
     * @param at when it ended, in milliseconds since the story began
     * @param took how long it took, in milliseconds
     * @param what happened
     */
    void step(double at, double took, String what);
  }

  /**
   * What was seen of one attack.
   *
   * @param banMillis from the deciding line in the log to the rule in the kernel, in milliseconds
   * @param refused what the attacker saw of its next attempt
   * @param arrived packets of that attempt that arrived at the server
   * @param passed those of them that the firewall let through
   * @param visitor what the other address saw meanwhile
   * @param released what the attacker saw after the ban time
   */
  public record Attack(
      double banMillis,
      SshAnswer refused,
      long arrived,
      long passed,
      SshAnswer visitor,
      SshAnswer released) {}

  /**
   * Tells it: about 15 s for each attack; needs root.
   *
   * @return what was seen of the attack over IPv4 and the one over IPv6
   */
  public Map<String, Attack> tell() throws IOException {
    Path scratch = Places.scratch();
    double start = now();
    try (TwoHosts hosts = new TwoHosts();
        SshServer sshd = new SshServer(hosts, Places.servers("ssh"), scratch);
        Instance gaoler = new Instance(scratch.resolve("gaoler"), hosts::onServer)) {
      step(
          start,
          "two hosts are up; a real sshd listens on "
              + TwoHosts.SERVER
              + " and "
              + TwoHosts.SERVER6);
      guard(gaoler, sshd);
      return Map.of(
          "IPv4", attack(hosts, sshd, gaoler, TwoHosts.ATTACKER, TwoHosts.VISITOR),
          "IPv6", attack(hosts, sshd, gaoler, TwoHosts.ATTACKER6, TwoHosts.VISITOR6));
    } finally {
      Places.remove(scratch);
    }
  }

  private void guard(Instance gaoler, SshServer sshd) {
    double start = now();
    Map<String, String> settings = Instance.jailFor(sshd.log());
    settings.put("maxretry", Integer.toString(GUESSES));
    settings.put("bantime", Long.toString(BAN_TIME.toSeconds()));
    gaoler.jail("sshd", settings);
    gaoler.startWatching("sshd");
    step(
        start,
        "Gaoler watches "
            + sshd.log()
            + ": "
            + GUESSES
            + " failures, banned for "
            + BAN_TIME.toSeconds()
            + " s");
  }

  private Attack attack(
      TwoHosts hosts, SshServer sshd, Instance gaoler, String attacker, String visitor) {
    expect(sshd.rightKey(hosts, attacker), Kind.LET_IN, attacker + " can reach the server");
    for (int guess = 1; guess <= GUESSES; guess++) {
      guess(hosts, sshd, attacker, guess);
    }
    double ban = awaitBan(hosts, sshd, attacker);
    explain(gaoler, attacker);

    PacketCounter counter = new PacketCounter(hosts, attacker);
    SshAnswer refused =
        expect(sshd.wrongPassword(hosts, attacker), Kind.TIMED_OUT, attacker + " tries again");
    long arrived = counter.arrived();
    long passed = counter.passed();
    count(arrived, passed);
    SshAnswer guest =
        expect(sshd.rightKey(hosts, visitor), Kind.LET_IN, visitor + " logs in meanwhile");

    double start = now();
    Await.until(
        "the ban of " + attacker + " ends",
        LONG_ENOUGH.plus(BAN_TIME),
        () -> !hosts.turnsAway(attacker),
        gaoler::said);
    step(start, "the ban time is over: the rule against " + attacker + " is gone");
    SshAnswer released =
        expect(sshd.rightKey(hosts, attacker), Kind.LET_IN, attacker + " is answered again");
    return new Attack(ban, refused, arrived, passed, guest, released);
  }

  private void guess(TwoHosts hosts, SshServer sshd, String attacker, int guess) {
    double start = now();
    SshAnswer answer = sshd.wrongPassword(hosts, attacker);
    // The deciding guess may be cut off before its answer is out.
    if (answer.kind() != Kind.DENIED && guess < GUESSES) {
      throw new RigException("guess " + guess + " of " + attacker + ": " + answer);
    }
    step(start, attacker + " guesses a password: " + words(answer.kind()));
  }

  private double awaitBan(TwoHosts hosts, SshServer sshd, String attacker) {
    Await.until(attacker + " is turned away", LONG_ENOUGH, () -> hosts.turnsAway(attacker));
    double seen = System.nanoTime();
    Line deciding =
        sshd.lines()
            .last(line -> line.contains("Failed password") && line.contains(" " + attacker + " "))
            .orElseThrow(() -> new RigException("sshd logged no failure of " + attacker));
    double millis = Math.max(0, (seen - deciding.nanos()) / 1e6);
    narrator.step(
        at(), millis, attacker + " is banned (at most this long after its last line in the log)");
    return millis;
  }

  private void explain(Instance gaoler, String attacker) {
    double start = now();
    String why = gaoler.client("why", attacker).must();
    if (!why.contains("sshd")) {
      throw new RigException("gaoler why " + attacker + " does not name the jail: " + why);
    }
    step(start, "gaoler why " + attacker + ":\n" + why.strip().indent(22).stripTrailing());
  }

  private void count(long arrived, long passed) {
    if (arrived == 0 || passed != 0) {
      throw new RigException("packets arrived: " + arrived + ", let through: " + passed);
    }
    narrator.step(at(), 0, "packet counter: " + arrived + " arrived, " + passed + " let through");
  }

  private SshAnswer expect(SshAnswer answer, Kind kind, String what) {
    if (answer.kind() != kind) {
      throw new RigException(what + ": expected " + words(kind) + ", but " + answer);
    }
    narrator.step(at(), answer.millis(), what + ": " + words(kind));
    return answer;
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case LET_IN -> "let in";
      case DENIED -> "permission denied";
      case TIMED_OUT -> "no answer, timed out";
      case CUT -> "cut off";
    };
  }

  private void step(double start, String what) {
    narrator.step(at(), now() - start, what);
  }

  private double at() {
    return now();
  }

  private double now() {
    return (System.nanoTime() - began) / 1e6;
  }
}
