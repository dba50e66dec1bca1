package org.gaoler.filter;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the groups of matching expressions took from one line, or from all lines of a session. There
 * are a few of them, and many are made: hence no map.
 */
final class Fields {

  private static final int USUAL = 6;

  private String[] names;
  private String[] values;
  private int size;

  Fields() {
    names = new String[USUAL];
    values = new String[USUAL];
  }

  private Fields(Fields other) {
    // made anew rather than cloned, which is a call of the JVM where only C1 compiles
    names = new String[other.names.length];
    values = new String[other.names.length];
    size = other.size;
    System.arraycopy(other.names, 0, names, 0, size);
    System.arraycopy(other.values, 0, values, 0, size);
  }

  private int place(String name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The field, or an empty text. */
  String get(String name) {
    int place = place(name);
    return place < 0 ? "" : values[place];
  }

  boolean has(String name) {
    return place(name) >= 0;
  }

  /** Removes a field that is only a mark; tells whether it was there and not empty. */
  boolean mark(String name) {
    return !remove(name).isEmpty();
  }

  private String remove(String name) {
    int place = place(name);
    if (place < 0) {
      return "";
    }
    String value = values[place];
    size--;
    System.arraycopy(names, place + 1, names, place, size - place);
    System.arraycopy(values, place + 1, values, place, size - place);
    return value;
  }

  /** Lays other fields over these; an address of one family takes the place of the other's. */
  void takeAll(Fields other) {
    if (other.has("ip4")) {
      remove("ip6");
    } else if (other.has("ip6")) {
      remove("ip4");
    }
    for (int i = 0; i < other.size; i++) {
      put(other.names[i], other.values[i]);
    }
  }

  /** Whether the line belongs to a session; the peer is one where the line says no other. */
  boolean joined() {
    String peer = remove("mlfpeer");
    if (!peer.isEmpty() && !has("mlfid")) {
      put("mlfid", peer);
    }
    return has("mlfid");
  }

  /** Cuts out the other reading of a line that can be read in two ways; empty if it has none. */
  Fields claim() {
    Fields claim = new Fields();
    String address = remove("claimed");
    String user = remove("claimed_user");
    if (!address.isEmpty()) {
      claim.put(address.indexOf(':') < 0 ? "ip4" : "ip6", address);
      claim.put("user", user);
    }
    return claim;
  }

  void put(String name, String value) {
    int place = place(name);
    if (place >= 0) {
      values[place] = value;
      return;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    names[size] = name;
    values[size++] = value;
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

  /** How many there are. */
  int size() {
    return size;
  }

  /** The name of one, by its place in the order in which they came. */
  String name(int place) {
    return names[place];
  }

  /** What one is, by its place. */
  String value(int place) {
    return values[place];
  }

  /** Tells all by name, in the order in which they came. */
  void forEach(BiConsumer<String, String> reader) {
    for (int i = 0; i < size; i++) {
      reader.accept(names[i], values[i]);
    }
  }

  /** A copy of all by name, in the order in which they came. */
  Map<String, String> values() {
    Map<String, String> all = new LinkedHashMap<>();
    forEach(all::put);
    return all;
  }

  /** A copy that changes apart from this. */
  Fields copy() {
    return new Fields(this);
  }
}
