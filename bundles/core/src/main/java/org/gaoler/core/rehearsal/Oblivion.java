package org.gaoler.core.rehearsal;

import java.util.List;
import org.gaoler.api.BanStore;

/** Keeps nothing. */
final class Oblivion implements BanStore {

  @Override
  public List<Entry> load() {
    return List.of();
  }

  @Override
  public void commit(List<Entry> entries) {}
}
