package org.gaoler.filter.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.management.ObjectName;
import org.gaoler.api.Fault;
import org.gaoler.api.Screen;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.RandomExpressions;
import org.gaoler.filter.expression.Text;
import org.gaoler.ini.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedleScreenTest {

  private static Expression compile(String expression) throws Fault {
    return Expression.compile(new Setting(expression, "x.conf", 1), "failregex", false, false);
  }

  private static Needles needles(boolean cutAtStart, String... expressions) throws Fault {
    List<Expression> compiled = new ArrayList<>();
    for (String expression : expressions) {
      compiled.add(compile(expression));
    }
    return Needles.of(List.of(), compiled, cutAtStart ? Cut.AT_START : Cut.ANYWHERE);
  }

  private static long candidates(Screen screen, String line) {
    byte[] bytes = ("before\n" + line + "\nafter").getBytes(StandardCharsets.UTF_8);
    return screen.candidates(bytes, 7, bytes.length - 6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "^Failed \\w+ for <HOST>~failed_",
        "^(?:error: )?maximum attempts <HOST>~maximum_attempts_",
        "^[iI](?:llegal|nvalid) user <HOST>~illegal_user_,invalid_user_",
        "(?i)^login <HOST>~log",
        "^a(?:bc|de)f <HOST>~abcf_,adef_",
        "^x{3}long text <HOST>~long_text_",
        "^(?:abc|def)+ <HOST>~abc,def"
      })
  void textsThatEveryMatchContainsAreFound(String expression, String expected) throws Fault {
    String texts = String.join(",", needles(true, expression).texts());
    assertThat(texts.replace(' ', '_')).isEqualTo(expected);
  }

  @Test
  void expressionWithoutTextMakesTheFilterSeeEverything() throws Fault {
    Needles needles = needles(true, "^Failed <HOST>", "^\\d+ <HOST>$");
    assertThat(needles.always()).isTrue();
    assertThat(needles.culprit()).contains("\\d+");
    assertThat(candidates(new NeedleScreen(List.of(needles)), "anything")).isEqualTo(1);
  }

  @Test
  void eachFilterHasItsBit() throws Fault {
    List<Needles> filters = new ArrayList<>();
    for (int i = 0; i < Screen.WIDEST; i++) {
      filters.add(
          needles(true, "^needle" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + " <HOST>"));
    }
    NeedleScreen screen = new NeedleScreen(filters);
    assertThat(candidates(screen, "x needleaa y")).isEqualTo(1);
    assertThat(candidates(screen, "x NEEDLEAB needleaa y")).isEqualTo(3);
    assertThat(candidates(screen, "x needlecl y")).isEqualTo(1L << 63);
    assertThat(candidates(screen, "x needle y")).isZero();
    assertThat(candidates(screen, "")).isZero();
  }

  @Test
  void needleBeyondTheLineDoesNotCount() throws Fault {
    NeedleScreen screen =
        new NeedleScreen(List.of(needles(true, "^before <HOST>", "after <HOST>")));
    assertThat(candidates(screen, "befor")).isZero();
  }

  @Test
  void overlappingNeedlesAreAllFound() throws Fault {
    NeedleScreen screen =
        new NeedleScreen(
            List.of(
                needles(true, "^abcdex<HOST>"),
                needles(true, "^bcde<HOST>"),
                needles(true, "^cdz<HOST>")));
    assertThat(candidates(screen, "abcde")).isEqualTo(2);
    assertThat(candidates(screen, "abcdex")).isEqualTo(3);
    assertThat(candidates(screen, "abcdz")).isEqualTo(4);
  }

  @Test
  void textAcrossTheCutOfADateIsNotRelied() throws Fault {
    String expression = "^\\[\\] \\[error\\] client <HOST> denied$";
    Screen screen = new NeedleScreen(List.of(needles(false, expression)));
    assertThat(candidates(screen, "[Fri Nov 20 21:44:00 2026] [error] client 192.0.2.1 denied"))
        .isEqualTo(1);
  }

  @Test
  void screeningAllocatesNothing() throws Exception {
    Screen screen = new NeedleScreen(List.of(needles(true, "^Failed \\w+ for <HOST>")));
    byte[] line =
        "Nov 20 21:44:00 host1 sshd[1]: Failure of something".getBytes(StandardCharsets.UTF_8);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = allocated();
      for (int i = 0; i < 10_000; i++) {
        screen.candidates(line, 0, line.length);
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

  @Test
  void everyLineMayBelongToAMatchOfSeveralLines() throws Fault {
    Setting source = new Setting("^user <HOST><SKIPLINES>failed", "x.conf", 1);
    Expression lines = Expression.compile(source, "failregex", false, true);
    Screen screen = new NeedleScreen(List.of(Needles.of(List.of(), List.of(lines), Cut.AT_START)));
    assertThat(candidates(screen, "something else")).isOne();
  }

  @Test
  void noMatchOfRandomExpressionsIsScreenedOutWhereverADateIsCut() throws Fault {
    Random random = new Random(7);
    int hits = 0;
    for (int i = 0; i < 2_000; i++) {
      Expression expression = compile("(?:)" + RandomExpressions.expression(random) + "(skip)?");
      Screen screen =
          new NeedleScreen(List.of(Needles.of(List.of(), List.of(expression), Cut.ANYWHERE)));
      for (int j = 0; j < 10; j++) {
        String text = RandomExpressions.text(expression, random);
        if (expression.find(new Text(text, new StepBudget(100_000))).isPresent()) {
          hits++;
          int cut = random.nextInt(text.length() + 1);
          String raw = text.substring(0, cut) + "2026-11-20 21:44" + text.substring(cut);
          assertThat(candidates(screen, raw)).as("%s: %s", expression.source().text(), raw).isOne();
        }
      }
    }
    assertThat(hits).isGreaterThan(2_000);
  }

  @Test
  void noMatchIsScreenedOutWhereADateIsCutBehindABorder() throws Fault {
    Random random = new Random(11);
    Cut cut = new Cut(false, Set.of('/', '-'));
    int hits = 0;
    for (int i = 0; i < 2_000; i++) {
      Expression expression = compile("(?:)" + RandomExpressions.expression(random) + "(a-b/c-d)");
      Screen screen = new NeedleScreen(List.of(Needles.of(List.of(), List.of(expression), cut)));
      for (int j = 0; j < 10; j++) {
        String text = RandomExpressions.text(expression, random);
        int at = behindBorder(text, random);
        if (expression.find(new Text(text, new StepBudget(100_000))).isPresent()) {
          hits++;
          String raw = text.substring(0, at) + "2026-11-20 21:44" + text.substring(at);
          assertThat(candidates(screen, raw)).as("%s: %s", expression.source().text(), raw).isOne();
        }
      }
    }
    assertThat(hits).isGreaterThan(2_000);
  }

  private static int behindBorder(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    while (at > 0 && "/-".indexOf(text.charAt(at - 1)) < 0) {
      at--;
    }
    return at;
  }

  @Test
  void longListsOfNamesAreNeedles() throws Fault {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      names.add("Harvester" + i);
    }
    Expression expression = compile("^<HOST> -.*\"GET .*\"(?:" + String.join("|", names) + ")\"$");
    Cut cut = new Cut(false, Set.of('['));
    Screen screen = new NeedleScreen(List.of(Needles.of(List.of(), List.of(expression), cut)));
    String begin = "192.0.2.1 - - [20/Nov/2026:21:44:00 +0000] \"GET / HTTP/1.1\" \"";
    assertThat(candidates(screen, begin + "Mozilla/5.0\"")).isZero();
    assertThat(candidates(screen, begin + "Harvester42\"")).isOne();
  }
}
