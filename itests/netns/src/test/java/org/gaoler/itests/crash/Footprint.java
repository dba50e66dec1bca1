package org.gaoler.itests.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a daemon holds.
 *
 * @param bytes of live objects
 * @param loaders class loaders of bundles
 * @param threads of the process
 */
record Footprint(long bytes, long loaders, long threads) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern LOADERS =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +\\S*BundleWiringImpl\\$BundleClassLoader");

  /** Collects a process's garbage and looks at the rest. */
  static Footprint of(Process daemon) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), Long.toString(daemon.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + daemon.pid() + "/task"))) {
      return new Footprint(number(TOTAL, histogram), number(LOADERS, histogram), tasks.count());
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return Long.parseLong(found.group(1));
  }
}
