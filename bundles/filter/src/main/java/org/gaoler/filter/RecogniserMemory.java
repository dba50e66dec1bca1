package org.gaoler.filter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a recogniser must remember over a restart as text, and reads it.
 *
 * <p>The first line is the version and the learned date template. Each further line is one session,
 * or, beginning with {@code =}, one of the last lines for expressions that span several. Parts are
 * separated by tabs, and what would separate is escaped as {@code %} and four digits.
 */
final class RecogniserMemory {

  private static final Logger LOG = LoggerFactory.getLogger(RecogniserMemory.class);
  private static final String VERSION = "2";

  /** Characters that most sessions take at most. */
  private static final int USUAL = 256;

  private RecogniserMemory() {}

  static String write(String learned, Recognition recognition) {
    Map<String, Session> sessions = recognition.sessions().all();
    StringBuilder out = new StringBuilder(USUAL * (1 + sessions.size()));
    out.append(VERSION).append('\t').append(coded(learned));
    for (Passage.Entry line : recognition.buffer().lines()) {
      out.append("\n=\t").append(coded(line.rest())).append('\t').append(coded(line.whole()));
    }
    for (Map.Entry<String, Session> entry : sessions.entrySet()) {
      Session session = entry.getValue();
      if (session.written().isEmpty()) {
        session.wrote(text(entry.getKey(), session));
      }
      out.append(session.written());
    }
    return out.toString();
  }

  private static String text(String id, Session session) {
    StringBuilder out = new StringBuilder().append('\n').append(coded(id));
    out.append('\t').append(session.since.getEpochSecond());
    out.append('\t').append(session.info ? 'i' : '-').append(session.pending ? 'p' : '-');
    out.append('\t').append(coded(session.countedFor())).append('\t').append(session.counted());
    list(out, session.users);
    // lines that were told already are dropped by the session's next line anyway
    list(out, session.info || session.pending ? session.lines : List.of());
    list(out, session.infoLines);
    pairs(out, session.fields.values());
    pairs(out, session.kinds());
    return out.toString();
  }

  private static void list(StringBuilder out, Collection<String> texts) {
    out.append('\t');
    for (String text : texts) {
      out.append(coded(text)).append('&');
    }
  }

  private static void pairs(StringBuilder out, Map<String, ?> values) {
    out.append('\t');
    values.forEach(
        (k, v) -> out.append(coded(k)).append('=').append(coded(v.toString())).append('&'));
  }

  /** Escapes what separates; everything else stays, since this is written often. */
  private static String coded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' '
          || c == '%'
          || c == '&'
          || c == '='
          || c == '\u0085'
          || Character.isSurrogate(c)) {
        out.append('%');
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >> shift & 15, 16));
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  /**
   * Reads what {@link #write} wrote; lines that are not understood are dropped.
   *
   * @return the learned date template
   */
  static String read(String memory, Recognition recognition) {
    List<String> lines = List.of(memory.split("\n"));
    if (!lines.get(0).startsWith(VERSION + "\t")) {
      return "";
    }
    List<Passage.Entry> buffered = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split("\t", -1);
      try {
        if (line.startsWith("=\t")) {
          buffered.add(new Passage.Entry(plain(parts[1]), plain(parts[2])));
        } else {
          recognition.sessions().put(plain(parts[0]), session(parts));
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        LOG.warn("a remembered session cannot be read and is dropped: {}", line, e);
      }
    }
    recognition.buffer().keep(buffered);
    return plain(lines.get(0).substring(VERSION.length() + 1));
  }

  private static Session session(String[] parts) {
    Session session = new Session(Instant.ofEpochSecond(Long.parseLong(parts[1])));
    session.info = parts[2].startsWith("i");
    session.pending = parts[2].endsWith("p");
    session.restoreCounts(plain(parts[3]), Integer.parseInt(parts[4]));
    addAll(parts[5], session.users);
    addAll(parts[6], session.lines);
    addAll(parts[7], session.infoLines);
    for (String pair : pairs(parts[8])) {
      int equals = pair.indexOf('=');
      session.fields.put(plain(pair.substring(0, equals)), plain(pair.substring(equals + 1)));
    }
    for (String pair : pairs(parts[9])) {
      int equals = pair.indexOf('=');
      Integer times = Integer.valueOf(pair.substring(equals + 1));
      session.kinds().put(plain(pair.substring(0, equals)), times);
    }
    return session;
  }

  private static List<String> pairs(String coded) {
    return coded.isEmpty() ? List.of() : List.of(coded.split("&"));
  }

  private static void addAll(String coded, Collection<String> texts) {
    for (String text : coded.split("&")) {
      if (!text.isEmpty()) {
        texts.add(plain(text));
      }
    }
  }
}
