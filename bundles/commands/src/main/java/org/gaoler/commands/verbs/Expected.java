package org.gaoler.commands.verbs;

/** What a word of a command must name; decides how it is completed. */
enum Expected {
  /** A jail. */
  JAIL,
  /** Somebody to ban or to ask about. */
  ADDRESS,
  /** Somebody who is banned. */
  BANNED,
  /** A length of time. */
  TIME,
  /** A plugin. */
  PLUGIN,
  /** A verb. */
  VERB,
  /** Anything. */
  TEXT,
  /** Nothing: the option stands alone. */
  NOTHING
}
