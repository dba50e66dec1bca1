package org.gaoler.testkit;

import org.gaoler.api.Fault;

/**
 * Where a fake lets calls through, keeps them waiting or refuses them, as the test decides. May be
 * used from any thread.
 */
public final class Gate {

  private String refusal = "";
  private boolean shut;
  private boolean deaf;
  private int refusals = Integer.MAX_VALUE;
  private int waiting;

  /** Keeps every call from now on waiting until {@link #release}. */
  public synchronized void hold() {
    shut = true;
  }

  /** Keeps every call from now on waiting until {@link #release}, even if it is interrupted. */
  public synchronized void holdWhateverHappens() {
    shut = true;
    deaf = true;
  }

  /** Lets waiting and later calls through. */
  public synchronized void release() {
    shut = false;
    deaf = false;
    notifyAll();
  }

  /**
   * Refuses every call from now on.
   *
   * @param message of the fault that callers get
   */
  public void refuse(String message) {
    refuse(Integer.MAX_VALUE, message);
  }

  /**
   * Refuses some calls and lets later ones through.
   *
   * @param times how many, 1 or more
   * @param message of the fault that callers get
   */
  public synchronized void refuse(int times, String message) {
    refusals = times;
    refusal = message;
  }

  /** Ends {@link #refuse(String)}. */
  public synchronized void accept() {
    refusal = "";
  }

  /**
   * How many calls wait right now.
   *
   * @return 0 or more
   */
  public synchronized int waiting() {
    return waiting;
  }

  /**
   * Lets one call through, at once or later.
   *
   * @throws Fault if the test wants it refused
   * @throws InterruptedException if the caller was interrupted while kept waiting
   */
  synchronized void pass() throws Fault, InterruptedException {
    waiting++;
    try {
      stay();
    } finally {
      waiting--;
    }
    String message = refusal;
    if (!message.isEmpty()) {
      if (--refusals == 0) {
        refusal = "";
      }
      throw new Fault(message);
    }
  }

  private void stay() throws InterruptedException {
    while (shut) {
      try {
        wait();
      } catch (InterruptedException interrupted) {
        if (!deaf) {
          throw interrupted;
        }
      }
    }
  }
}
