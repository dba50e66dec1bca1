package org.gaoler.action.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README names every option with its default, and every action. */
final class ReadmeTest {

  @Test
  void everyOptionHasARowWithItsDefault() throws IOException {
    List<String> rows = Files.readAllLines(Path.of("README.md"));
    for (Method option : Defaults.class.getDeclaredMethods()) {
      String value = (String) option.getDefaultValue();
      Pattern row =
          Pattern.compile(
              "\\| `"
                  + option.getName()
                  + "`[^|]*\\| "
                  + (value.isEmpty() ? "[^`|]+" : "`" + Pattern.quote(value) + "`")
                  + " \\|.*");
      assertThat(rows)
          .as("the row of option %s with default %s", option.getName(), value)
          .anyMatch(line -> row.matcher(line).matches());
    }
  }

  @Test
  void everyActionIsNamed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String component =
        Files.readString(Path.of("src/main/java/org/gaoler/action/mail/MailNotifierFactory.java"));
    List<String> actions =
        Pattern.compile("\"action=([a-z-]+)\"")
            .matcher(component)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(actions).hasSizeGreaterThan(10);
    assertThat(actions).allMatch(action -> readme.contains("`" + action + "`"));
  }
}
