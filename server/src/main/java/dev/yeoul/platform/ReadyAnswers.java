package dev.yeoul.platform;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What can be answered from memory, by the head of the request alone. */
@FunctionalInterface
public interface ReadyAnswers {
  /**
   * The whole answer as it goes over the wire, in HTTP/1.1 and for a connection that stays open. On
   * an event loop: must not block.
   *
   * @return the caller's to release; null where the request has to go the usual way
   */
  @Nullable ByteBuf to(HttpRequest request, ByteBufAllocator buffers);
}
