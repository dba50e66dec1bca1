package org.gaoler.filter.expression;

import java.util.List;

/**
 * What parsing an expression gives.
 *
 * @param root the tree
 * @param names the name of each group, empty for those without; index 0 is unused
 * @param least how many characters a match has at least
 * @param refers whether it asks for what a group took
 */
public record Syntax(Node root, List<String> names, int least, boolean refers) {

  public Syntax {
    names = List.copyOf(names);
  }
}
