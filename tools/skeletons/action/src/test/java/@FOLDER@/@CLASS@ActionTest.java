package @PACKAGE@;

import org.gaoler.testkit.FileEnforcerKit;

/** Holds the action to the contract of every enforcer. */
final class @CLASS@ActionTest extends FileEnforcerKit {
  @CLASS@ActionTest() {
    super(new @CLASS@Action(), "@NAME@", "file");
  }
}
