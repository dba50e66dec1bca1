package org.gaoler.action.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.gaoler.api.Fault;

/** Reads what only Gaoler may read, anew each time, and what it trusts. */
final class Secrets {

  private static final String HMAC = "HmacSHA256";

  private Secrets() {}

  /** The first line of a file that not everybody can read. */
  static String line(String option, Path file) throws Fault {
    String text = text(option, file);
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw new Fault(option + " " + file + ": everybody can read it; run: chmod 600 " + file);
      }
    } catch (IOException failed) {
      throw unreadable(option, file, failed);
    }
    String line = text.lines().findFirst().orElse("").strip();
    if (line.isEmpty()) {
      throw new Fault(option + " " + file + ": its first line is empty; write the secret there");
    }
    return line;
  }

  /** The whole of a file. */
  static String text(String option, Path file) throws Fault {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw unreadable(option, file, failed);
    }
  }

  private static Fault unreadable(String option, Path file, IOException failed) {
    String reason = failed instanceof NoSuchFileException ? "does not exist" : failed.toString();
    return new Fault(option + " " + file + " cannot be read: " + reason, failed);
  }

  /** Proves who sent a body, and when. */
  static String signature(String secret, String timestamp, byte[] body) throws Fault {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException missing) {
      throw new Fault("this JVM cannot sign: " + missing.getMessage(), missing);
    }
  }

  /** Trusts the authorities of a PEM file and no other. */
  static SSLSocketFactory trust(Path file) throws Fault {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException failed) {
      throw unreadable("cafile", file, failed);
    } catch (GeneralSecurityException wrong) {
      throw new Fault(
          "cafile " + file + " holds no certificates in PEM: " + wrong.getMessage(), wrong);
    }
  }
}
