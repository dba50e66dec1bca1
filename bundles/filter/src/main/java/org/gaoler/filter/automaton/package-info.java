/** Decides over raw bytes, with one automaton for all filters of a log, which lines may matter. */
package org.gaoler.filter.automaton;
