import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;

/**
 * An action that misbehaves in every ban: {@code action = wicked[vice=throws]}, {@code hangs},
 * {@code leaks}, {@code spins}; {@code none} behaves. For gaoler.py, which builds a bundle of it.
 */
public final class Wicked implements EnforcerFactory {

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final AtomicInteger SHRUGS = new AtomicInteger();

  @Override
  public Enforcer enforcer(Order order) {
    return new Sinner(order.options().getOrDefault("vice", "none"));
  }

  private static void hang() {
    while (NEVER.getCount() > 0) {
      try {
        NEVER.await();
      } catch (InterruptedException deaf) {
        // going on all the same is its vice
        SHRUGS.incrementAndGet();
      }
    }
  }

  private record Sinner(String vice) implements Enforcer {

    @Override
    public boolean takes(Offender offender) {
      return true;
    }

    @Override
    public Teardown open() {
      return new Teardown(List.of());
    }

    @Override
    public void apply(List<Ban> bans, List<Offender> unbans) throws Fault {
      switch (vice) {
        case "throws" -> throw new Fault("wicked");
        case "hangs" -> hang();
        case "leaks" -> {
          Thread thread = new Thread(Wicked::hang, "leaked");
          thread.setDaemon(true);
          thread.start();
        }
        case "spins" -> {
          while (NEVER.getCount() > 0) {
            Thread.onSpinWait();
          }
        }
        default -> {}
      }
    }

    @Override
    public List<Ban> inForce() {
      return List.of();
    }

    @Override
    public Optional<String> locate(Offender offender) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
