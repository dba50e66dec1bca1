package org.gaoler.filter;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the groups of matching expressions took from one line, or from all lines of a session. */
final class Fields {

  private final Map<String, String> values = new LinkedHashMap<>();

  /** The field, or an empty text. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Removes a field that is only a mark; tells whether it was there and not empty. */
  boolean mark(String name) {
    String value = values.remove(name);
    return value != null && !value.isEmpty();
  }

  /** Lays other fields over these; an address of one family takes the place of the other's. */
  void takeAll(Fields other) {
    if (other.has("ip4")) {
      values.remove("ip6");
    } else if (other.has("ip6")) {
      values.remove("ip4");
    }
    values.putAll(other.values);
  }

  /** Whether the line belongs to a session; the peer is one where the line says no other. */
  boolean joined() {
    String peer = values.remove("mlfpeer");
    if (peer != null && !peer.isEmpty()) {
      values.putIfAbsent("mlfid", peer);
    }
    return has("mlfid");
  }

  /** Cuts out the other reading of a line that can be read in two ways; empty if it has none. */
  Fields claim() {
    Fields claim = new Fields();
    String address = get("claimed");
    if (!address.isEmpty()) {
      claim.put(address.indexOf(':') < 0 ? "ip4" : "ip6", address);
      claim.put("user", get("claimed_user"));
    }
    values.remove("claimed");
    values.remove("claimed_user");
    return claim;
  }

  void put(String name, String value) {
    values.put(name, value);
  }

  /** Whether somebody is named who could be counted. */
  boolean identified() {
    return has("ip4") || has("ip6") || has("dns") || has("host") || has("fid");
  }

  /** The address or host name, or an empty text. */
  String host() {
    String address = get("ip4").isEmpty() ? get("ip6") : get("ip4");
    if (!address.isEmpty()) {
      return address;
    }
    return get("dns").isEmpty() ? get("host") : get("dns");
  }

  Map<String, String> values() {
    return values;
  }

  /** A copy that changes apart from this. */
  Fields copy() {
    Fields copy = new Fields();
    copy.values.putAll(values);
    return copy;
  }
}
