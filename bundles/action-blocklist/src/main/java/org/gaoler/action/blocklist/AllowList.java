package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with addresses and networks that are never banned; read again whenever it changed. */
final class AllowList {

  private static final Logger LOG = LoggerFactory.getLogger(AllowList.class);

  private final Path file;
  private final Form form;
  private Optional<Stat> known = Optional.empty();
  private List<Row> rows = List.of();
  private List<String> flaws = List.of();

  /**
   * Names a file, which need not exist.
   *
   * @param file where it is, or will be
   * @param form plain
   */
  AllowList(Path file, Form form) {
    this.file = file;
    this.form = form;
  }

  Path file() {
    return file;
  }

  /** Why somebody is never banned; empty if there is no such reason. */
  synchronized Optional<String> reason(Offender offender) {
    refresh();
    if (!(offender instanceof IpBlock block)) {
      return Optional.empty();
    }
    return rows.stream()
        .filter(row -> row.address().filter(allowed -> allowed.contains(block)).isPresent())
        .map(row -> row.address().orElseThrow() + " in " + file + " line " + row.number())
        .findFirst();
  }

  /** Whether anybody is on it. */
  synchronized boolean used() {
    refresh();
    return !rows.isEmpty();
  }

  /** What is wrong with it. */
  synchronized List<String> flaws() {
    refresh();
    return flaws;
  }

  /** What cannot be read now stays what it was: whoever is allowed stays so. */
  private void refresh() {
    try {
      Optional<Stat> now = Stat.of(file);
      if (!now.equals(known)) {
        byte[] bytes = now.isPresent() ? Files.readAllBytes(file) : new byte[0];
        keep(Sheet.read(bytes, form));
        known = now;
      }
    } catch (IOException failed) {
      kept(Refusal.of(file, "read", failed));
    } catch (Fault failed) {
      kept(String.valueOf(failed.getMessage()));
    }
  }

  private void kept(String trouble) {
    String told = "allow list " + trouble + "; what it said before stays in force";
    if (!flaws.equals(List.of(told))) {
      LOG.warn("{}", told);
    }
    flaws = List.of(told);
  }

  private void keep(Sheet sheet) {
    List<Row> allowed = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Row row : sheet.rows()) {
      row.address()
          .ifPresent(address -> allowed.add(new Row(row.number(), "", row.address(), row.flaw())));
      row.flaw()
          .ifPresent(
              flaw -> wrong.add("allow list " + file + " line " + row.number() + ": " + flaw));
    }
    wrong.forEach(line -> LOG.warn("{}", line));
    rows = List.copyOf(allowed);
    flaws = List.copyOf(wrong);
  }
}
