package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;

/**
 * A file with one TSIG key as {@code tsig-keygen} writes it, {@code named.conf} includes it and
 * {@code nsupdate -k} reads it.
 *
 * @param path absolute
 */
record KeyFile(Path path) {

  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final String ACCEPTED =
      "accepted is what tsig-keygen writes: key \"NAME\" { algorithm hmac-sha256; secret"
          + " \"BASE64\"; }; make one with: tsig-keygen NAME > FILE";
  private static final String WORD = "\\s*\"?([^\\s\";{}]+)\"?\\s*";
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|(?m)(?:#|//(?![A-Za-z0-9+/=]*\"))[^\\n]*", Pattern.DOTALL);
  private static final Pattern KEY =
      Pattern.compile("key\\s" + WORD + "\\{([^{}]*)\\}\\s*;?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ALGORITHM =
      Pattern.compile("algorithm\\s" + WORD + ";", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET =
      Pattern.compile("secret\\s" + WORD + ";", Pattern.CASE_INSENSITIVE);
  private static final Pattern KNOWN =
      Pattern.compile("hmac-(?:md5|sha1|sha224|sha256|sha384|sha512)");

  /**
   * A key.
   *
   * @param name as the server knows it
   * @param algorithm such as {@code hmac-sha256}
   * @param tsig signs with it
   */
  record Key(Name name, String algorithm, TSIG tsig) {}

  /**
   * Reads the key.
   *
   * @throws Fault if it cannot be read or holds no key; never tells the secret
   */
  Key read() throws Fault {
    String text = COMMENT.matcher(contents()).replaceAll(" ");
    Matcher key = KEY.matcher(text);
    if (!key.find()) {
      throw wrong("it holds no key");
    }
    String algorithm = word(ALGORITHM, key.group(2), "algorithm").toLowerCase(Locale.ROOT);
    String secret = word(SECRET, key.group(2), "secret");
    String name = key.group(1);
    if (key.find()) {
      throw wrong("it holds more than one key");
    }
    if (!KNOWN.matcher(algorithm).matches()) {
      throw wrong("algorithm " + algorithm + " is not known");
    }
    try {
      Name absolute = Name.fromString(name, Name.root);
      byte[] bytes = Base64.getDecoder().decode(secret);
      return new Key(
          absolute, algorithm, new TSIG(TSIG.algorithmToName(algorithm), absolute, bytes));
    } catch (IllegalArgumentException notBase64) {
      throw wrong("its secret is not base64");
    } catch (TextParseException notName) {
      throw wrong(name + " is no name");
    }
  }

  /** Whether more than its owner and its group may read the secret. */
  boolean exposed() {
    try {
      return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException unreadable) {
      LOG.debug("who may read {} cannot be told", path, unreadable);
      return false;
    }
  }

  private String word(Pattern pattern, String text, String what) throws Fault {
    Matcher matcher = pattern.matcher(text);
    return Optional.of(matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .orElseThrow(() -> wrong("its key has no " + what));
  }

  private String contents() throws Fault {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException failed) {
      throw new Fault(
          "cannot read the key file %s (option keyfile): %s; it must be readable for Gaoler alone"
              .formatted(path, Wording.of(failed)),
          failed);
    }
  }

  private Fault wrong(String what) {
    return new Fault("key file " + path + " (option keyfile): " + what + "; " + ACCEPTED);
  }
}
