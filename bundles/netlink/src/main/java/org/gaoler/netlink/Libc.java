package org.gaoler.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/** The C library's functions for sockets, bound when first used. */
final class Libc {

  static {
    Native.register(Libc.class, Platform.C_LIBRARY_NAME);
  }

  private Libc() {}

  static native int socket(int domain, int type, int protocol) throws LastErrorException;

  static native int bind(int socket, Pointer address, int length) throws LastErrorException;

  static native int getsockname(int socket, Pointer address, Pointer length)
      throws LastErrorException;

  static native int setsockopt(int socket, int level, int option, Pointer value, int length)
      throws LastErrorException;

  static native NativeLong send(int socket, Pointer from, NativeLong size, int flags)
      throws LastErrorException;

  static native NativeLong recv(int socket, Pointer into, NativeLong size, int flags)
      throws LastErrorException;

  static native int poll(Pointer descriptors, NativeLong count, int milliseconds);

  static native int eventfd(int start, int flags) throws LastErrorException;

  static native NativeLong write(int descriptor, Pointer from, NativeLong size)
      throws LastErrorException;

  static native int open(String path, int flags) throws LastErrorException;

  static native int setns(int descriptor, int kind) throws LastErrorException;

  static native int close(int descriptor);
}
