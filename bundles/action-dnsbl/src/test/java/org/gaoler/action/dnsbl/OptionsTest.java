package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

/** Options and key files, right and wrong. */
final class OptionsTest {

  @TempDir private Path folder;

  private final EnforcerFactory factory = new DnsblEnforcerFactory(shipped());

  /** The defaults as the configuration admin gives them. */
  private static Defaults shipped() {
    return (Defaults)
        Proxy.newProxyInstance(
            Defaults.class.getClassLoader(),
            new Class<?>[] {Defaults.class},
            (proxy, method, arguments) ->
                method.getDeclaringClass().equals(Annotation.class)
                    ? Defaults.class
                    : method.getDefaultValue());
  }

  private void make(String action, Map<String, String> options) throws Fault {
    Map<String, String> all = new HashMap<>(Map.of("zone", "bl.example.org"));
    if (action.equals("dnsbl-zonefile")) {
      all.put("file", "/var/lib/gaoler/bl.zone");
    }
    all.putAll(options);
    factory.enforcer(new Order("sshd", action, all)).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnsbl", "dnsbl-zonefile"})
  void whatEveryJailPassesOnIsAccepted(String action) {
    assertThatCode(() -> make(action, Map.of("port", "ssh", "protocol", "tcp", "chain", "INPUT")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "dnsbl, zone, ''",
    "dnsbl, zone, bad..example.org",
    "dnsbl, zone, bl.example.org;allow",
    "dnsbl, server, 127.0.0.1:0",
    "dnsbl, server, 127.0.0.1:70000",
    "dnsbl, server, a b",
    "dnsbl, keyfile, relative",
    "dnsbl, owner, a/b",
    "dnsbl, answer, 192.0.2.1",
    "dnsbl, answer, 127.0.0.1",
    "dnsbl, answer, 127.0.0.0/24",
    "dnsbl, answer, ::1",
    "dnsbl, ttl, 0",
    "dnsbl, ttl, 2w",
    "dnsbl, ttl, soon",
    "dnsbl, txt, see <matches>",
    "dnsbl, name, a b",
    "dnsbl, file, /tmp/x",
    "dnsbl-zonefile, format, djbdns",
    "dnsbl-zonefile, file, relative",
    "dnsbl-zonefile, server, 127.0.0.1",
  })
  void wrongOptionIsNamedWithItsValueAndWhatIsAccepted(String action, String option, String value) {
    assertThatThrownBy(() -> make(action, Map.of(option, value)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(action, option, value, "accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.53, 192.0.2.53, 53",
    "ns1.example.org:5353, ns1.example.org, 5353",
    "2001:db8::53, 2001:db8::53, 53",
    "[2001:db8::53], 2001:db8::53, 53",
    "[2001:db8::53]:5353, 2001:db8::53, 5353",
  })
  void serverHasAPortOrTheUsualOne(String text, String host, int port) throws Exception {
    NameServer server =
        NameServer.of(text, Name.fromConstantString("bl.example.org."), Optional.empty());
    assertThat(server.host()).isEqualTo(host);
    assertThat(server.port()).isEqualTo(port);
  }

  @Test
  void markIsTheSameForAMachineAndTellsNotItsId() throws Exception {
    Map<String, String> options = Map.of("zone", "bl.example.org");
    Settings settings =
        new Settings(
            DnsblEnforcerFactory.values(shipped()),
            new Order("sshd", "dnsbl", options),
            List.of("zone"));
    assertThat(settings.mark()).matches("gaoler:[0-9a-f]{8}/sshd").isEqualTo(settings.mark());
  }

  private KeyFile file(String text) throws Exception {
    return new KeyFile(Files.writeString(folder.resolve("key"), text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key \"gaoler\" {\n\talgorithm hmac-sha256;\n\tsecret \"c2VjcmV0//8=\";\n};\n",
        "# x\n/* key x { */ key gaoler. { secret \"c2VjcmV0//8=\"; algorithm HMAC-SHA256; }; // x",
      })
  void keyIsReadAsItsToolsWriteIt(String text) throws Exception {
    KeyFile.Key key = file(text).read();
    assertThat(key.name()).hasToString("gaoler.");
    assertThat(key.algorithm()).isEqualTo("hmac-sha256");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | no key",
        "key a { algorithm hmac-sha256; }; | no secret",
        "key a { secret \"c2VjcmV0\"; }; | no algorithm",
        "key a { algorithm hmac-sha3; secret \"c2VjcmV0\"; }; | hmac-sha3",
        "key a { algorithm hmac-sha256; secret \"c2VjcmV0!\"; }; | base64",
        "key a { algorithm hmac-sha256; secret \"c2VjcmV0\"; }; key b { }; | more than one",
        "key a..b { algorithm hmac-sha256; secret \"c2VjcmV0\"; }; | no name",
      })
  void wrongKeyIsNamedAndNeverToldItself(String text, String what) throws Exception {
    KeyFile file = file(text);
    assertThatThrownBy(file::read)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(file.path().toString(), what, "tsig-keygen")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @Test
  void missingToolsAreNamedWithTheRemedy() {
    EnforcerFactory without =
        new DnsblEnforcerFactory(
            Map.of(), new Sweep("no-such-dig", "/no/such/nsupdate"), Clock.systemUTC());
    assertThat(without.missing())
        .hasSize(2)
        .allMatch(line -> line.contains("apt-get install bind9-dnsutils"));
  }

  @Test
  void readmeTellsEveryOptionAndTheShippedDefaults() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(DnsblEnforcerFactory.options("dnsbl"))
        .allSatisfy(option -> assertThat(readme).contains("`" + option + "`"));
    assertThat(DnsblEnforcerFactory.options("dnsbl-zonefile"))
        .allSatisfy(option -> assertThat(readme).contains("`" + option + "`"));
    assertThat(DnsblEnforcerFactory.values(shipped()))
        .allSatisfy((option, value) -> assertThat(readme).contains("`" + option + "`", value));
  }
}
