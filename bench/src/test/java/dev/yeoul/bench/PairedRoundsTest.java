package dev.yeoul.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairedRoundsTest {
  private static final Pacing PACING = new Pacing(1, 1, 1, 2, 3);

  private final List<String> order = new ArrayList<>();
  private final List<String> said = new ArrayList<>();

  @Test
  void theOneThatGoesFirstChangesWithEachRound() throws Exception {
    PairedRounds.Result result = rounds(half("a", 300, 0), half("b", 200, 0)).run(4);
    assertThat(order).containsExactly("a1", "b1", "b2", "a2", "a3", "b3", "b4", "a4");
    assertThat(result.ratios()).containsExactly(1.5, 1.5, 1.5, 1.5);
    assertThat(result.rounds()).hasSize(8);
  }

  @Test
  void aRoundWithErrorsOnEitherSideDoesNotCountAndIsMadeUpFor() throws Exception {
    PairedRounds.Result result = rounds(half("a", 300, 2), half("b", 200, 3)).run(3);
    assertThat(result.ratios()).hasSize(3);
    assertThat(result.rounds()).as("void ones are reported").hasSize(10);
    assertThat(said.stream().filter(line -> line.contains("VOID"))).hasSize(2);
  }

  @Test
  void tooFewRoundsWithoutErrorsAreNoResult() {
    PairedRounds.Half broken = (number, seconds) -> round("b", number, 100, 1);
    assertThatThrownBy(() -> rounds(half("a", 300, 0), broken).run(7))
        .isInstanceOf(NotRunException.class)
        .hasMessageContaining("0 of 10");
  }

  @Test
  void nothingAnsweredIsNoRatio() {
    PairedRounds.Half silent = (number, seconds) -> round("b", number, 0, 0);
    assertThatThrownBy(() -> rounds(half("a", 300, 0), silent).run(7))
        .isInstanceOf(NotRunException.class);
  }

  @Test
  void answersAreComparedBeforeEachRoundAndADifferenceEndsTheCase() {
    PairedRounds.Preparation differs =
        () -> {
          throw new IOException("differs");
        };
    PairedRounds rounds =
        new PairedRounds(said::add, PACING, "x", half("a", 1, 0), half("b", 1, 0), differs);
    assertThatThrownBy(() -> rounds.run(7)).hasMessage("differs");
    assertThat(order).isEmpty();
  }

  private PairedRounds rounds(PairedRounds.Half ours, PairedRounds.Half peer) {
    return new PairedRounds(said::add, PACING, "x", ours, peer, () -> {});
  }

  /** Answers so many requests in each round, with an error in one of them. */
  private PairedRounds.Half half(String name, long requests, int badRound) {
    return (number, seconds) -> {
      order.add(name + number);
      return round(name, number, requests, number == badRound ? 1 : 0);
    };
  }

  private static Round round(String side, int number, long requests, long errors) {
    return new Round(side, number, requests, errors, 2, 10, Map.of());
  }
}
