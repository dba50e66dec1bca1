package org.gaoler.control.wire;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client asks for, and what its terminal can do.
 *
 * @param columns width of the terminal behind standard output, 0 to 65535; 0 if it is none
 * @param rows its height; 0 if it is none
 * @param colour whether it shows colours
 * @param keyboard whether somebody types: standard input is a terminal, in raw mode
 * @param terminal terminfo name of the terminal
 * @param words the command, as typed
 */
public record Request(
    int columns, int rows, boolean colour, boolean keyboard, String terminal, List<String> words) {

  private static final int MAGIC = 'G' << 24 | 'A' << 16 | 'O' << 8 | 'L';
  private static final int FIXED = 12;
  private static final int COLOUR = 1;
  private static final int KEYBOARD = 2;

  /**
   * The request as the payload of a frame: {@code GAOL}, version (1 byte), flags (1 byte: 1 colour,
   * 2 keyboard), columns, rows, number of texts (2 bytes each), then each text as length (2 bytes)
   * and UTF-8; the first text is the terminal, the others are the words.
   *
   * @return at most {@link Wire#LONGEST} bytes
   * @throws IOException if the words are too long
   */
  public byte[] encode() throws IOException {
    List<byte[]> texts = new ArrayList<>(words.size() + 1);
    texts.add(terminal.getBytes(StandardCharsets.UTF_8));
    for (String word : words) {
      texts.add(word.getBytes(StandardCharsets.UTF_8));
    }
    int length = FIXED;
    for (byte[] text : texts) {
      length += 2 + text.length;
    }
    if (length > Wire.LONGEST) {
      throw new IOException(
          "the command is " + length + " bytes long; at most " + Wire.LONGEST + " are taken");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    bytes.putInt(MAGIC).put((byte) Wire.VERSION);
    bytes.put((byte) ((colour ? COLOUR : 0) | (keyboard ? KEYBOARD : 0)));
    bytes.putShort((short) columns).putShort((short) rows).putShort((short) texts.size());
    for (byte[] text : texts) {
      bytes.putShort((short) text.length).put(text);
    }
    return bytes.array();
  }

  /**
   * Reads a request.
   *
   * @param payload of the frame
   * @return never null
   * @throws IOException if it is none, or speaks another version; the message is for the operator
   */
  public static Request decode(byte[] payload) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(payload);
    try {
      if (bytes.getInt() != MAGIC) {
        throw new IOException("this is no request of the gaoler command");
      }
      int version = bytes.get();
      if (version != Wire.VERSION) {
        throw new IOException(
            "the client speaks version "
                + version
                + " of the protocol, the daemon version "
                + Wire.VERSION
                + "; use the gaoler command that came with the daemon");
      }
      return body(bytes);
    } catch (BufferUnderflowException e) {
      throw new IOException("the request ends too early", e);
    }
  }

  private static Request body(ByteBuffer bytes) {
    int flags = bytes.get();
    int columns = bytes.getShort() & 0xffff;
    int rows = bytes.getShort() & 0xffff;
    int count = bytes.getShort() & 0xffff;
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] text = new byte[bytes.getShort() & 0xffff];
      bytes.get(text);
      texts.add(new String(text, StandardCharsets.UTF_8));
    }
    String terminal = texts.isEmpty() ? "" : texts.remove(0);
    boolean colour = (flags & COLOUR) != 0;
    boolean keyboard = (flags & KEYBOARD) != 0;
    return new Request(columns, rows, colour, keyboard, terminal, texts);
  }
}
