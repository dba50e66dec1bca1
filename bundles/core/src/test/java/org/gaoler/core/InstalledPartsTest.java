package org.gaoler.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Dictionary;
import java.util.Hashtable;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.NotifierFactory;
import org.gaoler.testkit.FakeEnforcerFactory;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Which of several offers a jail gets. */
class InstalledPartsTest {

  private static final NotifierFactory TELLER =
      order -> {
        throw new Fault("tells nobody anything");
      };

  private final InstalledParts parts = new InstalledParts(new Deployed());

  private record Offered<T>(String name, int rank) implements ServiceReference<T> {
    @Override
    public Object getProperty(String key) {
      return name;
    }

    @Override
    public String[] getPropertyKeys() {
      return new String[] {EnforcerFactory.ACTION};
    }

    @Override
    public Bundle getBundle() {
      // as of a service that has gone
      return null;
    }

    @Override
    public Bundle[] getUsingBundles() {
      return new Bundle[0];
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
      return true;
    }

    @Override
    public int compareTo(Object other) {
      return Integer.compare(rank, ((Offered<?>) other).rank);
    }

    @Override
    public Dictionary<String, Object> getProperties() {
      return new Hashtable<>();
    }

    @Override
    public <A> A adapt(Class<A> type) {
      throw new IllegalStateException("there is nothing to adapt to " + type);
    }
  }

  /** Knows some names beyond its own. */
  private record Finder(String beginning) implements EnforcerFactory {
    @Override
    public boolean offers(String action) {
      return action.startsWith(beginning);
    }

    @Override
    public Enforcer enforcer(Order order) throws Fault {
      throw new Fault("makes none");
    }
  }

  @Test
  void nameThatIsLookedForIsFoundWhereNobodyOffersIt() {
    EnforcerFactory finder = new Finder("m");
    EnforcerFactory named = new FakeEnforcerFactory();
    parts.addFactory(new Offered<>("finder", 9), finder);
    parts.addFactory(new Offered<>("mine", 1), named);
    assertThat(parts.action("mine")).containsSame(named);
    assertThat(parts.action("more")).containsSame(finder);
    assertThat(parts.action("other")).isEmpty();
    assertThat(parts.actions()).containsOnlyKeys("finder", "mine");
  }

  @Test
  void nameOfANotifierIsNotLookedFor() {
    parts.addFactory(new Offered<>("finder", 9), new Finder("m"));
    parts.addNotifier(new Offered<>("mail", 1), TELLER);
    assertThat(parts.action("mail")).isEmpty();
    assertThat(parts.notifier("mail")).containsSame(TELLER);
  }

  @Test
  void ofOneThatEnforcesAndOneThatTellsTheHigherRankedHasTheName() {
    EnforcerFactory enforces = new FakeEnforcerFactory();
    parts.addFactory(new Offered<>("twin", 2), enforces);
    parts.addNotifier(new Offered<>("twin", 1), TELLER);
    assertThat(parts.action("twin")).containsSame(enforces);
    assertThat(parts.notifier("twin")).isEmpty();

    NotifierFactory higher = order -> TELLER.notifier(order);
    parts.addNotifier(new Offered<>("twin", 3), higher);
    assertThat(parts.action("twin")).isEmpty();
    assertThat(parts.notifier("twin")).containsSame(higher);

    parts.removeNotifier(new Offered<>("twin", 3));
    assertThat(parts.action("twin")).containsSame(enforces);
  }

  @Test
  void ofSeveralThatFindANameTheHighestRankedIsTaken() {
    EnforcerFactory higher = new Finder("m");
    parts.addFactory(new Offered<>("one", 2), higher);
    parts.addFactory(new Offered<>("two", 1), new Finder(""));
    assertThat(parts.action("mine")).containsSame(higher);
    parts.removeFactory(new Offered<>("one", 2));
    assertThat(parts.action("mine")).isPresent().get().isNotSameAs(higher);
  }
}
