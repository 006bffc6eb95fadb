package dev.yeoul.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yeoul.catalog.CatalogReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class HomePageTest {
  @Inject Jdbi jdbi;

  @Test
  void it_has_the_newest_titles_without_a_script() {
    String name = UUID.randomUUID().toString();
    long id = insert("<b>" + name + "</b> & \"co\"");
    try {
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() ->
              assertThat(given().get("/").asString())
                  .contains(
                      "<a href=\"/api/series/%d\">&lt;b&gt;%s&lt;/b&gt; &amp; &quot;co&quot;</a>"
                          .formatted(id, name),
                      "<span>movie · 2020</span>"));
    } finally {
      jdbi.useHandle(handle -> handle.execute("DELETE FROM series WHERE id = ?", id));
    }
  }

  @Test
  void it_comes_without_titles_where_mysql_is_away() throws Exception {
    Jdbi away =
        Jdbi.create(() -> {
          throw new SQLException("no route");
        });
    CompletableFuture<String> page = new CompletableFuture<>();
    new HomePage(new CatalogReader(away)).with(page::complete);
    assertThat(page.get(20, TimeUnit.SECONDS)).contains("Yeoul", "</html>");
  }

  /** From the far future, to be the newest whatever other tests make. */
  private long insert(String title) {
    return jdbi.withHandle(handle ->
        handle
            .createUpdate(
                """
                INSERT INTO series (kind, title, release_year, genres, countries, directors, cast,
                                    added_on, created_at, updated_at)
                VALUES ('movie', :title, 2020, '[]', '[]', '[]', '[]',
                        '2999-01-01', NOW(6), NOW(6))
                """)
            .bind("title", title)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one());
  }
}
