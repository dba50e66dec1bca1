package org.gaoler.store.sqlite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaoler.api.BanStore.Counted;
import org.gaoler.api.BanStore.Ended;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Imposed;
import org.gaoler.api.BanStore.Lapsed;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.BanStore.Memory;
import org.gaoler.api.BanStore.Opened;
import org.gaoler.api.BanStore.Owed;
import org.gaoler.api.BanStore.Read;
import org.gaoler.api.BanStore.Told;
import org.gaoler.api.BanStore.Window;
import org.gaoler.api.Notice;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.Token;
import org.gaoler.api.Traffic;

/** Makes entries of every kind, hostile texts included, from few jails so that many collide. */
final class RandomEntries {

  private static final Instant EPOCH = Instant.parse("2026-11-20T00:00:00Z");
  private static final List<String> TEXTS =
      List.of(
          "",
          "Failed password for root from 192.0.2.1 port 22 ssh2",
          "'); DROP TABLE sentence; --",
          "\u0000 and \u001b[31m and \r\n",
          "ünï\uD83D\uDE00cöde",
          "x".repeat(5000));

  private final Random random;

  RandomEntries(long seed) {
    random = new Random(seed);
  }

  List<Entry> batch() {
    return Stream.generate(this::entry).limit(1 + random.nextInt(30)).toList();
  }

  private Entry entry() {
    return switch (random.nextInt(12)) {
      case 0 -> new Read(jail(), source(), new Position(text(), random.nextLong()));
      case 1 -> new Memory(jail(), source(), text());
      case 2 -> new Window(jail(), offender(), marks());
      case 11 -> new Lapsed(jail(), offender(), instant());
      case 9, 10 ->
          new Marked(jail(), offender(), marks(), random.nextBoolean() ? instant() : Instant.MIN);
      case 3 -> new Imposed(sentence());
      case 4 -> new Ended(jail(), offender(), instant(), random.nextBoolean());
      case 5 ->
          new Counted(
              jail(),
              offender(),
              random.nextLong(),
              Instant.ofEpochSecond(instant().getEpochSecond()),
              new Traffic(random.nextLong(), random.nextInt(9)));
      case 6 -> new Owed("action" + random.nextInt(3), notice());
      case 7 -> new Told(jail(), "action" + random.nextInt(3), "id" + random.nextInt(5));
      default -> new Opened(jail(), "action" + random.nextInt(3), new Teardown(steps()));
    };
  }

  private Notice notice() {
    Notice.Kind[] kinds = Notice.Kind.values();
    return new Notice(
        "id" + random.nextInt(5),
        instant(),
        jail(),
        kinds[random.nextInt(kinds.length)],
        random.nextBoolean() ? Optional.of(sentence()) : Optional.empty());
  }

  private Sentence sentence() {
    Sentence.Origin[] origins = Sentence.Origin.values();
    return new Sentence(
        jail(),
        offender(),
        instant(),
        random.nextInt(4) == 0 ? TimeSpan.FOREVER : instant(),
        origins[random.nextInt(origins.length)],
        text(),
        texts(),
        random.nextInt(20),
        fields());
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.put("field" + random.nextInt(4), text());
    }
    return fields;
  }

  private List<Mark> marks() {
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(i -> new Mark(instant(), 1 + random.nextInt(9), text()))
        .toList();
  }

  private List<Teardown.Step> steps() {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> new Teardown.Step(texts(), text()))
        .toList();
  }

  private Offender offender() {
    int n = random.nextInt(4);
    return switch (random.nextInt(4)) {
      case 0 -> Offender.parse("192.0.2." + n);
      case 1 -> Offender.parse("2001:db8:" + n + "::/48");
      case 2 -> new Token("192.0.2." + n);
      default -> new Token("=user " + n + TEXTS.get(3));
    };
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private String jail() {
    return "jail" + random.nextInt(3);
  }

  private String source() {
    return "/var/log/source" + random.nextInt(3);
  }

  private Instant instant() {
    return EPOCH.plusNanos(random.nextLong(1_000_000_000_000_000L));
  }
}
