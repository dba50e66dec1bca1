package org.gaoler.filter.automaton;

import java.util.Arrays;

/**
 * Follows what a net leads to without taking a byte. Used by one thread at a time; keeps its
 * memory.
 */
final class Walk {

  private final Net net;
  private int[] stack = new int[256];
  private int top;
  private int[] marks;
  private int round;
  private int[] found = new int[64];
  private int size;

  Walk(Net net) {
    this.net = net;
    this.marks = new int[net.size() * 2];
  }

  /** Begins a new set. */
  void begin() {
    if (marks.length < net.size() * 2) {
      marks = Arrays.copyOf(marks, net.size() * 3);
    }
    round++;
    size = 0;
  }

  /**
   * Adds all nodes that take or accept something and can be reached.
   *
   * @param from where to begin
   * @param atStart whether it is the start of the text there
   */
  void add(int from, boolean atStart) {
    push(from, atStart);
    while (top > 0) {
      int entry = stack[--top];
      int node = entry >> 1;
      boolean start = (entry & 1) != 0;
      switch (net.kind(node)) {
        case Net.FORK -> {
          push(net.b(node), start);
          push(net.a(node), start);
        }
        case Net.START -> {
          if (start) {
            push(net.a(node), true);
          }
        }
        case Net.BEGIN -> push(net.a(node), true);
        case Net.TAIL -> {
          found(node, entry);
          push(net.a(node), start);
        }
        default -> found(node, entry);
      }
    }
  }

  /** Each node may be reached in both ways; it is found once. */
  private void found(int node, int entry) {
    if (marks[entry ^ 1] != round) {
      if (size == found.length) {
        found = Arrays.copyOf(found, size * 2);
      }
      found[size++] = node;
    }
  }

  private void push(int node, boolean start) {
    int entry = node << 1 | (start ? 1 : 0);
    if (marks[entry] != round) {
      marks[entry] = round;
      if (top == stack.length) {
        stack = Arrays.copyOf(stack, top * 2);
      }
      stack[top++] = entry;
    }
  }

  /** What was found, in ascending order. */
  int[] found() {
    int[] nodes = Arrays.copyOf(found, size);
    Arrays.sort(nodes);
    return nodes;
  }
}
