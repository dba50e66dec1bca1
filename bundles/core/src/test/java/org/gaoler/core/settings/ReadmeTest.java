package org.gaoler.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.operate.JailStatus.State;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  /** A row of the table of options: name, default, unit, meaning, example. */
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `([a-z0-9]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| `([^|]+)` \\|",
          Pattern.MULTILINE);

  private static final Set<String> FILTERS =
      Set.of("journalmatch", "datepattern", "maxlines", "prefregex", "failregex", "ignoreregex");

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
  }

  private static Map<String, Matcher> rows() throws IOException {
    Map<String, Matcher> rows = new TreeMap<>();
    String text = readme();
    Matcher row = ROW.matcher(text);
    for (int at = 0; row.find(at); at = row.end()) {
      Matcher kept = ROW.matcher(text);
      assertThat(kept.find(row.start())).isTrue();
      rows.put(row.group(1), kept);
    }
    return rows;
  }

  private static List<String> known() {
    String fault = SettingsReader.read("sshd", Map.of("nonsense", "1")).faults().get(0);
    return Arrays.asList(fault.replaceFirst(".*accepted are ", "").split(", "));
  }

  @Test
  void tableNamesExactlyTheOptionsThatAreAccepted() throws IOException {
    assertThat(rows().keySet()).containsExactlyElementsOf(known());
  }

  @Test
  void defaultsOfTheTableAreThoseInForce() throws IOException {
    Map<String, String> defaults = new HashMap<>();
    SettingsReader.read("sshd", Map.of())
        .settings()
        .get()
        .values()
        .forEach(value -> defaults.put(value.key(), "`" + value.value() + "`"));
    defaults.put("filter", "the jail's name");
    defaults.put("usedns", "the filter's, else `warn`");
    defaults.put("logtimezone", "the filter's, else the machine's");

    rows()
        .forEach(
            (option, row) ->
                assertThat(row.group(2))
                    .as(option)
                    .isEqualTo(
                        defaults.getOrDefault(
                            option, FILTERS.contains(option) ? "the filter's" : "none")));
  }

  @Test
  void everyExampleOfTheTableIsAccepted() throws IOException {
    rows()
        .forEach(
            (option, row) ->
                assertThat(SettingsReader.read("sshd", Map.of(option, row.group(5))).faults())
                    .as(option)
                    .isEmpty());
  }

  @Test
  void exampleFileIsAccepted() throws IOException {
    Map<String, String> values = example("sshd");

    assertThat(values).hasSize(8);
    assertThat(SettingsReader.read("sshd", values).faults()).isEmpty();
  }

  private static Map<String, String> example(String jail) throws IOException {
    Matcher file =
        Pattern.compile("```\\n(# etc/org.gaoler.jail-" + jail + "[^`]+)```").matcher(readme());
    assertThat(file.find()).isTrue();
    Properties properties = new Properties();
    properties.load(new StringReader(file.group(1)));
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  @Test
  void exampleWithExpressionsMeansWhatItSays() throws IOException {
    JailSettings settings = SettingsReader.read("door", example("door")).settings().orElseThrow();

    assertThat(settings.filterOptions().get("failregex").split("\n"))
        .containsExactly(
            "^wrong code for \\S+ from <HOST>$",
            "^door \\[\\d+\\]: refused <HOST>$",
            "%(known/failregex)s");
  }

  @Test
  void everyStateIsExplained() throws IOException {
    String text = readme();
    assertThat(State.values()).allMatch(state -> text.contains("| `" + state + "` |"));
  }
}
