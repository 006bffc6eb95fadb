package dev.yeoul.app;

import dev.yeoul.catalog.CatalogReader;
import dev.yeoul.catalog.Series;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The front page with the newest titles in it, for readers without scripts. At most one query a
 * second, on a virtual thread, whoever asks; where MySQL is away the page has the titles of before,
 * or none.
 */
@Singleton
final class HomePage {
  private static final Logger LOG = Logger.getLogger(HomePage.class);
  private static final String TITLES = "<!-- the newest titles -->";
  private static final int COUNT = 9;

  /** As stale as any answer of the catalogue may be. */
  private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

  private final CatalogReader catalog;
  private final String template = Pages.resource("pages/home.html");
  private final AtomicBoolean loading = new AtomicBoolean();
  private volatile Known known = new Known(template, System.nanoTime() - KEPT_NANOS);

  HomePage(CatalogReader catalog) {
    this.catalog = catalog;
  }

  private record Known(String page, long atNanos) {}

  /** Gives the page to somebody: at once, or on a virtual thread. */
  void with(Consumer<String> reader) {
    boolean old = System.nanoTime() - known.atNanos() >= KEPT_NANOS;
    if (old && loading.compareAndSet(false, true)) {
      Thread.startVirtualThread(() -> {
        try {
          known = new Known(page(), System.nanoTime());
        } finally {
          loading.set(false);
        }
        reader.accept(known.page());
      });
    } else {
      reader.accept(known.page());
    }
  }

  private String page() {
    try {
      List<Series> newest = catalog.newest(COUNT);
      return newest.isEmpty() ? template : template.replace(TITLES, items(newest));
    } catch (RuntimeException e) {
      LOG.debugf("the front page has no new titles: %s", e.getMessage());
      return known.page();
    }
  }

  private static String items(List<Series> titles) {
    return titles.stream()
        .map(series ->
            "<li><a href=\"/api/series/%s\">%s</a><span>%s</span></li>"
                .formatted(series.id(), escaped(series.title()), escaped(facts(series))))
        .collect(Collectors.joining("\n"));
  }

  private static String facts(Series series) {
    return Stream.of(
            series.kind().name().toLowerCase(Locale.ROOT),
            series.releaseYear(),
            series.rating(),
            series.genre())
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.joining(" · "));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
