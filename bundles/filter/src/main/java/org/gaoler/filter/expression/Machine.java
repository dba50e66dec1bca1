package org.gaoler.filter.expression;

import java.util.Arrays;

/**
 * Takes a text through a program, with a stack of its own for what may have to be taken back: the
 * length of a text never costs stack of the thread.
 *
 * <p>Everything that must be taken back lives in the memory. The stack consists of frames of four
 * numbers: a change of the memory that is undone, or a choice whose step is asked for its next
 * alternative.
 */
final class Machine {

  static final int FRAME = 4;

  /** Place in the memory of the loop that is being run, 0 if none. */
  static final int LOOP = 0;

  /** Place in the memory of the first number that is free. */
  static final int FREE = 1;

  /** Where groups begin in the memory: start and end of each. */
  static final int GROUPS = 2;

  private static final int UNDO = -1;

  /** 2 MiB for each. */
  private static final int MOST = 1 << 19;

  /** Longer than most lines. */
  private static final int USUAL = 256;

  /** 64 KiB for all. */
  private static final int LARGE = 1 << 14;

  int[] text = {};
  private char[] chars = {};
  private String loaded = "";
  int end;
  int at;
  long fuel;
  boolean accepted;
  private int[] memory = new int[32];
  private int[] stack = new int[64];
  private int top;

  /** Whether it has grown beyond what is worth keeping for the next line. */
  boolean large() {
    return text.length + memory.length + stack.length > LARGE;
  }

  /** Thrown when matching needs more memory than one line may have. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super("matching needs too much memory", null, false, false);
    }
  }

  /** Thrown when the fuel is spent. */
  static final class Empty extends RuntimeException {
    private static final long serialVersionUID = 1;

    Empty() {
      super("matching takes too many steps", null, false, false);
    }
  }

  /**
   * Takes in a text with a line feed behind it.
   *
   * @return how many characters it has with that
   */
  int load(String string) {
    int length = string.length();
    if (end == 0 || !string.equals(loaded)) {
      int[] codes = text.length > length ? text : new int[Math.max(USUAL, length + 1)];
      text = codes;
      loaded = string;
      chars = chars.length < length ? new char[Math.max(USUAL, length)] : chars;
      string.getChars(0, length, chars, 0);
      int size = 0;
      for (int i = 0; i < length; i++) {
        int code = chars[i];
        if (Character.isHighSurrogate((char) code)) {
          code = string.codePointAt(i);
          i += Character.charCount(code) - 1;
        }
        codes[size++] = code;
      }
      codes[size++] = '\n';
      end = size;
    }
    return end;
  }

  /**
   * Tries to match from one place on.
   *
   * @return whether it matches; then {@link #at} is its end
   */
  boolean match(Program program, int start) {
    at = start;
    top = 0;
    accepted = false;
    clear(program.memory());
    Step step = program.first();
    while (true) {
      while (step != null) {
        burn(1);
        step = step.run(this);
      }
      if (accepted) {
        return true;
      }
      if (top == 0) {
        return false;
      }
      step = back(program);
    }
  }

  private void clear(int size) {
    if (memory.length < size) {
      memory = new int[size];
    }
    Arrays.fill(memory, GROUPS, size, -1);
    memory[LOOP] = 0;
    memory[FREE] = size;
  }

  /** Undoes up to the last choice; nothing if that had no alternative left. */
  private Step back(Program program) {
    while (top > 0) {
      burn(1);
      int step = stack[top - 1];
      if (step != UNDO) {
        return program.step(step).retry(this, top - FRAME);
      }
      top -= FRAME;
      memory[stack[top]] = stack[top + 1];
    }
    return null;
  }

  /** Pays for so many steps. */
  void burn(long steps) {
    fuel -= steps;
    if (fuel < 0) {
      throw new Empty();
    }
  }

  int get(int place) {
    return memory[place];
  }

  /** Changes the memory so that it can be undone. */
  void set(int place, int value) {
    if (top > 0) {
      push(place, memory[place], 0, UNDO);
    }
    memory[place] = value;
  }

  /** Takes numbers that are free; what is in them is undefined. */
  int take(int size) {
    int place = memory[FREE];
    if (place + size > memory.length) {
      memory = grown(memory);
    }
    set(FREE, place + size);
    return place;
  }

  /** Writes where undoing does not matter. */
  void init(int place, int value) {
    memory[place] = value;
  }

  private static int[] grown(int[] numbers) {
    if (numbers.length >= MOST) {
      throw new Full();
    }
    return Arrays.copyOf(numbers, numbers.length * 2);
  }

  void push(int a, int b, int c, int step) {
    if (top + FRAME > stack.length) {
      stack = grown(stack);
    }
    stack[top] = a;
    stack[top + 1] = b;
    stack[top + 2] = c;
    stack[top + 3] = step;
    top += FRAME;
  }

  int top() {
    return top;
  }

  int frame(int index) {
    return stack[index];
  }

  void changeFrame(int index, int value) {
    stack[index] = value;
  }

  void pop() {
    top -= FRAME;
  }

  /** Forgets all choices from a frame on, but not what has to be undone. */
  void cut(int from) {
    burn((top - from) / FRAME);
    int to = from;
    for (int i = from; i < top; i += FRAME) {
      if (stack[i + 3] == UNDO) {
        System.arraycopy(stack, i, stack, to, FRAME);
        to += FRAME;
      }
    }
    top = to;
  }

  /** Undoes everything from a frame on. */
  void undo(int from) {
    burn((top - from) / FRAME);
    while (top > from) {
      top -= FRAME;
      if (stack[top + 3] == UNDO) {
        memory[stack[top]] = stack[top + 1];
      }
    }
  }
}
