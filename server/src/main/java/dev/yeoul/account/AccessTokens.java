package dev.yeoul.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.yeoul.platform.ProblemException;
import dev.yeoul.platform.Secret;
import dev.yeoul.platform.Settings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Signs and reads access tokens: JWT (RFC 7519), HS256 only, over the UTF-8 bytes of the secret.
 */
@Singleton
final class AccessTokens {
  /** How long a token lives. */
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private static final JWSHeader HEADER =
      new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
  private static final Pattern USER = Pattern.compile("[1-9][0-9]{0,18}");

  private final JWSSigner signer;
  private final JWSVerifier verifier;
  private final Clock clock;

  @Inject
  AccessTokens(Settings settings, Clock clock) {
    this(settings.secretKey(), clock);
  }

  /** Throws IllegalArgumentException for a secret below 32 bytes. */
  AccessTokens(Secret secret, Clock clock) {
    byte[] key = secret.value().getBytes(StandardCharsets.UTF_8);
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("SECRET_KEY must have 32 bytes or more", e);
    }
    this.clock = clock;
  }

  /** A token for this session that lives for {@link #LIFETIME}. */
  String issue(UserId user, String sessionId, Collection<Role> roles) {
    return issue(user, sessionId, roles, LIFETIME);
  }

  String issue(UserId user, String sessionId, Collection<Role> roles, Duration lifetime) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", user.toString());
    claims.put("sid", sessionId);
    claims.put("roles", roles.stream().map(Role::text).toList());
    claims.put("iat", now);
    claims.put("exp", now + lifetime.toSeconds());
    JWSObject token = new JWSObject(HEADER, new Payload(claims));
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("HS256 is missing from this JDK", e);
    }
    return token.serialize();
  }

  /**
   * What the token says.
   *
   * @throws ProblemException 401 invalid_token for a token that is not ours, not intact or over
   */
  AccessClaims verify(String token) {
    AccessClaims claims = claims(payload(token));
    if (isOver(claims)) {
      throw Refusal.invalidToken();
    }
    return claims;
  }

  boolean isOver(AccessClaims claims) {
    return clock.millis() >= claims.expiresAt() * 1000;
  }

  private Map<String, Object> payload(String token) {
    try {
      JWSObject parsed = JWSObject.parse(token);
      if (JWSAlgorithm.HS256.equals(parsed.getHeader().getAlgorithm())
          && canonical(parsed.getSignature())
          && parsed.verify(verifier)) {
        Map<String, Object> payload = parsed.getPayload().toJSONObject();
        if (payload != null) {
          return payload;
        }
      }
      throw Refusal.invalidToken();
    } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
      throw Refusal.invalidToken();
    }
  }

  /**
   * The last character of 32 bytes in base64 has two bits to spare: without this check four texts
   * would pass as the same signature.
   */
  private static boolean canonical(Base64URL signature) {
    return Base64URL.encode(signature.decode()).equals(signature);
  }

  private static AccessClaims claims(Map<String, Object> payload) {
    if (payload.get("sub") instanceof String sub
        && USER.matcher(sub).matches()
        && payload.get("sid") instanceof String sid
        && Session.isId(sid)
        && payload.get("roles") instanceof List<?>
        && payload.get("iat") instanceof Number
        && payload.get("exp") instanceof Number exp
        && exp.doubleValue() > 0
        && exp.doubleValue() < 1e12) {
      try {
        return new AccessClaims(new UserId(Long.parseLong(sub)), sid, exp.longValue());
      } catch (NumberFormatException e) {
        throw Refusal.invalidToken(); // above 2^63-1
      }
    }
    throw Refusal.invalidToken();
  }
}
