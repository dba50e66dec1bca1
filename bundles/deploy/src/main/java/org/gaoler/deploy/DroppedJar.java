package org.gaoler.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.gaoler.api.Fault;
import org.osgi.framework.Constants;

/**
 * A copy of a dropped jar that was found whole; nothing that happens to the file afterwards changes
 * it.
 *
 * @param copy where it lies; to be deleted once it is installed
 * @param name symbolic name of the bundle
 * @param version of the bundle, as its manifest has it
 */
record DroppedJar(Path copy, String name, String version) {

  private static final int BLOCK = 16 * 1024;

  /**
   * Copies a jar and reads it wholly.
   *
   * @param file the dropped one
   * @return a copy
   * @throws Fault if it is not whole, no bundle, or not to be trusted
   */
  static DroppedJar of(Path file) throws Fault {
    Optional<String> distrust = Trust.objection(file);
    if (distrust.isPresent()) {
      throw new Fault(file + " is not installed: " + distrust.get());
    }
    Path copy = copied(file);
    try {
      return checked(file, copy);
    } catch (IOException | SecurityException | IllegalArgumentException broken) {
      delete(copy);
      throw new Fault(
          file
              + " is not installed: it is no whole jar ("
              + broken.getMessage()
              + "); copy it again",
          broken);
    } catch (Fault fault) {
      delete(copy);
      throw fault;
    }
  }

  private static Path copied(Path file) throws Fault {
    try {
      Path copy = Files.createTempFile("dropped", ".jar");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (IOException e) {
      throw new Fault(file + " is not installed: it cannot be copied: " + e, e);
    }
  }

  private static DroppedJar checked(Path file, Path copy) throws IOException, Fault {
    try (JarFile jar = new JarFile(copy.toFile(), true)) {
      for (Enumeration<? extends ZipEntry> each = jar.entries(); each.hasMoreElements(); ) {
        whole(jar, each.nextElement());
      }
      Manifest manifest = jar.getManifest();
      String name =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (name == null) {
        throw new Fault(
            file
                + " is not installed: it is no bundle, as its manifest has no Bundle-SymbolicName;"
                + " build it with bnd, or take the bundle that its maker offers");
      }
      String version = manifest.getMainAttributes().getValue(Constants.BUNDLE_VERSION);
      return new DroppedJar(copy, name.split(";")[0].strip(), version == null ? "0" : version);
    }
  }

  private static void whole(JarFile jar, ZipEntry entry) throws IOException {
    CRC32 sum = new CRC32();
    byte[] block = new byte[BLOCK];
    try (InputStream in = new CheckedInputStream(jar.getInputStream(entry), sum)) {
      while (in.read(block) >= 0) {
        // read for its sum alone
        continue;
      }
    }
    if (entry.getCrc() >= 0 && entry.getCrc() != sum.getValue()) {
      throw new ZipException("wrong sum of " + entry.getName());
    }
  }

  /** Deletes the copy. */
  void forget() {
    delete(copy);
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException left) {
      // in the folder that is cleared at each start
      copy.toFile().deleteOnExit();
    }
  }
}
