package org.gaoler.filter.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gaoler.api.StepBudget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Python's own engine said about expressions and texts. */
class PythonDialectTest {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:\\\\|u\\{([0-9a-f]+)\\})");

  record Row(String expression, String text, String spans) {}

  static Stream<Row> rows() throws IOException {
    try (InputStream file = PythonDialectTest.class.getResourceAsStream("dialect.tsv")) {
      String all = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return all.lines().filter(line -> !line.startsWith("# ")).map(PythonDialectTest::row);
    }
  }

  private static Row row(String line) {
    String[] columns = line.split("\t", -1);
    return new Row(plain(columns[0]), plain(columns[1]), columns[2]);
  }

  private static String plain(String escaped) {
    return ESCAPE
        .matcher(escaped)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1) == null
                        ? "\\"
                        : Character.toString(Integer.parseInt(escape.group(1), 16))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void expressionMatchesAsInPython(Row row) {
    assertThat(spans(row.expression(), row.text())).isEqualTo(row.spans());
  }

  private static String spans(String expression, String text) {
    try {
      Search search = new Search(PythonParser.parse(expression, false));
      return search
          .find(new Text(text, new StepBudget(1_000_000)))
          .map(PythonDialectTest::spans)
          .orElse("none");
    } catch (ExpressionException e) {
      assertThat(e.at()).isBetween(0, expression.length());
      return "refused";
    }
  }

  private static String spans(MatchResult match) {
    List<String> spans = new ArrayList<>();
    for (int i = 0; i <= match.groupCount(); i++) {
      spans.add(match.start(i) < 0 ? "-" : match.start(i) + "-" + match.end(i));
    }
    return String.join(" ", spans);
  }
}
