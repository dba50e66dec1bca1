package org.gaoler.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;

class JournalMatchTest {

  @Test
  void termsAndAlternativesBecomeArguments() throws Fault {
    assertThat(JournalMatch.arguments("A=1 B=2 + C=3")).containsExactly("A=1", "B=2", "+", "C=3");
    assertThat(JournalMatch.arguments("  ")).isEmpty();
  }

  @Test
  void quotesKeepBlanksTogether() throws Fault {
    assertThat(JournalMatch.arguments("A=\"x y\" 'B=p q' C=$(id);`id`"))
        .containsExactly("A=x y", "B=p q", "C=$(id);`id`");
  }

  @Test
  void whatIsNoTermIsRefused() {
    for (String bad : new String[] {"-f", "--file=x", "lower=1", "A", "=1", "A=1 -r"}) {
      assertThatThrownBy(() -> JournalMatch.arguments(bad))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("journalmatch = " + bad);
    }
  }
}
