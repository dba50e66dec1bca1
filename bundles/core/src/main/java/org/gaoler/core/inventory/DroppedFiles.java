package org.gaoler.core.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaoler.api.operate.Deployments;
import org.gaoler.api.operate.Installed;
import org.gaoler.api.operate.Plugin.State;

/** Adds to the bundles of the framework what whoever watches the folders knows of their files. */
final class DroppedFiles {

  private static final String WATCHING = "watched folders";

  private DroppedFiles() {}

  /**
   * Joins both.
   *
   * @param bundles as the framework sees them
   * @param watch whoever watches the folders, if anybody does
   * @return by the bundle's number; files without a bundle have numbers below zero
   */
  static Map<Long, Piece> join(List<Piece> bundles, Optional<Deployments> watch) {
    Map<Long, Piece> pieces = new LinkedHashMap<>();
    bundles.forEach(piece -> pieces.put(piece.bundle(), piece));
    long next = Piece.NONE;
    for (Installed file : watch.map(Deployments::installed).orElse(List.of())) {
      long number = file.bundle().orElse(next);
      if (pieces.containsKey(number)) {
        pieces.put(number, told(pieces.get(number), file));
      } else if (!configuration(file)) {
        pieces.put(number, alone(number, file));
        next--;
      }
    }
    List<String> troubles = watch.map(Deployments::troubles).orElse(List.of());
    if (!troubles.isEmpty()) {
      pieces.put(next, new Piece(next, WATCHING, "", "", false, State.BROKEN, troubles));
    }
    return pieces;
  }

  /** Whether there is no file but configurations. */
  static boolean none(Optional<Deployments> watch) {
    return watch.stream()
        .flatMap(each -> each.installed().stream())
        .allMatch(DroppedFiles::configuration);
  }

  private static boolean configuration(Installed file) {
    String name = file.file().toString();
    return name.endsWith(".cfg") || name.endsWith(".config");
  }

  /** What the framework says of an unresolved bundle is told more plainly here. */
  private static Piece told(Piece bundle, Installed file) {
    Piece placed =
        file.file().isAbsolute()
            ? new Piece(
                bundle.bundle(),
                bundle.name(),
                bundle.version(),
                file.file().toString(),
                false,
                bundle.state(),
                bundle.reasons())
            : bundle;
    return switch (file.state()) {
      case QUARANTINED -> placed.but(State.QUARANTINED, List.of(file.reason()));
      case REFUSED -> placed.but(placed.state(), more(placed.reasons(), file.reason()));
      case ACTIVE, STARTING, UNRESOLVED -> placed;
    };
  }

  /** The bundle stays as it was before its file was replaced by one that cannot be used. */
  private static List<String> more(List<String> reasons, String reason) {
    return Stream.concat(reasons.stream(), Stream.of(reason)).toList();
  }

  private static Piece alone(long number, Installed file) {
    State state =
        switch (file.state()) {
          case QUARANTINED -> State.QUARANTINED;
          case UNRESOLVED, STARTING -> State.WAITING;
          case ACTIVE, REFUSED -> State.BROKEN;
        };
    List<String> reasons = file.reason().isEmpty() ? List.of() : List.of(file.reason());
    return new Piece(
        number, file.name(), file.version(), file.file().toString(), false, state, reasons);
  }
}
