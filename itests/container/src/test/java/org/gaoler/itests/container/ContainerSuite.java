package org.gaoler.itests.container;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/** All tests in the container: one start for them together. */
@RunWith(Suite.class)
@Suite.SuiteClasses({
  WholeTest.class,
  ComingAndGoingTest.class,
  ShellTest.class,
  PluggingTest.class,
  PluginsTest.class,
  BadJarsTest.class
})
public final class ContainerSuite {}
