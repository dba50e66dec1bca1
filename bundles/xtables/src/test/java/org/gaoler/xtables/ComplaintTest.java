package org.gaoler.xtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tools print, as programs that print it. */
public final class ComplaintTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Could not fetch rule set generation id: Permission denied (you must be root)|run as root",
        "Fatal: cannot open lock file /run/xtables.lock: Permission denied|write that file",
        "Another app is currently holding the xtables lock.|tried again",
        "can't initialize iptables table `filter': Table does not exist|modprobe",
        "iptables-restore: line 3 failed: No chain/target/match by that name.|option",
      })
  public void everyComplaintIsToldWithItsRemedyInOneLine(String printed, String remedy)
      throws Exception {
    Restorer restorer = restorer("cat >/dev/null & echo \"" + printed.replace("`", "") + "\" >&2");
    assertThatThrownBy(() -> restorer.commit(List.of("-A INPUT -j X")))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("status 4", printed.replace("`", ""), remedy)
        .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("\n"));
  }

  @Test
  public void refusedLineIsQuotedThoughTheToolCountsFromItsStart() throws Exception {
    Restorer restorer =
        restorer(
            "n=0; while read -r line; do n=$((n+1)); case $line in"
                + " *bad*) echo \"line $n failed\" >&2; exit 4;;"
                + " '#'*) echo \"$line\";; esac; done");
    restorer.commit(List.of("-A one", "-A two"));
    assertThatThrownBy(() -> restorer.commit(List.of("-A good", "-A bad", "-A late")))
        .hasMessageContaining("with: -A bad failed");
    restorer.commit(List.of("-A good"));
    assertThatThrownBy(() -> restorer.commit(List.of("-A very bad")))
        .hasMessageContaining("with: -A very bad failed");
    restorer.close();
  }

  private Restorer restorer(String script) throws Exception {
    Path file = folder.resolve("tool-restore");
    Files.writeString(file, "#!/bin/sh\n" + script + "\nexit 4\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Restorer(
        new Program(List.of(), folder.resolve("tool").toString(), 1, "org.gaoler.action.iptables"));
  }
}
