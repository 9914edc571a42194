package io.pitwheel.objectstore.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.testing.objectstore.BlobServer;
import io.pitwheel.testing.tls.SelfSigned;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import io.pitwheel.trust.TrustedAuthorities;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Whom a connection trusts. */
@TestInstance(Lifecycle.PER_CLASS)
class AzureTlsTest {
  private static final String LOCATION = "azblob://models/key";

  @TempDir static Path folder;
  private SelfSigned own;
  private BlobServer server;

  @BeforeAll
  void openServer() throws Exception {
    own = SelfSigned.make(folder.resolve("own"), "CN=blobs of a test");
    server = BlobServer.withCertificate(own.certificate(), own.key());
  }

  @AfterAll
  void closeServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void talksToAServerThatAnAuthorityOfTheFileVouchesFor() throws Exception {
    ObjectStore store = storeTrusting(TrustedAuthorities.of(own.certificate()));

    assertThatThrownBy(() -> store.exists(LOCATION)).hasMessageContaining("ContainerNotFound");
  }

  @Test
  void namesHostAndCertificateWhenTheFileHasOtherAuthorities() throws Exception {
    Path other = SelfSigned.make(folder.resolve("other"), "CN=somebody else").certificate();
    ObjectStore store = storeTrusting(TrustedAuthorities.of(other));

    PipelinesException thrown =
        catchThrowableOfType(PipelinesException.class, () -> store.exists(LOCATION));

    assertThat(thrown)
        .returns(ErrorCode.FAILED_PRECONDITION, PipelinesException::code)
        .hasMessageContainingAll(
            server.endpoint(), "the certificate of CN=blobs of a test", "tls.caFile " + other);
  }

  @Test
  void namesTheCertificateWithoutAnyFile() {
    ObjectStore store = storeTrusting(TrustedAuthorities.standard());

    assertThatThrownBy(() -> store.exists(LOCATION))
        .hasMessageContainingAll("CN=blobs of a test", "Java's own list");
  }

  private ObjectStore storeTrusting(TrustedAuthorities authorities) {
    return AzureFixture.storeAt(
        server.endpoint(),
        folder,
        BlobServer.KEY,
        new OutgoingConnections(authorities, OutgoingProxy.NONE));
  }
}
