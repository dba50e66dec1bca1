package org.gaoler.xtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public final class PortsTest {

  @TempDir Path folder;
  private Services services;

  @BeforeEach
  public void writeServices() throws Exception {
    Path file = folder.resolve("services");
    Files.writeString(
        file, "# names\nssh\t\t22/tcp\t# SSH\nsmtp 25/tcp mail\nsubmission 587/tcp\nhalf\n");
    services = new Services(file);
  }

  @Test
  public void namesAliasesNumbersAndRangesBecomeNumbers() throws Exception {
    assertThat(Ports.parse("ssh, mail 2222,8000:8080", services))
        .containsExactly("22,25,2222,8000:8080");
  }

  @Test
  public void rangeMayHaveNames() throws Exception {
    assertThat(Ports.parse("ssh:smtp", services)).containsExactly("22:25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0:65535", "1:65535", "ssh,0:65535", "all", " all "})
  public void allPortsNeedNoMatch(String all) throws Exception {
    assertThat(Ports.parse(all, services)).isEmpty();
  }

  @Test
  public void morePortsThanOneRuleTakesBecomeSeveralRules() throws Exception {
    String many =
        IntStream.range(1, 18).mapToObj(Integer::toString).collect(Collectors.joining(","));
    assertThat(Ports.parse(many + ",100:200", services))
        .containsExactly("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15", "16,17,100:200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"webmin", "half", "65536", "-1", "22:21", "1:2:3", "", "22,,;reboot", "$(x)"})
  public void whatIsNoPortIsNamedWithWhatIsAccepted(String wrong) {
    assertThatThrownBy(() -> Ports.parse(wrong, services))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("option port = " + wrong.strip())
        .hasMessageContaining("accepted");
  }

  @Test
  public void withoutServicesFileWellKnownNamesStillWork() throws Exception {
    Services none = new Services(folder.resolve("none"));
    assertThat(Ports.parse("ssh", none)).containsExactly("22");
    assertThatThrownBy(() -> Ports.parse("webmin", none)).hasMessageContaining("netbase");
  }
}
