package io.pitwheel.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Connections that know {@code md5(text)}, which other databases have of their own. */
final class DigestingSource extends SQLiteDataSource {
  private static final String NAME = "md5";

  DigestingSource(SQLiteConfig configuration) {
    super(configuration);
  }

  @Override
  public SQLiteConnection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    SQLiteConnection connection = super.getConnection(user, password);
    try {
      Function.create(connection, NAME, new Digest(), 1, Function.FLAG_DETERMINISTIC);
    } catch (SQLException exception) {
      connection.close();
      throw exception;
    }
    return connection;
  }

  /** 32 hexadecimal digits in lower case; none of nothing. */
  private static final class Digest extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      if (text == null) {
        result();
      } else {
        result(HexFormat.of().formatHex(md5().digest(text.getBytes(StandardCharsets.UTF_8))));
      }
    }

    private static MessageDigest md5() throws SQLException {
      try {
        return MessageDigest.getInstance("MD5");
      } catch (NoSuchAlgorithmException exception) {
        throw new SQLException("making a digest: this Java has no MD5", exception);
      }
    }
  }
}
