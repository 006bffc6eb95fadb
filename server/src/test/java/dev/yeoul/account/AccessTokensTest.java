package dev.yeoul.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {
  private static final String SECRET =
      "한강은 흐른다, and so does the Yeoul in all its 64 and more bytes";
  private static final UserId USER = new UserId(17);
  private static final String SID = "q83vEjRWeJCrze8SNFZ4kA";

  private final PinnedClock clock = new PinnedClock("2026-11-22T12:00:00Z");
  private final AccessTokens tokens = new AccessTokens(new Secret(SECRET), clock);

  @Test
  void saysWhoAndForHowLong() throws ParseException {
    String token = tokens.issue(USER, SID, Set.of(Role.EDITOR));

    Map<String, Object> claims = SignedJWT.parse(token).getPayload().toJSONObject();
    assertThat(claims)
        .containsEntry("sub", "17")
        .containsEntry("sid", SID)
        .containsEntry("roles", List.of("editor"))
        .containsEntry("iat", 1795348800L)
        .containsEntry("exp", 1795348800L + 900);
    assertThat(tokens.verify(token)).isEqualTo(new AccessClaims(USER, SID, 1795348800L + 900));
  }

  @Test
  void isSignedWithTheUtf8BytesOfTheSecret() throws Exception {
    String token = tokens.issue(USER, SID, Set.of(Role.VIEWER));

    assertThat(token).isEqualTo(signed(SECRET, SignedJWT.parse(token).getPayload()));
  }

  @Test
  void isOverAfterFifteenMinutesToTheSecond() {
    String token = tokens.issue(USER, SID, Set.of(Role.VIEWER));

    clock.advance(Duration.ofMinutes(15).minusMillis(1));
    assertThat(tokens.verify(token).user()).isEqualTo(USER);
    clock.advance(Duration.ofMillis(1));
    assertRefused(token);
  }

  @Test
  void refusesEverySingleChangedCharacter() {
    String token = tokens.issue(USER, SID, Set.of(Role.VIEWER));

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertRefused(token.substring(0, i) + other + token.substring(i + 1));
    }
    // the last character has two bits that no decoder looks at
    char last = token.charAt(token.length() - 1);
    for (char other :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      if (other != last) {
        assertRefused(token.substring(0, token.length() - 1) + other);
      }
    }
    assertRefused(token + "A");
    assertRefused(token + "=");
    assertRefused(token.substring(0, token.length() - 1));
  }

  @Test
  void refusesAForeignSecret() throws JOSEException {
    assertRefused(signed("another secret that is long enough for HS256", new Payload(claims())));
  }

  @Test
  void refusesOtherAlgorithmsEvenWithTheRightSecret() throws JOSEException {
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
      JWSObject token = new JWSObject(new JWSHeader(algorithm), new Payload(claims()));
      token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
      assertRefused(token.serialize());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "RS256", "", "HS25"})
  void refusesTokensThatNameAnotherOrNoAlgorithm(String algorithm) {
    String header = Base64URL.encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}").toString();
    String payload = Base64URL.encode(new Payload(claims()).toString()).toString();
    String signature = tokens.issue(USER, SID, Set.of()).split("\\.", -1)[2];

    assertRefused(header + "." + payload + ".");
    assertRefused(header + "." + payload);
    assertRefused(header + "." + payload + "." + signature);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "sid", "roles", "iat", "exp"})
  void refusesMissingClaims(String claim) throws JOSEException {
    assertRefused(with(claim, null));
  }

  @Test
  void refusesClaimsOfTheWrongKind() throws JOSEException {
    assertRefused(with("sub", 17));
    assertRefused(with("sub", "abc"));
    assertRefused(with("sub", "0"));
    assertRefused(with("sub", "-1"));
    assertRefused(with("sub", "9223372036854775808"));
    assertRefused(with("sid", 5));
    assertRefused(with("sid", "unknown"));
    assertRefused(with("sid", "*".repeat(22)));
    assertRefused(with("roles", "viewer"));
    assertRefused(with("iat", "now"));
    assertRefused(with("exp", "1795348900"));
    assertRefused(with("exp", 1e300));
    assertRefused(with("exp", Double.MAX_VALUE));
    assertRefused(with("exp", -1));
    assertThat(tokens.verify(with("exp", 1795348900L)).user()).isEqualTo(USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", "..", "...", "a.b.c", "e30.e30.e30", "null", "한.글.자"})
  void refusesWhatIsNoTokenAtAll(String text) {
    assertRefused(text);
  }

  @Test
  void refusesAPayloadThatIsNotAnObject() throws JOSEException {
    assertRefused(signed(SECRET, new Payload("[]")));
    assertRefused(signed(SECRET, new Payload("")));
    assertRefused(signed(SECRET, new Payload("{\"sub\":")));
  }

  @Test
  void refusesCriticalHeadersThatItDoesNotKnow() throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).criticalParams(Set.of("future")).build();
    JWSObject token = new JWSObject(header, new Payload(claims()));
    token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));

    assertRefused(token.serialize());
  }

  private void assertRefused(String token) {
    assertThatThrownBy(() -> tokens.verify(token))
        .as(token)
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.type()).isEqualTo(AccountProblem.INVALID_TOKEN));
  }

  private static Map<String, Object> claims() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("sub", "17");
    claims.put("sid", SID);
    claims.put("roles", List.of("viewer"));
    claims.put("iat", 1795348800L);
    claims.put("exp", 1795349000L);
    return claims;
  }

  private static String with(String claim, @Nullable Object value) throws JOSEException {
    Map<String, Object> claims = claims();
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.put(claim, value);
    }
    return signed(SECRET, new Payload(claims));
  }

  private static String signed(String secret, Payload payload) throws JOSEException {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(com.nimbusds.jose.JOSEObjectType.JWT)
            .build();
    JWSObject token = new JWSObject(header, payload);
    token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
    return token.serialize();
  }
}
