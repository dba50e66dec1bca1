package org.gaoler.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedJarTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void drop() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .putValue("Bundle-SymbolicName", "com.example.plugin;singleton:=true");
    manifest.getMainAttributes().putValue("Bundle-Version", "1.2.3");
    file = jar("plugin.jar", manifest);
  }

  private Path jar(String name, Manifest manifest) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry("noise"));
      byte[] noise = new byte[20_000];
      new Random(1).nextBytes(noise);
      entries.write(noise);
      entries.closeEntry();
    }
    return jar;
  }

  @Test
  void wholeBundleIsCopiedAndNamed() throws Exception {
    DroppedJar jar = DroppedJar.of(file);

    assertThat(jar.name()).isEqualTo("com.example.plugin");
    assertThat(jar.version()).isEqualTo("1.2.3");
    assertThat(jar.copy()).hasSameBinaryContentAs(file);
    jar.forget();
    assertThat(jar.copy()).doesNotExist();
  }

  @Test
  void halfOfABundleIsRefused() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertRefused("it is no whole jar");
  }

  @Test
  void bundleWithAHoleIsRefused() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Arrays.fill(whole, whole.length / 2, whole.length / 2 + 1000, (byte) 0);
    Files.write(file, whole);

    assertRefused("it is no whole jar");
  }

  @Test
  void jarThatIsNoBundleIsRefused() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    file = jar("library.jar", manifest);

    assertRefused("it is no bundle");
  }

  @Test
  void emptyFileIsRefused() throws Exception {
    Files.write(file, new byte[0]);

    assertRefused("it is no whole jar");
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> DroppedJar.of(file))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(file + " is not installed: ")
        .hasMessageContaining(why);
  }
}
