package org.gaoler.core.settings;

/**
 * One entry of a jail's {@code logpath}.
 *
 * @param pattern absolute path or glob pattern
 * @param fromEnd whether the word {@code tail} follows it
 */
public record LogPath(String pattern, boolean fromEnd) {}
