package org.gaoler.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells over raw bytes which of several filters could match a line at all; made by {@link
 * FilterSource#screen}. Immutable, used by several threads, allocates nothing.
 */
@ProviderType
public interface Screen {

  /** How many filters one screen serves at most. */
  int WIDEST = 64;

  /**
   * Screens one line.
   *
   * @param bytes the buffer
   * @param start first byte of the line
   * @param end one beyond its last byte, without the line end
   * @return bit i set if filter i of the list must look at the line; 0 for most lines. A line that
   *     a filter would recognise always has its bit set.
   */
  long candidates(byte[] bytes, int start, int end);
}
