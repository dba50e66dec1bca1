package org.gaoler.filter.date;

import static org.gaoler.filter.date.DateSigns.AFTER_AT;
import static org.gaoler.filter.date.DateSigns.AFTER_BLANK;
import static org.gaoler.filter.date.DateSigns.AFTER_COLON;
import static org.gaoler.filter.date.DateSigns.AFTER_DIGIT;
import static org.gaoler.filter.date.DateSigns.AFTER_T;
import static org.gaoler.filter.date.DateSigns.AT;
import static org.gaoler.filter.date.DateSigns.CLOCK;
import static org.gaoler.filter.date.DateSigns.EIGHT_DIGITS;
import static org.gaoler.filter.date.DateSigns.TEN_DIGITS;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.ini.Setting;

/** The templates for filters that do not say how their dates look; the same for all filters. */
final class DefaultDates {

  private static final Setting PLACE = new Setting("", "default date patterns", 0);
  private static final int ANCHORED_WEIGHT = 100;

  private record Form(String pattern, int needs) {

    /** No clock has a point or comma but before its fraction. */
    boolean freeFraction() {
      return pattern.contains(":%S(?:\\.%f)?") || pattern.contains("%S(?:[.,]%f)?");
    }
  }

  private static final String SYSLOG = "%b %d %k:%M:%S(?:\\.%f)?(?: %ExY)?";

  private static final List<Form> FORMS =
      List.of(
          new Form(
              "%ExY(?P<_sep>[-/.])%m(?P=_sep)%d(?:T|  ?)%H:%M:%S(?:[.,]%f)?(?:\\s*%z)?",
              AFTER_BLANK | AFTER_T),
          new Form("(?:%a )?" + SYSLOG, AFTER_BLANK),
          new Form("(?:%a )?%b %d %ExY %k:%M:%S(?:\\.%f)?", AFTER_BLANK),
          new Form("%d(?P<_sep>[-/])%m(?P=_sep)(?:%ExY|%Exy) %k:%M:%S", AFTER_BLANK),
          new Form(
              "%d(?P<_sep>[-/])%b(?P=_sep)%ExY[ :]?%H:%M:%S(?:\\.%f)?(?: %z)?",
              AFTER_BLANK | AFTER_COLON | AFTER_DIGIT),
          new Form("%m/%d/%ExY:%H:%M:%S", AFTER_COLON),
          new Form("%m-%d-%ExY %k:%M:%S(?:\\.%f)?", AFTER_BLANK),
          new Form("EPOCH", TEN_DIGITS),
          new Form("{^LN-BEG}%H:%M:%S", CLOCK),
          new Form("^<%m/%d/%Exy@%H:%M:%S>", AFTER_AT),
          new Form("%Exy%Exm%Exd  ?%H:%M:%S", AFTER_BLANK),
          new Form("%b %d, %ExY %I:%M:%S %p", AFTER_BLANK),
          new Form("^%b-%d-%Exy %k:%M:%S", AFTER_BLANK),
          new Form("%ExY%Exm%Exd(?:-|T|  ?)%ExH:?%ExM:?%ExS(?:[.,]%f)?(?:\\s*%z)?", EIGHT_DIGITS),
          new Form("(?:%Z )?(?:%a )?" + SYSLOG, AFTER_BLANK),
          new Form("(?:%z )?(?:%a )?" + SYSLOG, AFTER_BLANK),
          new Form("TAI64N", AT));

  /** The forms themselves, in order. */
  static final List<DateTemplate> BASE = FORMS.stream().map(f -> template("", f)).toList();

  /** All: first those that stand at the beginning of a line, then those that stand anywhere. */
  static final List<DateTemplate> ALL = all();

  /** Those that can stand at the beginning of a line only. */
  static final List<DateTemplate> LINE_BEGIN_ONLY =
      ALL.stream().filter(DateTemplate::lineBegin).toList();

  private DefaultDates() {}

  private static List<DateTemplate> all() {
    List<DateTemplate> all = new ArrayList<>();
    for (int i = 0; i < BASE.size(); i++) {
      if (!BASE.get(i).lineBegin()) {
        all.add(template(DateTemplate.LINE_BEGIN, FORMS.get(i)).weighing(ANCHORED_WEIGHT));
      }
    }
    all.addAll(BASE);
    return List.copyOf(all);
  }

  private static DateTemplate template(String begin, Form form) {
    DateTemplate template =
        switch (form.pattern) {
          case "EPOCH" -> EpochDates.of(!begin.isEmpty(), false, PLACE);
          case "TAI64N" -> EpochDates.tai64n(!begin.isEmpty(), PLACE);
          default -> DateTemplate.parts(begin + form.pattern, PLACE);
        };
    return template.needing(form.needs, form.freeFraction());
  }
}
