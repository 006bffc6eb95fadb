package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yeoul.recommendation.SimilarTitles.Neighbour;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentSimilarityTest {
  private static final List<TitleText> TITLES =
      List.of(
          title(1, "Harbour Lights", List.of("Dramas"), List.of("Bae Doona", "Ma Dong-seok"), null),
          title(2, "Salt", List.of("Dramas"), List.of("Bae Doona"), null),
          title(3, "Cold Water", List.of("Dramas"), List.of("Somebody Else"), null),
          title(4, "Big Laughs", List.of("Comedies"), List.of("Another One"), null),
          title(5, "Bigger Laughs", List.of("Comedies"), List.of("A Third"), null));

  private static TitleText title(
      long id, String title, List<String> genres, List<String> cast, @Nullable String text) {
    return new TitleText(id, title, genres, cast, List.of(), text);
  }

  private static TitleText described(long id, String title, String text) {
    return title(id, title, List.of(), List.of(), text);
  }

  private static List<Long> ids(List<Neighbour> neighbours) {
    return neighbours.stream().map(Neighbour::seriesId).toList();
  }

  @Test
  void a_shared_genre_and_cast_beat_a_genre_alone_and_strangers() {
    ContentSimilarity similarity = ContentSimilarity.of(TITLES, 10);
    assertThat(ids(similarity.of(1))).containsExactly(2L, 3L);
    assertThat(ids(similarity.of(4))).containsExactly(5L);
  }

  @Test
  void the_best_score_is_one_and_the_others_lie_between() {
    List<Neighbour> neighbours = ContentSimilarity.of(TITLES, 10).of(1);
    assertThat(neighbours.getFirst().score()).isEqualTo(1);
    assertThat(neighbours.getLast().score()).isGreaterThan(0).isLessThan(1);
  }

  @Test
  void korean_words_are_the_same_with_any_particle() {
    ContentSimilarity similarity =
        ContentSimilarity.of(
            List.of(
                described(1, "하나", "바다가 보이는 마을에서 탐정은 사건을 쫓는다"),
                described(2, "둘", "어린 소녀가 바다를 건너 가족을 찾는다"),
                described(3, "셋", "요리사들의 치열한 경연")),
            10);
    assertThat(ids(similarity.of(1))).contains(2L).doesNotContain(3L);
    assertThat(ids(similarity.of(2))).contains(1L);
  }

  @Test
  void english_words_are_the_same_in_any_form_and_stop_words_are_none() {
    ContentSimilarity similarity =
        ContentSimilarity.of(
            List.of(
                described(1, "One", "The detective investigates a robbery"),
                described(2, "Two", "Detectives were investigating the robberies"),
                described(3, "Three", "A cook is in the kitchen with the others")),
            10);
    assertThat(ids(similarity.of(1))).containsExactly(2L);
    assertThat(similarity.of(3)).isEmpty();
  }

  @Test
  void a_title_with_nothing_but_a_title_has_neighbours_by_its_words() {
    List<TitleText> titles = new ArrayList<>(TITLES);
    titles.add(title(6, "Harbour", List.of(), List.of(), null));
    titles.add(title(7, "Zzyzx", List.of(), List.of(), null));
    ContentSimilarity similarity = ContentSimilarity.of(titles, 10);
    assertThat(ids(similarity.of(6))).containsExactly(1L);
    assertThat(similarity.of(7)).isEmpty();
    assertThat(similarity.of(404)).isEmpty();
  }

  @Test
  void directors_count() {
    ContentSimilarity similarity =
        ContentSimilarity.of(
            List.of(
                new TitleText(1, "a", List.of(), List.of(), List.of("Bong Joon Ho"), null),
                new TitleText(2, "b", List.of(), List.of(), List.of("bong joon ho "), null),
                new TitleText(3, "c", List.of(), List.of(), List.of("Bong"), null)),
            10);
    assertThat(ids(similarity.of(1))).containsExactly(2L);
  }

  @Test
  void the_order_of_the_titles_changes_nothing_and_ties_go_by_id() {
    List<TitleText> titles = new ArrayList<>(TITLES);
    LongStream.range(10, 60)
        .forEach(
            id -> titles.add(title(id, "Same", List.of("Dramas", "Thrillers"), List.of(), null)));
    ContentSimilarity expected = ContentSimilarity.of(titles, 5);
    assertThat(ids(expected.of(30))).containsExactly(10L, 11L, 12L, 13L, 14L);
    Collections.shuffle(titles, new Random(7));
    ContentSimilarity shuffled = ContentSimilarity.of(titles, 5);
    for (TitleText title : titles) {
      assertThat(shuffled.of(title.seriesId())).isEqualTo(expected.of(title.seriesId()));
    }
  }

  @Test
  void nobody_is_their_own_neighbour_and_the_list_ends() {
    ContentSimilarity similarity = ContentSimilarity.of(TITLES, 1);
    for (TitleText title : TITLES) {
      assertThat(ids(similarity.of(title.seriesId()))).hasSize(1).doesNotContain(title.seriesId());
    }
    assertThat(ContentSimilarity.of(List.of(), 10).of(1)).isEmpty();
  }

  @Test
  void of_the_real_catalogue_hardly_any_title_stands_alone() {
    List<TitleText> titles = RealTitles.read();
    ContentSimilarity similarity = ContentSimilarity.of(titles, 30);
    assertThat(titles)
        .hasSize(8_786)
        .allSatisfy(title -> assertThat(similarity.of(title.seriesId())).hasSize(30));
    TitleText narcos =
        titles.stream().filter(title -> title.title().equals("Narcos")).findFirst().orElseThrow();
    assertThat(similarity.of(narcos.seriesId()).subList(0, 5))
        .extracting(neighbour ->
            titles.stream()
                .filter(title -> title.seriesId() == neighbour.seriesId())
                .findFirst()
                .orElseThrow()
                .title())
        .contains("Narcos: Mexico");
  }
}
