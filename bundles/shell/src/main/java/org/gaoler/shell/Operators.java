package org.gaoler.shell;

import java.util.Set;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;

/** Who sits at an interactive session: the kernel has let only root and the daemon's user in. */
final class Operators {

  private static final String NAME = "gaoler";

  private Operators() {}

  /** A subject that Karaf's command security lets do everything. */
  static Subject subject() {
    return new Subject(
        true,
        Set.of(
            new UserPrincipal(NAME),
            new RolePrincipal("admin"),
            new RolePrincipal("manager"),
            new RolePrincipal("viewer"),
            new RolePrincipal("systembundles")),
        Set.of(),
        Set.of());
  }
}
