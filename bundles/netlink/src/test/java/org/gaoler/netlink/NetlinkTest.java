package org.gaoler.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets in a network namespace of the test's own. */
class NetlinkTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int NFTABLES = 10;
  private static final int NEW_TABLE = 0;
  private static final int GET_TABLE = 1;
  private static final int INET = 1;
  private static final int NAME = 1;

  private NetworkNamespace namespace;
  private Place place;

  @BeforeEach
  void makeNamespace() {
    Root.required();
    namespace = new NetworkNamespace();
    place = Place.of(Path.of("/run/netns", namespace.name()));
  }

  @AfterEach
  void removeNamespace() {
    namespace.close();
  }

  private static Request table(Request request, String name, int flags) {
    return request
        .clear()
        .beginBatch(NFTABLES)
        .netfilter(NFTABLES, NEW_TABLE, flags | Request.CREATE | Request.ACK, INET)
        .text(NAME, name)
        .endBatch(NFTABLES);
  }

  private static List<String> tables(Netlink netlink) throws Exception {
    List<String> names = new ArrayList<>();
    try (Request request = new Request()) {
      request.netfilter(NFTABLES, GET_TABLE, Request.DUMP, INET);
      netlink.dump(
          request,
          4,
          names::clear,
          (type, header, bytes, attributes) -> {
            while (attributes.next()) {
              if (attributes.type() == NAME) {
                names.add(attributes.text());
              }
            }
          });
    }
    return names;
  }

  @Test
  void whatIsMadeIsThereForTheToolAndForTheNextDump() throws Exception {
    try (Netlink netlink = Netlink.open(place, Netlink.NETFILTER);
        Request request = new Request()) {
      netlink.transact(table(request, "made", 0));

      assertThat(tables(netlink)).containsExactly("made");
      assertThat(namespace.run("nft", "list", "tables")).contains("table inet made");
      assertThat(namespace.run("nft", "list", "tables")).doesNotContain("other");
    }
  }

  @Test
  void refusalTellsWhichMessageAndWhy() throws Exception {
    try (Netlink netlink = Netlink.open(place, Netlink.NETFILTER);
        Request request = new Request()) {
      netlink.transact(table(request, "made", 0));

      assertThatThrownBy(() -> netlink.transact(table(request, "made", Request.EXCLUSIVE)))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.errno()).isEqualTo(Errno.EEXIST);
                assertThat(refused.index()).isEqualTo(1);
                assertThat(refused).hasMessageContaining("EEXIST");
              });
      netlink.transact(table(request, "made", Request.EXCLUSIVE), errno -> errno == Errno.EEXIST);
      netlink.transact(table(request, "later", Request.EXCLUSIVE));
      assertThat(tables(netlink)).containsExactlyInAnyOrder("made", "later");
    }
  }

  @Test
  void requestGrowsBeyondItsFirstRoom() throws Exception {
    try (Netlink netlink = Netlink.open(place, Netlink.NETFILTER);
        Request request = new Request()) {
      request.clear().beginBatch(NFTABLES);
      for (int i = 0; i < 3000; i++) {
        int flags = i == 2999 ? Request.ACK : 0;
        request.netfilter(NFTABLES, NEW_TABLE, flags | Request.CREATE, INET).text(NAME, "t" + i);
      }
      request.endBatch(NFTABLES);

      netlink.transact(request);

      assertThat(tables(netlink)).hasSize(3000).contains("t0", "t2999");
    }
  }

  @Test
  void addressesGoInNetworkOrder() {
    try (Request request = new Request()) {
      IpBlock four = IpBlock.parse("192.0.2.1").orElseThrow();
      IpBlock six = IpBlock.parse("2001:db8:1::/64").orElseThrow();
      request.begin(0, 0).address(7, four).address(8, six);
      Attributes attributes =
          new Attributes(
              request
                  .memory()
                  .getByteBuffer(0, request.size())
                  .order(java.nio.ByteOrder.nativeOrder()),
              16,
              request.size());

      assertThat(attributes.next()).isTrue();
      assertThat(attributes.bytes()).containsExactly(192, 0, 2, 1);
      assertThat(attributes.block(32)).isEqualTo(four);
      assertThat(attributes.next()).isTrue();
      assertThat(attributes.bytes()).startsWith(0x20, 0x01, 0x0d, 0xb8, 0, 1);
      assertThat(attributes.block(64)).isEqualTo(six);
      assertThat(attributes.next()).isFalse();
    }
  }

  @Test
  void changesByOthersAreToldAndOurOwnAreNot() throws Exception {
    AtomicInteger told = new AtomicInteger();
    GenerationEvents events = new GenerationEvents(place);
    try (Netlink netlink = Netlink.open(place, Netlink.NETFILTER);
        Request request = new Request();
        Listening listening = events.listen(told::incrementAndGet)) {
      events.own(netlink);
      netlink.transact(table(request, "ours", 0));
      namespace.run("nft", "add", "table", "inet", "theirs");
      Eventually.await("a change is told", SOON, () -> told.get() > 0);
      assertThat(told).hasValue(1);

      events.disown(netlink);
      netlink.transact(table(request, "more", 0));
      Eventually.await("a change is told", SOON, () -> told.get() > 1);
      assertThat(listening).isNotNull();
    }
    namespace.run("nft", "add", "table", "inet", "unheard");
    assertThat(told).hasValue(2);
  }

  @Test
  void listeningEndsWhileEventsComeInThickly() throws Exception {
    GenerationEvents events = new GenerationEvents(place);
    try (Netlink netlink = Netlink.open(place, Netlink.NETFILTER);
        Request request = new Request()) {
      for (int i = 0; i < 300; i++) {
        Listening listening = events.listen(() -> {});
        netlink.transact(table(request, "t" + i, 0));
        listening.close();
      }
    }
    assertThat(namespace.run("nft", "list", "tables").lines()).hasSize(300);
  }

  @Test
  void missingNamespaceIsNamed() {
    assertThatThrownBy(() -> Netlink.open(Place.of(Path.of("/run/netns/none")), Netlink.ROUTE))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("/run/netns/none");
  }

  @Test
  void interruptEndsACall() throws Exception {
    try (Netlink netlink = Netlink.open(place, Netlink.NETFILTER);
        Request request = new Request()) {
      request.clear().beginBatch(NFTABLES).endBatch(NFTABLES);
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> netlink.transact(request)).isInstanceOf(InterruptedException.class);
      netlink.transact(table(request, "after", 0));
      assertThat(tables(netlink)).containsExactly("after");
    }
  }
}
