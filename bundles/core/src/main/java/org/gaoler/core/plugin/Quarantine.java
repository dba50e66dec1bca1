package org.gaoler.core.plugin;

/** Has the bundle of a part left alone because of what the part did. */
@FunctionalInterface
public interface Quarantine {

  /**
   * Has nothing of the bundle used any more until it changes. Returns at once; whatever was made by
   * it is replaced or missed like that of a bundle that went.
   *
   * @param part any object of the bundle's own class
   * @param reason what it did, in one line
   */
  void put(Object part, String reason);
}
