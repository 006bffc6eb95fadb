package dev.yeoul.bench;

import dev.yeoul.bench.OpenLoopSide.Measured;
import dev.yeoul.bench.load.GeneratorOptions;
import dev.yeoul.bench.load.Pace;
import dev.yeoul.bench.load.PreparedRequest;
import dev.yeoul.bench.process.Answer;
import dev.yeoul.bench.process.Call;
import dev.yeoul.bench.process.Caller;
import dev.yeoul.bench.process.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Lists over a million titles, 200 a second: deep pages in every order, pages of a genre, and
 * totals of filters, a third each. No request comes twice, so that none is answered from the cache.
 */
final class MillionListsCase implements BenchCase {
  private static final int PER_SECOND = 200;
  private static final Pace GETTING_WARM =
      new Pace(PER_SECOND, Duration.ofSeconds(20), Duration.ZERO);
  private static final Pace PACE =
      new Pace(PER_SECOND, Duration.ofSeconds(10), Duration.ofSeconds(1));
  private static final int SPARE_ROUNDS = 3;
  private static final Duration WALKS_TAKE = Duration.ofMinutes(5);

  private static final List<String> ORDERS = List.of("id", "title", "-release_year", "-added_on");
  private static final List<String> GENRES =
      List.of(
          "Dramas",
          "Comedies",
          "Documentaries",
          "Action & Adventure",
          "Thrillers",
          "Romantic Movies",
          "Horror Movies",
          "Sci-Fi & Fantasy",
          "Crime",
          "Kids",
          "Anime",
          "Music & Musicals");
  private static final List<String> RATINGS =
      List.of("TV-MA", "TV-14", "TV-PG", "R", "PG-13", "TV-Y7", "PG", "TV-G");

  @Override
  public String name() {
    return "million-lists";
  }

  @Override
  public CaseReport run(Ground ground) throws Exception {
    Million million = ground.million();
    Service service = million.service();
    askForEach(ground, service);
    List<Round> rounds = new ArrayList<>();
    List<Double> worst = new ArrayList<>();
    try (OpenLoopSide side =
        OpenLoopSide.start(
            "lists",
            service.url(),
            service::cpuNanos,
            requests(ground.rounds() + SPARE_ROUNDS),
            GeneratorOptions.DEFAULT,
            ground.work())) {
      ground.say(name() + ": warming up for " + GETTING_WARM.duration().toSeconds() + " s");
      ground.say(name() + ": " + side.measure(0, GETTING_WARM).result());
      int most = ground.rounds() + SPARE_ROUNDS;
      for (int number = 1; number <= most && worst.size() < ground.rounds(); number++) {
        Measured lists = side.measure(number, PACE);
        rounds.add(lists.round());
        if (lists.counts()) {
          worst.add(lists.result().millisAt(99));
        }
        String counts = lists.counts() ? "" : " VOID";
        ground.say(name() + ": round " + number + ": " + lists.result() + counts);
      }
      if (worst.size() < ground.rounds()) {
        throw new NotRunException("only %d of %d rounds counted".formatted(worst.size(), most));
      }
    }
    return new CaseReport(
        name(),
        List.of(Statistics.summary("p99", worst)),
        rounds,
        List.of(
            million.note(),
            "the first deep page of an order and the first total of a filter after a change cost"
                + " more (ADR 9) and were asked for before"));
  }

  /**
   * Each list once, as a node that has run for a while has seen them; some come only in a while.
   */
  private void askForEach(Ground ground, Service service) throws Exception {
    ground.say(name() + ": asking for each list once");
    Set<String> targets = new LinkedHashSet<>();
    ORDERS.forEach(order -> targets.add("/api/series?skip=999000&limit=1&sort=" + order));
    for (String genre : GENRES) {
      ORDERS.forEach(order ->
          targets.add("/api/series?skip=1000&limit=1&sort=" + order + "&genre=" + encoded(genre)));
    }
    filters().forEach(filter -> targets.add("/api/series?limit=1&" + filter));
    long end = System.nanoTime() + WALKS_TAKE.toNanos();
    try (Caller caller = new Caller(service.url())) {
      List<String> left = List.copyOf(targets);
      while (!left.isEmpty()) {
        List<Answer> answers = caller.callAll(left.stream().map(Call::of).toList());
        List<String> again = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
          int status = answers.get(i).status();
          if (status == 503 && System.nanoTime() < end) {
            again.add(left.get(i)); // still being walked
          } else if (status != 200) {
            throw new NotRunException(left.get(i) + " was answered with " + status);
          }
        }
        left = again;
      }
    }
  }

  private static List<PreparedRequest> requests(int rounds) {
    Random random = new Random(1);
    List<String> filters = filters();
    long count = GETTING_WARM.scheduled() + rounds * (PACE.warming() + PACE.scheduled());
    Set<String> targets = new LinkedHashSet<>();
    while (targets.size() < count) {
      String order = any(ORDERS, random);
      int limit = random.nextInt(10, 40);
      targets.add(
          "/api/series?limit="
              + limit
              + switch (random.nextInt(3)) {
                case 0 -> "&skip=" + (900_000 + random.nextInt(99_000)) + "&sort=" + order;
                case 1 ->
                    "&skip="
                        + random.nextInt(1_000)
                        + "&sort="
                        + order
                        + "&genre="
                        + encoded(any(GENRES, random));
                default -> "&skip=" + random.nextInt(1_000) + "&" + any(filters, random);
              });
    }
    return targets.stream().map(target -> PreparedRequest.get(target, Map.of())).toList();
  }

  /** Kinds, ratings and years. */
  private static List<String> filters() {
    List<String> filters = new ArrayList<>(List.of("kind=movie", "kind=show"));
    RATINGS.forEach(rating -> filters.add("rating=" + rating));
    for (int year = 1950; year < 2026; year++) {
      filters.add("year=" + year);
    }
    return filters;
  }

  private static String any(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
