package org.gaoler.filter.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.gaoler.filter.ini.Setting;
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
}
