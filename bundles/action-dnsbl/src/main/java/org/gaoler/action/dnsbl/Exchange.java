package org.gaoler.action.dnsbl;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/**
 * One TCP connection to a name server on which every message is signed and every answer checked.
 * Blocks; ends at once when its thread is interrupted.
 */
final class Exchange implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int CONNECT_MILLIS = 5_000;
  private static final int ANSWER_MILLIS = 10_000;
  private static final int BUFFER = 1 << 16;
  private static final int LARGEST = 0xffff;

  /** More could fill the buffers of both sides, each waiting for the other to read. */
  private static final int AT_ONCE = 64;

  private final NameServer server;
  private final Signing signing;
  private final SocketChannel channel;
  private final DataInputStream in;
  private final DataOutputStream out;

  private Exchange(NameServer server, Signing signing, SocketChannel channel) throws IOException {
    this.server = server;
    this.signing = signing;
    this.channel = channel;
    this.in =
        new DataInputStream(new BufferedInputStream(channel.socket().getInputStream(), BUFFER));
    this.out =
        new DataOutputStream(new BufferedOutputStream(channel.socket().getOutputStream(), BUFFER));
  }

  /**
   * Connects.
   *
   * @throws Fault if the key file is wrong or the server cannot be reached
   */
  static Exchange with(NameServer server) throws Fault, InterruptedException {
    Signing signing = Signing.of(server);
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.socket().setSoTimeout(ANSWER_MILLIS);
      channel.socket().setTcpNoDelay(true);
      channel.socket().connect(address(server), CONNECT_MILLIS);
      return new Exchange(server, signing, channel);
    } catch (IOException failed) {
      close(channel);
      interrupted(failed);
      throw server.fault(
          "connecting to the name server",
          Wording.of(failed),
          "is it running, does it answer by TCP there, and is option server right?");
    }
  }

  private static InetSocketAddress address(NameServer server) throws UnknownHostException {
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(server.host());
    }
    return address;
  }

  private static void interrupted(IOException failed) throws InterruptedException {
    if (failed instanceof ClosedByInterruptException) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while talking to a name server");
    }
  }

  /** Sends one message and waits for its answer, whatever its code. */
  Message ask(String what, Message question) throws Fault, InterruptedException {
    return askAll(what, List.of(question)).get(0);
  }

  /** Sends many questions without waiting for each answer; the answers come in their order. */
  List<Message> askAll(String what, List<Message> questions) throws Fault, InterruptedException {
    List<Message> answers = new ArrayList<>(questions.size());
    try {
      for (int from = 0; from < questions.size(); from += AT_ONCE) {
        List<Message> some = questions.subList(from, Math.min(questions.size(), from + AT_ONCE));
        for (int i = 0; i < some.size(); i++) {
          some.get(i).getHeader().setID(from + i);
          write(some.get(i));
        }
        out.flush();
        answers.addAll(answers(what, some));
      }
      return answers;
    } catch (IOException failed) {
      throw broken(what, failed);
    }
  }

  private List<Message> answers(String what, List<Message> asked) throws IOException, Fault {
    Map<Integer, Message> found = new HashMap<>();
    Map<Integer, Message> open = new HashMap<>();
    asked.forEach(question -> open.put(question.getHeader().getID(), question));
    while (found.size() < asked.size()) {
      byte[] wire = read();
      Message answer = new Message(wire);
      Message question = open.remove(answer.getHeader().getID());
      if (question == null) {
        throw new IOException("an answer to nothing that was asked");
      }
      signing.check(what, answer, wire, question);
      found.put(answer.getHeader().getID(), answer);
    }
    return asked.stream().map(question -> found.get(question.getHeader().getID())).toList();
  }

  /**
   * Reads the whole zone.
   *
   * @param each takes every record but the zone's SOA, in the server's order
   * @return the serial of the zone as read
   */
  long transfer(Name zone, Consumer<Record> each) throws Fault, InterruptedException {
    String what = "reading all records";
    Message question = Message.newQuery(Record.newRecord(zone, Type.AXFR, DClass.IN));
    try {
      write(question);
      out.flush();
      Optional<TSIG.StreamVerifier> verifier = signing.verifier(question);
      Transfer transfer = new Transfer(each);
      while (!transfer.complete()) {
        byte[] wire = read();
        Message part = new Message(wire);
        signing.complain(what, part);
        if (part.getRcode() != Rcode.NOERROR) {
          throw server.refusal(what, part.getRcode());
        }
        transfer.take(part);
        signing.check(what, part, wire, verifier, transfer.complete());
      }
      return transfer.serial();
    } catch (IOException failed) {
      throw broken(what, failed);
    }
  }

  /** Puts the parts of a zone together, which begins and ends with its SOA record. */
  private static final class Transfer {

    private final Consumer<Record> each;
    private Optional<SOARecord> first = Optional.empty();
    private boolean complete;

    Transfer(Consumer<Record> each) {
      this.each = each;
    }

    void take(Message part) throws IOException {
      for (Record record : part.getSection(Section.ANSWER)) {
        if (record instanceof SOARecord soa) {
          complete = first.isPresent();
          first = first.or(() -> Optional.of(soa));
        } else {
          each.accept(record);
        }
      }
      if (first.isEmpty()) {
        throw new IOException("what came back is no zone");
      }
    }

    boolean complete() {
      return complete;
    }

    long serial() {
      return first.orElseThrow().getSerial();
    }
  }

  private void write(Message message) throws IOException {
    signing.sign(message);
    byte[] wire = message.toWire();
    if (wire.length > LARGEST) {
      throw new IOException("a message of " + wire.length + " bytes is too long for DNS");
    }
    out.writeShort(wire.length);
    out.write(wire);
  }

  private byte[] read() throws IOException {
    byte[] wire = new byte[in.readUnsignedShort()];
    in.readFully(wire);
    return wire;
  }

  private Fault broken(String what, IOException failed) throws InterruptedException {
    interrupted(failed);
    return server.fault(
        what, Wording.of(failed), "see the server's log; it is tried again on a new connection");
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(SocketChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException alreadyClosed) {
        LOG.debug("a connection whose answers were all read broke while closing", alreadyClosed);
      }
    }
  }
}
