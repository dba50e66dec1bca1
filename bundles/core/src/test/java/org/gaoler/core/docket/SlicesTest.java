package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SlicesTest {

  private static List<Integer> sizes(int calls, IntToDoubleFunction millis) {
    Slices slices = new Slices();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      sizes.add(slices.size());
      slices.lifted(slices.size(), (long) (millis.applyAsDouble(slices.size()) * 1e6));
    }
    return sizes;
  }

  @Test
  void cheapUnbansGoInEverLargerSlices() {
    assertThat(sizes(6, size -> size * 0.001)).containsExactly(64, 128, 256, 512, 1024, 2048);
  }

  @Test
  void slicesTakeAboutTenMilliseconds() {
    List<Integer> sizes = sizes(20, size -> 2 + size * 0.05);

    assertThat(sizes.get(19) * 0.05 + 2).isBetween(6.0, 12.0);
  }

  @Test
  void dearUnbansStayFew() {
    assertThat(sizes(20, size -> size * 1.0).subList(2, 20)).containsOnly(64);
  }

  @Test
  void whereACallIsDearWhateverItsSizeFewAreMade() {
    List<Integer> sizes = sizes(9, size -> 80 + size * 0.001);

    assertThat(sizes.stream().mapToInt(size -> size).sum()).isGreaterThan(10_000);
  }

  @Test
  void onePauseIsForgotten() {
    Slices slices = new Slices();
    for (int i = 0; i < 40; i++) {
      slices.lifted(slices.size(), (long) (1e6 + slices.size() * 1e4 + (i == 10 ? 4e8 : 0)));
    }

    assertThat(slices.size()).isGreaterThan(400);
  }

  @Test
  void nothingIsKnownAfterAllIsLifted() {
    Slices slices = new Slices();
    slices.lifted(64, 1000);
    slices.lifted(128, 1000);
    slices.drained();

    assertThat(slices.size()).isEqualTo(64);
  }

  @Test
  void manyBansInOneCallSayWhatOneCosts() {
    Slices slices = new Slices();
    slices.banned(10_000, 100_000_000);
    assertThat(slices.size()).isEqualTo(1000);
    slices.lifted(1000, 300_000_000);

    assertThat(slices.size()).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void fewBansSayNothing() {
    Slices slices = new Slices();
    slices.banned(3, 10);

    assertThat(slices.size()).isEqualTo(64);
  }

  @Test
  void dearBansKeepSlicesSmall() {
    Slices slices = new Slices();
    slices.banned(1000, 1_000_000_000L);

    assertThat(slices.size()).isEqualTo(64);
  }
}
