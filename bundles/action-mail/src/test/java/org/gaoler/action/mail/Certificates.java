package org.gaoler.action.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.gaoler.testkit.Shell;

/** A key and a certificate of a test's own, made with the JDK's keytool. */
final class Certificates {

  static final String PASSWORD = "made-by-a-test";

  final Path store;
  final Path pem;

  Certificates(Path folder, String subjectAltName) {
    store = folder.resolve("keys.p12");
    pem = folder.resolve("authority.pem");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Shell.run(
        keytool,
        "-genkeypair",
        "-alias",
        "smtp",
        "-keyalg",
        "EC",
        "-dname",
        "CN=double",
        "-ext",
        "SAN=" + subjectAltName,
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    Shell.run(
        keytool,
        "-exportcert",
        "-rfc",
        "-alias",
        "smtp",
        "-file",
        pem.toString(),
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
  }

  SSLSocketFactory sockets() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context.getSocketFactory();
  }
}
