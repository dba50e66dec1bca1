package org.gaoler.action.dnsbl;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Fault;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Reads the TXT records of names. */
final class Texts {

  private static final String READING = "reading TXT records";

  private final NameServer server;
  private final Exchange exchange;

  Texts(NameServer server, Exchange exchange) {
    this.server = server;
    this.exchange = exchange;
  }

  /**
   * Asks for each name.
   *
   * @param exactly whether to leave out what a wildcard above a name answers in its place
   * @return in the order of the names
   */
  List<List<TXTRecord>> of(List<Name> names, boolean exactly) throws Fault, InterruptedException {
    List<Message> questions =
        names.stream()
            .map(name -> Message.newQuery(Record.newRecord(name, Type.TXT, DClass.IN)))
            .toList();
    List<List<TXTRecord>> texts = new ArrayList<>(names.size());
    for (Message answer : exchange.askAll(READING, questions)) {
      texts.add(texts(answer));
    }
    if (exactly) {
      List<Boolean> there = there(names);
      for (int i = 0; i < texts.size(); i++) {
        texts.set(i, there.get(i) ? texts.get(i) : List.of());
      }
    }
    return texts;
  }

  private List<TXTRecord> texts(Message answer) throws Fault {
    if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
      throw server.refusal(READING, answer.getRcode());
    }
    List<TXTRecord> texts = new ArrayList<>();
    for (Record record : answer.getSection(Section.ANSWER)) {
      if (record instanceof TXTRecord text) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Conditions of updates know no wildcards; these updates change nothing. */
  private List<Boolean> there(List<Name> names) throws Fault, InterruptedException {
    List<Message> questions = new ArrayList<>(names.size());
    for (Name name : names) {
      Update condition = new Update(server.zone());
      condition.present(name, Type.TXT);
      questions.add(condition);
    }
    return exchange.askAll(READING, questions).stream()
        .map(answer -> answer.getRcode() == Rcode.NOERROR)
        .toList();
  }
}
