package org.gaoler.action.webhook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes hostile text so that it is nothing but text where it is put. */
enum Escape {
  /** As it is. */
  NONE {
    @Override
    String of(String text) {
      return text;
    }
  },
  /** Within the quotes of a JSON string. */
  JSON {
    @Override
    String of(String text) {
      StringBuilder json = new StringBuilder(text.length() + 16);
      for (int i = 0; i < text.length(); i++) {
        char each = text.charAt(i);
        if (each == '"' || each == '\\') {
          json.append('\\').append(each);
        } else if (each < ' ' || each >= 0x7f && unprintable(each)) {
          json.append("\\u%04x".formatted((int) each));
        } else {
          json.append(each);
        }
      }
      return json.toString();
    }
  },
  /** Within a URL or the body of a form. */
  FORM {
    @Override
    String of(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  },
  /** Within HTML, or what Slack calls mrkdwn: no tag, no entity, no mention. */
  HTML {
    @Override
    String of(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  },
  /** Within Markdown: no link, no emphasis, and nobody is mentioned. */
  MARKDOWN {
    @Override
    String of(String text) {
      return text.replaceAll("([\\\\`*_~|<>\\[\\](){}#!])", "\\\\$1").replace("@", "@\u200b");
    }
  };

  abstract String of(String text);

  private static boolean unprintable(char each) {
    int type = Character.getType(each);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
