/**
 * The firewall by its own tools: finding and running them, one long-lived {@code iptables-restore},
 * and the words that administrators use for ports, chains and block types. Shared by the actions.
 */
@Export
@Version("0.1.0")
package org.gaoler.xtables;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
