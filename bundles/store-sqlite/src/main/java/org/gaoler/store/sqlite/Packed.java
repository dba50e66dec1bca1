package org.gaoler.store.sqlite;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Teardown;

/** Packs lists into one column: no query ever looks into them. */
final class Packed {

  private Packed() {}

  private interface Writing<T> {
    void write(DataOutputStream out, T item) throws IOException;
  }

  private interface Reading<T> {
    T read(ByteBuffer in);
  }

  static byte[] texts(List<String> texts) {
    return pack(texts, Packed::write);
  }

  static List<String> texts(byte[] packed) {
    return unpack(packed, Packed::readText);
  }

  static byte[] parts(List<byte[]> parts) {
    return pack(parts, Packed::write);
  }

  static List<byte[]> parts(byte[] packed) {
    return unpack(packed, Packed::readBytes);
  }

  static byte[] pairs(Map<String, String> pairs) {
    return pack(
        List.copyOf(pairs.entrySet()),
        (out, pair) -> {
          write(out, pair.getKey());
          write(out, pair.getValue());
        });
  }

  static Map<String, String> pairs(byte[] packed) {
    Map<String, String> pairs = new HashMap<>();
    for (Map.Entry<String, String> pair :
        unpack(packed, in -> Map.entry(readText(in), readText(in)))) {
      pairs.put(pair.getKey(), pair.getValue());
    }
    return Map.copyOf(pairs);
  }

  static byte[] marks(List<Mark> marks) {
    return pack(
        marks,
        (out, mark) -> {
          Instant when = mark.when();
          out.writeLong(when.getEpochSecond());
          out.writeInt(when.getNano());
          out.writeInt(mark.weight());
          write(out, mark.line());
        });
  }

  static List<Mark> marks(byte[] packed) {
    return unpack(
        packed,
        in ->
            new Mark(Instant.ofEpochSecond(in.getLong(), in.getInt()), in.getInt(), readText(in)));
  }

  static byte[] steps(List<Teardown.Step> steps) {
    return pack(
        steps,
        (out, step) -> {
          write(out, texts(step.arguments()));
          write(out, step.input());
        });
  }

  static List<Teardown.Step> steps(byte[] packed) {
    return unpack(packed, in -> new Teardown.Step(texts(readBytes(in)), readText(in)));
  }

  private static <T> byte[] pack(List<T> items, Writing<T> writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(items.size());
      for (T item : items) {
        writing.write(out, item);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory refused bytes", impossible);
    }
    return bytes.toByteArray();
  }

  /** Whatever is cut or makes no sense ends in an exception of the buffer. */
  private static <T> List<T> unpack(byte[] packed, Reading<T> reading) {
    ByteBuffer in = ByteBuffer.wrap(packed);
    int size = in.getInt();
    List<T> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(reading.read(in));
    }
    return items;
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    write(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String readText(ByteBuffer in) {
    int length = length(in);
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }

  private static int length(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(ByteBuffer in) {
    byte[] bytes = new byte[length(in)];
    in.get(bytes);
    return bytes;
  }
}
