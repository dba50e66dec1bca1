package org.gaoler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {

  @TempDir private Path folder;

  @Test
  void whatOnlyItsOwnerMayWriteToIsTrusted() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(Trust.objection(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx", "rwxrwxrwx"})
  void whatOthersMayWriteToIsRefusedWithTheRemedy(String mode) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    assertThat(Trust.objection(folder))
        .hasValueSatisfying(why -> assertThat(why).endsWith("chmod go-w " + folder));
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThat(Trust.objection(folder.resolve("gone"))).isPresent();
  }
}
