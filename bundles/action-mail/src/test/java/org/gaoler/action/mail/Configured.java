package org.gaoler.action.mail;

import java.lang.reflect.Method;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Notifier;

/** The factory as it is configured, with what a test says over the shipped defaults. */
final class Configured {

  private final Map<String, String> values = new HashMap<>();

  Configured() {
    for (Method option : Defaults.class.getDeclaredMethods()) {
      values.put(option.getName(), (String) option.getDefaultValue());
    }
    with("hostname", "web-07.example.com");
    with("whoisserver", "127.0.0.1:1");
  }

  Configured with(String option, String value) {
    values.put(option, value);
    return this;
  }

  Configured smtp(int port) {
    return with("smtphost", "127.0.0.1").with("smtpport", Integer.toString(port));
  }

  MailNotifierFactory factory() {
    return new MailNotifierFactory(
        new Options(values, Map.of()),
        (address, port) -> address.isLoopbackAddress(),
        Clock.fixed(Notices.NOON, ZoneOffset.UTC));
  }

  Notifier notifier(String action, Map<String, String> options) throws Fault {
    return factory().notifier(new Order("sshd", action, options));
  }

  Notifier notifier(String action) throws Fault {
    return notifier(action, Map.of("port", "ssh", "protocol", "tcp", "chain", "INPUT"));
  }
}
