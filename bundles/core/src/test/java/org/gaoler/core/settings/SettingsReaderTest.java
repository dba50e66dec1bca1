package org.gaoler.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.IpBlock;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.Token;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.core.count.Method;
import org.gaoler.core.count.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private static final String FILE = "/etc/gaoler/org.gaoler.jail-sshd.cfg";

  private static SettingsReader.Reading read(String... pairs) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(SettingsReader.FILE_NAME, "file:" + FILE);
    properties.put("service.pid", "org.gaoler.jail~sshd");
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    return SettingsReader.read("sshd", properties);
  }

  private static JailSettings good(String... pairs) {
    SettingsReader.Reading reading = read(pairs);
    assertThat(reading.faults()).isEmpty();
    return reading.settings().get();
  }

  private static String fault(String... pairs) {
    SettingsReader.Reading reading = read(pairs);
    assertThat(reading.settings()).isEmpty();
    assertThat(reading.faults()).hasSize(1);
    assertThat(reading.faults().get(0)).startsWith(FILE + ": ").doesNotContain("\n");
    return reading.faults().get(0);
  }

  @Test
  void emptyConfigurationHasDefaults() {
    JailSettings settings = good();

    assertThat(settings.enabled()).isTrue();
    assertThat(settings.filter()).isEqualTo(new PluginCall("sshd", Map.of()));
    assertThat(settings.backendName()).isEqualTo("auto");
    assertThat(settings.maxRetry()).isEqualTo(5);
    assertThat(settings.findTime()).isEqualTo(new TimeSpan(600));
    assertThat(settings.banTime()).isEqualTo(new TimeSpan(600));
    assertThat(settings.ignoreSelf()).isTrue();
    assertThat(settings.prefix4()).isEqualTo(32);
    assertThat(settings.counting()).isEqualTo(Method.EXACT);
    assertThat(settings.retention().toString()).isEqualTo("52w1d6h");
    assertThat(settings.prefix6()).isEqualTo(128);
    assertThat(settings.logs()).isEmpty();
    assertThat(settings.actions()).isEmpty();
  }

  @Test
  void unknownOptionNamesFileOptionValueAndWhatIsAccepted() {
    assertThat(fault("maxretyr", "5"))
        .contains("unknown option maxretyr = 5; accepted are action, ")
        .contains("maxretry");
  }

  @ParameterizedTest
  @CsvSource({
    "bantime, 10q",
    "bantime, 0",
    "findtime, 10q",
    "findtime, 0s",
    "findtime, soon",
    "maxretry, 0",
    "maxretry, -1",
    "maxretry, many",
    "maxretry, 3.5",
    "maxretry, 99999999999999999999",
    "counting, guess",
    "retention, 0",
    "retention, soon",
    "prefix4, 0",
    "prefix4, 33",
    "prefix6, 129",
    "enabled, perhaps",
    "ignoreself, 2",
    "ignoreip, 192.0.2.0/33",
    "ignoreip, 192.0.2.300",
    "ignoreip, 2001:db8::/129",
    "ignoreip, 2001:db8:::1",
    "ignoreip, '192.0.2.1;reboot'",
    "logpath, relative/auth.log",
    "logpath, '/var/log/[auth.log'",
    "filter, 'sshd postfix'",
    "usedns, perhaps",
    "usedns, ''",
    "maxlines, 0",
    "maxlines, many",
    "logencoding, morse",
    "logencoding, '../UTF-8'",
    "filter, 'sshd[mode'",
    "action, 'iptables[port=ssh'"
  })
  void wrongValueIsNamedWithItsOption(String option, String value) {
    assertThat(fault(option, value)).contains(option + " = ").contains("accepted").contains(value);
  }

  @Test
  void everyMistakeIsFoundAtOnce() {
    SettingsReader.Reading reading =
        read("bantime", "10q", "maxretry", "0", "nonsense", "1", "ignoreip", "192.0.2.0/99");

    assertThat(reading.faults()).hasSize(4);
    assertThat(reading.settings()).isEmpty();
  }

  @Test
  void everyWrongNetworkIsNamedAlone() {
    assertThat(read("ignoreip", "192.0.2.0/99 198.51.100.1 2001:db8::/200").faults()).hasSize(2);
  }

  @Test
  void hostileValueStaysInOneLineWithoutControlCharacters() {
    assertThat(fault("bantime", "1h\nroot: all is well \u001b[2J")).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../sshd", "sshd;reboot", "gefängnis", "-\n"})
  void wrongNameIsRefused(String name) {
    assertThat(SettingsReader.read(name, Map.of("filter", "sshd")).faults())
        .singleElement()
        .asString()
        .contains("cannot be a jail's name");
  }

  @Test
  void nameOfTwoHundredCharactersIsTheLongest() {
    assertThat(SettingsReader.read("a".repeat(200), Map.of()).faults()).isEmpty();
    assertThat(SettingsReader.read("a".repeat(201), Map.of()).faults()).hasSize(1);
  }

  @Test
  void withoutFileTheJailIsNamed() {
    assertThat(SettingsReader.read("web", Map.of("maxretry", "0")).faults().get(0))
        .startsWith("jail web: maxretry = 0");
  }

  @Test
  void originOfEachValueIsTold() {
    List<JailStatus.Setting> values = good("MaxRetry", " 7 ").values();

    assertThat(values).contains(new JailStatus.Setting("maxretry", "7", FILE));
    assertThat(values).contains(new JailStatus.Setting("findtime", "10m", "default"));
    assertThat(values).extracting(JailStatus.Setting::key).doesNotContain("service.pid").isSorted();
  }

  @ParameterizedTest
  @CsvSource({
    "systemd, journal",
    "pyinotify, inotify",
    "gamin, inotify",
    "polling, polling",
    "AUTO, auto"
  })
  void wordsOfFailTwoBanNameBackends(String word, String name) {
    assertThat(good("backend", word).backendName()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({"-1, -1", "permanent, -1", "1d12h, 129600", "600, 600", "1mo, 2629800"})
  void banTimeTakesFailTwoBansUnits(String text, long seconds) {
    assertThat(good("bantime", text).banTime()).isEqualTo(new TimeSpan(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999y", "999999999999", "999999999999y 999999999999y"})
  void banTimeBeyondAllMeasureIsForEver(String text) {
    assertThat(good("bantime", text).banTime().after(Instant.EPOCH)).isEqualTo(TimeSpan.FOREVER);
  }

  @Test
  void logPathsAreSeparatedByBlanksLineEndsOrCommas() {
    assertThat(good("logpath", "/var/log/a.log tail\n/var/log/b*.log,/var/log/c.log head").logs())
        .containsExactly(
            new LogPath("/var/log/a.log", true),
            new LogPath("/var/log/b*.log", false),
            new LogPath("/var/log/c.log", false));
  }

  @Test
  void ignoredNetworksAndNamesAreToldApart() {
    JailSettings settings =
        good("ignoreip", "127.0.0.1/8 ::1, 192.0.2.0/255.255.255.0 admin.example.com");

    assertThat(settings.ignored())
        .containsExactly(
            IpBlock.parse("127.0.0.0/8").get(),
            IpBlock.parse("::1").get(),
            IpBlock.parse("192.0.2.0/24").get());
    assertThat(settings.ignoredNames()).containsExactly("admin.example.com");
  }

  @Test
  void actionsGetThePortOfTheJailUnlessTheyHaveTheirOwn() {
    List<PluginCall> actions =
        good("port", "ssh", "protocol", "tcp", "action", "one, two[port=\"80,443\"]").actions();

    assertThat(actions)
        .containsExactly(
            new PluginCall("one", Map.of("port", "ssh", "protocol", "tcp")),
            new PluginCall("two", Map.of("port", "80,443", "protocol", "tcp")));
  }

  @Test
  void modeGoesToTheFilterUnlessItNamesOne() {
    assertThat(good("mode", "ddos").filter().options()).isEqualTo(Map.of("mode", "ddos"));
    assertThat(good("mode", "ddos", "filter", "sshd[mode=normal]").filter().options())
        .isEqualTo(Map.of("mode", "normal"));
  }

  @Test
  void whatTheJailSaysInPlaceOfItsFilterIsKeptWhole() {
    String regexes = "^first \\S+ from <HOST>$\n^second \\[<HOST>\\]$\n%(known/failregex)s";
    JailSettings settings =
        good(
            "filter", "sshd[usedns=yes]",
            "usedns", "NO",
            "failregex", regexes,
            "ignoreregex", "",
            "maxlines", "5",
            "datepattern", "%Y|EPOCH",
            "logtimezone", "Europe/Berlin");

    assertThat(settings.filter()).isEqualTo(new PluginCall("sshd", Map.of("usedns", "yes")));
    assertThat(settings.filterOptions())
        .containsOnly(
            Map.entry("usedns", "NO"),
            Map.entry("failregex", regexes),
            Map.entry("ignoreregex", ""),
            Map.entry("maxlines", "5"),
            Map.entry("datepattern", "%Y|EPOCH"),
            Map.entry("logtimezone", "Europe/Berlin"));
    assertThat(good().filterOptions()).isEmpty();
  }

  @Test
  void emptyFilterIsForBansByHandAlone() {
    assertThat(good("filter", "").filter()).isEqualTo(PluginCall.NONE);
    assertThat(fault("filter", "", "failregex", "^from <HOST>$"))
        .contains("filter = is wrong; accepted: one filter");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-8",
    "utf8, UTF-8",
    "latin-1, ISO-8859-1",
    "latin_1, ISO-8859-1",
    "iso8859-15, ISO-8859-15",
    "cp1252, windows-1252",
    "ascii, US-ASCII",
    "utf-16le, UTF-16LE",
    "UTF-16BE, UTF-16BE"
  })
  void encodingsHaveTheNamesOfPythonToo(String word, String charset) {
    assertThat(good("logencoding", word).encoding()).hasToString(charset);
  }

  @Test
  void failuresAreCountedAsConfigured() {
    JailSettings settings = good("counting", "fail2ban", "maxretry", "3", "findtime", "2m");
    assertThat(settings.rule()).isEqualTo(new Rule(3, Duration.ofMinutes(2), Method.FAIL2BAN));
  }

  @Test
  void networksAreAsWideAsConfigured() {
    JailSettings settings = good("prefix4", "24", "prefix6", "64");

    assertThat(settings.unit(IpBlock.parse("192.0.2.7").get())).hasToString("192.0.2.0/24");
    assertThat(settings.unit(IpBlock.parse("2001:db8::7").get())).hasToString("2001:db8::/64");
    assertThat(settings.unit(new Token("carl"))).isEqualTo(new Token("carl"));
  }
}
