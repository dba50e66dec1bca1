package org.gaoler.launcher;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.karaf.main.Main;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/**
 * Starts the platform and ends with it.
 *
 * <p>Every signal that ends a process (SIGTERM, SIGINT, SIGHUP) stops the bundles in order and
 * exits with status 0; bundles that take longer than {@link #PATIENCE} are left behind, since
 * whatever they hold can be rebuilt. Karaf's own main method would wait for its lock monitor to
 * wake up before it exits. A start that fails says why in one line and exits with status 1.
 */
public final class Launcher {
  /** How long stopping may take, in milliseconds. */
  private static final long PATIENCE = 1_800;

  private static final AtomicBoolean ENDING = new AtomicBoolean();

  private Launcher() {}

  /** Runs until the platform stops; {@code args} are handed to it. */
  public static void main(String[] args) {
    System.setProperty("karaf.handle.sigterm", "false");
    Main platform = new Main(args);
    try {
      platform.launch();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> end(platform.getFramework()), "gaoler-stop"));
      platform.awaitShutdown();
    } catch (Exception e) {
      refuse(e);
    }
    if (!ENDING.get()) {
      Runtime.getRuntime().halt(platform.getExitCode());
    }
  }

  private static void refuse(Exception why) {
    Throwable root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root == why ? "" : ": " + root;
    System.err.println("gaolerd: the platform does not start: " + why.getMessage() + reason);
    Runtime.getRuntime().halt(1);
  }

  private static void end(Framework framework) {
    ENDING.set(true);
    int status = 0;
    try {
      framework.stop();
      framework.waitForStop(PATIENCE);
    } catch (BundleException e) {
      System.err.println("gaolerd: stopping the bundles failed: " + e.getMessage());
      status = 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = 1;
    }
    Runtime.getRuntime().halt(status);
  }
}
