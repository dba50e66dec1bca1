package org.gaoler.filter.expression;

import java.util.List;

/** A parsed expression: what the translation to Java and the screening both walk over. */
public sealed interface Node {

  /** One character; {@code fold} if its case does not matter. */
  record Char(int code, boolean fold) implements Node {}

  /** Any character but a line feed, or any at all in dot-all mode. */
  record Dot() implements Node {}

  /**
   * A character class or shorthand.
   *
   * @param items what stands inside the brackets
   * @param negative whether it is the complement
   * @param fold whether case does not matter
   */
  record CharClass(List<Item> items, boolean negative, boolean fold) implements Node {}

  /** A part of a character class: a shorthand such as {@code d} or a range of characters. */
  record Item(char shorthand, int from, int to) {}

  /**
   * Brackets.
   *
   * @param number as Python counts, 0 if nothing is captured
   * @param flags Java's letters for inline flags, perhaps empty, or {@code >} if atomic
   */
  record Group(Node body, int number, String flags) implements Node {}

  /** Looking ahead or behind. */
  record Look(Node body, boolean ahead, boolean negative) implements Node {}

  /**
   * Repetition; {@code most} is -1 if unlimited, {@code manner} is empty, {@code ?} or {@code +}.
   */
  record Repeat(Node body, int least, int most, String manner) implements Node {}

  /** One of several. */
  record Alternation(List<Node> options) implements Node {}

  /** One after the other. */
  record Sequence(List<Node> parts) implements Node {}

  /** What a group took, again. */
  record BackReference(int number) implements Node {}

  /** One thing if a group took part, else another. */
  record Conditional(int number, Node yes, Node no) implements Node {}

  /** A place: {@code ^ $ b B A Z}. */
  record Place(char kind) implements Node {}
}
