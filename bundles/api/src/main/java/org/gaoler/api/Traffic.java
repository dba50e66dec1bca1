package org.gaoler.api;

/**
 * What a ban has stopped since it was put in force, as the kernel counted it.
 *
 * @param packets 0 or more
 * @param bytes 0 or more
 */
public record Traffic(long packets, long bytes) {}
