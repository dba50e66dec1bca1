/**
 * Following files that are written, rotated, truncated and replaced by others, without losing a
 * line or reading one twice; and the kernel's inotify. Shared by the backends that read files.
 */
@Export
@Version("0.1.0")
package org.gaoler.tail;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
