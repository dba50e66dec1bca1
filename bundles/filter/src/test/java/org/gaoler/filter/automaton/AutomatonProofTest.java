package org.gaoler.filter.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.RandomExpressions;
import org.gaoler.filter.expression.Text;
import org.junit.jupiter.api.Test;

/** Random expressions against random lines: what matches must never be screened out. */
class AutomatonProofTest {

  private static final int ROOM = 1 << 20;
  private static final String DATE = "2026-11-20 21:44";
  private static final String TEMPLATE =
      "(?iu)^(?:\\W{0,2})?(\\d{4}(?P<_sep>[-/.])\\d\\d(?P=_sep)\\d\\d \\d\\d:\\d\\d)(?=\\b|\\W|$)";

  private final Random random = new Random(11);

  private static boolean matches(Expression expression, String text) {
    return expression.find(new Text(text, new StepBudget(100_000))).isPresent();
  }

  private static Automaton automaton(List<Expression> prefix, Expression expression) {
    Language language = new Language(prefix, List.of(expression), List.of(TEMPLATE), true);
    Automaton automaton = new Automaton(List.of(language), ROOM);
    assertThat(automaton.decidable()).isOne();
    return automaton;
  }

  private Expression expression() throws Fault {
    return AutomatonTest.compile("(?:)" + RandomExpressions.expression(random) + "(skip)?");
  }

  @Test
  void noMatchIsLostWhereverTheDateIsCut() throws Fault {
    int hits = 0;
    for (int i = 0; i < 1_000; i++) {
      Expression expression = expression();
      Automaton automaton = automaton(List.of(), expression);
      for (int j = 0; j < 10; j++) {
        String text = signs() + RandomExpressions.text(expression, random);
        if (matches(expression, text)) {
          hits++;
          String source = expression.source().text();
          assertThat(passes(automaton, text)).as("%s: %s", source, text).isTrue();
          int cut = cut(text);
          String raw = text.substring(0, cut) + DATE + text.substring(cut);
          assertThat(passes(automaton, raw)).as("%s: %s", source, raw).isTrue();
        }
      }
    }
    assertThat(hits).isGreaterThan(1_000);
  }

  private String signs() {
    return List.of("", "", "[", "<[", "« ", "«–").get(random.nextInt(6));
  }

  /** As many characters as may stand before a date, or fewer. */
  private int cut(String text) {
    int most = 0;
    while (most < 2 && most < text.length() && sign(text.charAt(most))) {
      most++;
    }
    return random.nextInt(most + 1);
  }

  private static boolean sign(char c) {
    return !Character.isLetterOrDigit(c) && c != '_';
  }

  @Test
  void noMatchWithinTheContentOfAPrefixIsLost() throws Fault {
    int hits = 0;
    for (int i = 0; i < 1_000; i++) {
      Expression prefix = prefix();
      Expression expression = ended();
      Automaton automaton = automaton(List.of(prefix), expression);
      for (int j = 0; j < 10; j++) {
        String text =
            RandomExpressions.text(prefix, random) + RandomExpressions.text(expression, random);
        Optional<MatchResult> match = prefix.find(new Text(text, new StepBudget(100_000)));
        if (match.isPresent() && matches(expression, content(prefix, match.get(), text))) {
          hits++;
          assertThat(passes(automaton, DATE + text))
              .as("%s, %s: %s", prefix.source().text(), expression.source().text(), text)
              .isTrue();
        }
      }
    }
    assertThat(hits).isGreaterThan(1_000);
  }

  private Expression ended() throws Fault {
    String start = random.nextInt(3) == 0 ? "^" : "";
    String end = List.of("", "$", "\\s+$", "\\s*$", "$\\s", "\\s\\Z").get(random.nextInt(6));
    return AutomatonTest.compile(
        start + "(?:" + RandomExpressions.expression(random) + ")(skip)?" + end);
  }

  private Expression prefix() throws Fault {
    String body = List.of(".+", ".*", "\\S+", "[^x]*", ".*?").get(random.nextInt(5));
    String content = "(?P<content>" + body + ")";
    String before = RandomExpressions.expression(random);
    String after = random.nextBoolean() ? "$" : RandomExpressions.expression(random);
    String group = random.nextInt(4) == 0 ? "(?:" + content + ")?" : content;
    return AutomatonTest.compile("(?:)" + before + group + after + "(skip)?");
  }

  private static String content(Expression prefix, MatchResult match, String text) {
    for (Expression.Capture capture : prefix.captures()) {
      String value = match.group(capture.number());
      if (capture.name().equals("content") && value != null && !value.isEmpty()) {
        return value;
      }
    }
    return text;
  }

  @Test
  void bytesThatAreNoTextDecideAsAfterDecoding() throws Fault {
    int hits = 0;
    for (int i = 0; i < 1_000; i++) {
      Expression expression = expression();
      Automaton automaton = automaton(List.of(), expression);
      for (int j = 0; j < 10; j++) {
        byte[] bytes = broken(RandomExpressions.text(expression, random));
        String utf = new String(bytes, StandardCharsets.UTF_8);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        if (matches(expression, utf) || matches(expression, latin)) {
          hits++;
          assertThat(AutomatonTest.candidates(automaton, bytes))
              .as("%s: %s", expression.source().text(), latin)
              .isNotZero();
        }
      }
    }
    assertThat(hits).isGreaterThan(1_000);
  }

  private byte[] broken(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 2; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) (128 + random.nextInt(128));
    }
    return bytes;
  }

  @Test
  void expressionsOfPlainPartsAreDecidedExactly() throws Fault {
    int hits = 0;
    int misses = 0;
    for (int i = 0; i < 3_000; i++) {
      String start = random.nextBoolean() ? "^" : "";
      String end = List.of("", "$", "\\s*$", "\\Z").get(random.nextInt(4));
      Expression expression = AutomatonTest.compile(start + plain(0) + end);
      Automaton automaton = AutomatonTest.undated(expression.source().text());
      for (int j = 0; j < 20; j++) {
        String text =
            random
                .ints(0, 4)
                .limit(random.nextInt(8))
                .mapToObj(c -> "ab \t".substring(c, c + 1))
                .reduce("", String::concat);
        boolean matches = matches(expression, text);
        hits += matches ? 1 : 0;
        misses += matches ? 0 : 1;
        assertThat(AutomatonTest.candidates(automaton, text) != 0)
            .as("%s: %s", expression.source().text(), text)
            .isEqualTo(matches);
      }
    }
    assertThat(hits).isGreaterThan(10_000);
    assertThat(misses).isGreaterThan(10_000);
  }

  private String plain(int depth) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i <= random.nextInt(3); i++) {
      int kind = random.nextInt(depth > 2 ? 5 : 7);
      expression.append(
          switch (kind) {
            case 5 -> "(" + plain(depth + 1) + ")";
            case 6 -> "(?:" + plain(depth + 1) + "|" + plain(depth + 1) + ")";
            default -> List.of("a", "[ab]", "\\s", ".", "[^a]").get(kind);
          });
      // Python has rules of its own for the repetition of what may be empty
      int repeats = kind < 5 ? 7 : 1;
      expression.append(
          List.of("", "?", "*", "+", "{2,3}", "*?", "{2}").get(random.nextInt(repeats)));
    }
    return expression.toString();
  }

  private static boolean passes(Automaton automaton, String line) {
    return AutomatonTest.candidates(automaton, line) != 0;
  }
}
