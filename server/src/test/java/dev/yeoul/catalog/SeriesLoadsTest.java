package dev.yeoul.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Calls that come together are read together, and each gets its own. */
class SeriesLoadsTest {
  private static final CatalogDatabase DATABASE = CatalogDatabase.create();

  private final SeriesEditor editor = new SeriesEditor(DATABASE.changes(), CatalogDatabase.CLOCK);

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void eachCallGetsItsOwnWithFewerQueriesThanCalls() throws Exception {
    List<SeriesId> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(editor.add(series("title " + i)).id());
    }
    ids.add(new SeriesId(999_999_999));
    Jdbi counted = DATABASE.jdbi();
    AtomicInteger statements = new AtomicInteger();
    counted.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            statements.incrementAndGet();
          }
        });
    SeriesLoads loads = new SeriesLoads(counted);
    List<Future<Optional<Series>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int call = 0; call < 1_000; call++) {
        SeriesId id = ids.get(call % ids.size());
        answers.add(threads.submit(() -> loads.find(id)));
      }
      for (int call = 0; call < answers.size(); call++) {
        Optional<Series> found = answers.get(call).get(30, TimeUnit.SECONDS);
        SeriesId id = ids.get(call % ids.size());
        assertThat(found.map(Series::id))
            .isEqualTo(id.value() == 999_999_999 ? Optional.empty() : Optional.of(id));
      }
    }
    assertThat(statements.get()).isLessThan(1_000); // two a call if each went alone
  }

  @Test
  void aCallReadsWhatWasWrittenBeforeIt() {
    SeriesLoads loads = new SeriesLoads(DATABASE.jdbi());
    SeriesId id = editor.add(series("first")).id();
    for (int i = 0; i < 50; i++) {
      String title = "title " + i;
      editor.replace(id, series(title), "*");
      assertThat(loads.find(id).orElseThrow().title()).isEqualTo(title);
    }
    editor.delete(id, "*");
    assertThat(loads.find(id)).isEmpty();
  }

  @Test
  void aFailureReachesEveryCallAndEndsWithItsCause() {
    CatalogDatabase gone = CatalogDatabase.create();
    SeriesLoads loads = new SeriesLoads(gone.jdbi());
    gone.close();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> loads.find(new SeriesId(1))).isInstanceOf(JdbiException.class);
    }
  }

  @Test
  void an_error_reaches_every_call_too() {
    ConnectionFactory broken =
        () -> {
          throw new InternalError("as if");
        };
    SeriesLoads loads = new SeriesLoads(Jdbi.create(broken));
    for (int i = 0; i < 3; i++) {
      assertThat(loads.read(new SeriesId(i)))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(InternalError.class);
    }
    assertThatThrownBy(() -> loads.find(new SeriesId(1))).isInstanceOf(InternalError.class);
  }

  private static SeriesInput series(String title) {
    return new SeriesInput(
        Kind.MOVIE, title, null, 2020, List.of(), null, List.of(), List.of(), List.of());
  }
}
