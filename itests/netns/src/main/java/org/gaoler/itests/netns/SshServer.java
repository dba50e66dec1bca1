package org.gaoler.itests.netns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real OpenSSH server on the server's host, writing its log through syslog. The account {@code
 * visitor} gets in with a key; nobody gets in with a password.
 */
public final class SshServer implements AutoCloseable {

  private static final String SETTINGS =
      """
      ListenAddress 0.0.0.0
      ListenAddress ::
      Port 22
      PidFile none
      UsePAM no
      UseDNS no
      PasswordAuthentication yes
      KbdInteractiveAuthentication no
      PermitRootLogin yes
      StrictModes no
      MaxStartups 1000
      """;

  private final Path folder;
  private final Path servers;
  private final SyslogFile syslog;
  private final Process process;

  /**
   * Starts it and waits until it accepts connections.
   *
   * @param hosts where
   * @param servers where OpenSSH was unpacked
   * @param folder an empty folder with a short name
   */
  public SshServer(TwoHosts hosts, Path servers, Path folder) throws IOException {
    this.folder = folder;
    this.servers = servers;
    key("host_key");
    key("visitor_key");
    Files.copy(folder.resolve("visitor_key.pub"), folder.resolve("authorized_keys"));
    Path settings = folder.resolve("sshd_config");
    Files.writeString(
        settings,
        SETTINGS
            + "HostKey "
            + folder.resolve("host_key")
            + "\n"
            + "AuthorizedKeysFile "
            + folder.resolve("authorized_keys")
            + "\n");
    Path askpass = folder.resolve("askpass");
    Files.writeString(askpass, "#!/bin/sh\necho wrong-password\n");
    Files.setPosixFilePermissions(askpass, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    syslog = new SyslogFile(folder.resolve("syslog"), log());
    process = start(hosts);
  }

  private Process start(TwoHosts hosts) throws IOException {
    String room = Places.tool("sshd-room").toString();
    Command command = hosts.onServer("unshare", "-m", room, servers.toString(), folder.toString());
    Path out = folder.resolve("sshd.out");
    Process started = command.start(out, out);
    Await.until(
        "sshd listens",
        Duration.ofSeconds(10),
        () -> {
          if (!started.isAlive()) {
            throw new RigException("sshd ended: " + Places.read(out));
          }
          return syslog.count(line -> line.contains("Server listening on :: port 22")) > 0;
        },
        () -> Places.read(out));
    return started;
  }

  /** The log that sshd's lines go to. */
  public Path log() {
    return folder.resolve("auth.log");
  }

  /** What was written to the log. */
  public SyslogFile lines() {
    return syslog;
  }

  /**
   * One login with a password that is wrong.
   *
   * @param hosts where
   * @param from the client's address
   * @return what the client saw
   */
  public SshAnswer wrongPassword(TwoHosts hosts, String from) {
    List<String> options =
        List.of("-o", "PreferredAuthentications=password", "-o", "NumberOfPasswordPrompts=1");
    return login(hosts, from, "root", options);
  }

  /**
   * One login with the right key.
   *
   * @param hosts where
   * @param from the client's address
   * @return what the client saw
   */
  public SshAnswer rightKey(TwoHosts hosts, String from) {
    List<String> options =
        List.of(
            "-o",
            "PreferredAuthentications=publickey",
            "-i",
            folder.resolve("visitor_key").toString());
    return login(hosts, from, "visitor", options);
  }

  private SshAnswer login(TwoHosts hosts, String from, String user, List<String> options) {
    String to = from.contains(":") ? TwoHosts.SERVER6 : TwoHosts.SERVER;
    Command ssh =
        hosts
            .onAttacker(
                "env", "SSH_ASKPASS_REQUIRE=force", "SSH_ASKPASS=" + folder.resolve("askpass"))
            .with(Places.program(servers, "ssh"))
            .with("-F", "none", "-b", from, "-o", "ConnectTimeout=1", "-o", "ConnectionAttempts=1")
            .with("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null")
            .with("-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "LogLevel=ERROR")
            .with(options.toArray(String[]::new))
            .with(user + "@" + to, "true");
    return SshAnswer.of(ssh.run());
  }

  private void key(String name) {
    Command.of(Places.program(servers, "ssh-keygen"))
        .with("-q", "-t", "ed25519", "-N", "", "-C", "rig", "-f", folder.resolve(name).toString())
        .must();
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    syslog.close();
  }
}
