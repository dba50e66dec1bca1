package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.NotifierFactory;
import org.junit.jupiter.api.Test;

/** The fake keeps the contract that it stands in for. */
final class RecordingNotifierTest extends NotifierKit {

  private final RecordingNotifierFactory outside = new RecordingNotifierFactory();

  @Override
  protected NotifierFactory factory() {
    return outside;
  }

  @Override
  protected String action() {
    return "fake-mail";
  }

  @Override
  protected boolean arrived(Notice notice) {
    return outside.told().contains(notice);
  }

  @Override
  protected boolean breakDown() {
    outside.tells.refuse("the fake is down; wait");
    return true;
  }

  @Override
  protected void mend() {
    outside.tells.accept();
  }

  @Override
  protected void assertPlain(Notice notice) {
    assertThat(outside.told(notice.kind())).contains(notice);
  }

  @Test
  void answerMayGetLostAfterEverythingHasArrived() {
    List<Notice> batch = batch(2);
    outside.replies.refuse(1, "no answer");

    assertThatThrownBy(() -> notifier.tell(batch)).isInstanceOf(Fault.class);
    assertThat(outside.batches()).containsExactly(batch);
    assertThat(outside.attempts()).containsExactly(batch);
  }
}
