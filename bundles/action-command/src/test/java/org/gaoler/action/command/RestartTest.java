package org.gaoler.action.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Teardown;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of bans when Gaoler, or this bundle, or the action of a jail goes and comes. */
class RestartTest {

  private static final String ONE = "192.0.2.1";
  private static final String SIX = "2001:db8::1";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void setScene() {
    scene = new Scene(folder);
  }

  /** As core does it: open, look, put right. */
  private static void begin(Enforcer enforcer, List<org.gaoler.api.Ban> docket) throws Exception {
    enforcer.open();
    enforcer.inForce();
    enforcer.apply(docket, List.of());
  }

  @Test
  void restartUndoesWhatWasLeftAndRestoresTheBans() throws Exception {
    Enforcer before = scene.writing("ban", scene.echo("ban <ip> <restored>"));
    begin(before, List.of());
    before.apply(scene.bans(false, ONE, SIX), List.of());
    before.close();
    scene.forget();

    scene.restart();
    Enforcer after = scene.writing("ban", scene.echo("ban <ip> <restored>"));
    begin(after, scene.bans(false, SIX));

    assertThat(scene.said().subList(0, 2))
        .containsExactlyInAnyOrder("unban " + ONE, "unban " + SIX);
    assertThat(scene.said().subList(2, 5)).containsExactly("stop", "start", "ban " + SIX + " 1");
    assertThat(after.inForce()).hasSize(1);
  }

  @Test
  void actionThatLiftsAllAtOnceDoesSoAtTheRestart() throws Exception {
    Enforcer before = scene.writing("flush", scene.echo("flush"));
    begin(before, List.of());
    before.apply(scene.bans(false, ONE, SIX), List.of());
    before.close();
    scene.forget();

    scene.restart();
    begin(scene.writing("flush", scene.echo("flush")), List.of());

    assertThat(scene.said()).containsExactly("flush", "stop", "start");
  }

  @Test
  void firstStartUndoesNothing() throws Exception {
    begin(scene.writing(), scene.bans(true, ONE));
    assertThat(scene.said()).containsExactly("start", "ban " + ONE);
  }

  @Test
  void whoTellsOthersTellsNothingOfRestoredBans() throws Exception {
    String[] teller = {"norestored", "1", "unban", "", "ban", scene.echo("told <ip>")};
    Enforcer before = scene.writing(teller);
    begin(before, List.of());
    before.apply(scene.bans(false, ONE), List.of());
    before.close();
    scene.restart();

    Enforcer after = scene.writing(teller);
    begin(after, scene.bans(false, ONE, SIX));

    assertThat(scene.said()).containsExactly("start", "told " + ONE, "start", "told " + SIX);
    assertThat(after.inForce()).hasSize(2);
  }

  @Test
  void actionThatIsNewInTheJailHearsNothingOfBansFromBefore() throws Exception {
    Enforcer teller = scene.writing("norestored", "true", "ban", scene.echo("told <ip>"));
    begin(teller, scene.bans(true, ONE));
    teller.apply(scene.bans(false, SIX), List.of());
    assertThat(scene.said()).containsExactly("start", "told " + SIX);
  }

  @Test
  void teardownLiftsEveryBanAndStopsWithoutTheBundle() throws Exception {
    Enforcer enforcer = scene.writing();
    Teardown teardown = enforcer.open();
    enforcer.apply(scene.bans(false, ONE, SIX), List.of());
    enforcer.apply(List.of(), Scene.offenders(ONE));
    enforcer.close();
    scene.forget();

    Scene.run(teardown);

    assertThat(scene.said()).containsExactly("unban " + SIX, "stop");
    assertThat(scene.data().resolve("command/sshd/command")).doesNotExist();
    Scene.run(teardown);
    assertThat(scene.said()).hasSize(2);
  }

  @Test
  void teardownPassesHostileValuesOnAsTheyAre() throws Exception {
    String hostile = "x' \"; echo $(id) `id` \\ end\nsecond";
    Enforcer enforcer = scene.writing("unban", "printf %s \"<fid>\" >" + scene.file("gone"));
    Teardown teardown = enforcer.open();
    enforcer.apply(scene.bans(false, hostile), List.of());
    enforcer.close();
    Scene.run(teardown);
    assertThat(scene.file("gone")).hasContent(hostile);
  }

  @Test
  void twoActionsOfOneNameInAJailAreRefused() throws Exception {
    Enforcer one = scene.writing();
    one.open();
    Enforcer two = scene.writing();
    assertThatThrownBy(two::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("two actions called command", "actname");
    two.close();
    scene.writing("actname", "other").open();
    one.close();
    scene.writing().open();
  }

  @Test
  void folderThatCannotBeWrittenIsTold() throws Exception {
    Files.createFile(scene.data());
    Enforcer enforcer = scene.writing();
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(scene.data().toString(), "cannot be", "accessible");
  }

  @Test
  void onlyTheOwnerReadsWhatIsKept() throws Exception {
    Enforcer enforcer = scene.writing();
    enforcer.open();
    Path kept = scene.data().resolve("command/sshd/command");
    assertThat(Files.getPosixFilePermissions(kept)).hasSize(3);
  }
}
