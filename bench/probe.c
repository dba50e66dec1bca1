/*
 * Measures how long banned senders still get packets through.
 *
 *   probe SENDER_NS RECEIVER_NS DESTINATION LOG FIRST ATTACKERS TRIALS INTERVAL_US MAXRETRY QUIET_MS
 *
 * One process with a foot in each of two network namespaces (paths such as /run/netns/x). From the
 * first it sends UDP datagrams to DESTINATION with forged senders, from the second it receives what
 * the firewall there lets through. Each sender's first MAXRETRY datagrams are written to LOG as
 * failed logins, so the last of these lines is the one that decides. A trial has ATTACKERS senders
 * never seen before, each sending every INTERVAL_US; it ends once each was decided and nothing came
 * through for QUIET_MS, or after 20 s. Senders are 198.18.0.0 + FIRST and upwards.
 *
 * Prints for each sender: trial, sender, nanoseconds from before the write() of the deciding line to
 * the kernel's time stamp of the last datagram let through (plus half an interval, since the ban may
 * have come anywhere between two of them), datagrams let through after the deciding line, and 1 if
 * it was blocked in the end. Both times are of the real-time clock.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define FIRST_SENDER 0xC6120000u /* 198.18.0.0 */
#define PORT 2222
#define GIVE_UP_NS 20000000000L

struct attacker {
  long seen;    /* datagrams let through */
  long decided; /* when the deciding line was about to be written, 0 before */
  long last;    /* when the last datagram came */
  long after;   /* datagrams let through after the deciding line */
};

static struct {
  int raw, udp, log;
  in_addr_t destination;
  long first, attackers, trials, interval_ns, maxretry, quiet_ns;
  atomic_long sending_from; /* first sender of the running trial; -1: pause */
  atomic_int over;
} o;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static long now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void sleep_until(long ns) {
  struct timespec t = {ns / 1000000000L, ns % 1000000000L};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR) {
  }
}

static void enter(const char *path) {
  int ns = open(path, O_RDONLY | O_CLOEXEC);
  if (ns < 0 || setns(ns, CLONE_NEWNET) < 0) fail(path);
  close(ns);
}

static void *send_all(void *unused) {
  struct {
    struct iphdr ip;
    struct udphdr udp;
  } packet = {0};
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = o.destination};
  packet.ip.version = 4;
  packet.ip.ihl = 5;
  packet.ip.ttl = 64;
  packet.ip.protocol = IPPROTO_UDP;
  packet.ip.tot_len = htons(sizeof packet);
  packet.ip.daddr = o.destination;
  packet.udp.source = htons(40000);
  packet.udp.dest = htons(PORT);
  packet.udp.len = htons(sizeof packet.udp);
  prctl(PR_SET_TIMERSLACK, 1);
  long gap = o.interval_ns / o.attackers, next = now(CLOCK_MONOTONIC);
  for (long k = 0; !atomic_load(&o.over); k++) {
    long from = atomic_load(&o.sending_from), late = now(CLOCK_MONOTONIC);
    if (next > late)
      sleep_until(next);
    else
      next = late; /* never catch up in a burst that no attacker would send */
    next += gap;
    if (from < 0) continue;
    packet.ip.saddr = htonl(FIRST_SENDER + from + k % o.attackers);
    packet.ip.check = 0;
    sendto(o.raw, &packet, sizeof packet, 0, (struct sockaddr *)&to, sizeof to);
  }
  return unused;
}

static void write_failure(const char *sender) {
  static unsigned port = 40000;
  char line[200];
  time_t t = time(NULL);
  struct tm tm;
  localtime_r(&t, &tm);
  size_t n = strftime(line, sizeof line, "%b %e %H:%M:%S", &tm);
  n += snprintf(line + n, sizeof line - n,
                " server sshd[4242]: Failed password for root from %s port %u ssh2\n", sender,
                port = port < 60000 ? port + 1 : 40000);
  if (write(o.log, line, n) != (ssize_t)n) fail("log");
}

/* Reads one datagram; returns its sender's number, or -1 if there was none. */
static long receive(long *at) {
  char data[64], control[128];
  struct sockaddr_in from;
  struct iovec iov = {data, sizeof data};
  struct msghdr m = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &iov, .msg_iovlen = 1,
                     .msg_control = control, .msg_controllen = sizeof control};
  if (recvmsg(o.udp, &m, MSG_DONTWAIT) < 0) return -1;
  *at = now(CLOCK_REALTIME);
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS) {
      struct timespec t;
      memcpy(&t, CMSG_DATA(c), sizeof t);
      *at = t.tv_sec * 1000000000L + t.tv_nsec;
    }
  }
  return ntohl(from.sin_addr.s_addr) - FIRST_SENDER;
}

/* Returns whether this datagram was the deciding one. */
static int take(struct attacker *a, long sender, long at) {
  struct in_addr address = {htonl(FIRST_SENDER + sender)};
  a->seen++;
  a->last = at;
  if (a->decided) {
    a->after++;
    return 0;
  }
  int deciding = a->seen == o.maxretry;
  if (deciding) a->decided = now(CLOCK_REALTIME);
  write_failure(inet_ntoa(address));
  return deciding;
}

static void trial(long number) {
  struct attacker *all = calloc(o.attackers, sizeof *all);
  long from = o.first + number * o.attackers, decided = 0;
  long start = now(CLOCK_REALTIME), last = start, at = 0;
  atomic_store(&o.sending_from, from);
  for (;;) {
    struct pollfd p = {o.udp, POLLIN, 0};
    poll(&p, 1, 5);
    for (long sender; (sender = receive(&at)) >= 0;) {
      if (sender < from || sender >= from + o.attackers) continue;
      decided += take(&all[sender - from], sender, at);
      last = at;
    }
    long t = now(CLOCK_REALTIME);
    if ((decided == o.attackers && t - last > o.quiet_ns) || t - start > GIVE_UP_NS) break;
  }
  atomic_store(&o.sending_from, -1);
  long end = now(CLOCK_REALTIME);
  for (long i = 0; i < o.attackers; i++) {
    long latency = all[i].last > all[i].decided ? all[i].last - all[i].decided : 0;
    printf("%ld %ld %ld %ld %d\n", number, from + i, latency + o.interval_ns / 2, all[i].after,
           all[i].decided && end - all[i].last > o.quiet_ns * 9 / 10);
  }
  fflush(stdout);
  free(all);
}

int main(int argc, char **argv) {
  if (argc != 11) {
    fputs("usage: probe SENDER_NS RECEIVER_NS DESTINATION LOG FIRST ATTACKERS TRIALS INTERVAL_US"
          " MAXRETRY QUIET_MS\n", stderr);
    return 2;
  }
  o.destination = inet_addr(argv[3]);
  o.first = atol(argv[5]);
  o.attackers = atol(argv[6]);
  o.trials = atol(argv[7]);
  o.interval_ns = atol(argv[8]) * 1000;
  o.maxretry = atol(argv[9]);
  o.quiet_ns = atol(argv[10]) * 1000000;
  o.log = open(argv[4], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (o.log < 0) fail(argv[4]);
  enter(argv[1]);
  o.raw = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
  if (o.raw < 0) fail("raw socket");
  enter(argv[2]);
  o.udp = socket(AF_INET, SOCK_DGRAM, 0);
  int on = 1, room = 32 << 20;
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(PORT)};
  if (o.udp < 0 || bind(o.udp, (struct sockaddr *)&here, sizeof here) < 0) fail("bind");
  setsockopt(o.udp, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  setsockopt(o.udp, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);

  pthread_t sender;
  atomic_store(&o.sending_from, -1);
  if (pthread_create(&sender, NULL, send_all, NULL)) fail("thread");
  srandom(now(CLOCK_REALTIME));
  for (long number = 0; number < o.trials; number++) {
    /* a random phase, so that no period of the daemon's is met always at the same point */
    sleep_until(now(CLOCK_MONOTONIC) + random() % 100 * 1000000L);
    trial(number);
  }
  atomic_store(&o.over, 1);
  pthread_join(sender, NULL);
  return 0;
}
