package org.gaoler.action.dnsbl;

import java.util.Optional;
import org.gaoler.api.Fault;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** Signs what is sent and believes only what is signed, if there is a key. */
final class Signing {

  private final NameServer server;
  private final Optional<KeyFile.Key> key;

  private Signing(NameServer server, Optional<KeyFile.Key> key) {
    this.server = server;
    this.key = key;
  }

  /**
   * Reads the key file, if there is one.
   *
   * @throws Fault if it is wrong
   */
  static Signing of(NameServer server) throws Fault {
    return server.keyFile().isPresent()
        ? new Signing(server, Optional.of(server.keyFile().get().read()))
        : new Signing(server, Optional.empty());
  }

  void sign(Message message) {
    key.ifPresent(k -> k.tsig().apply(message, null));
  }

  /** What checks the parts of a long answer. */
  Optional<TSIG.StreamVerifier> verifier(Message question) {
    return key.map(k -> new TSIG.StreamVerifier(k.tsig(), question.getTSIG()));
  }

  /** Checks a part of a long answer. */
  void check(
      String what, Message part, byte[] wire, Optional<TSIG.StreamVerifier> verifier, boolean last)
      throws Fault {
    if (verifier.isPresent() && verifier.get().verify(part, wire, last) != Rcode.NOERROR) {
      throw unsigned(what);
    }
  }

  /** Checks an answer. */
  void check(String what, Message answer, byte[] wire, Message question) throws Fault {
    complain(what, answer);
    if (key.isPresent()
        && key.get().tsig().verify(answer, wire, question.getTSIG()) != Rcode.NOERROR) {
      // A server without such a zone or key says so unsigned: no success, so nothing to doubt.
      throw answer.getRcode() == Rcode.NOERROR
          ? unsigned(what)
          : server.refusal(what, answer.getRcode());
    }
  }

  /** What the server thinks of our signature. */
  void complain(String what, Message answer) throws Fault {
    TSIGRecord signature = answer.getTSIG();
    int error = signature == null ? Rcode.NOERROR : signature.getError();
    if (error == Rcode.NOERROR) {
      return;
    }
    String name = key.map(k -> k.name().toString(true)).orElse("");
    String algorithm = key.map(KeyFile.Key::algorithm).orElse("");
    String file = server.keyFile().map(f -> f.path().toString()).orElse("");
    String remedy =
        switch (error) {
          case Rcode.BADKEY ->
              "it knows no key %s of %s: name in its configuration what %s holds"
                  .formatted(name, algorithm, file);
          case Rcode.BADTIME -> "set the clocks of both machines (NTP): they differ by minutes";
          default ->
              "the secret of key %s in %s is not the server's: use one file for both"
                  .formatted(name, file);
        };
    throw server.fault(
        what,
        "the server answered "
            + Rcode.string(answer.getRcode())
            + " with TSIG error "
            + Rcode.TSIGstring(error),
        remedy);
  }

  private Fault unsigned(String what) {
    return server.fault(
        what,
        "the answer is not signed with key "
            + key.map(k -> k.name().toString(true)).orElse("")
            + " and was not believed",
        "somebody else may have answered, or the clocks of both machines differ");
  }
}
