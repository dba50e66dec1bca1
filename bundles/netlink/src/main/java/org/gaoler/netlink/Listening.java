package org.gaoler.netlink;

/** Somebody listens to the kernel's events, until this is closed. */
public interface Listening extends AutoCloseable {

  /** Ends it; one last event may still be told. */
  @Override
  void close();
}
