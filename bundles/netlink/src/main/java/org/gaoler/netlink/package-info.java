/**
 * Talking to the Linux kernel by netlink sockets: requests, answers, dumps and events. Shared by
 * the actions that keep addresses out without starting a program for each.
 */
@Export
@Version("0.1.0")
package org.gaoler.netlink;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
