package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gaoler.api.Teardown;

/**
 * How to remove the records of a jail with the tools of BIND alone: a shell reads the script, which
 * is always the same, and gets everything else as arguments. The secret is in none of them.
 *
 * @param dig words of the command that reads the zone
 * @param nsupdate words of the command that changes it
 */
record Sweep(String dig, String nsupdate) {

  private static final String SCRIPT = script();

  private static String script() {
    try (InputStream in = Sweep.class.getResourceAsStream("sweep.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("the bundle cannot be read", broken);
    }
  }

  Teardown of(NameServer server, String mark) {
    List<String> arguments =
        List.of(
            "sh",
            "-s",
            "--",
            server.zone().toString(),
            server.host(),
            Integer.toString(server.port()),
            server.keyFile().map(file -> file.path().toString()).orElse(""),
            mark,
            dig,
            nsupdate);
    return new Teardown(List.of(new Teardown.Step(arguments, SCRIPT)));
  }
}
