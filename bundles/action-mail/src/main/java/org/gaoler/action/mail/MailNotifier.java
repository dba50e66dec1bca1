package org.gaoler.action.mail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gaoler.action.mail.limit.Deadline;
import org.gaoler.action.mail.post.Carrier;
import org.gaoler.action.mail.post.Mail;
import org.gaoler.action.mail.post.Sender;
import org.gaoler.action.mail.text.Wording;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the notices of one jail by mail: those that come together in one mail. */
final class MailNotifier implements Notifier {

  private static final Logger LOG = LoggerFactory.getLogger(MailNotifier.class);

  /** Core would give the notifier up for good at {@link Notifier#LIMIT}. */
  private static final Duration ENOUGH = LIMIT.minusSeconds(8);

  /** So many at once are all that core hands over: later ones wait for these. */
  private static final int FULL = 1_000;

  private final Timing timing;
  private final Wording wording;
  private final Carrier carrier;
  private final Supplier<Sender> sender;
  private final Ledger ledger;

  MailNotifier(
      Timing timing,
      Wording wording,
      Carrier carrier,
      Supplier<Sender> sender,
      List<String> recipients) {
    this.timing = timing;
    this.wording = wording;
    this.carrier = carrier;
    this.sender = sender;
    this.ledger = new Ledger(recipients);
  }

  @Override
  public Set<Notice.Kind> kinds() {
    return timing.kinds();
  }

  @Override
  public Duration gather() {
    return timing.gather();
  }

  @Override
  public void tell(List<Notice> notices) throws Fault, InterruptedException {
    Deadline deadline = Deadline.in(ENOUGH);
    List<Fault> faults = new ArrayList<>();
    for (Map.Entry<List<Notice>, List<String>> share : ledger.left(notices).entrySet()) {
      try {
        send(share.getKey(), share.getValue(), deadline);
      } catch (Fault fault) {
        faults.add(fault);
      }
    }
    if (!faults.isEmpty()) {
      Fault fault = together(faults);
      if (notices.size() < FULL || !ledger.toldAll(notices)) {
        throw fault;
      }
      LOG.error("not told to everybody, and given up: {}", fault.getMessage());
    }
    ledger.clear();
  }

  private void send(List<Notice> news, List<String> recipients, Deadline deadline)
      throws Fault, InterruptedException {
    Mail mail = wording.mail(news);
    Map<String, String> refused = carrier.carry(mail, sender.get(), recipients, deadline.left());
    for (String recipient : recipients) {
      if (!refused.containsKey(recipient)) {
        ledger.told(recipient, news);
      }
    }
    if (!refused.isEmpty()) {
      StringBuilder who = new StringBuilder("mail was sent to all but ");
      refused.forEach((each, why) -> who.append(each).append(" (").append(why).append("); "));
      throw new Fault(who + "correct option dest, or allow it at the server");
    }
  }

  private static Fault together(List<Fault> faults) {
    if (faults.size() == 1) {
      return faults.get(0);
    }
    String all = faults.stream().map(Fault::getMessage).collect(Collectors.joining("; "));
    return new Fault(all, faults.get(0));
  }

  @Override
  public void close() {
    // Each mail has a connection or process of its own, which ends with it.
  }
}
