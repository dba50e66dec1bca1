package org.gaoler.xtables;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names chains after jails, within what the kernel allows. */
public final class ChainName {

  /** The kernel's limit in characters. */
  public static final int LIMIT = 28;

  private static final String PREFIX = "gaoler-";
  private static final int KEPT = 12;
  private static final int HASH_BYTES = 4;

  /** A slash and three digits. */
  private static final int NUMBERED = 4;

  private ChainName() {}

  /**
   * The chain of a jail. A long name is cut, and a hash of the whole takes the place of the rest;
   * the slash, which no jail's name can hold, keeps it apart from short names.
   *
   * @param name of the jail
   * @return at most {@link #LIMIT} characters
   */
  public static String of(String name) {
    return of(name, "");
  }

  /**
   * The chain of a jail to which something can be appended.
   *
   * @param name of the jail
   * @param suffix of another chain that is named after this one
   * @return at most {@link #LIMIT} characters with the suffix, which it does not have
   */
  public static String of(String name, String suffix) {
    String whole = PREFIX + name;
    if (whole.length() + suffix.length() <= LIMIT) {
      return whole;
    }
    return PREFIX + name.substring(0, KEPT - suffix.length()) + "/" + hash(name);
  }

  /**
   * A further chain of a jail whose bans are too many for one. No jail's own chain is called so.
   *
   * @param chain the jail's own
   * @return what a number of up to three digits is added to, to make {@link #LIMIT} characters at
   *     most
   */
  static String page(String chain) {
    String whole = chain.length() + NUMBERED <= LIMIT ? chain : cut(chain) + hash(chain);
    return whole + "/";
  }

  private static String cut(String chain) {
    return chain.substring(0, LIMIT - NUMBERED - 2 * HASH_BYTES - 1) + "/";
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
