/** The running system as an operator sees and commands it, for shells and control tools. */
@Export
@Version("1.3.0")
package org.gaoler.api.operate;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
