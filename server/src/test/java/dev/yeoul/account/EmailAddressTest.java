package dev.yeoul.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({
    "jiwoo@example.com, jiwoo@example.com",
    "'  Jiwoo@Example.COM\t', jiwoo@example.com",
    "'\u00a0\u3000a@b\u2003', a@b",
    "여울@한강.한국, 여울@한강.한국",
    "ÅSE@EXAMPLE.NO, åse@example.no",
    "o'brien+tag@example.com, o'brien+tag@example.com"
  })
  void hasOneForm(String typed, String stored) {
    assertThat(EmailAddress.of(typed)).contains(new EmailAddress(stored));
  }

  @Test
  void isLowerCasedAlikeEverywhere() {
    assertThat(EmailAddress.of("TITLE@X.TR")).contains(new EmailAddress("title@x.tr"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "@",
        "a@",
        "@b",
        "a",
        "a@b@c",
        "a b@c",
        "a@b c",
        "a\u00a0b@c",
        "a\tb@c",
        "a@b\u0000",
        "a\u001f@b",
        "a\u200b@b\u202e",
        "\ud800@b",
        "a@\udc00"
      })
  void refusesWhatIsNoAddress(String typed) {
    assertThat(EmailAddress.of(typed)).isEmpty();
  }

  @Test
  void countsItsHundredCharactersAfterTrimmingAndNotInUtf16() {
    String local = "😀".repeat(98);

    assertThat(EmailAddress.of("   " + local + "@b   ")).isPresent();
    assertThat(EmailAddress.of(local + "😀@b")).isEmpty();
    assertThat(EmailAddress.of("a".repeat(98) + "@b")).isPresent();
    assertThat(EmailAddress.of("a".repeat(99) + "@b")).isEmpty();
    // lower-casing this letter makes two of it
    assertThat(EmailAddress.of("İ".repeat(50) + "@b")).isEmpty();
  }
}
