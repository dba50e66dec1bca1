/**
 * Files of options in fail2ban's form: sections, continuation lines, includes, {@code %(name)s} and
 * {@code <name>}. Shared by filters and actions.
 */
@Export
@Version("0.1.0")
package org.gaoler.ini;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
