/**
 * Tries a filter on lines and tells every step: what date was cut, which expression was tried and
 * what it took, what the session made of it. For testers; a running jail never uses it.
 */
@Export
@Version("1.0.0")
package org.gaoler.filter.trial;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
