package org.gaoler.action.mail.post;

import java.util.List;
import java.util.Optional;

/**
 * What one mail says, before it is a message.
 *
 * @param id makes the Message-ID; the same each time these events are told
 * @param events the ids of the events it tells of, oldest first
 * @param subject one line
 * @param text the plain text
 * @param html the same as HTML, if wanted
 */
public record Mail(
    String id, List<String> events, String subject, String text, Optional<String> html) {

  public Mail {
    events = List.copyOf(events);
  }
}
