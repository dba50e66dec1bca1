package org.gaoler.tail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Position;

/**
 * The identity of a {@link Position} in a file: which file, and how its bytes looked.
 *
 * <p>Written as {@code DEVICE:INODE:HEAD.GENERATION#CHECKED:FINGERPRINT}. What stands before the
 * number sign stays the same while one file content is read; what stands behind proves that the
 * content is still the one that was read.
 *
 * @param key device and inode
 * @param head hash of the first line
 * @param generation how often the file was emptied and began with the same first line again
 * @param checked offset behind the bytes of the fingerprint
 * @param fingerprint hash of the last {@link Fingerprint#WINDOW} bytes before {@code checked}
 */
record FilePlace(String key, long head, int generation, long checked, long fingerprint) {

  private static final Pattern TEXT =
      Pattern.compile(
          "([0-9a-f]{1,16}:[0-9]{1,20}):([0-9a-f]{1,16})\\.([0-9]{1,9})"
              + "#([0-9]{1,18}):([0-9a-f]{1,16})");

  static Optional<FilePlace> parse(Position position) {
    Matcher text = TEXT.matcher(position.identity());
    if (!text.matches() || position.offset() < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new FilePlace(
            text.group(1),
            Long.parseUnsignedLong(text.group(2), 16),
            Integer.parseInt(text.group(3)),
            Long.parseLong(text.group(4)),
            Long.parseUnsignedLong(text.group(5), 16)));
  }

  /** The part of an identity that lasts as long as the content. */
  static String stem(String key, long head, int generation) {
    return new StringBuilder(key)
        .append(':')
        .append(Long.toHexString(head))
        .append('.')
        .append(generation)
        .toString();
  }

  static Position position(String stem, long offset, long fingerprint) {
    // no string template: the first one costs milliseconds, and this is on the way to the first ban
    String identity =
        new StringBuilder(stem)
            .append('#')
            .append(offset)
            .append(':')
            .append(Long.toHexString(fingerprint))
            .toString();
    return new Position(identity, offset);
  }

  /** This place as a position. */
  Position at(long offset) {
    String text = stem(key, head, generation) + '#' + checked + ':' + Long.toHexString(fingerprint);
    return new Position(text, offset);
  }
}
