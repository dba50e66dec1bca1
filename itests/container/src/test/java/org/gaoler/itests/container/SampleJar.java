package org.gaoler.itests.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

/** A bundle that a test builds, as a jar. */
final class SampleJar {

  private static final String API = "[1.0,2)";

  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> files = new TreeMap<>();

  private SampleJar() {
    header("Manifest-Version", "1.0");
  }

  /** A jar that is no bundle. */
  static SampleJar plain() {
    return new SampleJar();
  }

  /** A bundle without anything in it. */
  static SampleJar named(String name) {
    return plain()
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", name)
        .header("Bundle-Version", "1.0.0");
  }

  SampleJar header(String header, String value) {
    manifest.getMainAttributes().put(new Attributes.Name(header), value);
    return this;
  }

  SampleJar file(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A bundle of the distribution that offers the same by another name. */
  static SampleJar recast(String bundle, String name, String entry, String before, String after)
      throws IOException {
    SampleJar jar = new SampleJar();
    Path folder = Path.of(System.getProperty("karaf.home"), "system/org/gaoler", bundle);
    try (Stream<Path> files = Files.walk(folder)) {
      jar.read(files.filter(file -> file.toString().endsWith(".jar")).findFirst().get());
    }
    jar.header("Bundle-SymbolicName", name);
    for (String each : jar.files.keySet().toArray(String[]::new)) {
      if (each.startsWith(entry)) {
        String text = new String(jar.files.remove(each), StandardCharsets.UTF_8);
        jar.file(each.replace(before, after), text.replace(before, after));
      }
    }
    return jar;
  }

  private void read(Path original) throws IOException {
    try (JarFile jar = new JarFile(original.toFile())) {
      manifest.getMainAttributes().putAll(jar.getManifest().getMainAttributes());
      for (JarEntry each : Collections.list(jar.entries())) {
        if (!each.isDirectory() && !each.getName().equals(JarFile.MANIFEST_NAME)) {
          files.put(each.getName(), jar.getInputStream(each).readAllBytes());
        }
      }
    }
  }

  /** Offers an action, as a declared component of a class that lies beside the tests. */
  SampleJar action(String action, String type, int ranking) {
    String name = "org.gaoler.itests.container.sample." + type;
    if (type.equals("Gate")) {
      classFile(name + "$OpenGate");
    }
    return component(
        type,
        name,
        "org.gaoler.api.EnforcerFactory",
        "<property name='action' value='"
            + action
            + "'/><property name='service.ranking' type='Integer' value='"
            + ranking
            + "'/>");
  }

  /** Has one component of a class of these tests. */
  SampleJar component(Class<?> type, Class<?> service, String properties) {
    return component(type.getSimpleName(), type.getName(), service.getName(), properties);
  }

  private SampleJar component(String name, String type, String service, String properties) {
    String xml = "OSGI-INF/" + name + ".xml";
    classFile(type);
    return header("Import-Package", "org.gaoler.api;version=\"" + API + "\"")
        .header("Service-Component", xml)
        .file(
            xml,
            "<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.4.0' name='"
                + name
                + "'>"
                + properties
                + "<service><provide interface='"
                + service
                + "'/></service><implementation class='"
                + type
                + "'/></scr:component>");
  }

  private void classFile(String name) {
    String path = name.replace('.', '/') + ".class";
    try (InputStream in = SampleJar.class.getClassLoader().getResourceAsStream(path)) {
      files.put(path, in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the class " + name + " cannot be read", unreadable);
    }
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        jar.putNextEntry(new JarEntry(file.getKey()));
        jar.write(file.getValue());
        jar.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Writes it where plugins are dropped. */
  Path into(Path folder, String name) throws IOException {
    Path beside = Files.write(folder.resolveSibling(name + ".part"), bytes());
    return Files.move(beside, folder.resolve(name));
  }
}
