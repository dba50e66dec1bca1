package org.gaoler.action.dnsbl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;

/**
 * The zone and the name server that takes changes of it.
 *
 * @param host name or address
 * @param port its DNS port, for TCP
 * @param zone the apex
 * @param keyFile signs what is sent, if there is one
 */
record NameServer(String host, int port, Name zone, Optional<KeyFile> keyFile) {

  private static final int DNS = 53;
  private static final int LAST_PORT = 65535;
  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)\\]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * Reads option {@code server}.
   *
   * @throws Fault if it is none
   */
  static NameServer of(String text, Name zone, Optional<KeyFile> keyFile) throws Fault {
    if (IPV6.matcher(text).matches()) {
      return new NameServer(text, DNS, zone, keyFile);
    }
    Matcher matcher = TEXT.matcher(text);
    int port = matcher.matches() && matcher.group(3) != null ? number(matcher.group(3)) : DNS;
    if (!matcher.matches() || port < 1 || port > LAST_PORT) {
      throw new Fault(
          "option server = "
              + text
              + ": accepted are a name or an address, with :PORT behind it if that is not 53, such"
              + " as 192.0.2.53, ns1.example.org:5353 or [2001:db8::53]:5353");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new NameServer(host, port, zone, keyFile);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** Says in one line what was tried, what came back and what to do. */
  Fault fault(String tried, String back, String remedy) {
    return new Fault(tried + " of zone " + this + ": " + back + "; " + remedy);
  }

  /** Says what an answer means that is no success. */
  Fault refusal(String tried, int rcode) {
    String key = keyFile.map(file -> "the key of " + file.path()).orElse("this machine");
    String remedy =
        switch (rcode) {
          case Rcode.REFUSED ->
              "let "
                  + key
                  + " do so there: allow-update or update-policy, and allow-transfer, in the zone's"
                  + " statement"
                  + (keyFile.isPresent() ? "" : ", or set option keyfile");
          case Rcode.NOTAUTH, Rcode.NXDOMAIN, Rcode.NOTZONE ->
              "that server has no such zone or is not its primary: check options zone and server";
          case Rcode.SERVFAIL ->
              "see the server's log; often it may not write to the zone's folder, or the zone did"
                  + " not load";
          case Rcode.NOTIMP -> "that server takes no changes (RFC 2136): check option server";
          default -> "see the server's log";
        };
    return fault(tried, "the server answered " + Rcode.string(rcode), remedy);
  }

  @Override
  public String toString() {
    String address = host.contains(":") ? "[" + host + "]" : host;
    return zone.toString(true) + " on " + address + ":" + port;
  }
}
