package org.gaoler.itests.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle that a test builds, as a jar. */
final class SampleJar {

  private static final String API = "[1.0,2)";

  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> files = new LinkedHashMap<>();

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

  /** Offers an action, as a declared component of a class that lies beside the tests. */
  SampleJar action(String action, String type, int ranking) {
    String name = "org.gaoler.itests.container.sample." + type;
    header("Import-Package", "org.gaoler.api;version=\"" + API + "\"");
    header("Service-Component", "OSGI-INF/" + type + ".xml");
    file(
        "OSGI-INF/" + type + ".xml",
        "<component xmlns='http://www.osgi.org/xmlns/scr/v1.3.0' name='"
            + type
            + "'><property name='action' value='"
            + action
            + "'/><property name='service.ranking' type='Integer' value='"
            + ranking
            + "'/><service><provide interface='org.gaoler.api.EnforcerFactory'/></service>"
            + "<implementation class='"
            + name
            + "'/></component>");
    classFile(name);
    if (type.equals("Gate")) {
      classFile(name + "$OpenGate");
    }
    return this;
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
