package dev.yeoul.platform;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are answered ahead of Vert.x' requests and the REST layer: those for which this node
 * has in memory what they need, but for one round trip to Redis at the most, and single titles. All
 * others go the usual way, those that are not good among them. On event loops: must not block.
 */
public interface DirectCalls {
  /**
   * The answer to a read, if it is in memory.
   *
   * @param read good during the call only
   * @return as it goes over the wire in HTTP/1.1 on a connection that stays open, the caller's to
   *     release; null where the request has to go the usual way
   */
  @Nullable ByteBuf ready(PlainRead read, ByteBufAllocator buffers);

  /**
   * The refusal of a request without a body, where there is too much to do. The client is not read
   * for a moment.
   *
   * @return as {@link #ready} does
   */
  @Nullable ByteBuf refusal(HttpRequest head);

  /** Whether {@link #take} may take a request with this head; then its body is waited for. */
  boolean mayTake(HttpRequest head);

  /**
   * Takes a request with its whole body.
   *
   * @param body the caller's, and good during the call only
   * @return whether it did: then the client gets one answer, now or later; if not, nothing has
   *     happened, and the request goes the usual way
   */
  boolean take(HttpRequest head, ByteBuf body, Client client);

  /** Who waits for the answer. On the same event loop. */
  interface Client {
    /** Sends a whole answer, as {@link DirectCalls#ready} makes them, and releases it. */
    void answer(ByteBuf answer);

    /** The same for one that says {@code Connection: close}: the connection ends with it. */
    void answerLast(ByteBuf answer);

    /** The same for a refusal: the client is not read for a moment. */
    void refuse(ByteBuf answer);

    /** Ends the connection, where no answer can be made. */
    void giveUp();
  }

  /** None. */
  DirectCalls NONE =
      new DirectCalls() {
        @Override
        public @Nullable ByteBuf ready(PlainRead read, ByteBufAllocator buffers) {
          return null;
        }

        @Override
        public @Nullable ByteBuf refusal(HttpRequest head) {
          return null;
        }

        @Override
        public boolean mayTake(HttpRequest head) {
          return false;
        }

        @Override
        public boolean take(HttpRequest head, ByteBuf body, Client client) {
          return false;
        }
      };
}
