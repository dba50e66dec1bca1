package org.gaoler.filter.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gaoler.filter.date.DatesForTests.templates;

import java.util.List;
import java.util.Random;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.junit.jupiter.api.Test;

/** Sparing a template its search must never change what is found. */
class DateSignsTest {

  private static final List<String> PARTS =
      List.of(
          "2026-11-20",
          "2026/11/20",
          "20/Nov/2026",
          "11/20/2026",
          "11-20-2026",
          "20-11-26",
          "Nov ",
          "20",
          " ",
          "  ",
          "T",
          ":",
          "21:42:31",
          "9:42:31",
          "21:42",
          ".123",
          "Z",
          " +0100",
          "CET ",
          "Fri ",
          "Nov 20",
          " 2026",
          "261120",
          "20261120",
          "214231",
          "1795210951",
          "audit(",
          "[",
          "<",
          "@",
          "@400000006b5f7a8716a0d7cc",
          "x",
          ", ",
          " PM",
          "\u0663",
          "\u00e9",
          "-",
          ">");

  @Test
  void noTemplateIsSparedALineThatItMatches() throws Fault {
    Random random = new Random(42);
    List<DateTemplate> all = templates();
    int matches = 0;
    for (int i = 0; i < 4_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int parts = random.nextInt(8); parts >= 0; parts--) {
        line.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      Span span = new Span();
      span.of(line.toString(), new StepBudget(1_000_000));
      DateSigns signs = new DateSigns();
      signs.of(line.toString());
      for (DateTemplate template : all) {
        if (new DateSlot(template).search(span, 0)) {
          assertThat(signs.allow(template)).as("%s in %s", template.name(), line).isTrue();
          matches++;
        }
      }
    }
    assertThat(matches).isGreaterThan(500);
  }

  @Test
  void lineWithoutSignsIsSparedAllDefaults() throws Fault {
    DateSigns signs = new DateSigns();
    signs.of("sshd[1234]: Failed password for root from 192.0.2.1 port 50022");
    assertThat(templates()).noneMatch(signs::allow);
    assertThat(templates("%H")).allMatch(signs::allow);
  }
}
