package org.gaoler.action.mail.text;

import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * What all mails of a jail have in common.
 *
 * @param jail the jail
 * @param name what its action is called, mostly the jail's name
 * @param emailheader what subjects begin with; may hold tags
 * @param host this machine's name; the first call may take 2 s
 * @param zone in which times are written
 * @param dest whom mails are for, as configured
 * @param sender who sends them
 * @param sendername the name that people see
 */
public record Letterhead(
    String jail,
    String name,
    String emailheader,
    Supplier<String> host,
    ZoneId zone,
    String dest,
    String sender,
    String sendername) {}
