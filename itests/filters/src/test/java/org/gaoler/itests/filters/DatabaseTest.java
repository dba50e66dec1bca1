package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanArchive.Contents;
import org.gaoler.api.BanArchive.Held;
import org.gaoler.api.BanArchive.Place;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.gaoler.itests.netns.Places;
import org.gaoler.store.sqlite.Fail2banDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases that fail2ban itself has written, now and in earlier layouts. */
class DatabaseTest {

  private static final Instant BANNED = Instant.ofEpochSecond(1_795_250_000);
  private static final String SHA1_OF_FIRST_LINE = "e32c72173d6151f438f6ff3a85c56a46ed99ca81";

  @TempDir Path folder;

  private static Held held(
      String jail,
      String address,
      TimeSpan length,
      List<String> lines,
      int failures,
      Map<String, String> fields) {
    Optional<TimeSpan> span = Optional.of(length);
    return new Held(jail, Offender.parse(address), BANNED, span, lines, failures, fields);
  }

  @Test
  void whatFail2banWroteIsReadBack() throws Exception {
    Path log = Files.writeString(folder.resolve("auth.log"), "first line\nsecond line\n");
    Path database = folder.resolve("fail2ban.sqlite3");
    Process writer =
        new ProcessBuilder(
                "/usr/bin/python3",
                Places.home()
                    .resolve("itests/filters/src/test/resources/write-database.py")
                    .toString(),
                Fail2ban.tree().python().toString(),
                database.toString(),
                log.toString(),
                "11")
            .redirectErrorStream(true)
            .start();
    String said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(writer.exitValue()).as(said).isZero();
    Contents contents = new Fail2banDatabase().read(database);

    assertThat(contents.bans())
        .containsExactlyInAnyOrder(
            held(
                "sshd",
                "192.0.2.1",
                new TimeSpan(3600),
                List.of("first r\u00f6t", "second"),
                2,
                Map.of("user", "root")),
            held(
                "sshd",
                "2001:db8::1",
                TimeSpan.PERMANENT,
                List.of("before 12:00 behind"),
                1,
                Map.of()),
            held("door", "192.0.2.1", new TimeSpan(600), List.of(), 0, Map.of()));
    assertThat(contents.places())
        .containsExactly(new Place("sshd", log.toString(), SHA1_OF_FIRST_LINE, 11));
    assertThat(contents.unreadable()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"database_v1.db, 1, 3", "database_v2.db, 2, 1"})
  void databasesOfEarlierLayoutsAreRead(String name, int bans, int places) throws Exception {
    Path file = Fail2ban.tree().python().resolve("fail2ban/tests/files").resolve(name);
    Contents contents = new Fail2banDatabase().read(file);

    assertThat(contents.bans())
        .hasSize(bans)
        .allMatch(held -> held.length().isEmpty() && !held.lines().isEmpty());
    assertThat(contents.places()).hasSize(places);
    assertThat(contents.unreadable()).isEmpty();
  }
}
