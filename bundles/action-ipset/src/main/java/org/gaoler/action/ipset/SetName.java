package org.gaoler.action.ipset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.gaoler.api.IpBlock.Family;

/**
 * Names the sets and the chain of a jail, or of several jails that share them, within what the
 * kernel allows: 31 characters for a set and 28 for a chain.
 *
 * @param base begins with {@code gaoler-}, or with {@code gaoler+} if it is shared
 */
record SetName(String base) {

  private static final int LONGEST = 17;
  private static final int KEPT = 8;
  private static final int HASH_BYTES = 4;

  /** The sets of one jail alone. */
  static SetName own(String jail) {
    return new SetName("gaoler-" + cut(jail));
  }

  /** Sets that several jails share; no jail's own set is called like that. */
  static SetName shared(String name) {
    return new SetName("gaoler+" + cut(name));
  }

  boolean shared() {
    return base.charAt("gaoler".length()) == '+';
  }

  String set(Family family) {
    return base + (family == Family.IPV4 ? "/4" : "/6");
  }

  /** While a set is being replaced. */
  String draft(Family family) {
    return set(family) + "new";
  }

  String chain() {
    return base + "/set";
  }

  /** The slash, which no jail's name can hold, keeps names that were cut apart from others. */
  private static String cut(String name) {
    return name.length() <= LONGEST ? name : name.substring(0, KEPT) + "/" + hash(name);
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("this Java has no SHA-256", impossible);
    }
  }
}
