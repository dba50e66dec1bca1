package org.gaoler.store.sqlite;

import org.gaoler.api.Offender;
import org.gaoler.api.Token;

/** Writes offenders as text; tokens stand after an equals sign, so that none reads as another. */
final class OffenderText {

  private static final String TOKEN = "=";

  private OffenderText() {}

  static String of(Offender offender) {
    return offender instanceof Token token ? TOKEN + token.text() : offender.toString();
  }

  static Offender read(String text) {
    return text.startsWith(TOKEN) ? new Token(text.substring(1)) : Offender.parse(text);
  }
}
