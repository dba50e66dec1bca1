package org.gaoler.itests.crash;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.MailDrop;

/**
 * The bans that a jail tells of by mail, as the mail system took them, which is not killed with the
 * daemon. It loses some of its answers, so that mails come again.
 */
final class ToldBans {

  /** So many ids stand in a head. */
  private static final int HEAD = 50;

  private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \t]+");
  private static final Pattern ONE = Pattern.compile("(?m)^Subject: .* banned (\\S+) from ");
  private static final Pattern ID = Pattern.compile("(?m)^X-Gaoler-Event: *(.+?)\\s*$");
  private static final Pattern LISTED =
      Pattern.compile("(?m)^ +\\S+ \\S+ \\S+ +ban (\\S+), .* event (\\S+)\\s*$");

  private final CrashRig rig;
  private final MailDrop drop;

  /** Has the jail tell of its bans, too. */
  ToldBans(CrashRig rig) throws IOException {
    this.rig = rig;
    this.drop = new MailDrop(rig.folder.resolve("mail"));
    drop.loseAnswers();
    Files.writeString(
        rig.gaoler.base().resolve("etc/org.gaoler.action.mail.cfg"),
        "mta = %s\nhostname = server.example.com\nwhois = no\n".formatted(drop.program()));
    rig.act("nftables, mail[startstop=no, dest=\"admin@example.com\"]");
  }

  /**
   * One ban as one mail told it.
   *
   * @param address who was banned
   * @param event its id
   */
  private record Telling(String address, String event) {}

  /**
   * Waits until every ban was told. Each address is banned once: whatever was told of it again must
   * bear the same id, which no other has.
   *
   * @param stored what was banned
   * @return how much was told
   */
  String assertAllTold(Stored stored) {
    Set<String> banned = stored.banned().keySet();
    Await.until(
        "every ban was told",
        CrashRig.LIMIT,
        () -> by(tellings(), Telling::address, Telling::event).keySet().containsAll(banned),
        rig.gaoler::said);
    List<Telling> all = tellings();
    Map<String, Set<String>> events = by(all, Telling::address, Telling::event);
    Account.assertSame("bans told", events.keySet(), banned);
    assertThat(events.values())
        .as("ids of one event: %s", events)
        .allSatisfy(ids -> assertThat(ids).hasSize(1));
    assertThat(by(all, Telling::event, Telling::address).values())
        .as("events of one id: %s", events)
        .allSatisfy(addresses -> assertThat(addresses).hasSize(1));
    assertThat(all).as("some were told again").hasSizeGreaterThan(events.size());
    return "%d bans told in %d mails, %d of them again"
        .formatted(events.size(), drop.mails("").size(), all.size() - events.size());
  }

  private static Map<String, Set<String>> by(
      List<Telling> all, Function<Telling, String> key, Function<Telling, String> value) {
    return all.stream()
        .collect(groupingBy(key, TreeMap::new, mapping(value, toCollection(TreeSet::new))));
  }

  private List<Telling> tellings() {
    List<Telling> all = new ArrayList<>();
    drop.mails("").forEach(mail -> all.addAll(tellings(FOLD.matcher(mail).replaceAll(" "), mail)));
    return all;
  }

  /** Of several bans the head names the first ids, the text all. */
  private static List<Telling> tellings(String unfolded, String mail) {
    Matcher ids = ID.matcher(unfolded);
    assertThat(ids.find()).as("ids in %s", mail).isTrue();
    List<String> head = List.of(ids.group(1).split(",\\s*"));
    Matcher one = ONE.matcher(unfolded);
    List<Telling> tellings =
        one.find()
            ? List.of(telling(one.group(1), head.get(0)))
            : LISTED
                .matcher(mail)
                .results()
                .map(listed -> telling(listed.group(1), listed.group(2)))
                .toList();
    List<String> told = tellings.stream().map(Telling::event).toList();
    assertThat(told.stream().limit(HEAD)).as("ids in %s", mail).containsExactlyElementsOf(head);
    return tellings;
  }

  private static Telling telling(String address, String event) {
    return new Telling(NumberedLines.plain(address), event);
  }
}
