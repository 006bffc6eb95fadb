package dev.yeoul.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class WireAnswerTest {
  @Test
  void an_answer_that_asks_the_client_to_go_is_else_the_same() {
    ByteBuf whole =
        Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", US_ASCII);

    ByteBuf closing = WireAnswer.closing(whole);

    assertThat(closing.toString(US_ASCII))
        .isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    closing.release();
    assertThat(whole.refCnt()).isZero();
  }
}
