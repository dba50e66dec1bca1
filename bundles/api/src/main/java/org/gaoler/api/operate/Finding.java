package org.gaoler.api.operate;

/**
 * Something amiss on this machine.
 *
 * @param grave whether a jail cannot do its work because of it
 * @param what in one line
 * @param remedy the command or edit that mends it
 */
public record Finding(boolean grave, String what, String remedy) {}
