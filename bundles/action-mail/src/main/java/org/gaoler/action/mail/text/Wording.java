package org.gaoler.action.mail.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.gaoler.action.mail.post.Mail;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;

/**
 * Puts notices into words: one mail, however many they are.
 *
 * @param letterhead what all mails have in common
 * @param templates the forms
 * @param evidence what is added about the banned
 * @param html whether mails are HTML too
 */
public record Wording(Letterhead letterhead, Templates templates, Evidence evidence, boolean html) {

  private static final int LONGEST_SUBJECT = 300;

  /**
   * Writes a mail.
   *
   * @param notices what it tells of, oldest first; not empty
   * @return the mail
   * @throws Fault if a template cannot be read
   * @throws InterruptedException if the caller is told to give up while whois is asked
   */
  public Mail mail(List<Notice> notices) throws Fault, InterruptedException {
    Notice first = notices.get(0);
    boolean several = notices.size() > 1;
    Tags tags = several ? new Tags(letterhead) : new Tags(letterhead).of(first);
    tags.block("matches", evidence.matches(notices)).block("whois", evidence.whois(notices));
    String kind = first.kind().name().toLowerCase(Locale.ROOT);
    if (several) {
      kind = "digest";
      Times times = new Times(letterhead.zone());
      tags.block("summary", Listing.summary(notices))
          .block("first", times.of(first.when()))
          .block("last", times.of(notices.get(notices.size() - 1).when()))
          .block("list", new Listing(times).lines(notices));
    }
    List<String> events = notices.stream().map(Notice::id).toList();
    String id = several ? "digest-" + sum(events) : first.id();
    return written(kind, tags, id, events);
  }

  private Mail written(String kind, Tags tags, String id, List<String> events) throws Fault {
    Template template = template(kind);
    String text = Template.expand(template.body(), tags::value);
    String subject = Template.expand(template.subject(), tags::value);
    Optional<String> page = html ? Optional.of(page(kind, tags, text)) : Optional.empty();
    return new Mail(id, events, Clean.line(subject, LONGEST_SUBJECT), text, page);
  }

  private Template template(String kind) throws Fault {
    String file = kind + ".txt";
    Template template = templates.find(file).orElseThrow(() -> new Fault("no template " + file));
    if (!template.subject().isEmpty()) {
      return template;
    }
    String subject = new Templates(Optional.empty()).find(file).map(Template::subject).orElse("");
    return new Template(subject, template.body());
  }

  private String page(String kind, Tags tags, String text) throws Fault {
    Optional<Template> template = templates.find(kind + ".html");
    return template.isPresent()
        ? Template.expand(template.get().body(), tag -> tags.value(tag).map(Html::escape))
        : Html.page(text);
  }

  /** The same for the same events, so that a mail told again is known as such. */
  private static String sum(List<String> events) {
    byte[] all = String.join(" ", events).getBytes(StandardCharsets.US_ASCII);
    return UUID.nameUUIDFromBytes(all).toString();
  }
}
