package org.gaoler.action.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encryption, login and refusals of mail servers. */
final class SmtpTest {

  private static final Notice BAN = Notices.ban("b-1", "192.0.2.1");

  @TempDir Path folder;

  private Path password(String text, String permissions) throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  private static void tell(Configured configured) throws Exception {
    configured.notifier("mail", Map.of("dest", "admin@example.com")).tell(List.of(BAN));
  }

  @Test
  void startTlsAndLoginOfTheServersOwnAuthority() throws Exception {
    Certificates certificates = new Certificates(folder, "ip:127.0.0.1");
    try (SmtpDouble server = new SmtpDouble(0, Optional.of(certificates.sockets()))) {
      tell(
          new Configured()
              .smtp(server.port())
              .with("tls", "starttls")
              .with("cafile", certificates.pem.toString())
              .with("user", "gaoler")
              .with("passwordfile", password("s3 cret\n", "rw-------").toString()));

      assertThat(server.received).hasSize(1);
      assertThat(server.commands).contains("STARTTLS", "gaoler/gaoler/s3 cret");
      assertThat(server.commands.indexOf("STARTTLS"))
          .isLessThan(server.commands.indexOf("gaoler/gaoler/s3 cret"));
    }
  }

  @Test
  void serverThatNobodyVouchesForGetsNothing() throws Exception {
    Certificates certificates = new Certificates(folder, "ip:127.0.0.1");
    try (SmtpDouble server = new SmtpDouble(0, Optional.of(certificates.sockets()))) {
      Configured configured = new Configured().smtp(server.port()).with("tls", "starttls");
      assertThatThrownBy(() -> tell(configured))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("127.0.0.1:" + server.port(), "cafile");
      assertThat(server.commands).noneMatch(each -> each.startsWith("MAIL"));
    }
  }

  @Test
  void certificateOfAnotherNameIsRefused() throws Exception {
    Certificates certificates = new Certificates(folder, "dns:mail.example.com");
    try (SmtpDouble server = new SmtpDouble(0, Optional.of(certificates.sockets()))) {
      Configured configured =
          new Configured()
              .smtp(server.port())
              .with("tls", "starttls")
              .with("cafile", certificates.pem.toString());
      assertThatThrownBy(() -> tell(configured))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("127.0.0.1:" + server.port());
      assertThat(server.received).isEmpty();
    }
  }

  @Test
  void serverWithoutStartTlsGetsNeitherMailNorPassword() throws Exception {
    Path password = password("secret", "rw-------");
    try (SmtpDouble server = new SmtpDouble()) {
      Configured configured =
          new Configured()
              .smtp(server.port())
              .with("tls", "starttls")
              .with("user", "gaoler")
              .with("passwordfile", password.toString());
      assertThatThrownBy(() -> tell(configured))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("127.0.0.1:" + server.port(), "STARTTLS");
      assertThat(server.commands).noneMatch(each -> each.startsWith("AUTH"));
      assertThat(server.received).isEmpty();
    }
  }

  @Test
  void tlsFromTheFirstByteWithLoginAtGreenMail() throws Exception {
    Certificates certificates = new Certificates(folder, "ip:127.0.0.1");
    System.setProperty("greenmail.tls.keystore.file", certificates.store.toString());
    System.setProperty("greenmail.tls.keystore.password", Certificates.PASSWORD);
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
    server.setUser("admin@example.com", "gaoler", "secret");
    server.start();
    try {
      Configured configured =
          new Configured()
              .smtp(server.getSmtps().getPort())
              .with("tls", "tls")
              .with("cafile", certificates.pem.toString())
              .with("user", "gaoler")
              .with("passwordfile", password("secret", "rw-------").toString());
      tell(configured);
      assertThat(server.getReceivedMessages()).hasSize(1);

      password("wrong", "rw-------");
      assertThatThrownBy(() -> tell(configured))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("127.0.0.1:", "login refused", "535", "passwordfile")
          .hasMessageNotContainingAny("wrong");
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
      System.clearProperty("greenmail.tls.keystore.file");
      System.clearProperty("greenmail.tls.keystore.password");
    }
  }

  @Test
  void unreachableServerIsNamedWithItsPort() throws Exception {
    int port;
    try (SmtpDouble gone = new SmtpDouble()) {
      port = gone.port();
    }
    Configured configured = new Configured().smtp(port);
    assertThatThrownBy(() -> tell(configured))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("admin@example.com", "127.0.0.1:" + port, "refused", "smtphost");
    assertThat(configured.factory().missing())
        .singleElement()
        .asString()
        .contains("127.0.0.1:" + port, "apt-get install");
  }

  @Test
  void whatTheServerRefusesIsToldInItsOwnWords() throws Exception {
    try (SmtpDouble server = new SmtpDouble()) {
      Configured configured = new Configured().smtp(server.port());
      assertThat(configured.factory().missing()).isEmpty();
      for (Map.Entry<String, String> refusal :
          Map.of(
                  "RCPT", "550 5.1.1 no such user here",
                  "MAIL", "553 5.1.8 sender unknown",
                  "DATA", "452 4.3.1 no space left")
              .entrySet()) {
        server.refusals.clear();
        server.refusals.put(refusal.getKey(), refusal.getValue());
        assertThatThrownBy(() -> tell(configured))
            .isInstanceOf(Fault.class)
            .hasMessageContainingAll("127.0.0.1:" + server.port(), refusal.getValue())
            .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("\n"));
      }
      assertThat(server.received).isEmpty();
    }
  }

  @Test
  void serverThatFallsSilentIsGivenUp() throws Exception {
    try (SmtpDouble server = new SmtpDouble()) {
      server.hangAt("MAIL");
      Configured configured = new Configured().smtp(server.port()).with("timeout", "1s");
      assertThatThrownBy(() -> tell(configured))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("127.0.0.1:" + server.port(), "timed out");
    }
  }

  @Test
  void interruptionEndsADialogueAtOnce() throws Exception {
    try (SmtpDouble server = new SmtpDouble()) {
      server.hangAt("DATA");
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  tell(new Configured().smtp(server.port()));
                  end.complete(new AssertionError("told"));
                } catch (Exception ended) {
                  end.complete(ended);
                }
              });
      thread.start();
      Eventually.await(
          "the server got DATA", Duration.ofSeconds(10), () -> server.commands.contains("DATA"));
      thread.interrupt();
      Eventually.await("the call has ended", Duration.ofSeconds(10), end::isDone);
      assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void passwordFileThatIsMissingOrOpenToAllIsNamed() throws Exception {
    try (SmtpDouble server = new SmtpDouble()) {
      Configured configured = new Configured().smtp(server.port()).with("user", "gaoler");
      configured.with("passwordfile", folder.resolve("password").toString());
      assertThatThrownBy(() -> tell(configured))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("passwordfile", folder.toString(), "first line");
      password("secret", "rw-r--r--");
      assertThatThrownBy(() -> tell(configured))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("everybody can read it", "chmod 600");
      assertThat(server.commands).isEmpty();
    }
  }
}
