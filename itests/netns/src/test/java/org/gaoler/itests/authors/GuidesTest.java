package org.gaoler.itests.authors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.gaoler.itests.authors.Guide.Shown;
import org.gaoler.itests.authors.Guide.Typed;
import org.gaoler.itests.authors.Terminal.Answer;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.Places;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides for authors of plugins, followed to the letter. */
@Tag("daemon")
class GuidesTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  private Path home;

  @BeforeEach
  void enter() throws IOException {
    home = Author.scratch();
  }

  @AfterEach
  void leave() {
    Places.remove(home);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"writing-an-action.md", "writing-a-backend.md", "writing-a-filter-pack.md"})
  void guideWorksAsItIsWritten(String name) throws Exception {
    Guide guide = Guide.read(name);
    assertThat(guide.steps()).hasAtLeastOneElementOfType(Shown.class);
    try (Terminal terminal = new Terminal(home)) {
      for (Guide.Step step : guide.steps()) {
        if (step instanceof Typed typed) {
          follow(terminal, typed);
        } else if (step instanceof Shown shown) {
          assertThat(anywhere(terminal.type("cat '" + shown.path() + "'").output()))
              .as(shown.path())
              .isEqualTo(anywhere(shown.text()));
        }
      }
    }
  }

  private static void follow(Terminal terminal, Typed typed) {
    if (typed.shown().isEmpty()) {
      Answer answer = terminal.type(typed.commands());
      assertThat(answer.exit()).as(typed.commands() + answer.output()).isZero();
      return;
    }
    String[] last = {""};
    Await.until(
        typed.commands() + "shows " + typed.shown(),
        SOON,
        () -> {
          last[0] = terminal.type(typed.commands()).output();
          return typed.shows(last[0]);
        },
        () -> last[0]);
  }

  /** The one thing that is everybody's own: where the clone lies. */
  private static String anywhere(String text) {
    return text.replaceAll("file:///\\S*?/target/repository", "file:///target/repository");
  }
}
