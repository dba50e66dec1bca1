/** The {@code gaoler} command: a small program without dependencies, in a jar of its own. */
package org.gaoler.control.client;
