package org.gaoler.filter.expression;

import java.util.List;

/** A parsed expression: what the assembling of a program and the screening both walk over. */
public sealed interface Node {

  /** One character. */
  record Char(int code, Fold fold) implements Node {}

  /** Any character but a line feed; any at all if {@code all}. */
  record Dot(boolean all) implements Node {}

  /**
   * A character class or shorthand.
   *
   * @param items what stands inside the brackets
   * @param negative whether it is the complement
   * @param fold whether case matters
   * @param ascii whether shorthands mean characters of ASCII only
   */
  record CharClass(List<Item> items, boolean negative, Fold fold, boolean ascii) implements Node {}

  /** A part of a character class: a shorthand such as {@code d} or a range of characters. */
  record Item(char shorthand, int from, int to) {}

  /** Brackets; {@code number} as Python counts, 0 if nothing is captured. */
  record Group(Node body, int number) implements Node {}

  /** A group that gives nothing back once it has matched. */
  record Atomic(Node body) implements Node {}

  /** Looking ahead or behind; {@code width} characters back if behind. */
  record Look(Node body, boolean ahead, boolean negative, int width) implements Node {}

  /**
   * Repetition; {@code most} is -1 if unlimited, {@code manner} is a blank for as many as possible,
   * {@code ?} for as few, {@code +} if nothing is given back.
   */
  record Repeat(Node body, int least, int most, char manner) implements Node {}

  /** One of several. */
  record Alternation(List<Node> options) implements Node {}

  /** One after the other. */
  record Sequence(List<Node> parts) implements Node {}

  /** What a group took, again. */
  record BackReference(int number, Fold fold) implements Node {}

  /** One thing if a group took part, else another. */
  record Conditional(int number, Node yes, Node no) implements Node {}

  /**
   * A place.
   *
   * @param kind {@code A} start, {@code ^} start of a line, {@code $} end or before a line feed
   *     there, {@code M} end of a line, {@code Z} end, {@code b} and {@code B} at and not at the
   *     edge of a word
   * @param ascii whether words consist of ASCII only
   */
  record Place(char kind, boolean ascii) implements Node {}
}
