package io.pitwheel.objectstore.azure;

import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.testing.objectstore.ObjectStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, against Microsoft's fake of its store. */
class AzureObjectStoreTest extends ObjectStoreContract {
  @TempDir Path settings;
  private AzureFixture fixture;

  @BeforeEach
  void openContainer() {
    fixture = new AzureFixture(settings);
  }

  @Override
  protected ObjectStore store() {
    return fixture.store();
  }

  @Override
  protected String location(String name) {
    return fixture.location(name);
  }

  @Override
  protected String foreignLocation() {
    return "/somewhere/else";
  }
}
