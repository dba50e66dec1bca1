package org.gaoler.action.mail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaoler.action.mail.post.Carrier;
import org.gaoler.action.mail.post.Sender;
import org.gaoler.action.mail.text.Evidence;
import org.gaoler.action.mail.text.Letterhead;
import org.gaoler.action.mail.text.Templates;
import org.gaoler.action.mail.text.Wording;
import org.gaoler.action.mail.whois.Guard;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Notifier;
import org.gaoler.api.NotifierFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Makes notifiers that write mails. */
@Component(
    configurationPid = Options.PID,
    property = {
      "action=mail",
      "action=mail-whois",
      "action=mail-whois-lines",
      "action=mail-buffered",
      "action=sendmail",
      "action=sendmail-whois",
      "action=sendmail-whois-lines",
      "action=sendmail-whois-matches",
      "action=sendmail-whois-ipmatches",
      "action=sendmail-whois-ipjailmatches",
      "action=sendmail-geoip-lines",
      "action=sendmail-buffered"
    })
@Designate(ocd = Defaults.class)
public final class MailNotifierFactory implements NotifierFactory {

  private static final int MOST_LINES = 10_000;

  private static final List<String> OPTIONS =
      List.of(
          "chain",
          "dest",
          "digest",
          "emailheader",
          "grepmax",
          "html",
          "limit",
          "lines",
          "name",
          "port",
          "protocol",
          "sender",
          "sendername",
          "startstop",
          "templates",
          "unban",
          "whois");

  private final Options common;
  private final Clock clock;
  private final MachineName machine;
  private final SharedWhois whois;

  /**
   * Takes the configuration; connects nowhere.
   *
   * @param defaults as configured
   */
  @Activate
  public MailNotifierFactory(Defaults defaults) {
    this(Options.of(defaults), Guard.PUBLIC, Clock.system(ZoneId.systemDefault()));
  }

  MailNotifierFactory(Options common, Guard guard, Clock clock) {
    this.common = common;
    this.whois = new SharedWhois(common, guard, clock);
    this.clock = clock;
    this.machine = new MachineName(common.given("hostname"));
  }

  @Override
  public Notifier notifier(Order order) throws Fault {
    try {
      return made(order);
    } catch (Fault fault) {
      throw new Fault("action " + order.action() + ": " + fault.getMessage(), fault);
    }
  }

  private Notifier made(Order order) throws Fault {
    order.check(Stream.concat(OPTIONS.stream(), Variant.meaningless().stream()).toList());
    Options options = common.with(order.options());
    Variant variant = Variant.of(order.action());
    Carrier carrier = Post.carrier(options, clock);
    Letterhead letterhead = letterhead(order, options);
    Templates templates = templates(options);
    Evidence evidence =
        new Evidence(
            lines(options, variant), whois.get(), variant.whois() && options.flag("whois"));
    return new MailNotifier(
        Timing.of(options, variant),
        new Wording(letterhead, templates, evidence, options.flag("html")),
        carrier,
        () ->
            new Sender(
                machine.in(letterhead.sender()),
                letterhead.sendername(),
                machine.get(),
                machine.node()),
        Addresses.list(options, "dest"));
  }

  private static Templates templates(Options options) throws Fault {
    Optional<Path> folder = options.given("templates").map(Path::of);
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      throw options.wrong("templates", "folders that exist");
    }
    return new Templates(folder);
  }

  private Letterhead letterhead(Order order, Options options) throws Fault {
    String sender = options.text("sender");
    Addresses.one(options, "sender", sender.replaceAll("<(?:host|fq-hostname)>", "example.com"));
    return new Letterhead(
        order.jail(),
        order.name(),
        options.text("emailheader"),
        machine,
        clock.getZone(),
        options.text("dest"),
        sender,
        options.text("sendername"));
  }

  private static int lines(Options options, Variant variant) throws Fault {
    String option = options.own().containsKey("grepmax") ? "grepmax" : "lines";
    int most = options.number(option, 0, MOST_LINES);
    return variant.lines() ? most : 0;
  }

  @Override
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    try {
      Post.carrier(common, clock).check();
    } catch (Fault fault) {
      missing.add("action mail: " + fault.getMessage());
    }
    return missing;
  }
}
