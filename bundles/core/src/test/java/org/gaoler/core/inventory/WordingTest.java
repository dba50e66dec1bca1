package org.gaoler.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of bundles that do not resolve. */
class WordingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(&(osgi.wiring.package=x)(version>=2.0.0)(!(version>=3.0.0)))|[2,3)",
        "(&(osgi.wiring.package=x)(version>=1.2.0)(!(version>=2.0.0)))|[1.2,2)",
        "(&(osgi.wiring.package=x)(version>=1.2.3)(version<=1.9.0))|[1.2.3,1.9]",
        "(&(osgi.wiring.package=x)(!(version<=1.0.0))(!(version>=2.0.0)))|(1,2)",
        "(&(osgi.wiring.package=x)(version>=1.4.0))|1.4 or later",
        "(osgi.wiring.package=x)|''"
      })
  void rangeIsToldAsAuthorsWriteIt(String filter, String range) {
    assertThat(Wanted.of(filter).text()).isEqualTo(range);
  }

  @Test
  void laterApiIsNamedWithWhatThereIsAndWhatToDo() {
    assertThat(Wording.api("org.gaoler.api", "[2,3)", List.of("1.2")))
        .isEqualTo(
            "needs org.gaoler.api [2,3), this Gaoler has 1.2; use a build of it for this version,"
                + " or update Gaoler");
  }

  @Test
  void packageIsWaitedFor() {
    assertThat(Wording.packaged("org.example.x", "[1,2)", List.of()))
        .isEqualTo(
            "waits for package org.example.x [1,2), which no bundle exports; add the bundle that"
                + " does");
    assertThat(Wording.packaged("org.example.x", "[2,3)", List.of("1", "3.1")))
        .contains("there is only 1, 3.1");
  }

  @Test
  void laterJavaIsNamed() {
    assertThat(Wording.java("(&(osgi.ee=JavaSE)(version=21))", "17"))
        .isEqualTo("needs Java 21, this is Java 17; use a build of it for Java 17");
  }

  @Test
  void whatBeganAFailureIsTold() {
    assertThat(
            Components.cause(
                "java.lang.reflect.InvocationTargetException\n\tat a.B.c(B.java:1)\n"
                    + "Caused by: java.lang.IllegalStateException: no table\n\tat d.E.f(E.java:2)\n"
                    + "\t... 9 more\n"))
        .isEqualTo("java.lang.IllegalStateException: no table");
    assertThat(Components.cause("java.lang.Error: x\n\tat a.B.c(B.java:1)"))
        .isEqualTo("java.lang.Error: x");
  }
}
