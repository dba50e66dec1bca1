package org.gaoler.action.mail.post;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Fault;

/** A way for mails to leave this machine. */
public interface Carrier {

  /**
   * Sends one mail; blocks up to the limit.
   *
   * @param mail what it says
   * @param sender who sends
   * @param recipients whom to; not empty
   * @param limit how long it may take, all in all
   * @return the recipients that were refused while others were accepted, with what came back
   * @throws Fault if nobody was sent it: what was tried, what came back, what to do
   * @throws InterruptedException if the caller is told to give up; it may have been sent
   */
  Map<String, String> carry(Mail mail, Sender sender, List<String> recipients, Duration limit)
      throws Fault, InterruptedException;

  /**
   * What is missing on this machine for it; takes up to 3 s.
   *
   * @throws Fault what is missing and what mends it
   */
  void check() throws Fault;
}
