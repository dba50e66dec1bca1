package org.gaoler.action.dnsbl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** A name server takes half a millisecond for each question, and tells ten thousand in a row. */
  private static final int MOST_QUESTIONS = 100;

  private final NameServer server;
  private final Exchange exchange;

  Texts(NameServer server, Exchange exchange) {
    this.server = server;
    this.exchange = exchange;
  }

  /**
   * Reads those of each name.
   *
   * @param exactly whether to leave out what a wildcard above a name answers in its place; many are
   *     always read exactly
   * @return in the order of the names
   */
  List<List<TXTRecord>> of(List<Name> names, boolean exactly) throws Fault, InterruptedException {
    if (names.size() > MOST_QUESTIONS) {
      return transferred(names);
    }
    List<List<TXTRecord>> texts = new ArrayList<>(names.size());
    for (Message answer : exchange.askAll(READING, questions(names))) {
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

  private List<List<TXTRecord>> transferred(List<Name> names) throws Fault, InterruptedException {
    Map<Name, List<TXTRecord>> texts = new HashMap<>();
    names.forEach(name -> texts.put(name, new ArrayList<>(0)));
    exchange.transfer(
        server.zone(),
        record -> {
          if (record instanceof TXTRecord text) {
            texts.getOrDefault(text.getName(), new ArrayList<>(1)).add(text);
          }
        });
    return names.stream().map(texts::get).toList();
  }

  private static List<Message> questions(List<Name> names) {
    return names.stream()
        .map(name -> Message.newQuery(Record.newRecord(name, Type.TXT, DClass.IN)))
        .toList();
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
