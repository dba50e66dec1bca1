package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.gaoler.api.Fault;
import org.gaoler.ini.IniFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFolderTest {

  @TempDir Path folder;

  private Path jar(String header, Map<String, String> files) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!header.isEmpty()) {
      manifest.getMainAttributes().putValue("Gaoler-Filters", header);
    }
    Path jar = folder.resolve("pack.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        entries.putNextEntry(new JarEntry(file.getKey()));
        entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  @Test
  void filtersOfAPackAreFoundWithoutItsBundle() throws Exception {
    Path jar =
        jar(
            "/filters/",
            Map.of(
                "filters/door.conf", "[Definition]\nfailregex = ^<HOST>\n",
                "filters/door.d/a.conf", "[Definition]\njournalmatch = A=1\n",
                "other/x.conf", "[Definition]\n"));
    IniFolder pack = JarFolder.open(jar).orElseThrow();
    FilterLibrary library = new FilterLibrary(folder, () -> List.of(pack));
    assertThat(library.names()).containsExactly("door");
    assertThat(library.find("door", Map.of()).orElseThrow().journalMatch()).isEqualTo("A=1");
    assertThat(library.find("door", Map.of()).orElseThrow().origin())
        .isEqualTo(jar + ":filters/door.conf");
    assertThat(pack.read("../other/x.conf")).isEmpty();
  }

  @Test
  void otherBundlesHaveNone() throws Exception {
    assertThat(JarFolder.open(jar("", Map.of("filters/door.conf", "")))).isEmpty();
  }

  @Test
  void fileThatIsNoBundleIsNamed() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.jar"), "none");
    assertThatThrownBy(() -> JarFolder.open(wrong))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("cannot read the filter pack " + wrong);
  }
}
