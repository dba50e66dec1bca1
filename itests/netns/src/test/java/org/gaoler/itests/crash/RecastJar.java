package org.gaoler.itests.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.gaoler.itests.netns.Places;

/**
 * A bundle of the distribution made into one of somebody else's, that offers the same by another
 * name.
 *
 * @param bundle which of the distribution
 * @param name the other bundle's symbolic name
 * @param entry start of the names of the entries to be changed
 * @param before what in them, and in their names, is replaced
 * @param after by what
 */
record RecastJar(String bundle, String name, String entry, String before, String after) {

  static final RecastJar PACK =
      new RecastJar(
          "org.gaoler.filters.ssh", "com.example.pack", "filters/", "sshd.conf", "hot.conf");

  static final RecastJar ACTION =
      new RecastJar(
          "org.gaoler.action.nftables",
          "com.example.action",
          "OSGI-INF/org.gaoler",
          "nftables\nnftables-multiport\nnftables-allports",
          "hot");

  static final RecastJar BACKEND =
      new RecastJar(
          "org.gaoler.backend.inotify",
          "com.example.backend",
          "OSGI-INF/org.gaoler",
          "value=\"inotify\"",
          "value=\"hot\"");

  /** The jar's bytes. */
  byte[] version(String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarFile jar = new JarFile(original().toFile())) {
      Manifest manifest = new Manifest(jar.getManifest());
      Attributes main = manifest.getMainAttributes();
      main.putValue("Bundle-SymbolicName", name);
      main.putValue("Bundle-Version", version);
      try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
        for (JarEntry each : Collections.list(jar.entries())) {
          if (!each.isDirectory() && !each.getName().equals(JarFile.MANIFEST_NAME)) {
            copy(jar, each, out);
          }
        }
      }
    }
    return bytes.toByteArray();
  }

  private void copy(JarFile jar, JarEntry each, OutputStream to) throws IOException {
    JarOutputStream out = (JarOutputStream) to;
    byte[] content = jar.getInputStream(each).readAllBytes();
    boolean other = each.getName().startsWith(entry);
    out.putNextEntry(new JarEntry(other ? each.getName().replace(before, after) : each.getName()));
    out.write(
        other
            ? new String(content, StandardCharsets.UTF_8)
                .replace(before, after)
                .getBytes(StandardCharsets.UTF_8)
            : content);
    out.closeEntry();
  }

  private Path original() throws IOException {
    Path folder = Places.distribution().resolve("system/org/gaoler").resolve(bundle);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }
}
