package org.gaoler.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;
import org.gaoler.core.fake.Scene;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Filters of packs that were added are tried as they come. */
class PackTrialTest {

  private static final long ADDED = 7;
  private static final long SHIPPED = 1;

  private final Shelf shelf = new Shelf();
  private final PackTrial trial =
      new PackTrial(
          () -> Optional.of(shelf),
          bundle -> bundle == ADDED ? Optional.of("pack 1.0.0") : Optional.empty(),
          name -> false);

  /** Packs whose filters have what faults the test says. */
  private static final class Shelf implements FilterSource {

    final List<Packed> packed = new CopyOnWriteArrayList<>();
    final Map<String, String> wrong = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Filter> find(String name, Map<String, String> parameters) {
      return Optional.empty();
    }

    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public Screen screen(List<Filter> filters) {
      throw new IllegalStateException("nothing is screened");
    }

    @Override
    public List<Packed> packed() {
      return packed;
    }

    @Override
    public Optional<String> trouble(String name) {
      asked.add(name);
      return Optional.ofNullable(wrong.get(name));
    }
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  private void bring(String name, long bundle, Optional<String> instead) {
    shelf.packed.add(new FilterSource.Packed(name, bundle, instead));
    trial.filterChanged(name);
  }

  private void awaitFault(String name, Optional<String> fault) {
    Eventually.await("fault of " + name, Scene.SOON, () -> trial.fault(name).equals(fault));
  }

  @Test
  void brokenFilterIsKnownAsSoonAsItComesAndNoLongerOnceItIsMended() {
    shelf.wrong.put("door", "line 3");
    bring("door", ADDED, Optional.empty());
    awaitFault("door", Optional.of("line 3"));

    shelf.wrong.clear();
    trial.filterChanged("door");
    awaitFault("door", Optional.empty());
  }

  @Test
  void faultGoesWithThePack() {
    shelf.wrong.put("door", "line 3");
    bring("door", ADDED, Optional.empty());
    awaitFault("door", Optional.of("line 3"));

    shelf.packed.clear();
    trial.filterChanged("door");
    awaitFault("door", Optional.empty());
  }

  @Test
  void whatCameWithGaolerOrIsHiddenIsNotTried() {
    shelf.wrong.putAll(Map.of("sshd", "line 1", "gate", "line 2", "door", "line 3"));
    bring("sshd", SHIPPED, Optional.empty());
    bring("gate", ADDED, Optional.of("/etc/gaoler/filter.d/gate.conf"));
    bring("door", ADDED, Optional.empty());
    awaitFault("door", Optional.of("line 3"));
    assertThat(shelf.asked).containsExactly("door");
    assertThat(trial.fault("gate")).isEmpty();
  }
}
