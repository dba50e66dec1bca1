package org.gaoler.api;

import java.time.Instant;

/**
 * What a backend shall follow.
 *
 * @param path one path or glob pattern as configured; empty for backends that read no files
 * @param journalMatch fields to match in the journal, in fail2ban's notation ({@code A=1 B=2 +
 *     C=3}); empty for all entries
 * @param since lines older than this need not be delivered when no position is known
 * @param fromEnd whether to begin at the end when no position is known
 */
public record LogSpec(String path, String journalMatch, Instant since, boolean fromEnd) {}
