package org.gaoler.action.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks whether a message holds nothing but what we wrote and plain text. */
final class Plain {

  /** All headers that we write, and those that servers add. */
  private static final List<String> HEADERS =
      List.of(
          "Return-Path",
          "Received",
          "Message-ID",
          "Date",
          "From",
          "To",
          "Subject",
          "X-Gaoler-Event",
          "Auto-Submitted",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding");

  private Plain() {}

  static void check(Received mail) throws Exception {
    assertThat(mail.headers()).isSubsetOf(HEADERS).doesNotHaveDuplicates();
    assertThat(mail.subject()).doesNotContain("\r", "\n").hasSizeLessThan(400);
    assertThat(mail.raw().lines())
        .as("lines that programs take for orders, or that servers refuse")
        .noneMatch(line -> line.startsWith("~") || line.equals("."))
        .allMatch(line -> line.length() < 1000);
    assertThat(mail.raw().length()).isLessThan(300_000);
    assertThat(mail.text().lines()).noneMatch(line -> line.startsWith("~"));
    assertThat(mail.text()).doesNotContainPattern("[\\p{Cc}&&[^\\n]]|\\u202e");
    if (mail.message().isMimeType("multipart/*")) {
      assertThat(mail.html()).doesNotContain("<script").doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
    }
    assertThat(Files.exists(Path.of("/tmp/gaoler-kit"))).as("a command was executed").isFalse();
  }
}
