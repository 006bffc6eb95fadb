package dev.yeoul.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

  @Test
  void readsWhatTheServersOfDistributionsAnswer() {
    assertThat(
            ServerVersion.mysql(
                "/usr/sbin/mysqld  Ver 8.0.39-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))"))
        .isEqualTo(new ServerVersion(8, 0, 39));
    assertThat(
            ServerVersion.mysql(
                "mysqld  Ver 8.0.33 for Linux on x86_64 (MySQL Community Server - GPL)"))
        .isEqualTo(new ServerVersion(8, 0, 33));
    assertThat(
            ServerVersion.redis(
                "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=a"))
        .isEqualTo(new ServerVersion(7, 0, 15));
    assertThat(ServerVersion.mongo("db version v7.0.14\nBuild Info: {\n"))
        .isEqualTo(new ServerVersion(7, 0, 14));
  }

  @Test
  void mariaDbIsRefusedByName() {
    assertThatThrownBy(() ->
            ServerVersion.mysql(
                "mysqld  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("MariaDB")
        .hasMessageContaining("MySQL 8.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysqld  Ver 5.7.44 for Linux on x86_64",
        "mysqld  Ver 8.4.2 for Linux on x86_64",
        "mysqld  Ver 9.1.0 for Linux on x86_64"
      })
  void otherVersionsOfMysqlAreRefused(String answer) {
    assertThatThrownBy(() -> ServerVersion.mysql(answer))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("needs MySQL 8.0")
        .hasMessageContaining(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Redis server v=5.0.14 sha=0",
        "Redis server v=6.0.16 sha=0",
        "Redis server v=8.0.0 sha=0",
        "Valkey server v=7.2.5 sha=0",
        ""
      })
  void otherVersionsOfRedisAreRefused(String answer) {
    assertThatThrownBy(() -> ServerVersion.redis(answer)).isInstanceOf(StoreException.class);
  }

  @Test
  void anOldMongoIsRefused() {
    assertThatThrownBy(() -> ServerVersion.mongo("db version v5.0.9"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("5.0.9");
  }
}
