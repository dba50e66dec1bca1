/** Follows log files by looking at them at a fixed interval; works on every file system. */
package org.gaoler.backend.polling;
