package org.gaoler.core.fake;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gaoler.api.IpBlock;
import org.gaoler.core.names.HostName;
import org.gaoler.core.names.NameService;

/** Name servers that answer what the test says, when the test says; deaf to interruptions. */
public final class FakeNames implements NameService {

  private final Map<String, List<IpBlock>> hosts = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Gives a host addresses. */
  public void host(String name, String... addresses) {
    hosts.put(
        name, Stream.of(addresses).map(address -> IpBlock.parse(address).orElseThrow()).toList());
  }

  /** Answers nothing about a host until {@link #release}. */
  public void hold(String name) {
    held.put(name, new CountDownLatch(1));
  }

  /** Answers about a host. */
  public void release(String name) {
    Optional.ofNullable(held.remove(name)).ifPresent(CountDownLatch::countDown);
  }

  /** Answers about every host. */
  public void releaseAll() {
    new ArrayList<>(held.keySet()).forEach(this::release);
  }

  /** Every name that was asked for, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** How many were asked for at once at most. */
  public int mostAtOnce() {
    return most.get();
  }

  @Override
  public List<IpBlock> addresses(HostName name) throws UnknownHostException {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      asked.add(name.text());
      CountDownLatch gate = held.get(name.text());
      if (gate != null && !gate.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody released " + name.text());
      }
      List<IpBlock> addresses = hosts.getOrDefault(name.text(), List.of());
      if (addresses.isEmpty()) {
        throw new UnknownHostException("Name or service not known");
      }
      return addresses;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    } finally {
      now.decrementAndGet();
    }
  }
}
