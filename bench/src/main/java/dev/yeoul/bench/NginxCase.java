package dev.yeoul.bench;

import dev.yeoul.bench.peer.Nginx;
import dev.yeoul.bench.process.Service;
import java.util.ArrayList;
import java.util.List;

/** Reads, whose answers nginx has as files: requests a second, ours to nginx's. */
final class NginxCase implements BenchCase {
  static final String TITLE = "title";
  private static final String NOT_MODIFIED = "not-modified";
  private static final String SUBSCRIPTION = "subscription";

  private final String name;
  private final PreparedCalls.Source source;

  private NginxCase(String name, PreparedCalls.Source source) {
    this.name = name;
    this.source = source;
  }

  static NginxCase title() {
    return new NginxCase(TITLE, Reads::title);
  }

  static NginxCase list() {
    return new NginxCase("list", Reads::list);
  }

  static NginxCase titleSignedIn() {
    return new NginxCase(
        "title-signed-in",
        (ground, random) -> Reads.signedIn(ground, random, Reads.title(ground, random)));
  }

  static NginxCase listSignedIn() {
    return new NginxCase(
        "list-signed-in",
        (ground, random) -> Reads.signedIn(ground, random, Reads.list(ground, random)));
  }

  static NginxCase notModified() {
    return new NginxCase(NOT_MODIFIED, Reads::known);
  }

  static NginxCase subscription() {
    return new NginxCase(SUBSCRIPTION, Reads::subscription);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Service service = ground.service();
    boolean personal = name.equals(SUBSCRIPTION);
    Nginx nginx = personal ? ground.nginxWithSubscriptions() : ground.nginx();
    PreparedCalls calls = PreparedCalls.of(ground, name, source);
    Pacing pacing = Pacing.of(ground);
    if (calls.areSignedIn()) {
      ground.showEveryUser();
    }
    try (AnswerCheck check = new AnswerCheck(service.url(), nginx.url(), calls.calls())) {
      Side ours = new Side(ground.wrk(), "yeoul", service.url(), service::cpuNanos, calls.file());
      Side peer = new Side(ground.wrk(), "nginx", nginx.url(), nginx::cpuNanos, calls.file());
      PairedRounds.Result result =
          new PairedRounds(ground, name, ours, peer, check::run)
              .warmUp(ground.warmUpSeconds(), pacing.peerWarmUpSeconds())
              .run(ground.rounds());
      List<Finding> findings = new ArrayList<>();
      findings.add(Statistics.summary("ratio", result.ratios()));
      List<Round> rounds = new ArrayList<>(result.rounds());
      if (name.equals(TITLE) && !ground.quick()) {
        addCostOfMaps(ground, nginx, calls, findings, rounds);
      }
      return new CaseReport(name, findings, rounds, notes(ground));
    }
  }

  private List<String> notes(Ground ground) {
    List<String> notes = new ArrayList<>();
    if (name.equals(TITLE) && !ground.quick()) {
      notes.add(
          "nginx_with_maps_to_own_etag is what nginx makes with the service's headers, to what it"
              + " makes with its own ETag and none of our maps: what the maps cost the peer");
    }
    if (name.equals(NOT_MODIFIED)) {
      notes.add(
          "nginx' 304 also carries Content-Length and Content-Type, about 60 bytes, which it can't"
              + " be told to leave out; the two are not compared");
    }
    return notes;
  }

  /** So that nobody can say that the peer was slowed down by looking up the service's ETags. */
  private static void addCostOfMaps(
      Ground ground, Nginx nginx, PreparedCalls calls, List<Finding> findings, List<Round> rounds)
      throws Exception {
    Side mapped =
        new Side(ground.wrk(), "nginx with maps", nginx.url(), nginx::cpuNanos, calls.file());
    Side plain =
        new Side(ground.wrk(), "nginx, own ETag", nginx.plainUrl(), nginx::cpuNanos, calls.file());
    PairedRounds.Result cost =
        new PairedRounds(ground, "cost of maps", mapped, plain, () -> {})
            .warmUp(1, Pacing.of(ground).peerWarmUpSeconds())
            .run(ground.rounds());
    findings.add(Statistics.summary("nginx_with_maps_to_own_etag", cost.ratios()));
    rounds.addAll(cost.rounds());
  }
}
