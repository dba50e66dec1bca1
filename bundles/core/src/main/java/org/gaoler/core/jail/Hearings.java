package org.gaoler.core.jail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gaoler.api.BanStore;
import org.gaoler.api.Offender;
import org.gaoler.api.Token;

/**
 * Those of one jail who have reached the limit and about whom somebody is being asked: stored with
 * the failure that decided it, so that a crash before the answer lets nobody off.
 */
final class Hearings {

  /** They are stored as the memory of sources of this name, which no log can have. */
  private static final String SOURCE = "hearing#";

  /** Stands before whatever is no address. */
  private static final String TOKEN = "=";

  private final Set<Offender> interrupted = new LinkedHashSet<>();

  /** What is stored when somebody begins to be asked. */
  static BanStore.Memory begun(String jail, Offender offender) {
    return memory(jail, offender, "begun");
  }

  /** What is stored once the answer is there. */
  static BanStore.Memory ended(String jail, Offender offender) {
    return memory(jail, offender, "");
  }

  private static BanStore.Memory memory(String jail, Offender offender, String state) {
    String who = (offender instanceof Token ? TOKEN : "") + offender;
    return new BanStore.Memory(jail, SOURCE + who, state);
  }

  /** Whether an entry of the store tells of a hearing. */
  static boolean concerns(BanStore.Memory memory) {
    return memory.source().startsWith(SOURCE);
  }

  /** Takes back one that a restart has interrupted. */
  synchronized void restore(BanStore.Memory memory) {
    String who = memory.source().substring(SOURCE.length());
    interrupted.add(
        who.startsWith(TOKEN) ? new Token(who.substring(TOKEN.length())) : Offender.parse(who));
  }

  /** Those that were interrupted; each is told once. */
  synchronized List<Offender> takeUp() {
    List<Offender> taken = List.copyOf(interrupted);
    interrupted.clear();
    return taken;
  }
}
