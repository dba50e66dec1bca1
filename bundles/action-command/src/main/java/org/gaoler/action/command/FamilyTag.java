package org.gaoler.action.command;

import java.util.Optional;

/** Knows the family alone, as checks and repairs do. */
record FamilyTag(String family, Machine machine) implements Tags {

  @Override
  public Optional<String> value(String name) {
    return name.equals("family") ? Optional.of(family) : machine.value(name);
  }

  @Override
  public Optional<String> field(String name) {
    return Optional.empty();
  }
}
