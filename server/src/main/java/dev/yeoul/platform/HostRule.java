package dev.yeoul.platform;

import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;

/** What a request says of the host that it calls: one good Host, in HTTP/1.0 one at the most. */
final class HostRule {
  private HostRule() {}

  /**
   * Fails what breaks the rule (RFC 9112, section 3.2) as what can't be parsed: the router fails on
   * it with a trace in the log. Who need not name a host calls the address that it has reached: the
   * REST layer makes addresses of it.
   */
  static void apply(HttpRequest request, Channel client) {
    if (!request.decoderResult().isSuccess()) {
      return;
    }
    List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
    if (hosts.isEmpty()
        && request.protocolVersion().equals(HttpVersion.HTTP_1_0)
        && client.localAddress() instanceof InetSocketAddress here) {
      request.headers().set(HttpHeaderNames.HOST, NetUtil.toSocketAddressString(here));
    } else if (hosts.size() != 1 || !PlainRead.isHost(hosts.getFirst())) {
      request.setDecoderResult(
          DecoderResult.failure(
              new ProblemException(
                  PlatformProblem.MALFORMED_REQUEST,
                  "Send one Host header: the name that is called, and its port")));
    }
  }
}
