package org.gaoler.core.settings;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the bytes of a log are to be read as text. Malformed bytes become U+FFFD.
 *
 * @param charset the encoding
 */
public record LogEncoding(Charset charset) {

  /** The word for the machine's own encoding. */
  static final String AUTO = "auto";

  /**
   * Reads an encoding by any of its usual names, those of Python included.
   *
   * @param text such as {@code auto}, {@code UTF-8} or {@code latin-1}
   * @return empty if there is none of that name
   */
  static Optional<LogEncoding> parse(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (name.equals(AUTO)) {
      return Optional.of(ofMachine(System.getProperty("native.encoding", "")));
    }
    return named(name).map(LogEncoding::new);
  }

  /** Plain ASCII is what a service gets whose environment names no language. */
  static LogEncoding ofMachine(String name) {
    Optional<LogEncoding> own = named(name).map(LogEncoding::new);
    return own.filter(LogEncoding::holdsAscii)
        .filter(encoding -> !encoding.charset().equals(StandardCharsets.US_ASCII))
        .orElse(new LogEncoding(StandardCharsets.UTF_8));
  }

  private static Optional<Charset> named(String name) {
    return Stream.of(name, name.replace('_', '-'), name.replaceAll("[-_]", ""))
        .filter(spelling -> spelling.matches("[A-Za-z0-9][A-Za-z0-9_.:+-]*"))
        .filter(Charset::isSupported)
        .map(Charset::forName)
        .findFirst();
  }

  /**
   * Whether lines in it can be told apart: every ASCII character is its own byte, or every
   * character takes two or four.
   *
   * @return false for EBCDIC, for instance
   */
  public boolean readable() {
    return holdsAscii()
        || charset.name().startsWith("UTF-16")
        || charset.name().startsWith("UTF-32");
  }

  private boolean holdsAscii() {
    byte[] ascii = new byte[128];
    StringBuilder text = new StringBuilder();
    for (char c = 0; c < ascii.length; c++) {
      ascii[c] = (byte) c;
      text.append(c);
    }
    return text.toString().equals(new String(ascii, charset));
  }

  @Override
  public String toString() {
    return charset.name();
  }
}
