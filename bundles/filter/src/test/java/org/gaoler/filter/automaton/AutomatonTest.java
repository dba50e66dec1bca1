package org.gaoler.filter.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.management.ObjectName;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.Text;
import org.gaoler.ini.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomatonTest {

  private static final int ROOM = 4 << 20;
  private static final long UNDECIDED = -1;
  private static final String DATE =
      "^(?:\\W{0,2})?(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d)(?=\\b|\\W|$)";

  static Expression compile(String expression) throws Fault {
    return Expression.compile(new Setting(expression, "x.conf", 1), "failregex", false, false);
  }

  static Automaton undated(String... expressions) throws Fault {
    List<Language> languages = new ArrayList<>();
    for (String expression : expressions) {
      languages.add(new Language(List.of(), List.of(compile(expression)), List.of(), true));
    }
    return new Automaton(languages, ROOM);
  }

  private static Automaton prefixed(String prefix, String expression) throws Fault {
    return new Automaton(
        List.of(
            new Language(
                List.of(compile(prefix)), List.of(compile(expression)), List.of(DATE), true)),
        ROOM);
  }

  static long candidates(Automaton automaton, byte[] line) {
    byte[] bytes = new byte[line.length + 4];
    java.util.Arrays.fill(bytes, (byte) '7');
    System.arraycopy(line, 0, bytes, 2, line.length);
    return automaton.candidates(bytes, 2, 2 + line.length, UNDECIDED);
  }

  static long candidates(Automaton automaton, String line) {
    return candidates(automaton, line.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "^Failed \\w+ for <HOST>$~Failed password for 192.0.2.1~1",
        "^Failed \\w+ for <HOST>$~Failed password for 2001:db8::1~1",
        "^Failed \\w+ for <HOST>$~'Failed password for 192.0.2.1 '~0",
        "^Failed \\w+ for <HOST>\\s*$~Failed password for 192.0.2.1~1",
        "^Failed \\w+ for <HOST>\\s+$~Failed password for 192.0.2.1~1",
        "^Failed for <HOST>$~failed for 192.0.2.1~0",
        "(?i)^Failed for <HOST>$~fAILED FOR 192.0.2.1~1",
        "(?i)^kiss <HOST>$~\u212Ai\u017F\u017F 192.0.2.1~1",
        "^Failed for <HOST>$~x Failed for 192.0.2.1~0",
        "Failed for <HOST>$~x Failed for 192.0.2.1~1",
        "^Failed <HOST>\\Z~Failed 192.0.2.1~0",
        "^Failed <HOST>\\n\\Z~Failed 192.0.2.1~1",
        "^a{3}b{2,} <HOST>~aaabbbb 192.0.2.1~1",
        "^a{3}b{2,} <HOST>~aaabc 192.0.2.1~0",
        "^a{3}b{2,3} <HOST>~aaabbbb 192.0.2.1~0",
        "^[^x]+ <HOST>~grün 192.0.2.1~1",
        "^\\w+ <HOST>~grün 192.0.2.1~1",
        "^(?a:\\w+) <HOST>~grün 192.0.2.1~0"
      })
  void linesAreDecidedAsTheExpressionDoes(String expression, String line, long expected)
      throws Fault {
    Expression compiled = compile(expression);
    boolean matches = compiled.find(new Text(line, new StepBudget(100_000))).isPresent();
    assertThat(matches ? 1 : 0).isEqualTo((int) expected);
    assertThat(candidates(undated(expression), line)).isEqualTo(expected);
  }

  @Test
  void whatStandsBeforeTheDateBelongsToTheText() throws Fault {
    Expression expression = compile("^\\[\\] \\[error\\] client <HOST> denied$");
    Automaton automaton =
        new Automaton(
            List.of(new Language(List.of(), List.of(expression), List.of(DATE), true)), ROOM);
    assertThat(candidates(automaton, "[2026-11-20 21:44] [error] client 192.0.2.1 denied")).isOne();
    assertThat(candidates(automaton, "[] [error] client 192.0.2.1 denied")).isOne();
    assertThat(candidates(automaton, "2026-11-20 21:44[] [error] client 192.0.2.1 denied")).isOne();
    assertThat(candidates(automaton, "2026-11-20 [] [error] client 192.0.2.1 denied")).isZero();
    assertThat(candidates(automaton, "[2026-11-20 21:44] [error] client 192.0.2.1 dented"))
        .isZero();
  }

  @Test
  void severalBytesBeforeTheDateMayBeTwoCharacters() throws Fault {
    Expression expression = compile("^«–x <HOST>$");
    Automaton automaton =
        new Automaton(
            List.of(new Language(List.of(), List.of(expression), List.of(DATE), true)), ROOM);
    assertThat(candidates(automaton, "«–2026-11-20 21:44x 192.0.2.1")).isOne();
    assertThat(candidates(automaton, "«–2026-11-20 21:44y 192.0.2.1")).isZero();
  }

  @Test
  void failregexSeesOnlyTheContentOfThePrefix() throws Fault {
    Automaton automaton =
        prefixed("^ srv \\w+\\[\\d+\\]: <F-CONTENT>.+</F-CONTENT>$", "^no <HOST>\\s+$");
    String head = "2026-11-20 21:44 srv sshd[1]: ";
    assertThat(candidates(automaton, head + "no 192.0.2.1")).isOne();
    assertThat(candidates(automaton, head + "no 2001:db8::1")).isOne();
    assertThat(candidates(automaton, head + "no 192.0.2.1 x")).isZero();
    assertThat(candidates(automaton, head + "x no 192.0.2.1")).isZero();
    assertThat(candidates(automaton, "2026-11-20 21:44 srv no 192.0.2.1")).isZero();
  }

  @Test
  void emptyContentLeavesTheWholeLine() throws Fault {
    Automaton automaton = prefixed("^(?:x <F-CONTENT>.+</F-CONTENT>)?", "^no <HOST>$");
    assertThat(candidates(automaton, "2026-11-20 21:44no 192.0.2.1")).isOne();
    assertThat(candidates(automaton, "2026-11-20 21:44x no 192.0.2.1")).isOne();
    assertThat(candidates(automaton, "2026-11-20 21:44y no 192.0.2.1")).isZero();
  }

  @Test
  void eachFilterHasItsBit() throws Fault {
    String[] expressions = new String[64];
    for (int i = 0; i < 64; i++) {
      expressions[i] = "^needle" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + " <HOST>$";
    }
    Automaton automaton = undated(expressions);
    assertThat(candidates(automaton, "needleaa 192.0.2.1")).isEqualTo(1);
    assertThat(candidates(automaton, "needlecl 2001:db8::1")).isEqualTo(1L << 63);
    assertThat(candidates(automaton, "needle 192.0.2.1")).isZero();
    assertThat(candidates(automaton, "")).isZero();
  }

  @Test
  void oneLineMayConcernSeveralFilters() throws Fault {
    Automaton automaton = undated("from <HOST>", "^login from <HOST>$", "^login <HOST>", "[a-z]+");
    assertThat(candidates(automaton, "login from 192.0.2.1")).isEqualTo(0b1011);
    assertThat(candidates(automaton, "login 192.0.2.1 from 192.0.2.1")).isEqualTo(0b1101);
  }

  @Test
  void whatCannotBeDecidedIsNotDecided() throws Fault {
    Setting source = new Setting("^user <HOST><SKIPLINES>failed", "x.conf", 1);
    Expression lines = Expression.compile(source, "failregex", false, true);
    List<Expression> plain = List.of(compile("^no <HOST>$"));
    List<Language> languages =
        List.of(
            new Language(List.of(), List.of(lines), List.of(), true),
            new Language(List.of(), plain, List.of(), false),
            new Language(List.of(compile("(?P<content>.)+")), plain, List.of(), true),
            new Language(List.of(compile("(?=(?P<content>.*))x")), plain, List.of(), true),
            new Language(List.of(compile("(?P<alt_content_1>.*)x")), plain, List.of(), true),
            new Language(List.of(), plain, List.of(), true));
    assertThat(new Automaton(languages, ROOM).decidable()).isEqualTo(1 << 5);
  }

  @Test
  void expressionTooLargeIsNotDecidedAndLeavesTheOthersAlone() throws Fault {
    Automaton automaton = undated("^(?:(?:\\d{60}x){60}y){60} <HOST>", "^no <HOST>$");
    assertThat(automaton.decidable()).isEqualTo(2);
    assertThat(candidates(automaton, "no 192.0.2.1")).isEqualTo(2);
  }

  @Test
  void linesThatLeadToEverNewStatesMakeItRestAndLoseNothing() throws Fault {
    String expression = "(?:a|b|c)*a(?:a|b|c){16}x<HOST>$";
    Language language = new Language(List.of(), List.of(compile(expression)), List.of(), true);
    Automaton automaton = new Automaton(List.of(language), 200_000);
    Random random = new Random(3);
    long undecided = 0;
    for (int i = 0; i < 300; i++) {
      StringBuilder line = new StringBuilder();
      random.ints(200, 0, 3).forEach(c -> line.append("abc".charAt(c)));
      undecided += candidates(automaton, line.toString()) == UNDECIDED ? 1 : 0;
      String match = line + "aaaaaaaaaaaaaaaaax192.0.2.1";
      assertThat(candidates(automaton, match)).isNotZero();
      assertThat(automaton.bytes()).isLessThan(1_000_000);
    }
    assertThat(undecided).isPositive();
    assertThat(automaton.floods()).isPositive();
    assertThat(automaton.rested()).isOne();
  }

  @Test
  void decidedLinesAllocateNothing() throws Exception {
    Automaton automaton = undated("^Failed \\w+ for <HOST>$", "from <HOST>");
    byte[] line = "Nov 20 21:44:00 srv sshd[1]: Failure".getBytes(StandardCharsets.UTF_8);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = allocated();
      for (int i = 0; i < 10_000; i++) {
        automaton.candidates(line, 0, line.length, UNDECIDED);
      }
      least = Math.min(least, allocated() - before);
    }
    // asking costs a few kilobytes itself
    assertThat(least).isLessThan(10_000);
  }

  private static long allocated() throws Exception {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                "getThreadAllocatedBytes",
                new Object[] {Thread.currentThread().getId()},
                new String[] {"long"});
  }
}
