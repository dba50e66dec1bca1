package org.gaoler.core.operate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.BanArchive.Contents;
import org.gaoler.api.BanArchive.Held;
import org.gaoler.api.BanArchive.Place;
import org.gaoler.api.LogBackend;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Imported;
import org.gaoler.core.jail.Gaol;
import org.gaoler.core.jail.Jail;
import org.gaoler.core.settings.JailSettings;

/** Takes over what another program has kept; the same once more changes nothing. */
final class Takeover {

  private static final String FROM_FIND_TIME = "; it is read from findtime ago";

  private final Gaol gaol;
  private final Clock clock;
  private final Map<List<Object>, Sentence> bans = new LinkedHashMap<>();
  private final Map<Imported.Log, Position> logs = new LinkedHashMap<>();
  private final List<Imported.Omission> omissions = new ArrayList<>();
  private int present;
  private int ended;

  Takeover(Gaol gaol, Clock clock) {
    this.gaol = gaol;
    this.clock = clock;
  }

  /**
   * Takes over.
   *
   * @param contents what was kept
   * @param rehearsal whether nothing shall be changed
   * @return what was done, or would be
   */
  Imported of(Contents contents, boolean rehearsal) {
    contents.unreadable().forEach(line -> omit(line, "it cannot be understood"));
    contents.bans().forEach(this::ban);
    contents.places().forEach(this::log);
    List<Sentence> sentences = List.copyOf(bans.values());
    if (!rehearsal) {
      gaol.orders().takeOver(sentences, logs);
    }
    return new Imported(sentences, present, ended, List.copyOf(logs.keySet()), omissions);
  }

  private void omit(String what, String why) {
    omissions.add(new Imported.Omission(what, why));
  }

  private void ban(Held held) {
    String what = held.jail() + ": " + held.offender();
    Jail jail = gaol.warden().jails().get(held.jail());
    Optional<JailSettings> settings = jail == null ? Optional.empty() : jail.settings();
    if (settings.isEmpty()) {
      omit(what, "no jail of that name guards here; configure it and import again");
      return;
    }
    Sentence sentence = sentence(jail, settings.get(), held);
    Optional<String> leniency = jail.leniency(held.offender());
    if (!sentence.inForce(clock.instant())) {
      ended++;
    } else if (leniency.isPresent()) {
      omit(what, "it is never banned here: " + leniency.get());
    } else if (jail.forgiven(sentence.offender(), sentence.from())) {
      omit(what, "an operator has lifted it here");
    } else {
      impose(sentence);
    }
  }

  private void impose(Sentence sentence) {
    Optional<Sentence> before = gaol.docket().find(sentence.jail(), sentence.offender());
    if (before.filter(same -> !same.until().isBefore(sentence.until())).isPresent()) {
      present++;
    } else {
      bans.merge(
          List.of(sentence.jail(), sentence.offender()),
          sentence,
          (one, other) -> one.until().isBefore(other.until()) ? other : one);
    }
  }

  private static Sentence sentence(Jail jail, JailSettings settings, Held held) {
    Offender unit = jail.unit(held.offender());
    return new Sentence(
        jail.name(),
        unit,
        held.from(),
        held.length().orElse(settings.banTime()).after(held.from()),
        Sentence.Origin.LOG,
        held.failures() + " failures, imported",
        held.lines(),
        held.failures(),
        held.fields());
  }

  private void log(Place place) {
    String what = place.jail() + ": " + place.log();
    if (!place.log().startsWith("/")) {
      omit(what, "of it fail2ban keeps a time and no place" + FROM_FIND_TIME);
    } else if (gaol.reads(place.jail(), place.log())) {
      omit(what, "it is read here already");
    } else if (place.offset() > 0) {
      try {
        follow(what, place);
      } catch (IOException unreadable) {
        omit(what, "it cannot be read: " + unreadable);
      }
    }
  }

  private void follow(String what, Place place) throws IOException {
    Optional<Path> file = FirstLine.holder(Path.of(place.log()), place.firstLine());
    if (file.isEmpty()) {
      omit(what, "its first line is not the one that fail2ban has read" + FROM_FIND_TIME);
      return;
    }
    Optional<Position> position = Optional.empty();
    for (LogBackend backend : gaol.parts().backends().values()) {
      if (position.isEmpty()) {
        position = backend.place(file.get(), place.offset());
      }
    }
    if (position.isPresent()) {
      Imported.Log log = new Imported.Log(place.jail(), place.log(), place.offset());
      logs.put(log, position.get());
    } else {
      omit(what, "it is shorter than what fail2ban has read" + FROM_FIND_TIME);
    }
  }
}
