package dev.yeoul.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Answers as they go over the wire, for what is answered ahead of Vert.x. */
public final class WireAnswer {
  private static final String PERSONAL = "Cache-Control: private, no-store\r\n";
  private static final byte[] OK =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\n" + PERSONAL)
          .getBytes(ISO_8859_1);
  private static final byte[] CLOSE = "Connection: close\r\n".getBytes(ISO_8859_1);
  private static final byte[] LENGTH = "Content-Length: ".getBytes(ISO_8859_1);
  private static final byte[] END = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final int MOST_DIGITS = 10;
  private static final int HEAD_BYTES = OK.length + LENGTH.length + MOST_DIGITS + END.length;

  private static final ByteBuf TOO_SLOW =
      Unpooled.unreleasableBuffer(
          problem(
              new ProblemException(PlatformProblem.REQUEST_TIMEOUT, "Send the request faster")
                  .with("Connection", "close")));

  private WireAnswer() {}

  /** A 200 for one viewer alone, the caller's to release. */
  public static ByteBuf personal(byte[] json, ByteBufAllocator buffers) {
    return personal(json.length, buffers).writeBytes(json);
  }

  /** The head of one, the caller's to release, with room for so many bytes of JSON behind it. */
  public static ByteBuf personal(int length, ByteBufAllocator buffers) {
    ByteBuf answer = buffers.directBuffer(HEAD_BYTES + length).writeBytes(OK).writeBytes(LENGTH);
    ByteBufUtil.writeAscii(answer, Integer.toString(length));
    return answer.writeBytes(END);
  }

  /** The last answer to who sends a request too slowly. */
  static ByteBuf tooSlow() {
    return TOO_SLOW.duplicate();
  }

  /** The same answer, which asks the client to go elsewhere with its next call. */
  public static ByteBuf closing(ByteBuf answer) {
    int statusLine = answer.bytesBefore((byte) '\n') + 1;
    ByteBuf start = answer.readRetainedSlice(statusLine);
    return Unpooled.wrappedBuffer(start, Unpooled.wrappedBuffer(CLOSE), answer);
  }

  /** A problem, with the headers that it brings along. */
  public static ByteBuf problem(ProblemException problem) {
    int status = problem.type().status();
    byte[] body = Representation.bytes(ProblemBody.members(problem));
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(status).append(' ').append(HttpResponseStatus.valueOf(status).reasonPhrase());
    head.append("\r\nContent-Type: ")
        .append(ProblemBody.MEDIA_TYPE)
        .append("\r\n")
        .append(PERSONAL);
    problem
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    return Unpooled.wrappedBuffer(head.toString().getBytes(ISO_8859_1), body);
  }
}
