/** How answers look: JSON, tables, colours, moments, and hostile text made harmless. */
@Export
@Version("0.1.0")
package org.gaoler.commands.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
