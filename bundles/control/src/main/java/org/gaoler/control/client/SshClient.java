package org.gaoler.control.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds out from where somebody is connected who bans by hand, so that nobody locks himself out:
 * sshd says it in the environment, and behind sudo that of a parent process still has it.
 */
final class SshClient {

  private static final String VARIABLE = "SSH_CONNECTION";
  private static final int FARTHEST = 20;

  private SshClient() {}

  /** Adds the address to the words of a ban, unless they name one. */
  static void spare(List<String> words) {
    String address = address();
    if (!address.isEmpty() && !words.contains("--spare") && !words.contains("--help")) {
      words.add("--spare");
      words.add(address);
    }
  }

  private static String address() {
    String own = System.getenv(VARIABLE);
    if (own != null) {
      return first(own);
    }
    long process = ProcessHandle.current().pid();
    for (int i = 0; i < FARTHEST && process > 1; i++) {
      process = parent(process);
      String found = variable(process);
      if (!found.isEmpty()) {
        return first(found);
      }
    }
    return "";
  }

  private static String first(String connection) {
    int blank = connection.indexOf(' ');
    String address = blank < 0 ? connection : connection.substring(0, blank);
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }

  private static long parent(long process) {
    for (String line : read(process, "status").split("\n")) {
      if (line.startsWith("PPid:")) {
        return Long.parseLong(line.substring(5).trim());
      }
    }
    return 0;
  }

  private static String variable(long process) {
    for (String entry : read(process, "environ").split("\0")) {
      if (entry.startsWith(VARIABLE + "=")) {
        return entry.substring(VARIABLE.length() + 1);
      }
    }
    return "";
  }

  private static String read(long process, String file) {
    try {
      Path path = Path.of("/proc/" + process + "/" + file);
      return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // somebody else's process, or one that has ended: it says nothing
    }
  }
}
