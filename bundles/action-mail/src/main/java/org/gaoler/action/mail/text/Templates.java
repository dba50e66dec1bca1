package org.gaoler.action.mail.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gaoler.api.Fault;

/**
 * Finds templates: in the administrator's folder, else our own.
 *
 * @param folder the administrator's, if there is one
 */
public record Templates(Optional<Path> folder) {

  private static final int LARGEST = 1_000_000;

  /**
   * Reads a template anew each time, so that an edit takes effect with the next mail.
   *
   * @param file its file's name, such as {@code ban.txt}
   * @return the template; empty if there is none of that name
   */
  Optional<Template> find(String file) throws Fault {
    Optional<Path> own = folder.map(each -> each.resolve(file)).filter(Files::exists);
    Optional<String> text = own.isPresent() ? Optional.of(read(own.get())) : shipped(file);
    return text.map(Template::parse);
  }

  private static String read(Path file) throws Fault {
    try {
      if (Files.size(file) > LARGEST) {
        throw new Fault("template " + file + " is larger than " + LARGEST + " bytes: shorten it");
      }
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new Fault(
          "template "
              + file
              + " is not readable as UTF-8: "
              + unreadable
              + "; mend or remove it, then the shipped one is used",
          unreadable);
    }
  }

  private static Optional<String> shipped(String file) {
    try (InputStream in = Templates.class.getResourceAsStream(file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException("template " + file + " in the bundle", broken);
    }
  }
}
