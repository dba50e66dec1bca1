package org.gaoler.tester.run;

/**
 * When a jail bans.
 *
 * @param maxRetry failures that lead to a ban, 1 or more
 * @param findSeconds within which time
 */
public record Limit(int maxRetry, long findSeconds) {}
