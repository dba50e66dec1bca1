package org.gaoler.filter.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.gaoler.ini.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private static Expression compile(String expression) throws Fault {
    return Expression.compile(new Setting(expression, "x.conf", 7), "failregex", true, false);
  }

  private static Text text(String text) {
    return new Text(text, new StepBudget(1_000_000));
  }

  private static boolean matches(String expression, String text) throws Fault {
    return compile(expression).find(text(text)).isPresent();
  }

  private static Map<String, String> groups(String expression, String text) throws Fault {
    Expression compiled = compile(expression);
    MatchResult match = compiled.find(text(text)).orElseThrow();
    Map<String, String> groups = new TreeMap<>();
    for (Expression.Capture capture : compiled.captures()) {
      Optional.ofNullable(match.group(capture.number()))
          .ifPresent(value -> groups.put(capture.name(), value));
    }
    return groups;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "^a{,3}$~aaa",
        "^\\({{(?:x),\\d+}\\)$~({{x,12})",
        "^{[^}]+}$~{abc}",
        "^[^[]+$~abc",
        "^[]x]+$~]x]",
        "^[^]]+$~abc",
        "^[a&&b]+$~a&b",
        "^a\\n\\Z~a",
        "(?i)LOGIN~login",
        "^((?i)LOGIN|PLAIN) x~plain x",
        "^\\x41\\u0042~AB",
        "(?P<_a_1>x)(?P=_a_1)$~xx",
        "^(?P<q>\")?a(?(q)\"|;)$~\"a\"",
        "^(?P<q>\")?a(?(q)\"|;)$~a;",
        "^(?>a+)b~aab",
        "^a(?#note)b~ab",
        "^(a)\\1~aa",
        "^(?i:A)b~ab",
        "^\\w+$~Müller",
        "^\\d$~٣"
      })
  void pythonExpressionsMatchAsInPython(String expression, String text) throws Fault {
    assertThat(matches(expression, text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "^(?P<q>\")?a(?(q)\"|;)$~\"a;",
        "^[^[]+$~a[b",
        "^a{,3}$~aaaa",
        "^(?i:A)b~aB",
        "^\\d+$~1a",
        "^a.b~a\u0001"
      })
  void pythonExpressionsRefuseAsInPython(String expression, String text) throws Fault {
    assertThat(matches(expression, text)).isFalse();
  }

  @Test
  void dollarStandsBeforeTheFinalLineFeedOnly() throws Fault {
    assertThat(matches("^a$", "a")).isTrue();
    assertThat(matches("a$", "a\r")).isFalse();
    assertThat(matches("a$", "a\u2028")).isFalse();
    assertThat(matches("^a\\s$", "a\u001c")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "a)",
        "[a",
        "*a",
        "a**",
        "\\h",
        "\\Qa\\E",
        "(?P<a>x)(?P<a>y)",
        "(?P=b)",
        "(?P<a-b>x)",
        "(?L)a",
        "a{3,2}",
        "\\2",
        "(?<x)",
        "a\\"
      })
  void whatPythonRefusesIsRefusedWithItsPlace(String expression) {
    assertThatThrownBy(() -> compile(expression))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("cannot use the failregex at x.conf line 7")
        .hasMessageEndingWith(": " + expression);
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.9,ip4",
    "2001:db8::9,ip6",
    "[2001:db8::9],ip6",
    "::ffff:198.51.100.9,ip4",
    "host.example.com,dns"
  })
  void hostIsAddressOrName(String host, String group) throws Fault {
    String bare = host.replaceAll("[\\[\\]]|::ffff:", "");
    assertThat(groups("^from <HOST> port", "from " + host + " port")).containsEntry(group, bare);
  }

  @Test
  void networksHaveTheirPrefix() throws Fault {
    assertThat(groups("^<SUBNET>$", "198.51.100.0/24")).containsEntry("cidr", "24");
    assertThat(groups("^<SUBNET>$", "2001:db8::/32")).containsEntry("cidr", "32");
  }

  @Test
  void fieldsBecomeGroups() throws Fault {
    assertThat(
            groups(
                "^<F-USER>\\S+|.*?</F-USER> <F-ID>x</F-ID> <F-PORT/> </F-NOT>", "a x 22 </F-NOT>"))
        .isEqualTo(Map.of("user", "a", "fid", "x", "fport", "22"));
  }

  @Test
  void alternativesOfConditionalsAreForgottenInBacktracking() throws Fault {
    String expression = "^(?P<inv>invalid )?(?:(?P<w>\\S+)|(?(inv)a b|c d)) end$";
    assertThat(groups(expression, "invalid a b end")).isEqualTo(Map.of("inv", "invalid "));
    assertThat(matches(expression, "a b end")).isFalse();
    assertThat(matches(expression, "c d end")).isTrue();
  }

  @Test
  void expressionThatCostsTooMuchIsNoMatchAndCounted() throws Fault {
    Expression costly = compile("^(?:a|aa)+$");
    assertThat(costly.find(text("a".repeat(200) + "b"))).isEmpty();
    assertThat(costly.overruns()).isEqualTo(1);
  }

  @Test
  void spentBudgetEndsAllFurtherExpressions() throws Fault {
    StepBudget budget = new StepBudget(3);
    Text text = new Text("abcdef", budget);
    assertThat(compile("f").find(text)).isEmpty();
    assertThat(compile("a").find(text)).isEmpty();
    assertThat(budget.spent()).isTrue();
  }

  @Test
  void longLinesNeedNoStackOfTheThread() throws Exception {
    Expression deep = compile("^(?:ab|cd|(e))*$");
    AtomicBoolean matched = new AtomicBoolean();
    Runnable work = () -> matched.set(deep.find(text("abcde".repeat(2_000))).isPresent());
    Thread small = new Thread(null, work, "small", 128 * 1024);
    small.start();
    small.join();
    assertThat(matched).isTrue();
    assertThat(deep.overruns()).isZero();
  }

  @Test
  void skippedLinesHaveGroupsOfTheirOwn() throws Fault {
    Setting source = new Setting("^one<SKIPLINES>two<SKIPLINES>three$", "x.conf", 1);
    Expression lines = Expression.compile(source, "failregex", true, true);
    MatchResult match = lines.find(text("zero\none\na\nb\ntwo\nthree\nfour")).orElseThrow();
    assertThat(match.start()).isEqualTo(5);
    assertThat(match.end()).isEqualTo(22);
    assertThat(lines.captures())
        .extracting(c -> c.name() + "=" + match.group(c.number()))
        .containsExactly("skiplines0=a\nb\n", "skiplines1=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "<F-USER>\\S+</F-USER>)</F-USER> <HOST>~21",
        "a <HOST> [b~10",
        "<HOST><F-A>x</F-A> **~21",
        "((?i)a|b)) <HOST>~10",
        "<HOST> <F-A>x</F-A> <F-A>y</F-A>~21"
      })
  void mistakesArePlacedWhereTheyWereWritten(String expression, int column) {
    Setting source =
        new Setting(expression, "x.conf", 7, List.of(new Setting.Origin(0, "x.conf", 7, 1)));
    assertThatThrownBy(() -> Expression.compile(source, "failregex", true, false))
        .hasMessageStartingWith(
            "cannot use the failregex at x.conf line 7 column " + column + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void emptyExpressionIsRefused(String expression) {
    assertThatThrownBy(() -> compile(expression)).hasMessageContaining("it is empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "<F-USER>a</F-USER> b</F-USER>~(?P<user>a) b)",
        "a</F-USER> <HOST/> <F-B/> </F-ID/> <HOSTS>~a</F-USER> <HOST/> <F-B/> </F-ID/> <HOSTS>",
        "<F-ID/> <F-PORT/>~(?P<fid>\\S+) (?P<fport>\\w+)",
        "<F-ALT_USER_1>x</F-ALT_USER_1>~(?P<alt_user_1>x)",
        "(?:(?i)a)|((?s)b)~(?i:a)|(?s:b)",
        "\\((?i)a~\\((?i)a"
      })
  void tagsBecomeWhatFail2banMakesOfThem(String written, String expanded) {
    assertThat(Tags.expand(written, true)).isEqualTo(expanded);
  }

  @Test
  void addressesAreTakenAsWhole() throws Fault {
    assertThat(groups("<HOST>", "192.0.2.1)")).isEqualTo(Map.of("ip4", "192.0.2.1"));
    assertThat(groups("^<ADDR>\\)$", "[2001:db8::1])")).isEqualTo(Map.of("ip6", "2001:db8::1"));
    assertThat(matches("^<HOST>$", "192.0.2.1)")).isFalse();
    assertThat(matches("^<IP4>$", "192.0.2")).isFalse();
    assertThat(groups("^<ADDR>$", "::ffff:192.0.2.1")).isEqualTo(Map.of("ip4", "192.0.2.1"));
  }

  @Test
  void charactersBeyond16BitsCountAsOne() throws Fault {
    assertThat(groups("^.(?P<a>.)x(?P<b>.*)$", "\uD801\uDC00\uD801\uDC01x\uD801\uDC02y"))
        .isEqualTo(Map.of("a", "\uD801\uDC01", "b", "\uD801\uDC02y"));
  }

  @Test
  void givingUpIsToldWithItsCause() throws Fault {
    Expression costly = compile("^(?:a|aa)+$");
    assertThat(costly.trouble()).isEmpty();
    assertThat(costly.find(text("a".repeat(200) + "b"))).isEmpty();
    assertThat(costly.trouble().orElseThrow())
        .isEqualTo(
            "expression at x.conf line 7 was given up on 1 lines (1 for steps, 0 for memory): "
                + "^(?:a|aa)+$");
  }

  @Test
  void memoryForOneLineIsBounded() throws Fault {
    Expression greedy = compile("^(?:(a)|b)*$");
    Text text = new Text("ab".repeat(300_000), new StepBudget(100_000_000));
    assertThat(greedy.find(text)).isEmpty();
    assertThat(greedy.trouble().orElseThrow()).contains("1 for memory");
  }

  @Test
  void lineWithoutTheNecessaryTextCostsNextToNothing() throws Fault {
    StepBudget budget = new StepBudget(1_000_000);
    assertThat(
            compile("\\S+ \\S+ .* failed for <HOST>").find(new Text("a ".repeat(32_000), budget)))
        .isEmpty();
    assertThat(1_000_000 - budget.left()).isLessThan(20_000);
  }
}
