package org.gaoler.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.gaoler.itests.netns.AuthLog;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.NeedsRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While the store refuses, bans are enforced all the same; nothing is forgotten afterwards. */
@Tag("daemon")
@NeedsRoot
class StoreTroubleTest {

  private static final String FIRST = "198.51.100.1";
  private static final String SECOND = "2001:db8:2::1";
  private static final String THIRD = "198.51.100.3";
  private static final String FOURTH = "2001:db8:4::1";
  private static final String VISITOR = "198.51.100.5";

  private CrashRig rig;
  private AuthLog log;
  private SmallDisk disk;

  @BeforeEach
  void build() throws IOException {
    rig = new CrashRig("auth.log");
    log = new AuthLog(rig.logs.resolve("auth.log"));
    disk = new SmallDisk(rig.data());
  }

  @AfterEach
  void leave() {
    rig.gaoler.close();
    disk.close();
    rig.close();
  }

  @Test
  void bansGoOnWhileTheDiskIsFullThenReadOnlyThenTheStoreLocked() throws Exception {
    Process daemon = rig.startWatching();
    ban(FIRST);
    awaitStored(FIRST);

    disk.fill();
    ban(SECOND);
    awaitReason("full");

    disk.refuse(daemon);
    disk.free();
    ban(THIRD);
    awaitReason("read-only");

    try (Connection lock = locked()) {
      disk.allow(daemon);
      ban(FOURTH);
      awaitReason("another program has it open");
    }

    rig.gaoler.awaitState(daemon, CrashRig.JAIL, "WATCHING");
    rig.gaoler.kill(daemon);
    assertThat(rig.stored().banned()).containsOnlyKeys(plain(FIRST, SECOND, THIRD, FOURTH));
    rig.startWatching();
    assertThat(rig.inDocket()).containsExactlyInAnyOrder(plain(FIRST, SECOND, THIRD, FOURTH));
    assertThat(rig.inKernel()).containsExactlyInAnyOrder(plain(FIRST, SECOND, THIRD, FOURTH));
  }

  @Test
  void storeThatIsLockedAtTheStartIsTakenUpAfterwards() throws Exception {
    endLife();
    Process daemon;
    try (Connection lock = locked()) {
      daemon = startInTrouble("another program has it open");
    }
    assertTakenUp(daemon);
  }

  @Test
  void storeOnAFullDiskAtTheStartIsTakenUpAfterwards() throws Exception {
    endLife();
    disk.fill();
    Process daemon = startInTrouble("full");
    disk.free();
    assertTakenUp(daemon);
  }

  @Test
  void storeThatIsReadOnlyAtTheStartIsTakenUpAfterwards() throws Exception {
    endLife();
    disk.protect(Stored.FILES.get(0));
    Process daemon = startInTrouble("read-only");
    disk.open(Stored.FILES.get(0), daemon);
    assertTakenUp(daemon);
  }

  @Test
  void diskThatIsReadOnlyAtTheStartIsTakenUpAfterwards() throws Exception {
    endLife();
    disk.protect();
    Process daemon = startInTrouble("read-only");
    disk.open(daemon);
    assertTakenUp(daemon);
  }

  /** A life in which somebody is banned and somebody else almost; it ends with a kill. */
  private void endLife() {
    Process daemon = rig.startWatching();
    log.failures(VISITOR, NumberedLines.LIMIT - 1);
    ban(FIRST);
    awaitStored(FIRST);
    rig.gaoler.kill(daemon);
  }

  private Process startInTrouble(String reason) {
    Process daemon = rig.gaoler.start();
    ban(SECOND);
    awaitReason(reason);
    assertThat(rig.inKernel()).contains(plain(FIRST));
    return daemon;
  }

  private void assertTakenUp(Process daemon) throws IOException {
    rig.gaoler.awaitState(daemon, CrashRig.JAIL, "WATCHING");
    assertThat(rig.inDocket()).containsExactlyInAnyOrder(plain(FIRST, SECOND));
    assertThat(rig.inKernel()).containsExactlyInAnyOrder(plain(FIRST, SECOND));
    log.failures(VISITOR, 1);
    awaitInKernel(VISITOR);
    awaitStored(VISITOR);
    rig.gaoler.kill(daemon);
    assertThat(rig.stored().banned()).containsOnlyKeys(plain(FIRST, SECOND, VISITOR));
  }

  private void ban(String address) {
    log.failures(address, NumberedLines.LIMIT);
    awaitInKernel(address);
  }

  private void awaitInKernel(String address) {
    Await.until(
        address + " is kept out",
        CrashRig.LIMIT,
        () -> rig.inKernel().contains(plain(address)[0]),
        this::evidence);
  }

  private void awaitStored(String address) {
    Await.until(
        address + " is stored",
        CrashRig.LIMIT,
        () -> {
          try {
            return Stored.in(rig.data()).banned().containsKey(plain(address)[0]);
          } catch (IOException | SQLException beingWritten) {
            return false;
          }
        },
        this::evidence);
  }

  private void awaitReason(String reason) {
    Await.until(
        "the jail is degraded since its store is " + reason,
        CrashRig.LIMIT,
        () ->
            rig.gaoler
                .jail(CrashRig.JAIL)
                .filter(jail -> "DEGRADED".equals(jail.get("state")))
                .filter(jail -> ((List<?>) jail.get("reasons")).toString().contains(reason))
                .isPresent(),
        this::evidence);
  }

  private String evidence() {
    return rig.gaoler.client("status").run().all() + rig.gaoler.said();
  }

  /** Locked by this process until it is closed. */
  private Connection locked() throws SQLException {
    Path file = rig.data().resolve(Stored.FILES.get(0));
    Connection connection = Stored.open(file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
    }
    return connection;
  }

  private static String[] plain(String... addresses) {
    return List.of(addresses).stream().map(NumberedLines::plain).toArray(String[]::new);
  }
}
