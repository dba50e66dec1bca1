/** What travels between the {@code gaoler} command and the daemon; in the jars of both. */
package org.gaoler.control.wire;
