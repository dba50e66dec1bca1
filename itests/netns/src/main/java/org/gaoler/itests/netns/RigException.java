package org.gaoler.itests.netns;

/** Says that the rig, or what runs in it, did not do what it should. */
public final class RigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * A failure.
   *
   * @param message what was tried and what came of it
   */
  public RigException(String message) {
    super(message);
  }

  /**
   * A failure with its cause.
   *
   * @param message what was tried and what came of it
   * @param cause why
   */
  public RigException(String message, Throwable cause) {
    super(message, cause);
  }
}
