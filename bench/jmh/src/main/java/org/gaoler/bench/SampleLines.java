package org.gaoler.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lines of an auth.log, as bytes one behind the other and as texts. */
final class SampleLines {

  private static final String HEAD = "2026-11-18T11:%02d:%02d.%06d+00:00 mx ";

  private static final List<String> FAIR =
      List.of(
          "CRON[%1$d]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)",
          "CRON[%1$d]: pam_unix(cron:session): session closed for user root",
          "sshd[%1$d]: Accepted publickey for ada from 192.0.2.%2$d port %3$d ssh2: ED25519 SHA256:x",
          "sshd[%1$d]: pam_unix(sshd:session): session opened for user ada(uid=1000) by (uid=0)",
          "systemd-logind[588]: New session %3$d of user ada.",
          "sshd[%1$d]: Received disconnect from 192.0.2.%2$d port %3$d:11: disconnected by user",
          "systemd-logind[588]: Removed session %3$d.",
          "sudo:      ben : TTY=pts/1 ; PWD=/home/ben ; USER=root ; COMMAND=/usr/bin/journalctl -f");

  private static final List<String> FOUL =
      List.of(
          "sshd[%1$d]: Failed password for root from 198.18.0.%2$d port %3$d ssh2",
          "sshd[%1$d]: Failed password for invalid user admin from 2001:db8::%2$x port %3$d ssh2",
          "sshd[%1$d]: Invalid user admin from 198.18.1.%2$d port %3$d");

  private static final List<String> NEAR =
      List.of(
          "sshd[%1$d]: Failed password for root form 198.18.0.%2$d port %3$d ssh2",
          "sshd[%1$d]: Failed password for invalid user a from 198.18.300.%2$d port %3$d ssh2",
          "sshd[%1$d]: Invalid user admin from nowhere port %3$d at all",
          "sshd[%1$d]: User root from 198.18.1.%2$d not allowed because not listed in AllowGuests");

  private final List<String> texts = new ArrayList<>();
  private final byte[] bytes;
  private final int[] ends;

  private SampleLines(List<String> forms, int count) {
    Random random = new Random(1);
    StringBuilder all = new StringBuilder();
    ends = new int[count];
    for (int i = 0; i < count; i++) {
      String form = forms.get(random.nextInt(forms.size()));
      String line =
          String.format(HEAD, i / 60 % 60, i % 60, random.nextInt(1_000_000))
              + String.format(
                  form, 1000 + 3 * i, 1 + random.nextInt(254), 1024 + random.nextInt(60000));
      texts.add(line);
      all.append(line);
      ends[i] = all.length();
      all.append('\n');
    }
    bytes = all.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Lines of one sort.
   *
   * @param sort {@code fair}: those of a machine nobody attacks, {@code near}: those that begin as
   *     failures, {@code foul}: failures
   * @param count how many
   */
  static SampleLines of(String sort, int count) {
    return new SampleLines(
        switch (sort) {
          case "fair" -> FAIR;
          case "near" -> NEAR;
          case "foul" -> FOUL;
          default -> throw new IllegalArgumentException(sort);
        },
        count);
  }

  List<String> texts() {
    return texts;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where line i ends, its line feed left out; the next begins one behind. */
  int end(int line) {
    return ends[line];
  }
}
