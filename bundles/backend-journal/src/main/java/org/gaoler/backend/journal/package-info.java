/** Follows the systemd journal through one {@code journalctl} child for each log followed. */
package org.gaoler.backend.journal;
