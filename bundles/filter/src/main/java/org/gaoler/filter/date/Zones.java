package org.gaoler.filter.date;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads time zones as logs and options write them. */
public final class Zones {

  /** What {@link #parse} reads, for messages. */
  public static final String ACCEPTED =
      "Z, UTC, GMT, an abbreviation such as CET, an offset such as +0200 or UTC+02:00, or a name"
          + " such as Europe/Berlin";

  /** Minutes east of Greenwich, then the abbreviations that mean it, whatever the season. */
  private static final String TABLE =
      """
      0: EGST GMT UTC WET WT Z
      60: A CET DFT WAT WEDT WEST
      120: B CAT CEDT CEST EET SAST WAST
      180: C EAT EEDT EEST IDT MSK
      210: IRST
      240: AMT AZT D GET GST KUYT MSD MUT RET SAMT SCT
      270: AFT IRDT
      300: AMST AQTT AZST E HMT MAWT MVT PKT TFT TJT TMT UZT YEKT
      330: SLT
      345: NPT
      360: ALMT BIOT BTT F IOT KGT NOVT OMST YEKST
      390: CCT MMT
      420: CXT DAVT G HOVT ICT KRAT NOVST OMSST THA WIB
      480: ACT AWST BDT BNT CAST H HKT IRKT KRAST MYT PHT SGT ULAT WITA WST
      540: AWDT I IRKST JST KST PWT TLT WDT WIT YAKT
      570: ACST
      600: AEST ChST K PGT VLAT YAKST YAPT
      630: ACDT LHST
      660: AEDT L LHDT MAGT NCT PONT SBT VLAST VUT
      690: NFT
      720: ANAST ANAT FJT GILT M MAGST MHT NZST PETST PETT TVT WFT
      780: FJST NZDT
      -60: AZOT CVT EGT N
      -120: BRST FNT O PMDT UYST WGST
      -150: HAT NDT
      -180: ADT ART BRT CLST FKST GFT HAA P PMST PYST SRT UYT WGT
      -210: HNT NST NT
      -240: AST BOT CLT COST EDT FKT GYT HAE HNA PYT Q
      -270: HLV VET
      -300: CDT COT EASST ECT EST ET HAC HNE PET R
      -360: CST EAST GALT HAR HNC MDT S
      -420: HAP HNR MST PDT T
      -480: AKDT CIST HAY HNP PST PT U
      -540: AKST GAMT GIT HADT HNY V
      -570: MART MIT
      -600: CKT HAST HST TAHT TKT W
      -660: NUT SST X
      -720: Y
      """;

  private static final Map<String, Integer> MINUTES = minutes();

  static final int UNKNOWN = Integer.MIN_VALUE;

  private static final int MOST_SECONDS = 18 * 3600;

  private Zones() {}

  private static Map<String, Integer> minutes() {
    Map<String, Integer> all = new HashMap<>();
    TABLE
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              Integer minutes = Integer.valueOf(line.substring(0, colon));
              for (String name : line.substring(colon + 2).split(" ")) {
                all.put(name, minutes);
              }
            });
    return Map.copyOf(all);
  }

  /**
   * Reads a zone from an option.
   *
   * @param text as {@link #ACCEPTED} tells
   * @return the zone, or empty
   */
  public static Optional<ZoneId> parse(String text) {
    int offset = text.isEmpty() ? UNKNOWN : offsetSeconds(text, 0, text.length());
    if (offset != UNKNOWN && Math.abs(offset) <= MOST_SECONDS) {
      return Optional.of(ZoneOffset.ofTotalSeconds(offset));
    }
    return ZoneId.getAvailableZoneIds().contains(text)
        ? Optional.of(ZoneId.of(text))
        : Optional.empty();
  }

  /** Seconds east of Greenwich of an abbreviation, an offset or both, or {@link #UNKNOWN}. */
  static int offsetSeconds(String text, int start, int end) {
    int sign = start;
    while (sign < end && text.charAt(sign) != '+' && text.charAt(sign) != '-') {
      sign++;
    }
    Integer base = sign == start ? Integer.valueOf(0) : MINUTES.get(text.substring(start, sign));
    int minutes = sign == end ? 0 : minutes(text, sign + 1, end);
    if (base == null || minutes == UNKNOWN) {
      return UNKNOWN;
    }
    boolean west = sign < end && text.charAt(sign) == '-';
    return (base + (west ? -minutes : minutes)) * 60;
  }

  /** Reads {@code hh}, {@code hhmm} or {@code hh:mm}, at most 19 hours. */
  private static int minutes(String text, int start, int end) {
    boolean colon = end - start == 5 && text.charAt(start + 2) == ':';
    if (end - start != 2 && end - start != 4 && !colon || text.charAt(start) > '1') {
      return UNKNOWN;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 10);
      if (digit < 0 && (!colon || i != start + 2)) {
        return UNKNOWN;
      }
      value = digit < 0 ? value : value * 10 + digit;
    }
    return end - start == 2 ? value * 60 : value / 100 * 60 + value % 100;
  }
}
