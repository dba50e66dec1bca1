package org.gaoler.itests.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** A bundle in the making. */
final class PluginJar {

  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> entries = new TreeMap<>();

  private PluginJar() {}

  /** A bundle with one component of a class of these tests. */
  static PluginJar component(String name, Class<?> type, Class<?> service, String properties)
      throws IOException {
    PluginJar jar = new PluginJar();
    jar.header("Manifest-Version", "1.0");
    jar.header("Bundle-ManifestVersion", "2");
    jar.header("Bundle-SymbolicName", name);
    jar.header("Bundle-Version", "1.0.0");
    jar.header("Import-Package", "org.gaoler.api");
    jar.header("Service-Component", "OSGI-INF/component.xml");
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      jar.entries.put(file, in.readAllBytes());
    }
    String xml =
        "<?xml version=\"1.0\"?>\n<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\""
            + " name=\""
            + name
            + "\">"
            + properties
            + "<service><provide interface=\""
            + service.getName()
            + "\"/></service><implementation class=\""
            + type.getName()
            + "\"/></scr:component>";
    jar.entries.put("OSGI-INF/component.xml", xml.getBytes(StandardCharsets.UTF_8));
    return jar;
  }

  /** A bundle of the distribution that offers the same by another name. */
  static PluginJar recast(String bundle, String name, String entry, String before, String after)
      throws IOException {
    PluginJar jar = new PluginJar();
    Path folder = Path.of(System.getProperty("karaf.home"), "system/org/gaoler", bundle);
    try (Stream<Path> files = Files.walk(folder)) {
      Path original = files.filter(file -> file.toString().endsWith(".jar")).findFirst().get();
      jar.read(original);
    }
    jar.header("Bundle-SymbolicName", name);
    for (String each : jar.entries.keySet().toArray(String[]::new)) {
      if (each.startsWith(entry)) {
        String text = new String(jar.entries.remove(each), StandardCharsets.UTF_8);
        jar.entries.put(
            each.replace(before, after),
            text.replace(before, after).getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private void read(Path original) throws IOException {
    try (JarFile jar = new JarFile(original.toFile())) {
      manifest.getMainAttributes().putAll(jar.getManifest().getMainAttributes());
      for (JarEntry each : Collections.list(jar.entries())) {
        if (!each.isDirectory() && !each.getName().equals(JarFile.MANIFEST_NAME)) {
          entries.put(each.getName(), jar.getInputStream(each).readAllBytes());
        }
      }
    }
  }

  /** Sets a header of the manifest. */
  PluginJar header(String name, String value) {
    manifest.getMainAttributes().put(new Attributes.Name(name), value);
    return this;
  }

  /** The jar's bytes. */
  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        out.putNextEntry(new JarEntry(each.getKey()));
        out.write(each.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
