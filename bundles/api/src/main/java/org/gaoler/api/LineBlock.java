package org.gaoler.api;

import java.util.OptionalLong;

/**
 * A run of whole lines as bytes, straight from the reading buffer.
 *
 * <p>The array belongs to the backend and is reused: it is valid only during {@link
 * LineSink#lines}. Lines end with a line feed, which the last one may lack.
 *
 * @param source the file or journal it came from
 * @param bytes the buffer
 * @param start first byte of the first line
 * @param end one beyond the last byte of the last line
 * @param after the position to resume from once these lines are dealt with; for files its offset
 *     advances by one for each byte, so that the offset behind any line can be computed
 * @param micros for sources that date their entries: microseconds since the epoch, and then the
 *     block is one single entry even if it contains line feeds
 */
public record LineBlock(
    String source, byte[] bytes, int start, int end, Position after, OptionalLong micros) {}
