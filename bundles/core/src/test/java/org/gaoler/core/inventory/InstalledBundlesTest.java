package org.gaoler.core.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where bundles came from. */
class InstalledBundlesTest {

  @ParameterizedTest
  @CsvSource({
    "file:/srv/deploy/gate.jar, /srv/deploy/gate.jar",
    "file:///srv/deploy/gate.jar, /srv/deploy/gate.jar",
    "mvn:org.example/gate/1.0, mvn:org.example/gate/1.0",
  })
  void fileIsToldAsAPath(String location, String file) {
    assertThat(InstalledBundles.file(location)).isEqualTo(file);
  }
}
