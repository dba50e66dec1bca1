/**
 * A rig of two hosts in network namespaces, with a real sshd, real logins, a real firewall and a
 * real Gaoler between them. The demo and the tests tell the same {@link
 * org.gaoler.itests.netns.Story}. Needs root, iproute2 and iptables; leaves nothing behind.
 */
package org.gaoler.itests.netns;
