/** Calls into bundles that may hang, break or leave threads behind. */
package org.gaoler.core.plugin;
