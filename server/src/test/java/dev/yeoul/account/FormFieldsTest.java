package dev.yeoul.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yeoul.platform.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {
  @Test
  void readsWhatBrowsersAndCurlSend() {
    FormFields form =
        parse("username=a%40b&password=p+q%20r%2Bs%26t%3D%F0%9F%98%80&scope=&flag&a=b=c");

    assertThat(form.find("username")).contains("a@b");
    assertThat(form.find("password")).contains("p q r+s&t=😀");
    assertThat(form.find("a")).contains("b=c");
    assertThat(form.find("scope")).isEmpty();
    assertThat(form.find("flag")).isEmpty();
    assertThat(form.find("absent")).isEmpty();
    assertThat(parse("").find("x")).isEmpty();
    assertThat(parse("&&=&").find("x")).isEmpty();
    assertThat(parse("name=여울").find("name")).contains("여울");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%4",
        "a=%4&b=1",
        "a=%zz",
        "a=%-1",
        "%=1",
        "a=%ff",
        "a=%c3",
        "a=%ED%A0%80",
        "a=1&a=1",
        "a=1&%61=2",
        "a&a"
      })
  void refusesBrokenForms(String body) {
    assertThatThrownBy(() -> parse(body))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(AccountProblem.INVALID_REQUEST));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    assertThatThrownBy(() -> FormFields.parse(new byte[] {'a', '=', (byte) 0xff}))
        .isInstanceOf(ProblemException.class);
  }

  private static FormFields parse(String body) {
    return FormFields.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
