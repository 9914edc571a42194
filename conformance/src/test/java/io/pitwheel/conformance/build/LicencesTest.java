package io.pitwheel.conformance.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.Needed;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class LicencesTest {
  private static final String DOCUMENT = "distribution/target/sbom.json";

  @Test
  void everythingThatIsShippedMayBe() {
    Needed.require(
        Files.isRegularFile(Checkout.root().resolve(DOCUMENT)),
        DOCUMENT + " is not there: ./mvnw verify writes it");

    var components = Licences.read(Checkout.read(DOCUMENT));

    assertThat(components).hasSizeGreaterThan(20);
    assertThat(Licences.refused(components)).isEmpty();
  }

  @Test
  void refusesWhatIsNotListed() {
    assertThat(refusedWith("[{\"license\": {\"id\": \"GPL-3.0-only\"}}]")).hasSize(1);
    assertThat(refusedWith("[{\"license\": {\"name\": \"Our own terms\"}}]")).hasSize(1);
    assertThat(refusedWith("[{\"expression\": \"MIT AND GPL-3.0-only\"}]")).hasSize(1);
    assertThat(refusedWith("[]")).hasSize(1);
  }

  @Test
  void acceptsAChoiceThatHoldsAListedLicence() {
    assertThat(refusedWith("[{\"license\": {\"id\": \"MIT\"}}]")).isEmpty();
    assertThat(refusedWith("[{\"expression\": \"(EPL-2.0 OR MIT)\"}]")).isEmpty();
  }

  private static List<String> refusedWith(String licences) {
    return Licences.refused(
        Licences.read(
            """
            {"components": [{"group": "a", "name": "b", "version": "1", "licenses": %s}]}
            """
                .formatted(licences)));
  }
}
