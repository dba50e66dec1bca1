package org.gaoler.core.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Failure;
import org.gaoler.api.Position;

/** A jail that counts nothing and journals every failure as a window of its own. */
final class Prisoner implements Seat.Occupant {
  final String name;
  final Map<String, Position> positions = new HashMap<>();
  final Map<String, String> memories = new HashMap<>();
  final List<Failure> failures = new ArrayList<>();
  final List<Boolean> live = new ArrayList<>();
  int changes;
  int passed;

  Prisoner(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration findTime() {
    return Duration.ofMinutes(10);
  }

  @Override
  public synchronized Optional<Position> position(String source) {
    return Optional.ofNullable(positions.get(source));
  }

  @Override
  public synchronized void reached(String source, Position position) {
    positions.put(source, position);
  }

  @Override
  public synchronized Optional<String> memory(String source) {
    return Optional.ofNullable(memories.get(source));
  }

  @Override
  public synchronized void remember(String source, String memory) {
    memories.put(source, memory);
  }

  @Override
  public void failed(Failure failure, String source, boolean alive, List<Entry> effects) {
    failures.add(failure);
    live.add(alive);
    effects.add(new BanStore.Window(name, failure.offender(), List.of()));
  }

  @Override
  public void passed() {
    passed++;
  }

  @Override
  public void sourceChanged() {
    changes++;
  }
}
