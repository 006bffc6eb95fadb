package dev.yeoul.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, where there are neither stores nor settings. */
class RecommendCommandTest {
  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void converted_sequences_can_be_evaluated() throws IOException {
    Files.writeString(folder.resolve("sequences.txt"), "a 1\na 2\na 3\nb 1\nb 3\nb 2\nc 2\nc 1\n");
    assertThat(
            Commands.run(
                new String[] {
                  "recommend", "convert", "sequence", path("sequences.txt"), path("out")
                }))
        .isZero();
    assertThat(folder.resolve("out/train.tsv"))
        .hasContent("a\t1\t1\na\t2\t2\nb\t1\t1\nb\t3\t2\nc\t2\t1\nc\t1\t2");
    assertThat(folder.resolve("out/truth.tsv")).hasContent("a\t3\nb\t2");
    String[] evaluate = {
      "recommend",
      "evaluate",
      "--model",
      "popular",
      "--k",
      "2",
      "--train",
      path("out/train.tsv"),
      "--truth",
      path("out/truth.tsv"),
      "--rankings",
      path("rankings.tsv")
    };
    assertThat(Commands.run(evaluate)).isZero();
    assertThat(folder.resolve("rankings.tsv")).hasContent("a\t1\t3\t1.0\nb\t1\t2\t2.0");
  }

  @Test
  void converted_lists_have_no_order_and_train_on_the_validation_part() throws IOException {
    Files.writeString(folder.resolve("train.txt"), "0 5 6\n1 7\n");
    Files.writeString(folder.resolve("valid.txt"), "0 8\n");
    Files.writeString(folder.resolve("test.txt"), "0 7\n1 \n");
    assertThat(
            Commands.run(
                new String[] {"recommend", "convert", "gowalla", folder.toString(), path("out")}))
        .isZero();
    assertThat(folder.resolve("out/train.tsv")).hasContent("0\t5\t0\n0\t6\t0\n1\t7\t0\n0\t8\t0");
    assertThat(folder.resolve("out/truth.tsv")).hasContent("0\t7");
  }

  @Test
  void training_needs_stores_and_a_version_a_name() {
    assertThat(Commands.run(new String[] {"recommend", "train"})).isEqualTo(1);
    assertThat(Commands.run(new String[] {"recommend", "train", "--entries", "0"})).isEqualTo(1);
    assertThat(Commands.run(new String[] {"recommend", "use"})).isEqualTo(2);
  }

  @Test
  void what_fails_ends_with_one_and_misuse_with_two() {
    String[] missing = {
      "recommend", "evaluate", "--train", path("no.tsv"), "--truth", path("no.tsv")
    };
    assertThat(Commands.run(missing)).isEqualTo(1);
    assertThat(Commands.run(new String[] {"recommend", "evaluate"})).isEqualTo(2);
    assertThat(Commands.run(new String[] {"recommend", "convert", "netflix", "a", "b"}))
        .isEqualTo(2);
  }
}
