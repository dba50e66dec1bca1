package org.gaoler.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.gaoler.api.BanStore.Read;
import org.gaoler.api.Position;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process is killed in the midst of commits; whatever was acknowledged must be there. */
final class CrashTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 57, 400})
  void killedProcessLosesNoAcknowledgedCommit(int enough) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = -1;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      while (acknowledged < enough) {
        acknowledged = Long.parseLong(lines.readLine());
      }
      writer.destroyForcibly();
      writer.waitFor();
    }
    SqliteStore store = SqliteStoreTest.store(folder);
    List<Long> offsets =
        store.load().stream().map(entry -> ((Read) entry).position().offset()).toList();
    store.close();
    assertThat(offsets).hasSize(2).allMatch(offset -> offset >= enough);
    assertThat(offsets).as("both entries of a commit, or none").containsOnly(offsets.get(0));
  }

  /** Commits two entries at a time for ever, and prints each number once it is committed. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] folder) throws Exception {
      SqliteStore store = SqliteStoreTest.store(Path.of(folder[0]));
      store.load();
      for (long i = 0; ; i++) {
        store.commit(
            List.of(
                new Read("sshd", "one", new Position("id", i)),
                new Read("sshd", "two", new Position("id", i))));
        System.out.println(i);
      }
    }
  }
}
