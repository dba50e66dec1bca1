package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.gaoler.api.Failure;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Recogniser;
import org.gaoler.api.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who and what is named by the groups of an expression. */
class CapturesTest {

  @TempDir Path etc;
  private FilterFiles files;

  @BeforeEach
  void openFolder() {
    files = new FilterFiles(etc);
  }

  private Failure failure(String line, String expression) throws Fault {
    return FilterFiles.one(
            files.undated(expression).recogniser("test", Duration.ofMinutes(10), Clock.systemUTC()),
            line)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "a b c 192.0.2.1, a",
    "- b c 192.0.2.1, b",
    "- - c 192.0.2.1, c",
  })
  void firstAlternateThatSaysSomethingFillsTheField(String line, String user) throws Fault {
    String name = "(?:-|<F-%1$s>\\w+</F-%1$s>) ";
    String expression =
        "^"
            + name.formatted("USER")
            + name.formatted("ALT_USER_1")
            + name.formatted("ALT_USER_2")
            + "<HOST>$";

    assertThat(failure(line, expression).user()).contains(user);
  }

  @Test
  void alternateOfAnIdentityIsAnIdentity() throws Fault {
    assertThat(failure("x k7", "^x(?: <F-ID>\\d+</F-ID>)? <F-ALT_ID>k\\d</F-ALT_ID>$").offender())
        .isEqualTo(new Token("k7"));
  }

  @Test
  void partsMakeOneIdentity() throws Fault {
    String expression =
        "^<F-TUPLE_ID_1>\\S+</F-TUPLE_ID_1> <F-ID/> <F-TUPLE_ID_2>\\S+</F-TUPLE_ID_2>$";

    assertThat(failure("left 192.0.2.3 ri'ght", expression).offender())
        .isEqualTo(new Token("('192.0.2.3', 'left', \"ri'ght\")"));
  }

  @Test
  void addressBesideAnIdentityIsKept() throws Fault {
    Failure failure = failure("al [2001:db8::4]:22", "^<F-ID>\\w+</F-ID> <ADDR>:<F-PORT/>$");

    assertThat(failure.offender()).isEqualTo(new Token("al"));
    assertThat(failure.fields()).containsEntry("ip", "2001:db8::4").containsEntry("fport", "22");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.5", "2001:db8::5"})
  void groupNamedHostIsTheOffenderAsItEverWas(String address) throws Fault {
    assertThat(failure("x " + address, "^x (?P<host>\\S+)$").offender())
        .isEqualTo(IpBlock.parse(address).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"warn, TOLD", "yes, QUIET"})
  void nameIsLeftToBeLookedUp(String useDns, Failure.Lookup lookup) throws Fault {
    files.write("d.conf", "[Definition]", "failregex = ^x <HOST>$", "datepattern = {NONE}");

    Failure failure =
        FilterFiles.one(
                files
                    .find("d", Map.of("usedns", useDns))
                    .recogniser("test", Duration.ofMinutes(10), Clock.systemUTC()),
                "x host.example.com")
            .orElseThrow();

    assertThat(failure.offender()).isEqualTo(new Token("host.example.com"));
    assertThat(failure.lookup()).isEqualTo(lookup);
  }

  @Test
  void rawIdentityIsNeverAnAddress() throws Fault {
    files.write("r.conf", "[Definition]", "failregex = ^x <F-ID/>$", "datepattern = {NONE}");

    Failure failure =
        FilterFiles.one(
                files
                    .find("r", Map.of("usedns", "raw"))
                    .recogniser("test", Duration.ofMinutes(10), Clock.systemUTC()),
                "x 192.0.2.6")
            .orElseThrow();

    assertThat(failure.offender()).isEqualTo(new Token("192.0.2.6"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999.1.1.1", "192.0.2.256", "192.000.2.1"})
  void whatOnlyLooksLikeAnAddressIsNobody(String text) throws Fault {
    assertThat(
            FilterFiles.found(
                files
                    .undated("^x <ADDR>$")
                    .recogniser("test", Duration.ofMinutes(10), Clock.systemUTC()),
                "x " + text))
        .isEmpty();
  }

  @Test
  void alternativeThatNamesNobodyIsNoMatch() throws Fault {
    Filter filter = files.undated("^x <HOST>$|^y", "^y (?P<host>\\S+)$");
    Recogniser recogniser = filter.recogniser("test", Duration.ofMinutes(10), Clock.systemUTC());

    assertThat(FilterFiles.found(recogniser, "y")).isEmpty();
    assertThat(FilterFiles.found(recogniser, "y 192.0.2.8")).hasSize(1);
  }
}
