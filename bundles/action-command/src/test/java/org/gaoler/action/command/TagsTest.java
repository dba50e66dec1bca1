package org.gaoler.action.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How values of log lines come into commands. */
class TagsTest {

  private record Values(Map<String, String> tags, Map<String, String> fields) implements Tags {
    @Override
    public Optional<String> value(String name) {
      return Optional.ofNullable(tags.get(name));
    }

    @Override
    public Optional<String> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }
  }

  private static ShellCommand fill(String command, Map<String, String> tags) {
    return new Values(tags, Map.of("user", "a b")).fill(command);
  }

  @Test
  void plainValuesStandInTheCommand() {
    assertThat(fill("mine <ip> <note>", Map.of("ip", "192.0.2.1", "note", "a b, c-d/e:f=g!%@")))
        .isEqualTo(new ShellCommand("mine 192.0.2.1 a b, c-d/e:f=g!%@", List.of()));
    assertThat(fill("mine <ip>", Map.of("ip", "2001:db8::1")).script())
        .isEqualTo("mine 2001:db8::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\", "#", "&", ";", "`", "|", "*", "?", "~", "<", ">", "^", "(", ")", "[", "]", "{", "}",
        "$", "'", "\"", "\n", "\r"
      })
  void everythingElseIsHandedOverAsAnArgument(String special) {
    assertThat(fill("mine \"<ip-x>\"", Map.of("ip-x", "a" + special)))
        .isEqualTo(new ShellCommand("f2bV_ip_x=$0 \nmine \"$f2bV_ip_x\"", List.of("a" + special)));
  }

  @Test
  void tagsWithinValuesAreLeftAlone() {
    assertThat(fill("mine <matches>", Map.of("matches", "<ip>", "ip", "192.0.2.1")).values())
        .containsExactly("<ip>");
    assertThat(new Values(Map.of(), Map.of("user", "<F-OTHER>", "other", "x")).fill("<F-USER>"))
        .isEqualTo(new ShellCommand("f2bV_F_user=$0 \n$f2bV_F_user", List.of("<F-OTHER>")));
  }

  @Test
  void unknownTagsStayAndFieldsThatAreMissingAreEmpty() {
    assertThat(fill("a <b> <<HOST>> <F-USER>.<F-NONE>. <c d>", Map.of()).script())
        .isEqualTo("a <b> <<HOST>> a b.. <c d>");
  }

  @Test
  void manyValuesKeepTheirPlacesInARealShell() throws Exception {
    Map<String, String> tags =
        IntStream.range(0, 14).boxed().collect(Collectors.toMap(i -> "t" + i, i -> "'" + i + "'"));
    String command =
        "printf %s \""
            + String.join("", tags.keySet().stream().sorted().map(t -> "<" + t + ">").toList())
            + "\"";
    String said = new Shell("").run(fill(command, tags), Duration.ofSeconds(20)).output();
    assertThat(said)
        .isEqualTo(String.join("", tags.keySet().stream().sorted().map(tags::get).toList()));
  }

  @Test
  void whatNoArgumentCanHoldIsLeftOut() throws Exception {
    String huge = "\u20ac".repeat(1_000_000);
    ShellCommand command =
        fill("printf %s \"<a>\" | wc -c; printf %s <b>", Map.of("a", "'" + huge, "b", "x\0y"));
    assertThat(command.script()).endsWith("printf %s x y");
    assertThat(command.values().get(0)).hasSize(1 + 9_999);
    assertThat(new Shell("").run(command, Duration.ofSeconds(20)).success()).isTrue();
  }
}
