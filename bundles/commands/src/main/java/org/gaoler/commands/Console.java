package org.gaoler.commands;

import java.io.Writer;

/**
 * Where a command writes to.
 *
 * @param out takes the answer
 * @param err takes what went wrong, one line each
 * @param width columns of the terminal behind {@code out}; 0 if it is no terminal
 * @param colour whether {@code out} shows colours
 */
public record Console(Writer out, Writer err, int width, boolean colour) {}
