package dev.yeoul.platform;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/** Vert.x' decoder, which has plain reads answered before it makes objects of them. */
final class PlainReadDecoder extends VertxHttpRequestDecoder {
  private final PlainRead read;
  private final ConnectionWatch watch;
  private boolean betweenRequests = true;

  /**
   * For a new connection.
   *
   * @param read the event loop's
   * @param watch the connection's, which answers
   */
  PlainReadDecoder(HttpServerOptions options, PlainRead read, ConnectionWatch watch) {
    super(options);
    this.read = read;
    this.watch = watch;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (betweenRequests && watch.mayAnswer() && read.read(in) && watch.answers(read)) {
      in.skipBytes(read.length());
      return;
    }
    super.decode(ctx, in, out);
    // what can't be read ends too, and nothing may be answered behind it
    betweenRequests =
        !out.isEmpty()
            && out.getLast() instanceof LastHttpContent end
            && end.decoderResult().isSuccess();
  }
}
