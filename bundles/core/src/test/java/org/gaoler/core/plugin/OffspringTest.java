package org.gaoler.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OffspringTest {

  /** What the other class loader loads once more. */
  public static final class Part {}

  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void threadsOfOneBundleAreCountedWhileTheyRun() throws Exception {
    URL classes = Part.class.getProtectionDomain().getCodeSource().getLocation();
    List<Thread> threads = new ArrayList<>();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      Object part = loader.loadClass(Part.class.getName()).getConstructor().newInstance();
      assertThat(Offspring.excess(part)).isEmpty();

      for (int i = 0; i <= Offspring.MOST; i++) {
        threads.add(started(loader));
      }
      assertThat(Offspring.excess(part)).hasValueSatisfying(why -> assertThat(why).contains("257"));
      assertThat(Offspring.excess(this)).isEmpty();
    } finally {
      end.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private Thread started(ClassLoader loader) throws IOException {
    Thread thread = new Thread(null, this::await, "leaked", 64 << 10);
    thread.setContextClassLoader(loader);
    thread.start();
    return thread;
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
