package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.gaoler.commands.Commands;
import org.gaoler.commands.Console;
import org.gaoler.commands.Tool;
import org.junit.jupiter.api.Test;

class ToolTest {

  private final OperatorCommands commands = new OperatorCommands(null, Clock.systemUTC());
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console = new Console(out, err, 0, false);

  /** Says what it was asked. */
  private static final Tool ECHO =
      new Tool() {
        @Override
        public Commands.Summary summary() {
          return new Commands.Summary("test", "repeats");
        }

        @Override
        public int run(List<String> words, Console console) {
          try {
            console.out().write(String.join("|", words));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return 7;
        }

        @Override
        public List<String> complete(List<String> words, int at) {
          return List.of("place " + at);
        }
      };

  @Test
  void toolGetsItsWordsUnparsedEvenWithoutCore() {
    commands.addTool(ECHO);

    assertThat(commands.run(List.of("test", "--odd", "x y"), console)).isEqualTo(7);
    assertThat(out.toString()).isEqualTo("--odd|x y");
    assertThat(commands.complete(List.of("test", "x"), 1)).containsExactly("place 0");
  }

  @Test
  void missingToolIsNamed() {
    assertThat(commands.run(List.of("test", "a", "b"), console)).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(commands.verbs()).anyMatch(verb -> verb.verb().equals("test"));
  }

  @Test
  void toolThatLeftIsAskedNoMore() {
    commands.addTool(ECHO);
    commands.removeTool(ECHO);

    assertThat(commands.run(List.of("test", "a", "b"), console)).isEqualTo(1);
  }
}
