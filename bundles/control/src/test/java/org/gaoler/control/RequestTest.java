package org.gaoler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.gaoler.control.wire.Request;
import org.gaoler.control.wire.Wire;
import org.junit.jupiter.api.Test;

class RequestTest {

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Request request = new Request(65_535, 24, false, true, "xterm", List.of("why", "", "ü 🙂"));

    assertThat(Request.decode(request.encode())).isEqualTo(request);
  }

  @Test
  void bytesAreThoseOfTheManual() throws IOException {
    assertThat(new Request(80, 24, true, false, "vt", List.of("ban")).encode())
        .containsExactly(
            'G', 'A', 'O', 'L', 1, 1, 0, 80, 0, 24, 0, 2, 0, 2, 'v', 't', 0, 3, 'b', 'a', 'n');
  }

  @Test
  void tooManyWordsAreRefusedBeforeTheyAreSent() {
    Request request = new Request(0, 0, false, false, "", Collections.nCopies(70_000, "x"));

    assertThatThrownBy(request::encode)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at most " + Wire.LONGEST);
  }

  @Test
  void countsThatPromiseTooMuchAreRefused() throws IOException {
    byte[] bytes = new Request(80, 24, true, false, "vt", List.of("ban")).encode();
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;

    assertThatThrownBy(() -> Request.decode(bytes)).hasMessage("the request ends too early");
    assertThatThrownBy(() -> Request.decode(Arrays.copyOf(bytes, 3)))
        .hasMessage("the request ends too early");
  }
}
