package org.gaoler.action.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Notice;
import org.gaoler.api.NotifierFactory;
import org.gaoler.testkit.NotifierKit;
import org.junit.jupiter.api.AfterEach;

/** The contract of notifiers, with GreenMail as the mail server. */
final class SmtpContractTest extends NotifierKit {

  private final List<Received> earlier = new ArrayList<>();
  private GreenMail server;
  private int port;

  private static GreenMail start(int port) {
    GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    server.start();
    return server;
  }

  @Override
  protected NotifierFactory factory() {
    server = start(0);
    port = server.getSmtp().getPort();
    return new Configured().smtp(port).factory();
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  @Override
  protected String action() {
    return "mail-whois-lines";
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("dest", "root@example.com", "whois", "no", "html", "yes");
  }

  private List<Received> received() {
    List<Received> all = new ArrayList<>(earlier);
    for (MimeMessage message : server.getReceivedMessages()) {
      all.add(new Received(List.of("root@example.com"), GreenMailUtil.getWholeMessage(message)));
    }
    return all;
  }

  @Override
  protected boolean arrived(Notice notice) throws Exception {
    for (Received each : received()) {
      if (each.text().contains("event " + notice.id() + "\n")) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected boolean breakDown() {
    earlier.addAll(received());
    server.stop();
    return true;
  }

  @Override
  protected void mend() {
    server = start(port);
  }

  @Override
  protected void assertPlain(Notice notice) throws Exception {
    for (Received each : received()) {
      Plain.check(each);
      assertThat(each.message().getAllRecipients()).hasSize(1);
    }
  }
}
