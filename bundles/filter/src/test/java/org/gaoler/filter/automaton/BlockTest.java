package org.gaoler.filter.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gaoler.api.Fault;
import org.gaoler.api.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTest {

  private static final long UNDECIDED = -1;
  private static final int SMALL = 40_000;
  private static final int LARGE = 4 << 20;

  /** A line at which a screen stopped, and how many it passed before. */
  private record Found(int passed, int start, int end, int next, long filters) {}

  private static Automaton automaton(int room) throws Fault {
    List<Language> languages = new ArrayList<>();
    for (String expression :
        List.of(
            "^\\w+ sshd\\[\\d+\\]: Failed for \\w+ from <HOST>$",
            "^\\w+ sshd\\[\\d+\\]: bye <HOST>\\s*$",
            "^\\S+ cron: [^x]*x")) {
      languages.add(
          new Language(List.of(), List.of(AutomatonTest.compile(expression)), List.of(), true));
    }
    return new Automaton(languages, room);
  }

  private static List<Found> all(Screen screen, byte[] bytes, int from, int end) {
    List<Found> found = new ArrayList<>();
    Screen.Stop stop = new Screen.Stop();
    int at = from;
    do {
      screen.find(bytes, at, end, stop);
      found.add(new Found(stop.passed(), stop.start(), stop.end(), stop.next(), stop.candidates()));
      at = stop.next();
    } while (stop.candidates() != 0);
    return found;
  }

  /** With lines that were left undecided decided by another screen. */
  private static List<Found> decided(List<Found> all, Screen other, byte[] bytes) {
    List<Found> decided = new ArrayList<>();
    int passed = 0;
    for (Found each : all) {
      long filters =
          each.filters() == UNDECIDED
              ? other.candidates(bytes, each.start(), each.end())
              : each.filters();
      passed += each.passed();
      if (each.filters() != 0 && filters == 0) {
        passed++;
      } else {
        decided.add(new Found(passed, each.start(), each.end(), each.next(), filters));
        passed = 0;
      }
    }
    return decided;
  }

  private static Screen oneByOne(Automaton automaton) {
    return (bytes, start, end) -> automaton.candidates(bytes, start, end, UNDECIDED);
  }

  private static Screen atOnce(Automaton automaton) {
    return new Screen() {
      @Override
      public long candidates(byte[] bytes, int start, int end) {
        throw new AssertionError("a block is to be searched");
      }

      @Override
      public void find(byte[] bytes, int from, int end, Stop stop) {
        automaton.find(bytes, from, end, UNDECIDED, stop);
      }
    };
  }

  private static String line(Random random) {
    String host = random.nextInt(4) == 0 ? "h" + random.nextInt(100) : "host";
    String who = random.nextBoolean() ? "192.0.2." + random.nextInt(300) : "2001:db8::1";
    return switch (random.nextInt(8)) {
      case 0 -> host + " sshd[" + random.nextInt(3) + "]: Failed for root from " + who;
      case 1 -> host + " sshd[" + random.nextInt(3) + "]: Failed for root from " + who + " x";
      case 2 -> host + " sshd[12]: bye " + who;
      case 3 -> host + " cron: grün\ry" + (random.nextBoolean() ? "x" : "z");
      case 4 -> host + " sudo: " + "a".repeat(random.nextInt(100));
      case 5 -> "\r".repeat(random.nextInt(3));
      case 6 -> host.repeat(random.nextInt(30));
      default -> host + " cron: ";
    };
  }

  private static byte[] block(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(40);
    for (int i = 0; i < lines; i++) {
      text.append(line(random)).append(random.nextInt(5) == 0 ? "\r\n" : "\n");
    }
    if (random.nextBoolean()) {
      text.append(line(random));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void blockIsDecidedAsItsLinesAreOneAfterTheOther(int room) throws Fault {
    Random random = new Random(20261121);
    Automaton fast = automaton(room);
    Screen slow = oneByOne(automaton(LARGE));
    byte[] buffer = new byte[1 << 14];
    int stops = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] block = block(random);
      int from = random.nextInt(100);
      // what stood in the buffer before must not matter
      System.arraycopy(block, 0, buffer, from, block.length);
      int end = from + block.length;
      List<Found> expected = all(slow, buffer, from, end);
      assertThat(decided(all(atOnce(fast), buffer, from, end), slow, buffer))
          .as(new String(block, StandardCharsets.UTF_8))
          .isEqualTo(expected);
      stops += expected.size() - 1;
    }
    assertThat(stops).isGreaterThan(10_000);
  }

  @Test
  void eachLineIsUndecidedWhileTheAutomatonRests() throws Fault {
    Language hard =
        new Language(
            List.of(),
            List.of(AutomatonTest.compile("(?:a|b|c)*a(?:a|b|c){16}x<HOST>$")),
            List.of(),
            true);
    Automaton resting = new Automaton(List.of(hard), 200_000);
    Random random = new Random(3);
    while (resting.rested() == 0) {
      byte[] line = new byte[200];
      for (int i = 0; i < line.length; i++) {
        line[i] = (byte) "abc".charAt(random.nextInt(3));
      }
      resting.candidates(line, 0, line.length, UNDECIDED);
    }
    byte[] block = "a\r\nbc\nd".getBytes(StandardCharsets.UTF_8);
    List<Found> found = all(atOnce(resting), block, 0, block.length);
    assertThat(found)
        .containsExactly(
            new Found(0, 0, 1, 3, UNDECIDED),
            new Found(0, 3, 5, 6, UNDECIDED),
            new Found(0, 6, 7, 7, UNDECIDED),
            new Found(0, 7, 7, 7, 0));
  }
}
