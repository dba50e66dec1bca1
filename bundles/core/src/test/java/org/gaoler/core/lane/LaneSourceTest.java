package org.gaoler.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.gaoler.api.SourceChange;
import org.junit.jupiter.api.Test;

class LaneSourceTest {

  private static final String LOG = "/var/log/example.log";

  private final LaneSource source = new LaneSource(LOG);

  private void changed(SourceChange.Kind kind, String detail) {
    source.changed(new SourceChange(LOG, kind, detail));
  }

  @Test
  void whatIsSaidWhenALogAppearsIsKeptWhileItIsRead() {
    changed(SourceChange.Kind.APPEARED, "on nfs");
    changed(SourceChange.Kind.CAUGHT_UP, "");
    changed(SourceChange.Kind.ROTATED, "emptied");

    assertThat(source.remark()).isEqualTo("on nfs");
    assertThat(source.followed()).isTrue();
  }

  @Test
  void logThatAppearsElsewhereIsRemarkedAnew() {
    changed(SourceChange.Kind.APPEARED, "on nfs");
    changed(SourceChange.Kind.ABSENT, "is not there");
    changed(SourceChange.Kind.APPEARED, "");

    assertThat(source.remark()).isEmpty();
  }
}
