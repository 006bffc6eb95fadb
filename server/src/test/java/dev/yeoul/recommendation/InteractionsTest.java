package dev.yeoul.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionsTest {
  @TempDir private Path folder;

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("rows.tsv"), String.join("\n", lines) + "\n");
  }

  @Test
  void rows_are_by_user_in_the_order_of_time() throws IOException {
    Interactions read = Interactions.read(file("b\ty\t5", "a\tx\t9", "a\tz\t-2.5\t0.5", "a\ty\t9"));
    assertThat(read.users.name(0)).isEqualTo("a");
    assertThat(read.starts).containsExactly(0, 3, 4);
    assertThat(read.item).containsExactly(2, 0, 1, 1);
    assertThat(read.time).containsExactly(-2.5, 9, 9, 5);
    assertThat(read.weight).containsExactly(0.5f, 1, 1, 1);
  }

  @Test
  void repeated_pairs_add_their_weights_and_keep_the_latest_time() throws IOException {
    Interactions read = Interactions.read(file("u\ti\t7\t2", "u\tj\t5", "u\ti\t3\t0.25"));
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.item).containsExactly(1, 0);
    assertThat(read.time).containsExactly(5, 7);
    assertThat(read.weight).containsExactly(1, 2.25f);
  }

  @Test
  void gzip_reads_as_plain_text_does() throws IOException {
    Path packed = folder.resolve("rows.without-ending");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("\uC5EC\uC6B8\ti\t1\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Interactions.read(packed).users.name(0)).isEqualTo("\uC5EC\uC6B8");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_user() throws IOException {
    Interactions read = Interactions.read(file("\uFEFFu\ti\t1", "u\tj\t2"));
    assertThat(read.userCount()).isEqualTo(1);
    assertThat(read.users.name(0)).isEqualTo("u");
  }

  @Test
  void the_order_of_rows_changes_nothing() throws IOException {
    List<String> lines = new ArrayList<>();
    Random random = new Random(5);
    for (int n = 0; n < 500; n++) {
      lines.add(
          "u%d\ti%d\t%d\t%f"
              .formatted(random.nextInt(9), random.nextInt(40), random.nextInt(6), 0.01 + n / 7.0));
    }
    Interactions first = Interactions.read(file(lines.toArray(String[]::new)));
    Collections.shuffle(lines, random);
    Interactions second = Interactions.read(file(lines.toArray(String[]::new)));
    assertThat(second.starts).isEqualTo(first.starts);
    assertThat(second.item).isEqualTo(first.item);
    assertThat(second.time).isEqualTo(first.time);
    assertThat(second.weight).isEqualTo(first.weight);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u\ti",
        "u i 1",
        "",
        "u\ti\tyesterday",
        "u\ti\tNaN",
        "u\ti\t1\t0",
        "u\ti\t1\t-1",
        "u\ti\t1\tInfinity",
        "u\ti\t1\t1\t1",
        "\ti\t1",
        "u\t\t1"
      })
  void a_row_that_can_not_be_read_is_an_error_with_its_line(String line) {
    assertThatThrownBy(() -> Interactions.read(file("u\ti\t1", line, "u\ti\t1")))
        .isInstanceOf(RecommendationException.class)
        .hasMessageContaining("rows.tsv, line 2: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4_321, 50_000})
  void bytes_that_are_not_utf_8_are_an_error_with_their_line(int before) throws IOException {
    Path file = folder.resolve("latin.tsv");
    for (boolean packed : List.of(false, true)) {
      try (OutputStream raw = Files.newOutputStream(file);
          OutputStream out = packed ? new GZIPOutputStream(raw) : raw) {
        out.write("여울\ti\t1\n".repeat(before).getBytes(StandardCharsets.UTF_8));
        out.write("\u00e9t\u00e9\tk\t3\nu\tk\t4\n".getBytes(StandardCharsets.ISO_8859_1));
      }
      assertThatThrownBy(() -> Interactions.read(file))
          .isInstanceOf(RecommendationException.class)
          .hasMessageEndingWith("latin.tsv, line " + (before + 1) + ": not UTF-8");
    }
  }

  @Test
  void gzip_that_ends_too_early_was_read_up_to_a_line() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed, true)) {
      out.write("u\ti\t1\nu\tj\t2\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      out.write("u\tk\t3\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("cut.tsv.gz");
    Files.write(file, Arrays.copyOf(packed.toByteArray(), packed.size() - 12));
    assertThatThrownBy(() -> Interactions.read(file))
        .isInstanceOf(RecommendationException.class)
        .hasMessageContaining("cut.tsv.gz: can't be read after line 2: ");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> Interactions.read(folder.resolve("nowhere.tsv")))
        .isInstanceOf(RecommendationException.class)
        .hasMessageContaining("nowhere.tsv");
  }
}
