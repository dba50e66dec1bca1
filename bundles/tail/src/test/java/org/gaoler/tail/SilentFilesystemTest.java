package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilentFilesystemTest {

  @TempDir private Path directory;

  @Test
  void localFilesystemTellsItsChanges() {
    assertThat(SilentFilesystem.at(directory)).isEmpty();
    assertThat(SilentFilesystem.at(Path.of("/proc/self/mounts"))).isEmpty();
  }

  @Test
  void nothingIsKnownOfWhatIsNotThere() {
    assertThat(SilentFilesystem.at(directory.resolve("no/such/file"))).isEmpty();
  }

  @Test
  void filesystemsOfOtherMachinesAreNamed() {
    assertThat(SilentFilesystem.named(0x6969)).contains("nfs");
    assertThat(SilentFilesystem.named(0xff534d42L)).contains("cifs");
    assertThat(SilentFilesystem.named((int) 0xff534d42L)).contains("cifs");
    assertThat(SilentFilesystem.named(0x65735546)).contains("fuse");
    assertThat(SilentFilesystem.named(0xef53)).as("ext4").isEmpty();
    assertThat(SilentFilesystem.named(0x01021994)).as("tmpfs").isEmpty();
  }
}
