package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;

/** Keeps the entries of one jail in a file that a name server reads. */
final class ZoneFileEnforcer implements Enforcer {

  private final ZoneFile file;
  private final Layout layout;
  private final Reload reload;
  private boolean reloadOwed = true;
  private Optional<Counted> counted = Optional.empty();

  /** A file that looks the same holds the same: whoever replaces it makes another. */
  private record Look(Object key, Object modified, long size) {}

  private record Counted(Look look, int bans) {}

  ZoneFileEnforcer(ZoneFile file, Layout layout, Reload reload) {
    this.file = file;
    this.layout = layout;
    this.reload = reload;
  }

  @Override
  public boolean takes(Offender offender) {
    return layout.takes(offender);
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    rewrite(List.of(), List.of());
    List<Teardown.Step> steps = new ArrayList<>();
    for (Layout.Part part : layout.parts()) {
      String lines = "/^%s$/,/^%s$/d".formatted(literal(part.begin()), literal(part.end()));
      steps.add(
          new Teardown.Step(
              List.of("sed", "-i", "--follow-symlinks", "-e", lines, file.path().toString()), ""));
    }
    if (!reload.command().isEmpty()) {
      steps.add(new Teardown.Step(reload.command(), ""));
    }
    return new Teardown(steps);
  }

  private static String literal(String line) {
    return line.replace(".", "\\.");
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    rewrite(bans, unbans.stream().map(IpBlock.class::cast).toList());
    if (reloadOwed) {
      reload.run(file.path());
      reloadOwed = false;
    }
  }

  private void rewrite(List<Ban> bans, List<IpBlock> unbans) throws Fault, InterruptedException {
    try {
      reloadOwed |= file.rewrite(bans, unbans);
    } catch (ClosedByInterruptException interrupted) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while writing " + file.path());
    } catch (IOException failed) {
      throw fault("write", failed);
    }
  }

  private Fault fault(String what, IOException failed) {
    Path folder = file.path().getParent();
    return new Fault(
        "cannot %s %s (option file): %s; its folder %s must exist and be writable for Gaoler"
            .formatted(what, file.path(), Wording.of(failed), folder),
        failed);
  }

  @Override
  public List<Ban> inForce() throws Fault {
    List<Ban> bans = new ArrayList<>();
    visit((block, until, line) -> bans.add(new Ban(block, until)));
    return bans;
  }

  private void visit(ZoneFile.Visitor visitor) throws Fault {
    try {
      file.visit(visitor);
    } catch (IOException failed) {
      throw fault("read", failed);
    }
  }

  @Override
  public OptionalInt count() throws Fault {
    Optional<Look> look = look();
    if (look.isEmpty()) {
      return OptionalInt.of(0);
    }
    if (counted.filter(known -> known.look().equals(look.get())).isEmpty()) {
      int[] bans = new int[1];
      visit((block, until, line) -> bans[0] += until.isAfter(Instant.EPOCH) ? 1 : 0);
      counted = Optional.of(new Counted(look.get(), bans[0]));
    }
    return OptionalInt.of(counted.get().bans());
  }

  private Optional<Look> look() throws Fault {
    if (!Files.exists(file.path())) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
      return Optional.of(new Look(now.fileKey(), now.lastModifiedTime(), now.size()));
    } catch (IOException failed) {
      throw fault("read", failed);
    }
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault {
    List<String> found = new ArrayList<>();
    visit(
        (block, until, line) -> {
          if (block.equals(offender)) {
            found.add(line);
          }
        });
    return found.stream().findFirst();
  }

  /** Nothing is held open between calls. */
  @Override
  public void close() {
    counted = Optional.empty();
  }
}
