package org.gaoler.tester.fail2ban;

import java.io.IOException;
import java.util.List;
import org.gaoler.commands.Console;
import org.gaoler.tester.Place;

public final class RegexCommand {
  public RegexCommand(Place place, Console console) {}
  public int run(List<String> words) throws IOException { return 0; }
}
