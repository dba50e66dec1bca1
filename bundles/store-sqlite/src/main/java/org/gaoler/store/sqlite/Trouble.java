package org.gaoler.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.gaoler.api.Fault;
import org.sqlite.SQLiteErrorCode;

/** Tells what went wrong with the file, and what to do. */
final class Trouble {

  private Trouble() {}

  /** Whether the file's content is at fault. */
  static boolean damaged(SQLException thrown) {
    return switch (primary(thrown)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
      default -> false;
    };
  }

  /**
   * Makes a fault.
   *
   * @param tried what was tried, such as {@code "cannot write"}
   * @param file the database
   * @param thrown what came back
   */
  static Fault with(String tried, Path file, SQLException thrown) {
    return new Fault(
        tried + " " + file + ": " + thrown.getMessage() + "; " + remedy(file, thrown), thrown);
  }

  private static String remedy(Path file, SQLException thrown) {
    return switch (primary(thrown)) {
      case SQLITE_FULL -> "free some space on the disk that holds it: df -h " + file.getParent();
      case SQLITE_BUSY, SQLITE_LOCKED -> "another program has it open; end that one: fuser " + file;
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "restart gaoler: it sets the damaged file aside and begins a new one";
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          "give the user gaoler runs as the right to write there: ls -la " + file.getParent();
      default -> "look for errors of the disk: dmesg";
    };
  }

  /** The extended codes keep the primary one in their lowest byte. */
  private static SQLiteErrorCode primary(SQLException thrown) {
    return SQLiteErrorCode.getErrorCode(thrown.getErrorCode() & 0xff);
  }
}
