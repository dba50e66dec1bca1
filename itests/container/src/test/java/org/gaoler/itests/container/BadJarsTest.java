package org.gaoler.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.Operator;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Plugin.State;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;

/** What is dropped and cannot be used is told to operators in one line. */
@RunWith(PaxExam.class)
public class BadJarsTest {

  private static final String NAME = "org.example.gate";

  @Inject private BundleContext context;

  private Path folder;

  @Before
  public void findFolder() {
    folder = Path.of(context.getProperty("gaoler.deploy")).toAbsolutePath();
    new Container(context).awaitState("sshd", JailStatus.State.WATCHING);
  }

  @After
  public void clearFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Container.await(
        "all is gone",
        () -> plugins().stream().noneMatch(each -> each.file().startsWith(folder.toString())));
  }

  private List<Plugin> plugins() {
    return new Container(context).service(Operator.class).plugins(true);
  }

  private Optional<Plugin> from(Path file) {
    return plugins().stream().filter(each -> each.file().equals(file.toString())).findFirst();
  }

  private Plugin await(Path file, State state) {
    Container.await(
        file + " is " + state + " among " + plugins().stream().filter(p -> !p.shipped()).toList(),
        () -> from(file).filter(each -> each.state() == state).isPresent());
    return from(file).orElseThrow();
  }

  private void assertTold(Plugin plugin, String part) {
    assertEquals(plugin.toString(), 1, plugin.reasons().size());
    String reason = plugin.reasons().get(0);
    assertTrue(reason, reason.contains(part) && !reason.contains("\n"));
    assertTrue(plugin.troubled());
    new Container(context).awaitState("sshd", JailStatus.State.WATCHING);
  }

  @Test
  public void jarThatIsNoBundleIsToldWithWhatToDo() throws Exception {
    Path file = SampleJar.plain().file("readme", "no bundle").into(folder, "plain.jar");
    assertTold(await(file, State.BROKEN), file + " is not installed: it is no bundle");
  }

  @Test
  public void fileThatIsNoJarIsToldWithWhatToDo() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.jar"), "not a jar at all");
    assertTold(await(file, State.BROKEN), file + " is not installed: it is no whole jar");
  }

  @Test
  public void jarThatWasHalfCopiedIsToldAndUsedOnceItIsWhole() throws Exception {
    byte[] whole = SampleJar.named(NAME).action("gate", "Gate", 0).bytes();
    Path file = Files.write(folder.resolve("half.jar"), Arrays.copyOf(whole, whole.length * 2 / 3));
    assertTold(await(file, State.BROKEN), file + " is not installed: it is no whole jar");

    Files.write(file, whole);
    assertEquals(NAME, await(file, State.IDLE).name());
  }

  @Test
  public void secondJarOfTheSameNameAndVersionIsToldWithTheFirst() throws Exception {
    Path first = SampleJar.named(NAME).action("gate", "Gate", 0).into(folder, "first.jar");
    await(first, State.IDLE);
    Path second = SampleJar.named(NAME).action("gate", "Gate", 0).into(folder, "second.jar");
    assertTold(await(second, State.BROKEN), first.toString());
    assertEquals(State.IDLE, from(first).orElseThrow().state());
  }

  @Test
  public void jarForALaterApiIsToldInLogAndTable() throws Exception {
    Path file =
        SampleJar.named(NAME)
            .header("Import-Package", "org.gaoler.api;version=\"[2,3)\"")
            .into(folder, "later.jar");
    assertTold(await(file, State.BROKEN), "needs org.gaoler.api [2,3), this Gaoler has 1.");
  }

  @Test
  public void jarWhoseComponentBreaksIsLeftAloneWithItsReason() throws Exception {
    Path file = SampleJar.named(NAME).action("gate", "Shattered", 0).into(folder, "broken.jar");
    Container.await(
        "it is told on",
        () -> from(file).filter(each -> each.reasons().toString().contains("hinge")).isPresent());
    assertTrue(from(file).orElseThrow().troubled());
  }
}
