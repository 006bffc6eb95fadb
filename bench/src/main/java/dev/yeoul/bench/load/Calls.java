package dev.yeoul.bench.load;

import io.hyperfoil.api.config.Step;
import io.hyperfoil.api.connection.Connection;
import io.hyperfoil.api.session.ResourceUtilizer;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.function.SerializableFunction;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.api.HttpRequest;
import io.hyperfoil.http.api.HttpRequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step that gives each session its prepared request, and what the sessions tell the tally.
 * Hyperfoil's own histogram starts when a session does; ours starts when the session was due.
 */
final class Calls implements Step, ResourceUtilizer {
  private static final long serialVersionUID = 1;
  private static final Key KEY = new Key();

  private final transient Tally tally;
  private final transient Prepared[] prepared;

  Calls(Tally tally, List<PreparedRequest> requests) {
    this.tally = tally;
    this.prepared = requests.stream().map(Prepared::of).toArray(Prepared[]::new);
  }

  /** A request as the writer wants it. */
  private record Prepared(
      HttpMethod method, String path, Map<String, String> headers, ByteBuf body) {
    static Prepared of(PreparedRequest request) {
      byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
      return new Prepared(
          HttpMethod.valueOf(request.method()),
          request.path(),
          request.headers(),
          Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(body)));
    }
  }

  private static final class Key implements Session.ResourceKey<Call> {
    private static final long serialVersionUID = 1;
  }

  /** What a session does at the moment. */
  private static final class Call implements Session.Resource {
    @Nullable Prepared prepared;
    long intendedNanos;
    int status;
    boolean saysRetryAfter;
  }

  @Override
  public void reserve(Session session) {
    session.declareResource(KEY, Call::new);
  }

  @Override
  public boolean invoke(Session session) {
    long index = tally.take(session.phaseStartTimestamp());
    if (index < 0) {
      session.stop();
      return true;
    }
    Call call = session.getResource(KEY);
    call.prepared = prepared[(int) (index % prepared.length)];
    call.intendedNanos = tally.intended(index);
    call.status = 0;
    call.saysRetryAfter = false;
    return true;
  }

  SerializableFunction<Session, HttpMethod> method() {
    return session -> of(session).method();
  }

  String path(Session session) {
    return of(session).path();
  }

  /** Called when a connection was found and the request is about to be written. */
  void headers(Session session, HttpRequestWriter writer) {
    tally.sending();
    for (Map.Entry<String, String> header : of(session).headers().entrySet()) {
      writer.putHeader(header.getKey(), header.getValue());
    }
  }

  ByteBuf body(Session session, Connection connection) {
    return of(session).body().duplicate();
  }

  void status(HttpRequest request, int status) {
    request.session.getResource(KEY).status = status;
  }

  void header(HttpRequest request, CharSequence name, CharSequence value) {
    if (name.length() == 11 && "retry-after".equalsIgnoreCase(name.toString())) {
      request.session.getResource(KEY).saysRetryAfter = true;
    }
  }

  /** Called at an answer's end, and also when the connection broke or the time was over. */
  void completed(Session session) {
    Call call = session.getResource(KEY);
    if (call.status == 0 || !session.currentRequest().isValid()) {
      return;
    }
    tally.answered(call.status, call.intendedNanos);
    if (call.status == 503 && !call.saysRetryAfter) {
      tally.refusedBare();
    }
  }

  private static Prepared of(Session session) {
    Prepared prepared = session.getResource(KEY).prepared;
    if (prepared == null) {
      throw new IllegalStateException("a request without its data");
    }
    return prepared;
  }
}
