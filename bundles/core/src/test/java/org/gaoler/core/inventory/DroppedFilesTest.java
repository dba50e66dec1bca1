package org.gaoler.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.api.operate.Deployments;
import org.gaoler.api.operate.Installed;
import org.gaoler.api.operate.Plugin.State;
import org.junit.jupiter.api.Test;

/** Files of the watched folders beside the bundles that the framework knows. */
class DroppedFilesTest {

  private static final String FOLDER = "/var/lib/gaoler/deploy/";

  private final List<Installed> files = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  /** Somebody who watches, and whose files the test says. */
  private final Deployments watch =
      new Deployments() {
        @Override
        public List<Installed> installed() {
          return files;
        }

        @Override
        public List<String> troubles() {
          return troubles;
        }

        @Override
        public List<String> reread() {
          return List.of();
        }

        @Override
        public void quarantine(long bundle, String reason) {
          throw new IllegalStateException("nobody is told on");
        }
      };

  private void file(String file, OptionalLong bundle, Installed.State state, String reason) {
    files.add(new Installed(Path.of(file), "org.example.gate", "1.0.0", bundle, state, reason));
  }

  private static Piece gate(State state, String... reasons) {
    return new Piece(7, "org.example.gate", "1.0.0", "gaoler:7", true, state, List.of(reasons));
  }

  private Map<Long, Piece> joined(Piece... bundles) {
    return DroppedFiles.join(List.of(bundles), Optional.of(watch));
  }

  @Test
  void bundleCameFromItsFile() {
    file(FOLDER + "gate.jar", OptionalLong.of(7), Installed.State.ACTIVE, "");
    Piece piece = joined(gate(State.IDLE)).get(7L);
    assertThat(piece.file()).isEqualTo(FOLDER + "gate.jar");
    assertThat(piece.shipped()).isFalse();
    assertThat(piece.state()).isEqualTo(State.IDLE);
  }

  @Test
  void quarantineIsToldWithItsReason() {
    file(FOLDER + "gate.jar", OptionalLong.of(7), Installed.State.QUARANTINED, "left 9 threads");
    Piece piece = joined(gate(State.STOPPED, "is stopped")).get(7L);
    assertThat(piece.state()).isEqualTo(State.QUARANTINED);
    assertThat(piece.reasons()).containsExactly("left 9 threads");
  }

  @Test
  void bundleWhoseFileWasReplacedByABrokenOneIsUsedAsBefore() {
    file(FOLDER + "gate.jar", OptionalLong.of(7), Installed.State.REFUSED, "is cut off");
    Piece piece = joined(gate(State.IDLE)).get(7L);
    assertThat(piece.state()).isEqualTo(State.IDLE);
    assertThat(piece.reasons()).containsExactly("is cut off");
  }

  @Test
  void bundleOfGaolerStaysSoInQuarantine() {
    file("gate", OptionalLong.of(7), Installed.State.QUARANTINED, "spins");
    assertThat(joined(gate(State.STOPPED)).get(7L).shipped()).isTrue();
    assertThat(joined(gate(State.STOPPED)).get(7L).file()).isEqualTo("gaoler:7");
  }

  @Test
  void whatIsMissingIsToldInOurWords() {
    file(FOLDER + "gate.jar", OptionalLong.of(7), Installed.State.UNRESOLVED, "osgi.wiring...");
    Piece piece = joined(gate(State.WAITING, "waits for package x")).get(7L);
    assertThat(piece.reasons()).containsExactly("waits for package x");
  }

  @Test
  void everyFileThatIsNoBundleHasARowOfItsOwn() {
    file(FOLDER + "a.jar", OptionalLong.empty(), Installed.State.REFUSED, "is no jar");
    file(FOLDER + "b.jar", OptionalLong.empty(), Installed.State.REFUSED, "is cut off");
    Map<Long, Piece> pieces = joined(gate(State.IDLE));
    assertThat(pieces.values())
        .extracting(Piece::file)
        .containsExactly("gaoler:7", FOLDER + "a.jar", FOLDER + "b.jar");
    assertThat(pieces.keySet()).doesNotHaveDuplicates().contains(7L);
    assertThat(pieces.values())
        .extracting(Piece::state)
        .containsExactly(State.IDLE, State.BROKEN, State.BROKEN);
  }

  @Test
  void configurationsAreNoPlugins() {
    file(FOLDER + "a.cfg", OptionalLong.empty(), Installed.State.REFUSED, "is cut off");
    assertThat(joined()).isEmpty();
  }

  @Test
  void folderThatIsNotTrustedIsTold() {
    troubles.add(FOLDER + " belongs to nobody: chown root");
    assertThat(joined().values())
        .singleElement()
        .satisfies(piece -> assertThat(piece.reasons()).isEqualTo(troubles));
  }

  @Test
  void withoutAnybodyWhoWatchesTheFrameworkIsBelieved() {
    assertThat(DroppedFiles.join(List.of(gate(State.IDLE)), Optional.empty())).containsOnlyKeys(7L);
  }
}
