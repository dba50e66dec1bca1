package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;

/** Servers, zones and keys that are wrong: one line each, with what to do. */
final class UnwillingServerTest extends PublishedByBind {

  @Test
  void serverWithoutAnybodyIsOneLineWithWhatToDo() throws Exception {
    String nobody = "127.0.0.1:" + Bind.freePort();
    assertFault(enforcer("sshd", "server", nobody), nobody, "refused", "option server");
    assertFault(enforcer("sshd", "server", "nobody.invalid"), "nobody.invalid", "no such host");
  }

  @Test
  void zoneThatIsNotThereIsOneLineWithWhatToDo() throws Exception {
    assertFault(
        enforcer("sshd", "zone", "nowhere.example.net"),
        "nowhere.example.net",
        "REFUSED",
        "check options zone and server");
  }

  @Test
  void changesThatAreNotAllowedAreOneLineWithWhatToDo() throws Exception {
    assertFault(
        enforcer("sshd", "zone", Bind.READ_ONLY),
        Bind.READ_ONLY,
        "REFUSED",
        bind.key().toString(),
        "allow-update");
  }

  @Test
  void transferThatIsNotAllowedIsOneLineWithWhatToDo() throws Exception {
    Enforcer enforcer = enforcer("sshd", "zone", Bind.READ_ONLY);
    assertThatThrownBy(enforcer::inForce)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("reading", "REFUSED", "allow-transfer");
  }

  @Test
  void refusedNameIsNamed() throws Exception {
    Enforcer enforcer = open("sshd");
    assertThatThrownBy(() -> enforcer.apply(bans(Bind.REFUSED), List.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(Bind.REFUSED, "REFUSED", "update-policy");
  }

  @Test
  void keyThatTheServerDoesNotKnowIsOneLineWithWhatToDo() throws Exception {
    Path stranger = key("stranger", "hmac-sha256", "c29tZXRoaW5nIHNlY3JldA==");
    assertFault(
        enforcer("sshd", "keyfile", stranger.toString()),
        "NOTAUTH",
        "BADKEY",
        "stranger",
        stranger.toString());
  }

  @Test
  void wrongSecretIsOneLineThatDoesNotTellIt() throws Exception {
    Path wrong = key("gaoler", "hmac-sha256", "c29tZXRoaW5nIHNlY3JldA==");
    assertThat(
            assertFault(enforcer("sshd", "keyfile", wrong.toString()), "BADSIG", wrong.toString()))
        .doesNotContain("c29tZXRoaW5n");
  }

  @Test
  void missingKeyIsOneLineWithWhatToDo() throws Exception {
    assertFault(
        enforcer("sshd", "keyfile", folder + "/none"), folder + "/none", "no such file", "keyfile");
  }

  @Test
  void keyWithoutRightsIsRefused() throws Exception {
    assertFault(
        enforcer("sshd", "keyfile", folder.resolve("other-key").toString()),
        "REFUSED",
        "update-policy");
  }

  private static Path key(String name, String algorithm, String secret) throws Exception {
    Path file = Files.createTempFile(folder, "key", "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(
        file, "key \"%s\" { algorithm %s; secret \"%s\"; };".formatted(name, algorithm, secret));
  }

  private static String assertFault(Enforcer enforcer, String... words) {
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(words)
        .satisfies(fault -> thrown[0] = fault);
    return thrown[0].getMessage();
  }
}
