package org.gaoler.action.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/** Reads mail addresses as administrators write them; a bare account is an address too. */
final class Addresses {

  /** Neither control characters nor what a program takes for an option. */
  private static final Pattern SANE =
      Pattern.compile("[^\\p{Cc}\\s<>,;:()\"\\\\-][^\\p{Cc}\\s<>,;()\"\\\\]*");

  private Addresses() {}

  static List<String> list(Options options, String option) throws Fault {
    List<String> addresses = new ArrayList<>();
    for (String each : options.text(option).split("[,\\s]+")) {
      if (!each.isEmpty()) {
        addresses.add(one(options, option, each));
      }
    }
    if (addresses.isEmpty()) {
      throw options.wrong(option, "mail addresses, divided by commas or blanks");
    }
    return addresses.stream().distinct().toList();
  }

  static String one(Options options, String option, String address) throws Fault {
    try {
      if (!SANE.matcher(address).matches()) {
        throw new AddressException("characters that no address has");
      }
      new InternetAddress(address, address.contains("@"));
      return address;
    } catch (AddressException wrong) {
      Fault fault = options.wrong(option, "mail addresses such as root or admin@example.com");
      throw new Fault(fault.getMessage() + " (" + wrong.getMessage() + ")", wrong);
    }
  }
}
