package io.pitwheel.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseTrustTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://db/x, ''",
    "postgresql://db/x?sslmode=require, ''",
    "postgresql://db/x?sslmode=verify-full, &sslrootcert=%2Fown+ca.pem",
    "postgresql://db/x?sslmode=verify-ca&sslrootcert=/other, ''",
    "mariadb://db/x?sslMode=verify-full, &serverSslCert=file:///own%20ca.pem",
    "mysql://db/x?sslMode=verify-ca&serverSslCert=/other, ''"
  })
  void addsAuthoritiesWhereTheUrlAsksForACheckAndNamesNone(String url, String added) {
    assertThat(DatabaseTrust.withAuthorities(url, Path.of("/own ca.pem"))).isEqualTo(url + added);
  }
}
