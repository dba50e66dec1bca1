package org.gaoler.action.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Teardown.Step;
import org.gaoler.netlink.Refused;
import org.gaoler.xtables.Listing;
import org.gaoler.xtables.Program;
import org.gaoler.xtables.Refusal;
import org.gaoler.xtables.Tool;
import org.gaoler.xtables.Xtables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One family's set of a jail, and the rules that look into it. */
final class Blockade {

  private static final Logger LOG = LoggerFactory.getLogger(Blockade.class);

  private final Plan plan;
  private final IpSet set;
  private final IpSet draft;

  /** What it consists of. */
  record Plan(Family family, Size size, Xtables xtables, Rules rules) {}

  Blockade(Plan plan, IpSet set, IpSet draft) {
    this.plan = plan;
    this.set = set;
    this.draft = draft;
  }

  IpSet set() {
    return set;
  }

  /** Makes what is missing and touches nothing that is right. */
  void open() throws Fault, InterruptedException {
    // first of all, so that no set is left behind where there are no tables for this family
    Listing listing = plan.xtables().list();
    openSet();
    try {
      openRules(listing);
    } catch (Refusal refused) {
      LOG.warn("{} changed meanwhile: {}", plan.rules().chain(), refused.getMessage());
      openRules(plan.xtables().list());
    }
  }

  private void openSet() throws Fault, InterruptedException {
    try {
      Optional<Header> present = set.header();
      if (present.isEmpty()) {
        set.create(plan.size());
      } else if (!present.get().fits(plan.family())) {
        throw SetFault.otherKind(set, present.get());
      } else if (present.get().maxElem() != plan.size().maxElem()) {
        replace();
      }
    } catch (Refused refused) {
      throw SetFault.about(set, refused);
    }
  }

  /** A set's size cannot be changed: another one takes its place, in one step. */
  private void replace() throws Fault, InterruptedException {
    draft.destroy();
    draft.create(plan.size());
    try {
      draft.put(set.elements());
      draft.swap(set);
    } finally {
      draft.destroy();
    }
  }

  private void openRules(Listing listing) throws Fault, InterruptedException {
    List<String> changes = plan.rules().changes(listing);
    if (changes.isEmpty()) {
      return;
    }
    Xtables xtables = plan.xtables();
    // rules change so seldom that the tool need not stay
    xtables.enter();
    try {
      xtables.commit(changes);
    } finally {
      xtables.leave();
    }
  }

  /** The elements; none if no packet is looked at. */
  List<Element> elements() throws Fault, InterruptedException {
    boolean sound = plan.rules().sound(plan.xtables().list());
    return sound ? set.elements() : List.of();
  }

  /**
   * Puts elements in or takes them out.
   *
   * @throws Refused if the set is gone
   */
  void write(boolean in, List<Element> elements) throws Fault, InterruptedException {
    if (in) {
      set.put(elements);
    } else {
      set.take(elements);
    }
  }

  /** How many elements there are, by a look at the set alone; none if no rule looks into it. */
  long count() throws Fault, InterruptedException {
    return header().map(Header::elements).orElse(0L);
  }

  /** Whether rules look into the set, by a look at the set alone. */
  boolean entered() throws Fault, InterruptedException {
    return header().isPresent();
  }

  private Optional<Header> header() throws Fault, InterruptedException {
    int jumps = plan.rules().jumps().size();
    return set.header()
        .filter(header -> header.fits(plan.family()) && header.references() >= jumps);
  }

  /** How to remove it all; what another jail uses too stays. */
  List<Step> removal(Tool ipset) throws Fault {
    Program program = plan.xtables().program();
    List<Step> steps = new ArrayList<>();
    for (String jump : plan.rules().jumps()) {
      List<String> words = new ArrayList<>(List.of("-D", plan.rules().entrance().parent()));
      words.addAll(List.of(jump.replace("\"", "").split(" ")));
      steps.add(new Step(program.change(words.toArray(String[]::new)), ""));
    }
    steps.add(new Step(program.restore(), plan.rules().removal()));
    steps.add(new Step(ipset.command("destroy", set.name()), ""));
    return steps;
  }

  void close() {
    set.close();
    draft.close();
  }
}
