package dev.yeoul.bench;

import dev.yeoul.bench.load.Requests;
import dev.yeoul.bench.peer.Nginx;
import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Reads, whose answers nginx has as files: requests a second, ours to nginx's. */
final class NginxCase implements BenchCase {
  /** Enough for every title to be asked for some times, in no order that a cache could learn. */
  private static final int PREPARED = 32_768;

  private final String name;
  private final Source source;

  /** Makes the requests of a case. */
  interface Source {
    Call next(Ground ground, Random random) throws Exception;
  }

  NginxCase(String name, Source source) {
    this.name = name;
    this.source = source;
  }

  static NginxCase title() {
    return new NginxCase("title", NginxCase::title);
  }

  static NginxCase list() {
    return new NginxCase("list", NginxCase::list);
  }

  static NginxCase titleSignedIn() {
    return new NginxCase(
        "title-signed-in", (ground, random) -> title(ground, random).as(anyToken(ground, random)));
  }

  static NginxCase listSignedIn() {
    return new NginxCase(
        "list-signed-in", (ground, random) -> list(ground, random).as(anyToken(ground, random)));
  }

  static NginxCase notModified() {
    return new NginxCase(
        "not-modified",
        (ground, random) -> {
          Call title = title(ground, random);
          return title.with(
              "If-None-Match", ground.nginx().tags().getOrDefault(title.target(), ""));
        });
  }

  static NginxCase subscription() {
    return new NginxCase(
        "subscription",
        (ground, random) -> {
          ground.nginxWithSubscriptions();
          return Call.of(Ground.SUBSCRIPTION).as(anyToken(ground, random));
        });
  }

  private static Call title(Ground ground, Random random) throws Exception {
    return Call.of("/api/series/" + any(ground.catalogue().ids(), random));
  }

  private static Call list(Ground ground, Random random) throws Exception {
    return Call.of(any(Nginx.lists(ground.catalogue().ids().size()), random));
  }

  private static String anyToken(Ground ground, Random random) throws Exception {
    return any(ground.tokens(), random);
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Service service = ground.service();
    Nginx nginx = ground.nginx();
    List<Call> calls = calls(ground);
    Path requests = write(ground, calls);
    Pacing pacing = Pacing.of(ground);
    try (AnswerCheck check = new AnswerCheck(service.url(), nginx.url(), calls)) {
      Side ours = new Side("yeoul", service.url(), service::cpuNanos, requests);
      Side peer = new Side("nginx", nginx.url(), nginx::cpuNanos, requests);
      PairedRounds.Result result =
          new PairedRounds(ground, name, ours, peer, check::run)
              .warmUp(pacing.warmUpSeconds(), pacing.peerWarmUpSeconds())
              .run(ground.rounds());
      return new CaseReport(
          name, List.of(Statistics.summary("ratio", result.ratios())), result.rounds(), List.of());
    }
  }

  private List<Call> calls(Ground ground) throws Exception {
    Random random = new Random(1);
    Call[] calls = new Call[PREPARED];
    for (int i = 0; i < PREPARED; i++) {
      calls[i] = source.next(ground, random);
    }
    return List.of(calls);
  }

  private Path write(Ground ground, List<Call> calls) throws Exception {
    Stream<String> requests = calls.stream().map(NginxCase::request);
    return Requests.write(ground.work().resolve(name + ".requests"), requests.toList());
  }

  private static String request(Call call) {
    StringBuilder headers = new StringBuilder();
    call.headers().forEach((name, value) -> headers.append(name + ": " + value + "\r\n"));
    return Requests.get(call.target(), headers.toString());
  }
}
