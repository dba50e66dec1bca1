package org.gaoler.action.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this machine says of itself and of the names of others. */
interface Machine extends Tags {

  /** The one we run on. */
  Machine HERE =
      new Machine() {
        @Override
        public String shortName() {
          try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
          } catch (IOException unreadable) {
            return "localhost";
          }
        }

        @Override
        public String fullName() {
          try {
            String name = InetAddress.getLocalHost().getCanonicalHostName();
            return name.matches("[\\d.]+|.*:.*") ? shortName() : name;
          } catch (UnknownHostException unknown) {
            return shortName();
          }
        }

        @Override
        public String nameOf(String address) {
          try {
            String name = InetAddress.getByName(address).getCanonicalHostName();
            return name.equals(InetAddress.getByName(address).getHostAddress()) ? "" : name;
          } catch (UnknownHostException unknown) {
            return "";
          }
        }

        @Override
        public boolean ipv6() {
          return Files.exists(Path.of("/proc/net/if_inet6"));
        }
      };

  /** Its name without the domain. */
  String shortName();

  /** Its name with the domain. */
  String fullName();

  /** The name of an address, as its owner says; empty if there is none. May ask a name server. */
  String nameOf(String address);

  /** Whether it speaks IPv6. */
  boolean ipv6();

  /** Tags that mean the same in every command. */
  @Override
  default Optional<String> value(String name) {
    return switch (name) {
      case "br" -> Optional.of("\n");
      case "sp" -> Optional.of(" ");
      case "fq-hostname" -> Optional.of(fullName());
      case "sh-hostname" -> Optional.of(shortName());
      default -> Optional.empty();
    };
  }

  @Override
  default Optional<String> field(String name) {
    return Optional.empty();
  }
}
