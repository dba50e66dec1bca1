package org.gaoler.launcher;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.karaf.main.Main;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;

/**
 * Starts the platform and ends with it.
 *
 * <p>SIGTERM, which Karaf turns into a stop of the framework, ends with status 0; SIGINT, SIGHUP
 * and {@link System#exit} stop the framework as well and keep the status they have. Bundles that
 * take longer than {@link #PATIENCE} to stop are left behind, since whatever they hold can be
 * rebuilt. (Karaf's own main method would wait for its lock monitor to wake up before it exits.) A
 * start that fails says why in one line and exits with status 1.
 */
public final class Launcher {
  /** How long stopping may take, in milliseconds. */
  private static final long PATIENCE = 1_800;

  private static final AtomicBoolean EXITING = new AtomicBoolean();

  private Launcher() {}

  /** Runs until the platform stops; {@code args} are handed to it. */
  public static void main(String[] args) {
    Main platform = new Main(args);
    try {
      platform.launch();
      Framework framework = platform.getFramework();
      framework.getBundleContext().addBundleListener(leavingTheSlowBehind(framework));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework), "gaoler-stop"));
      platform.awaitShutdown();
    } catch (Exception e) {
      refuse(e);
    }
    halt(platform.getExitCode());
  }

  private static SynchronousBundleListener leavingTheSlowBehind(Framework framework) {
    return event -> {
      if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
        new Thread(
                () -> {
                  await(framework);
                  halt(0);
                },
                "gaoler-patience")
            .start();
      }
    };
  }

  private static void stop(Framework framework) {
    EXITING.set(true);
    try {
      framework.stop();
    } catch (BundleException e) {
      System.err.println("gaolerd: stopping the bundles failed: " + e.getMessage());
    }
    await(framework);
  }

  private static void await(Framework framework) {
    try {
      framework.waitForStop(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the process, unless it is already ending with a status of its own. */
  private static void halt(int status) {
    if (!EXITING.get()) {
      Runtime.getRuntime().halt(status);
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
}
