/** The operator's verbs, for whatever carries them: a shell, a socket. */
@Export
@Version("0.1.0")
package org.gaoler.commands;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
