package org.gaoler.xtables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

public final class ChainNameTest {

  @Test
  public void shortNameIsKeptWhole() {
    assertThat(ChainName.of("sshd")).isEqualTo("gaoler-sshd");
    assertThat(ChainName.of("a".repeat(21))).isEqualTo("gaoler-" + "a".repeat(21));
  }

  @Test
  public void longNamesThatDifferAtTheirEndGetDifferentChainsWithinTheKernelsLimit() {
    List<String> chains =
        IntStream.range(0, 2000).mapToObj(i -> ChainName.of("a".repeat(190) + i)).toList();
    assertThat(chains).doesNotHaveDuplicates().allMatch(chain -> chain.length() == 28);
  }

  @Test
  public void cutNameIsNoJailsWholeName() {
    assertThat(ChainName.of("b".repeat(22)).substring("gaoler-".length()))
        .doesNotMatch("[A-Za-z0-9._-]+");
  }
}
