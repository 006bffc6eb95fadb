package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is read from bytes, beside what the codec reads from the same bytes. */
class PlainReadTest {
  private static final String LINE = "GET /api/series/7?a=%20b HTTP/1.1\r\n";
  private static final String HOST = "Host: localhost:8000\r\n";
  private static final String END = "\r\n";

  private final PlainRead read = new PlainRead();

  @Test
  void a_plain_read_is_read() {
    String request =
        LINE
            + "user-agent: some/1.0 (a; b)\r\n"
            + "HOST:  localhost:8000\t \r\n"
            + "connection: Keep-Alive\r\n"
            + "If-None-Match: \"one\", W/\"two\"\r\n"
            + "x:\r\n"
            + "Authorization: Bearer a.b.c\r\n"
            + END;
    assertThat(reads(request + "GET /next")).isTrue();

    assertThat(read.length()).isEqualTo(request.length());
    assertThat(read.isFor("/api/series/7?a=%20b".getBytes(StandardCharsets.US_ASCII))).isTrue();
    assertThat(read.isFor("/api/series/7".getBytes(StandardCharsets.US_ASCII))).isFalse();
    assertThat(read.beginsWith("/api/series".getBytes(StandardCharsets.US_ASCII))).isTrue();
    assertThat(read.beginsWith("/api/plans".getBytes(StandardCharsets.US_ASCII))).isFalse();
    assertThat(read.authorization()).isEqualTo("Bearer a.b.c");
    assertThat(read.ifNoneMatch()).isEqualTo("\"one\", W/\"two\"");
  }

  @Test
  void nothing_is_left_of_the_request_before() {
    assertThat(reads(LINE + HOST + "Authorization: Bearer a\r\nIf-None-Match: \"a\"\r\n" + END))
        .isTrue();
    assertThat(reads(LINE + HOST + END)).isTrue();

    assertThat(read.authorization()).isNull();
    assertThat(read.ifNoneMatch()).isNull();
    assertThat(reads(LINE + END)).isFalse();
  }

  @Test
  void all_else_is_the_codecs() {
    for (String other :
        List.of(
            "",
            LINE + HOST,
            LINE + HOST + "\r",
            LINE + HOST + "\n",
            LINE + HOST + HOST + END,
            LINE + "Host: a%b\r\n" + END,
            LINE + "Host: a b\r\n" + END,
            LINE + HOST + "Connection: close\r\n" + END,
            LINE + HOST + "Connection: keep-alive\r\nConnection: close\r\n" + END,
            LINE + HOST + "Connection: keep-alive, upgrade\r\n" + END,
            LINE + HOST + "Content-Length: 0\r\n" + END,
            LINE + HOST + "TRANSFER-ENCODING: chunked\r\n" + END,
            LINE + HOST + "Expect: 100-continue\r\n" + END,
            LINE + HOST + "Upgrade: h2c\r\n" + END,
            LINE + HOST + "Sec-WebSocket-Key1: 1\r\n" + END,
            LINE + HOST + "If-None-Match: \"a\"\r\nIf-None-Match: \"b\"\r\n" + END,
            LINE + HOST + "Authorization: a\r\nauthorization: b\r\n" + END,
            LINE + HOST + "a: b\r\n c\r\n" + END,
            LINE + HOST + "a : b\r\n" + END,
            LINE + HOST + ": b\r\n" + END,
            LINE + HOST + "a: \0\r\n" + END,
            LINE + HOST + "a: \u007f\r\n" + END,
            LINE + HOST + "a: é\r\n" + END,
            LINE + HOST + "a: b\n" + END,
            LINE.replace("GET", "HEAD") + HOST + END,
            LINE.replace("GET", "get") + HOST + END,
            LINE.replace("1.1", "1.0") + HOST + END,
            LINE.replace(" H", "  H") + HOST + END,
            LINE.replace("/api", "http://localhost/api") + HOST + END,
            LINE.replace("a=", "é=") + HOST + END,
            END + LINE + HOST + END,
            LINE + HOST + "a: " + "b".repeat(4096) + END + END)) {
      assertThat(reads(other)).as(other).isFalse();
    }
  }

  /** Else it could be answered what nobody asked for, or two could disagree where it ends. */
  @Property
  void what_is_plain_the_codec_reads_alike(@ForAll("requests") String request) {
    if (!reads(request)) {
      return;
    }
    var codec = new EmbeddedChannel(new HttpRequestDecoder());
    codec.writeInbound(bytes(request.substring(0, read.length())));
    HttpRequest head = codec.readInbound();
    LastHttpContent end = codec.readInbound();

    assertThat(head.decoderResult().isSuccess()).isTrue();
    assertThat(head.method()).isEqualTo(HttpMethod.GET);
    assertThat(head.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
    assertThat(read.isFor(head.uri().getBytes(StandardCharsets.ISO_8859_1))).isTrue();
    assertThat(head.headers().getAll(HttpHeaderNames.HOST)).hasSize(1).allMatch(PlainRead::isHost);
    assertThat(head.headers().get(HttpHeaderNames.AUTHORIZATION)).isEqualTo(read.authorization());
    assertThat(head.headers().get(HttpHeaderNames.IF_NONE_MATCH)).isEqualTo(read.ifNoneMatch());
    assertThat(HttpUtil.isKeepAlive(head)).isTrue();
    assertThat(HttpUtil.isTransferEncodingChunked(head)).isFalse();
    assertThat(end).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
    assertThat(codec.<Object>readInbound()).isNull();
    codec.finishAndReleaseAll();
  }

  /** Parts of requests, a few of which are at odds with the others. */
  @Provide
  Arbitrary<String> requests() {
    Arbitrary<String> line =
        Arbitraries.of(
            LINE, LINE, LINE, "GET / HTTP/1.1\r\n", "GET /\tHTTP/1.1\r\n", "GET  HTTP/1.1\r\n");
    Arbitrary<String> field =
        Arbitraries.of(
            "Accept: */*\r\n",
            "Authorization: Bearer a\r\n",
            "If-None-Match: \"a\"\r\n",
            "if-none-match: *\t\r\n",
            "Connection: keep-alive\r\n",
            "connection:KEEP-ALIVE\r\n",
            "Connection:\r\n",
            "Connection: close\r\n",
            "Content-Length: 7\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n",
            "Connection: keep\r-alive\r\n",
            "Content-Length : 7\r\n",
            "Content\rLength: 7\r\n",
            "Transfer-Encoding\t: chunked\r\n",
            "Transfer_Encoding: chunked\r\n",
            "x:y\r\n",
            "\t: z\r\n",
            "x:\0\r\n",
            "x: \r\r\n",
            "x: y\n",
            " folded\r\n");
    return field
        .list()
        .ofMaxSize(4)
        .flatMap(fields ->
            line.flatMap(first ->
                Arbitraries.of(HOST, "host:a\r\n", "Host: a:b\r\n")
                    .map(host -> first + host + String.join("", fields) + END + "x: y\r\n\r\n")));
  }

  private boolean reads(String request) {
    return read.read(bytes(request));
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }
}
