package org.gaoler.itests.netns;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves a test out where no network namespace can be made; verify names it and counts it. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsRoot.Condition.class)
public @interface NeedsRoot {

  /** Asks the kernel once. */
  final class Condition implements ExecutionCondition {

    private static final boolean GRANTED =
        Command.of("unshare", "-n", "-m", "true").run().exit() == 0;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return GRANTED
          ? ConditionEvaluationResult.enabled("namespaces can be made")
          : ConditionEvaluationResult.disabled("needs root, to make network namespaces");
    }
  }
}
