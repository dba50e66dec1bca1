package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.TimeSpan;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Reads the options of one jail, over the defaults. */
final class Settings {

  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}");
  private static final IpBlock LOOPBACK = IpBlock.parse("127.0.0.0/8").orElseThrow();
  private static final IpBlock NOBODY = IpBlock.parse("127.0.0.1").orElseThrow();
  private static final Path MACHINE = Path.of("/etc/machine-id");
  private static final int OWNER_LENGTH = 8;
  private static final int LONGEST_NAME = 128;

  /** Names of IPv6 addresses take 64 of the 255 bytes that a name may have. */
  private static final int LONGEST_ZONE = 180;

  private static final long WEEK = 604_800;

  private final Order order;
  private final Map<String, String> values;

  /**
   * Takes what was configured.
   *
   * @param accepted the options of the action
   * @throws Fault if the jail has another option
   */
  Settings(Map<String, String> defaults, Order order, List<String> accepted) throws Fault {
    order.check(accepted);
    this.order = order;
    this.values = new HashMap<>(defaults);
    values.putAll(order.options());
  }

  String text(String option) {
    return values.getOrDefault(option, "").strip();
  }

  Fault wrong(String option, String accepted) {
    return new Fault("option " + option + " = " + text(option) + ": accepted are " + accepted);
  }

  Name zone() throws Fault {
    String text = text("zone").replaceFirst("\\.$", "");
    boolean valid = !text.isEmpty() && text.length() <= LONGEST_ZONE;
    for (String label : text.split("\\.", -1)) {
      valid &= LABEL.matcher(label).matches();
    }
    try {
      if (valid) {
        return Name.fromString(text, Name.root);
      }
    } catch (TextParseException tooLong) {
      throw new Fault("option zone = " + text + ": " + tooLong.getMessage(), tooLong);
    }
    throw wrong("zone", "domain names of up to 180 characters, such as zone=bl.example.org");
  }

  NameServer server() throws Fault {
    Optional<KeyFile> keyFile =
        text("keyfile").isEmpty() ? Optional.empty() : Optional.of(new KeyFile(path("keyfile")));
    return NameServer.of(text("server"), zone(), keyFile);
  }

  Path path(String option) throws Fault {
    try {
      Path path = Path.of(text(option));
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException invalid) {
      throw new Fault("option " + option + " = " + text(option) + ": it is no path", invalid);
    }
    throw wrong(option, "absolute paths");
  }

  /** What tells the records of this jail of this machine from all others in a zone. */
  String mark() throws Fault {
    String owner = text("owner").isEmpty() ? machine() : text("owner");
    if (!OWNER.matcher(owner).matches()) {
      throw wrong("owner", "1 to 32 letters, digits, dots, hyphens and underscores");
    }
    return "gaoler:" + owner + "/" + name();
  }

  String name() throws Fault {
    String name = order.name();
    if (name.length() > LONGEST_NAME) {
      throw new Fault(
          "name " + name + " is too long for a TXT record: set option name, up to 128 characters");
    }
    return name;
  }

  /** A few digits of the machine's id, which itself is no secret to be published. */
  private static String machine() throws Fault {
    try {
      byte[] id = ("gaoler " + Files.readString(MACHINE).strip()).getBytes(StandardCharsets.UTF_8);
      return UUID.nameUUIDFromBytes(id).toString().substring(0, OWNER_LENGTH);
    } catch (IOException failed) {
      throw new Fault(
          "cannot read %s, which tells this machine's records from others': %s; set option owner"
              .formatted(MACHINE, Wording.of(failed)),
          failed);
    }
  }

  String answer() throws Fault {
    Optional<IpBlock> answer = IpBlock.parse(text("answer"));
    if (answer.filter(block -> LOOPBACK.contains(block) && block.single()).isEmpty()
        || answer.get().equals(NOBODY)) {
      throw wrong("answer", "127.0.0.2 to 127.255.255.255");
    }
    return answer.get().address();
  }

  long ttl() throws Fault {
    long seconds = TimeSpan.parse(text("ttl")).map(TimeSpan::seconds).orElse(0L);
    if (seconds < 1 || seconds > WEEK) {
      throw wrong("ttl", "1s to 1w");
    }
    return seconds;
  }

  Reason reason() throws Fault {
    return Reason.of(text("txt"), order.jail(), order.sentences());
  }
}
