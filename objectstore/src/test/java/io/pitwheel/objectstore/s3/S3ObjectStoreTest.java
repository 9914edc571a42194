package io.pitwheel.objectstore.s3;

import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.testing.objectstore.ObjectStoreContract;

/** The contract, against a real server of another maker. */
class S3ObjectStoreTest extends ObjectStoreContract {
  private final S3Fixture fixture = new S3Fixture();

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
