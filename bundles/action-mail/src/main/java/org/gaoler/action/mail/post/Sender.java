package org.gaoler.action.mail.post;

/**
 * Who sends.
 *
 * @param address where answers and bounces go
 * @param name as shown to people
 * @param host this machine's name, with its domain if that is known
 * @param node this machine's name for Message-IDs, the same whether name servers answer or not
 */
public record Sender(String address, String name, String host, String node) {}
