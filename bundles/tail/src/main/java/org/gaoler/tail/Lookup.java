package org.gaoler.tail;

import java.nio.file.Path;

/**
 * A directory in which names are looked up on the way to a log.
 *
 * @param directory the directory
 * @param names what is looked up there
 * @param settled whether the name is a directory that exists, so that only its own going matters
 */
public record Lookup(Path directory, NamePattern names, boolean settled) {}
