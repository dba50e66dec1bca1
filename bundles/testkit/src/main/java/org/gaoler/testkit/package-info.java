/**
 * Contract tests that a plugin's own tests inherit, and fakes that stand in for the outside world.
 *
 * <p>For tests only; nothing of it is needed at run time.
 */
@Export
@Version("0.1.0")
package org.gaoler.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
