/** Follows log files by the kernel's inotify: lines are read as soon as they are written. */
package org.gaoler.backend.inotify;
