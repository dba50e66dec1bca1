package org.gaoler.action.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gaoler.api.Enforcer;
import org.gaoler.api.IpBlock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bans, unbans and hand edits all at once: in the end list and docket say the same. */
final class CrowdTest {

  private static final int STEPS = 80;
  private static final int ADDRESSES = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "plain,1",
    "plain,2",
    "json,3",
    "hosts.deny,4",
    "csv,5",
    "plain,6",
    "plain,7",
    "hosts.deny,8",
    "plain,9",
    "csv,10"
  })
  void listAndDocketAgreeInTheEnd(String format, long seed) throws Exception {
    try (Prison prison = new Prison(folder)) {
      Enforcer enforcer = prison.jail("sshd", Map.of("format", format));
      prison.sentenced("sshd", "203.0.113.1");
      Form form = new Form(Kind.of(format).orElseThrow(), "ALL", "sshd", ZoneId.of("UTC"));
      Random dice = new Random(seed);
      List<String> opened = new ArrayList<>(List.of(prison.text("sshd")));
      for (int i = 0; i < STEPS; i++) {
        step(prison, form, dice, opened);
      }
      prison.await(
          () -> "agreement of " + prison.banned("sshd") + " with\n" + prison.text("sshd"),
          () ->
              new TreeSet<>(prison.banned("sshd")).equals(listed(prison, form))
                  && enforcer.inForce().size() == Set.copyOf(prison.banned("sshd")).size());
      assertThat(prison.factory().missing()).isEmpty();
    }
  }

  private static void step(Prison prison, Form form, Random dice, List<String> opened)
      throws Exception {
    String who = (dice.nextBoolean() ? "192.0.2." : "2001:db8::") + dice.nextInt(ADDRESSES);
    IpBlock address = IpBlock.parse(who).orElseThrow();
    switch (dice.nextInt(8)) {
      case 0, 1, 2 -> prison.sentenced("sshd", who);
      case 3, 4 -> prison.unbanned("sshd", address.toString());
      case 5 -> prison.delete("sshd", line -> line.startsWith(form.stem(address)));
      case 6 -> opened.set(0, prison.text("sshd"));
      default -> prison.save("sshd", added(opened.get(0), form, address));
    }
  }

  private static String added(String text, Form form, IpBlock address) {
    String line = form.stem(address) + (form.kind() == Kind.JSON ? "}" : "");
    return form.kind() == Kind.JSON ? text.replace("]}\n", line + "\n]}\n") : text + line + "\n";
  }

  private static Set<String> listed(Prison prison, Form form) {
    return prison
        .text("sshd")
        .lines()
        .flatMap(line -> form.row(2, line).address().stream())
        .map(IpBlock::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
