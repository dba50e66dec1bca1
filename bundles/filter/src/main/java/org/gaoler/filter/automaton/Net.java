package org.gaoler.filter.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.filter.expression.ByteSet;

/**
 * A nondeterministic automaton over bytes: nodes and where they lead. Grows while it is drafted;
 * afterwards it is only read.
 */
final class Net {

  /** Takes one character of set {@code a}: to {@code b} if of ASCII, else to {@code c}. */
  static final byte EAT = 0;

  /** Leads to {@code a} and {@code b} without taking anything. */
  static final byte FORK = 1;

  /** Leads to {@code a} at the start of the text. */
  static final byte START = 2;

  /** Leads to {@code a} at the end of the text. */
  static final byte END = 3;

  /** Filter {@code a} may match, whatever follows. */
  static final byte HIT = 4;

  /** Leads to {@code a}, or takes more bytes of a character beyond ASCII. */
  static final byte TAIL = 5;

  /** Leads to {@code a}, and what follows is the start of the text. */
  static final byte BEGIN = 6;

  /** Leads to {@code a} at the end of the text, behind the line feed there. */
  static final byte LAST = 7;

  /** A node that leads nowhere. */
  static final int DEAD = 0;

  private static final int MOST = 120_000;

  private byte[] kinds = new byte[256];
  private int[] a = new int[256];
  private int[] b = new int[256];
  private int[] c = new int[256];
  private int size;
  private int limit = MOST;
  private final List<ByteSet> sets = new ArrayList<>();
  private final Map<ByteSet, Integer> known = new HashMap<>();

  Net() {
    add(FORK, DEAD, DEAD, DEAD);
  }

  /** Allows so many nodes more; a net that is full takes none and leads nowhere from there. */
  void allow(int more) {
    limit = Math.min(MOST, size + more);
  }

  boolean full() {
    return size >= limit;
  }

  int add(byte kind, int first, int second, int third) {
    if (size > 0 && full()) {
      return DEAD;
    }
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      a = Arrays.copyOf(a, size * 2);
      b = Arrays.copyOf(b, size * 2);
      c = Arrays.copyOf(c, size * 2);
    }
    kinds[size] = kind;
    a[size] = first;
    b[size] = second;
    c[size] = third;
    return size++;
  }

  int add(byte kind, int next) {
    return add(kind, next, DEAD, DEAD);
  }

  int fork(int one, int other) {
    return one == DEAD ? other : other == DEAD ? one : add(FORK, one, other, DEAD);
  }

  /** Takes one character and goes on. */
  int eat(ByteSet set, int next) {
    return eat(set, next, set.beyond() ? add(TAIL, next) : DEAD);
  }

  int eat(ByteSet set, int next, int tail) {
    int number = known.computeIfAbsent(set, each -> sets.size());
    if (number == sets.size()) {
      sets.add(set);
    }
    return add(EAT, number, next, tail);
  }

  /** Takes anything, then goes on. */
  int anything(int next) {
    int loop = add(FORK, DEAD, next, DEAD);
    lead(loop, eat(ByteSet.ANY, loop), next);
    return loop;
  }

  /** Makes a node a fork to others. */
  void lead(int node, int one, int other) {
    if (node != DEAD) {
      kinds[node] = FORK;
      a[node] = one;
      b[node] = other;
    }
  }

  /** Forgets all nodes from there on. */
  void cut(int from) {
    size = from;
  }

  int size() {
    return size;
  }

  byte kind(int node) {
    return kinds[node];
  }

  int a(int node) {
    return a[node];
  }

  int b(int node) {
    return b[node];
  }

  int c(int node) {
    return c[node];
  }

  /** What an eating node takes. */
  ByteSet set(int node) {
    return sets.get(a[node]);
  }

  List<ByteSet> sets() {
    return sets;
  }

  /** About how much memory it takes, in bytes. */
  int bytes() {
    return kinds.length * 13 + sets.size() * 100;
  }
}
