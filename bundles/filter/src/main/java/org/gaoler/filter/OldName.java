package org.gaoler.filter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A filter's name in old releases of fail2ban for what is a mode of another filter today.
 *
 * @param name the filter of today
 * @param mode its mode
 */
record OldName(String name, String mode) {

  private static final Logger LOG = LoggerFactory.getLogger(OldName.class);

  private static final Map<String, OldName> NAMES =
      Map.of(
          "sshd-ddos", new OldName("sshd", "ddos"),
          "sasl", new OldName("postfix", "auth"),
          "postfix-sasl", new OldName("postfix", "auth"));

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  /** What an old name stands for; told once each. */
  static Optional<OldName> of(String name) {
    OldName today = NAMES.get(name);
    if (today != null && TOLD.add(name)) {
      LOG.warn(
          "there is no filter {}, which is an old name: {}[mode={}] is used; write that instead",
          name,
          today.name(),
          today.mode());
    }
    return Optional.ofNullable(today);
  }

  /** The parameters that were given, over the mode. */
  Map<String, String> over(Map<String, String> given) {
    Map<String, String> parameters = new HashMap<>(given);
    parameters.putIfAbsent("mode", mode);
    return parameters;
  }
}
