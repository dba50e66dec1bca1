package org.gaoler.tester;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {

  @TempDir Path etc;

  @Test
  void oneObjectOnOneLineTellsAll() {
    Bench bench = Bench.in(etc);

    Bench.Said said =
        bench.test(
            Bench.line("wrong code for a\"b from 192.0.2.7"), "door", "--json", "--print-matched");

    assertThat(said.status()).isZero();
    assertThat(said.out().lines()).hasSize(1);
    assertThat(said.out())
        .startsWith("{\"source\":\"this line")
        .contains("\"filter\":\"door\"")
        .contains("\"jail\":null")
        .contains("\"lines\":1,\"matched\":1,\"ignored\":0,\"missed\":0,\"failures\":1")
        .contains("\"kind\":\"failregex\",\"number\":1")
        .contains("\"users\":[\"a\\\"b\"]")
        .contains("\"matchedLines\":[")
        .endsWith("}\n");
  }

  @Test
  void nothingElseIsPrinted() {
    Bench bench = Bench.in(etc);

    Bench.Said said = bench.test("a line", "door", "--json", "--explain");

    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out().lines()).hasSize(1);
    assertThat(said.out()).contains("\"advice\":\"nothing matched: ");
  }
}
