package @PACKAGE@;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.Teardown;
import org.osgi.service.component.annotations.Component;

/** Keeps whom a jail bans in a text file, an address and the ban's end in each line. */
@Component(property = EnforcerFactory.ACTION + "=@NAME@")
public final class @CLASS@Action implements EnforcerFactory {
  @Override
  public Enforcer enforcer(Order order) throws Fault {
    order.check(List.of("file", "port", "protocol", "chain"));
    return new TextFile(Path.of(order.option("file", "/var/lib/gaoler/" + order.jail())));
  }

  private record TextFile(Path file) implements Enforcer.Rewriting {
    @Override
    public Teardown open() throws Fault {
      write(inForce());
      return Teardown.of("rm", "-f", file.toString());
    }

    @Override
    public void write(List<Ban> all) throws Fault {
      try {
        Files.write(file, all.stream().map(Ban::toString).toList());
      } catch (IOException e) {
        throw new Fault("cannot write " + file + ": " + e + "; may Gaoler write there?", e);
      }
    }

    @Override
    public List<Ban> inForce() throws Fault {
      try {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        return lines.stream().flatMap(line -> Ban.parse(line).stream()).toList();
      } catch (IOException e) {
        throw new Fault("cannot read " + file + ": " + e + "; is it a text file?", e);
      }
    }
  }
}
