package org.gaoler.action.mail.post;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes text as quoted-printable (RFC 2045), so that no line on the wire begins with anything that
 * a program on its way may take for an order: {@code ~!} of mail(1), a lone dot, {@code From}, the
 * hyphens of a boundary.
 */
final class Printable {

  private static final int LONGEST = 75;
  private static final String ORDERS = "~.F-";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int column;

  private Printable() {}

  static byte[] encode(String text) {
    Printable printable = new Printable();
    for (String line : text.split("\r\n|\r|\n")) {
      printable.line(line.getBytes(StandardCharsets.UTF_8));
    }
    return printable.out.toByteArray();
  }

  private void line(byte[] line) {
    for (int i = 0; i < line.length; i++) {
      int octet = line[i] & 0xff;
      boolean plain = plain(octet, i == line.length - 1);
      if (column + (plain ? 1 : 3) > LONGEST) {
        out.write('=');
        end();
        plain = plain && ORDERS.indexOf(octet) < 0;
      }
      put(octet, plain);
    }
    end();
  }

  private boolean plain(int octet, boolean last) {
    if (octet == ' ' || octet == '\t') {
      return !last;
    }
    return octet > ' '
        && octet < 0x7f
        && octet != '='
        && !(column == 0 && ORDERS.indexOf(octet) >= 0);
  }

  private void put(int octet, boolean plain) {
    if (plain) {
      out.write(octet);
      column++;
    } else {
      out.write('=');
      out.write(HEX[octet >> 4]);
      out.write(HEX[octet & 0xf]);
      column += 3;
    }
  }

  private void end() {
    out.write('\r');
    out.write('\n');
    column = 0;
  }
}
