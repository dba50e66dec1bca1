package org.gaoler.control.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.control.wire.Wire;

/**
 * Sends words to the daemon and shows what comes back.
 *
 * <p>Start-up time is what counts here: few classes, no lambdas, no regular expressions.
 */
public final class Main {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private static final String HELP =
      """
      gaoler [--base DIR] VERB …

        --base DIR   talk to the daemon that runs in DIR (gaolerd --base DIR);
                     without it, to the one of this machine (/run/gaoler)
        --help       this text

      The daemon knows the verbs: "gaoler help" lists them, "gaoler help VERB"
      explains one. The most used ones:

        gaoler status              what the jails do
        gaoler banned              who is banned
        gaoler why 192.0.2.1       why, and until when
        gaoler unban 192.0.2.1     lift a ban
        gaoler watch               see it happen
        gaoler shell               an interactive session
        gaoler test LOG FILTER     try a filter; needs no daemon

      exit status: 0 done, 1 refused or failed, 2 not understood
      """;

  private Main() {}

  /**
   * Runs one command and ends the process with its exit status.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    Runtime.getRuntime().exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try {
      int at = 0;
      String run = "/run/gaoler";
      while (at < arguments.length && arguments[at].startsWith("--")) {
        String option = arguments[at];
        if (option.equals("--help")) {
          write(FileDescriptor.out, HELP);
          return 0;
        } else if (option.startsWith("--base=")) {
          run = option.substring(7) + "/run";
        } else if (option.equals("--base") && at + 1 < arguments.length) {
          at++;
          run = arguments[at] + "/run";
        } else if (option.equals("--base")) {
          return complain("option --base needs DIR after it", WRONG_USAGE);
        } else {
          break;
        }
        at++;
      }
      List<String> words = new ArrayList<>();
      for (; at < arguments.length; at++) {
        words.add(arguments[at]);
      }
      if (!words.isEmpty() && words.get(0).equals("ban")) {
        SshClient.spare(words);
      }
      return ask(run + "/gaoler.sock", words);
    } catch (IOException e) {
      return FAILED; // standard output or standard error is gone: nobody is left to be told
    }
  }

  private static int ask(String path, List<String> words) throws IOException {
    Wire wire;
    try {
      wire = new Wire(SocketChannel.open(UnixDomainSocketAddress.of(Path.of(path))));
    } catch (IOException e) {
      return complain(unreachable(path, String.valueOf(e.getMessage())), FAILED);
    }
    if (words.size() == 1 && words.get(0).equals("shell")) {
      return Session.hold(wire);
    }
    byte[] request;
    try {
      request = Terminal.describe(words).encode();
    } catch (IOException e) {
      return complain(e.getMessage(), WRONG_USAGE);
    }
    send(wire, request); // a daemon that turns clients away does not read, but tells why
    return show(wire);
  }

  /** Sends a request; false if the daemon did not take it and probably said why. */
  static boolean send(Wire wire, byte[] request) {
    try {
      wire.send(Wire.REQUEST, request, 0, request.length);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Shows what the daemon says until it tells the exit status. */
  static int show(Wire wire) throws IOException {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    while (true) {
      int type;
      try {
        type = wire.next();
      } catch (IOException e) {
        type = Wire.END;
      }
      byte[] payload = wire.payload();
      if (type == Wire.OUT) {
        out.write(payload);
      } else if (type == Wire.ERR) {
        err.write(payload);
      } else if (type == Wire.EXIT && payload.length == 1) {
        return payload[0];
      } else {
        return complain("the daemon ended the connection; its log tells why", FAILED);
      }
    }
  }

  private static String unreachable(String path, String answer) {
    if (answer.contains("ermission denied")) {
      return "the daemon's socket " + path + " may not be opened (" + answer + "); use sudo";
    }
    return "no daemon answers at "
        + path
        + " ("
        + answer
        + "); start it with \"gaolerd\" or \"systemctl start gaoler\", or name another with --base";
  }

  static int complain(String line, int status) throws IOException {
    write(FileDescriptor.err, "gaoler: " + line + "\n");
    return status;
  }

  private static void write(FileDescriptor where, String text) throws IOException {
    new FileOutputStream(where).write(text.getBytes(StandardCharsets.UTF_8));
  }
}
