package org.gaoler.action.dnsbl;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says in words what the names of exceptions say. */
final class Wording {

  private Wording() {}

  static String of(IOException failed) {
    if (failed instanceof NoSuchFileException || failed instanceof FileNotFoundException) {
      return "no such file or folder";
    }
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failed instanceof UnknownHostException) {
      return "no such host";
    }
    if (failed instanceof EOFException) {
      return "the connection was closed";
    }
    if (failed instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    return failed.getMessage() == null ? failed.toString() : failed.getMessage();
  }
}
