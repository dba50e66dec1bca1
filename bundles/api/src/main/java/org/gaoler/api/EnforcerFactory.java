package org.gaoler.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes enforcers for jails; register it as a service with the property {@link #ACTION}, one name
 * or several.
 */
@ConsumerType
public interface EnforcerFactory {

  /**
   * Service property with the plain names that jails write: {@code action = iptables-multiport}.
   */
  String ACTION = "action";

  /**
   * Makes an enforcer. Touches nothing outside; answers at once.
   *
   * @param order what the jail asks for
   * @return a new enforcer, to be opened by core
   * @throws Fault if an option is wrong: its name, its value and what is accepted
   */
  Enforcer enforcer(Order order) throws Fault;

  /**
   * Whether this makes enforcers of that name too, besides those of {@link #ACTION}: for actions
   * that come and go as files do. Asked when a jail names an action that nobody offers by its
   * property; the bundle is put in quarantine if there is no answer in 5 s.
   *
   * @param action plain name
   * @return false if it is not known here
   */
  default boolean offers(String action) {
    return false;
  }

  /**
   * What is missing on this machine for this action, for {@code gaoler doctor}. May run commands
   * for up to 5 s; needs no jail.
   *
   * @return one line each: what is missing and the command that mends it; empty if all is well
   */
  default List<String> missing() {
    return List.of();
  }

  /**
   * What a jail asks of an action.
   *
   * @param jail the jail's name, 1 to 200 characters of {@code A-Z a-z 0-9 . _ -}
   * @param action the name it used, one of {@link #ACTION} or of those it {@link #offers}
   * @param options from {@code name[option=value]}, over the jail's own {@code port}, {@code
   *     protocol} and {@code chain}; unknown ones are a fault
   * @param sentences the sentence in force of an offender of the jail, for an action that passes on
   *     what led to a ban; may be asked by any thread, answers at once
   */
  record Order(
      String jail,
      String action,
      Map<String, String> options,
      Function<Offender, Optional<Sentence>> sentences) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /**
     * Keeps a copy of the options.
     *
     * @param jail the jail's name, 1 to 200 characters of {@code A-Z a-z 0-9 . _ -}
     * @param action the name it used, one of {@link #ACTION} or of those it {@link #offers}
     * @param options from {@code name[option=value]}, over the jail's own {@code port}, {@code
     *     protocol} and {@code chain}; unknown ones are a fault
     * @param sentences the sentence in force of an offender of the jail, for an action that passes
     *     on what led to a ban; may be asked by any thread, answers at once
     */
    public Order {
      options = Map.copyOf(options);
    }

    /**
     * An order of a jail that has no sentences.
     *
     * @param jail the jail's name
     * @param action the name it used
     * @param options from {@code name[option=value]}
     */
    public Order(String jail, String action, Map<String, String> options) {
      this(jail, action, options, offender -> Optional.empty());
    }

    /**
     * Refuses options that the action does not know.
     *
     * @param accepted all that it knows, those included that every jail passes on
     * @throws Fault one that is not accepted: its name, its value and what is accepted
     */
    public void check(Collection<String> accepted) throws Fault {
      for (Map.Entry<String, String> option : options.entrySet()) {
        if (!accepted.contains(option.getKey())) {
          throw new Fault(
              "unknown option "
                  + option.getKey()
                  + " = "
                  + option.getValue()
                  + "; accepted are "
                  + String.join(", ", new TreeSet<>(accepted)));
        }
      }
    }

    /**
     * The value of an option.
     *
     * @param name of the option
     * @param usual what holds if the jail does not give it
     * @return one of both
     */
    public String option(String name, String usual) {
      return options.getOrDefault(name, usual);
    }

    /**
     * After what the action's things outside are called: option {@code name}, else the jail.
     *
     * @return 1 to 200 letters, digits, dots, hyphens and underscores
     * @throws Fault if the option holds anything else
     */
    public String name() throws Fault {
      String name = options.getOrDefault("name", jail);
      if (!NAME.matcher(name).matches()) {
        throw new Fault(
            "option name = "
                + name
                + ": accepted are 1 to 200 letters, digits, dots, hyphens and underscores");
      }
      return name;
    }
  }
}
