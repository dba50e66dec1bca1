package org.gaoler.deploy;

import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .cfg} files to the same values as Felix File Install would, so that files written
 * for Karaf mean the same here.
 */
final class CfgText {

  /** {@code ${name}}; a backslash before the brace or another backslash stands for itself alone. */
  private static final Pattern SPECIAL = Pattern.compile("\\$\\{[^{}\\\\]*}|\\\\[{}\\\\]");

  private static final String ENVIRONMENT = "env:";

  private CfgText() {}

  /** What a file says; {@code ${name}} is a framework property, {@code ${env:NAME}} a variable. */
  static Map<String, String> read(Reader reader, UnaryOperator<String> properties)
      throws IOException {
    Properties read = new Properties();
    read.load(reader);
    Map<String, String> values = new HashMap<>();
    read.stringPropertyNames()
        .forEach(key -> values.put(key, value(read.getProperty(key), properties)));
    return values;
  }

  private static String value(String written, UnaryOperator<String> properties) {
    return SPECIAL
        .matcher(written)
        .replaceAll(special -> Matcher.quoteReplacement(meant(special.group(), properties)));
  }

  private static String meant(String special, UnaryOperator<String> properties) {
    if (special.startsWith("\\")) {
      return special.substring(1);
    }
    String name = special.substring(2, special.length() - 1);
    String value =
        name.startsWith(ENVIRONMENT)
            ? System.getenv(name.substring(ENVIRONMENT.length()))
            : properties.apply(name);
    return Optional.ofNullable(value).orElse("");
  }
}
