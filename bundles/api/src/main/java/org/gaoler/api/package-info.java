/**
 * The contracts between Gaoler and its plugins, and the records that travel from a log line to the
 * firewall.
 *
 * <p>A plugin implements one of the {@link org.osgi.annotation.versioning.ConsumerType} interfaces,
 * registers it as a service and names itself with one service property. Everything else is called
 * by the core bundle.
 */
@Export
@Version("1.3.0")
package org.gaoler.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
