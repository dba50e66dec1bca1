package org.gaoler.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says who is never banned; a service, asked for every jail. Called off the reading threads, after
 * the threshold is reached and before the sentence; has 2 s to answer, an overrun counts as "no
 * reason".
 */
@ConsumerType
public interface IgnoreRule {

  /**
   * Whether to ignore an offender.
   *
   * @param jail the jail that is about to sentence it
   * @param offender who
   * @return the reason in a few words, or empty to let the sentence be passed
   */
  Optional<String> reason(String jail, Offender offender);
}
