package org.gaoler.filter.expression;

import java.util.List;
import java.util.Set;

/**
 * What parsing an expression gives.
 *
 * @param root the tree
 * @param names the name of each group, empty for those without; index 0 is unused
 * @param tested groups that a conditional asks for
 * @param flags Java's letters for flags of the whole expression
 */
public record Syntax(Node root, List<String> names, Set<Integer> tested, String flags) {

  public Syntax {
    names = List.copyOf(names);
    tested = Set.copyOf(tested);
  }
}
