package dev.yeoul.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts come out as they went in, however their bytes arrive and are asked for. */
class TextFilesTest {
  private static final String LETTERS = "a\u00e9\uC5EC\uD83C\uDFAC\n";

  @Property(tries = 200)
  void the_characters_are_those_of_the_text(
      @ForAll @IntRange(max = 30_000) int length, @ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String text = LETTERS.repeat(length / LETTERS.length() + 1) + "x".repeat(length % 7);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder read = new StringBuilder();
    try (Reader reader = TextFiles.decoded(dripping(bytes, random))) {
      char[] some = new char[9];
      int count = reader.read(some, 1, random.nextInt(1, 9));
      while (count >= 0) {
        read.append(some, 1, count);
        count = reader.read(some, 1, random.nextInt(1, 9));
      }
      assertThat(reader.read()).isEqualTo(-1);
    }
    assertThat(read).hasToString(text);
  }

  /** A stream that gives a few bytes at a time. */
  private static InputStream dripping(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] to, int at, int count) {
        return super.read(to, at, Math.min(count, random.nextInt(1, 20)));
      }
    };
  }

  private static Reader of(int... bytes) throws IOException {
    byte[] raw = new byte[bytes.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) bytes[i];
    }
    return TextFiles.decoded(new ByteArrayInputStream(raw));
  }

  @Test
  void a_byte_order_mark_is_passed_over_once() throws IOException {
    try (Reader reader = of(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 'a')) {
      assertThat(reader.read()).isEqualTo('\uFEFF');
      assertThat(reader.read()).isEqualTo('a');
      assertThat(reader.read()).isEqualTo(-1);
    }
    try (Reader nothing = of()) {
      assertThat(nothing.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0xff, 0xe9, 0xc3, 0xf0, 0x80})
  void what_stands_before_a_bad_byte_is_read_first(int bad) throws IOException {
    try (Reader reader = of('a', 'b', bad)) {
      char[] some = new char[10];
      assertThat(reader.read(some)).isEqualTo(2);
      assertThatThrownBy(() -> reader.read(some)).isInstanceOf(CharacterCodingException.class);
      assertThatThrownBy(reader::read).isInstanceOf(CharacterCodingException.class);
    }
  }
}
