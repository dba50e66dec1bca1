package org.gaoler.action.mail.text;

/** Writes values into HTML, so that none of them is markup. */
final class Html {

  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A page for mails that have a template for text alone. */
  static String page(String text) {
    return "<!DOCTYPE html>\n<html><body><pre>" + escape(text) + "</pre></body></html>\n";
  }
}
